package dev.lethe.jobs.service;

import dev.lethe.audit.model.AuditEntry;
import dev.lethe.audit.model.LifecycleStage;
import dev.lethe.audit.service.ChainReader;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobEvidence;
import dev.lethe.jobs.model.JobEvidence.Chain;
import dev.lethe.jobs.model.JobEvidence.Stage;
import dev.lethe.jobs.model.JobEvidence.Standing;
import dev.lethe.jobs.model.JobEvidence.Touch;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobStore;
import dev.lethe.jobs.model.Touches;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.HoldLedger;
import dev.lethe.retention.model.LegalHold;
import dev.lethe.retention.model.LegalHold.Decision;
import dev.lethe.retention.service.ArtefactRegister;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Transactions;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a job's chain once and makes of it the stages, the check and the touches. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EvidenceServiceBean implements EvidenceService {

  @Inject JobStore jobs;
  @Inject ChainReader chains;
  @Inject ArtefactRegister artefacts;
  @Inject HoldLedger holds;
  @Inject PolicyService policy;
  @Inject Transactions transactions;

  @Override
  public JobEvidence of(Caller caller, JobId id) {
    PolicyBundle bundle = policy.current().of(caller.tenant());
    bundle.require(caller, Permission.READ_EVIDENCE);
    return transactions.inNewTransaction(
        () -> {
          Job job =
              jobs.find(caller.tenant(), id)
                  .orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND));
          return evidence(job, bundle.permits(caller, Permission.READ_RETENTION));
        });
  }

  private JobEvidence evidence(Job job, boolean withHolds) {
    Reading reading = new Reading(job);
    ChainReader.Check check = chains.read(job.tenant(), job.id().value(), reading::take);
    if (check.entries() == 0) {
      throw new LetheException(ProblemCode.JOB_GONE);
    }
    if (withHolds) {
      holds.of(job.tenant(), job.id().value()).forEach(reading::take);
    }
    return new JobEvidence(
        job.id(),
        job.state(),
        Arrays.stream(LifecycleStage.values())
            .map(stage -> stage(job, stage, reading.records))
            .toList(),
        new Chain(check.entries(), check.isIntact(), check.head(), check.brokenAt()),
        reading.listed(),
        reading.leftOut);
  }

  private Stage stage(Job job, LifecycleStage stage, Map<LifecycleStage, AuditEntry> records) {
    Optional<AuditEntry> record = Optional.ofNullable(records.get(stage));
    if (stage == LifecycleStage.DELETION_ACKNOWLEDGEMENT) {
      return new Stage(stage, deletion(job, record.isPresent()), record);
    }
    Standing without = job.state().isFinal() ? Standing.NOT_REACHED : Standing.PENDING;
    return new Stage(stage, record.isPresent() ? Standing.RECORDED : without, record);
  }

  private Standing deletion(Job job, boolean acknowledged) {
    if (!acknowledged) {
      return Standing.PENDING;
    }
    boolean allGone =
        artefacts.block(job.tenant(), job.id().value(), job.policy()).artefacts().stream()
            .filter(deadline -> deadline.artefact() != ArtefactClass.AUDIT)
            .allMatch(deadline -> deadline.deletedAt().isPresent());
    return allGone ? Standing.RECORDED : Standing.IN_PROGRESS;
  }

  /** What is kept of a chain while it is read; no more than a bound, however long it is. */
  private static final class Reading {
    private final Touches touching;
    private final Map<LifecycleStage, AuditEntry> records = new EnumMap<>(LifecycleStage.class);
    private final List<Touch> touches = new ArrayList<>();
    private long leftOut;

    Reading(Job job) {
      touching = new Touches(job.scope().purpose().name());
    }

    void take(AuditEntry entry) {
      LifecycleStage.ofEvent(entry.type()).ifPresent(stage -> records.put(stage, entry));
      touching.of(entry).ifPresent(this::add);
    }

    void take(LegalHold hold) {
      add(hold, "hold_requested", new Decision(hold.requestedBy(), hold.requestedAt()));
      hold.approval().ifPresent(by -> add(hold, "hold_confirmed", by));
      hold.releaseRequest().ifPresent(by -> add(hold, "hold_release_requested", by));
      hold.end().ifPresent(by -> add(hold, "hold_" + hold.state().apiName(), by));
    }

    private void add(LegalHold hold, String act, Decision decision) {
      add(
          new Touch(
              decision.at(),
              "retention",
              decision.by(),
              true,
              act,
              hold.scope().artefacts(),
              hold.reason().apiName(),
              Map.of("hold", hold.id().value()),
              Optional.empty()));
    }

    private void add(Touch touch) {
      if (touches.size() < MOST_TOUCHES) {
        touches.add(touch);
      } else {
        leftOut++;
      }
    }

    List<Touch> listed() {
      return touches.stream().sorted(Comparator.comparing(Touch::at)).toList();
    }
  }
}
