package dev.lethe.jobs.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.AuditFilter;
import dev.lethe.audit.model.AuditStore;
import dev.lethe.consent.model.ConsentFilter;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentStore;
import dev.lethe.consent.model.DataSubject;
import dev.lethe.consent.model.HeldArtefacts;
import dev.lethe.consent.model.SubjectRegister;
import dev.lethe.consent.model.WithdrawalTarget;
import dev.lethe.consent.service.WithdrawalService;
import dev.lethe.consent.service.WithdrawalService.Outcome;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobStore;
import dev.lethe.jobs.model.SubjectErasure;
import dev.lethe.jobs.model.SubjectErasure.ErasedJob;
import dev.lethe.jobs.model.SubjectErasure.Kept;
import dev.lethe.jobs.model.SubjectReport;
import dev.lethe.jobs.model.SubjectReport.Disclosure;
import dev.lethe.jobs.model.SubjectReport.SubjectJob;
import dev.lethe.keys.model.Pseudonyms;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.service.Journaling;
import dev.lethe.retention.model.DeletionLedger;
import dev.lethe.retention.model.HoldLedger;
import dev.lethe.retention.model.RetentionBlock;
import dev.lethe.retention.service.ArtefactRegister;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Data subjects of the caller's tenant. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SubjectServiceBean implements SubjectService {

  private static final int MOST = 500;
  private static final List<String> DISCLOSING =
      List.of("field.revealed", "preview.made", "result.viewed");

  @Inject ConsentStore consents;
  @Inject SubjectRegister subjects;
  @Inject WithdrawalService withdrawals;
  @Inject JobStore jobs;
  @Inject ArtefactRegister artefacts;
  @Inject DeletionLedger deletions;
  @Inject AuditStore trail;
  @Inject @Any Instance<HeldArtefacts> holds;
  @Inject HoldLedger named;
  @Inject Pseudonyms pseudonyms;
  @Inject PolicyService policy;
  @Inject Journaling journaling;
  @Inject Transactions transactions;
  @Inject Event<AuditEvent> audit;
  @Inject Clock clock;

  private void require(Caller caller, Permission permission) {
    policy.current().of(caller.tenant()).require(caller, permission);
  }

  @Override
  public SubjectReport lookUp(Caller caller, DataSubject subject) {
    require(caller, Permission.LOOK_UP_SUBJECT);
    return transactions.inNewTransaction(
        () -> {
          SubjectReport report = report(caller.tenant(), idOf(caller.tenant(), subject));
          report
              .subject()
              .ifPresent(
                  id ->
                      fire(
                          caller,
                          "subject.looked_up",
                          Map.of(
                              "subject",
                              id,
                              "jobs",
                              Integer.toString(report.jobs().size()),
                              "consents",
                              Integer.toString(report.consents().size()))));
          return report;
        });
  }

  private Optional<String> idOf(TenantId tenant, DataSubject subject) {
    return subjects.find(tenant, pseudonyms.of(tenant, "subject", subject.reference()));
  }

  private SubjectReport report(TenantId tenant, Optional<String> subject) {
    List<ConsentRecord> records = subject.map(id -> records(tenant, id)).orElse(List.of());
    return new SubjectReport(
        subject,
        records,
        jobsOf(tenant, records)
            .sorted(Comparator.comparing(Job::createdAt).reversed())
            .map(this::subjectJob)
            .toList());
  }

  private List<ConsentRecord> records(TenantId tenant, String subject) {
    ConsentFilter filter = ConsentFilter.ALL.withSubject(Optional.of(subject));
    List<ConsentRecord> records = new ArrayList<>();
    List<ConsentRecord> page;
    do {
      page = consents.list(tenant, filter, clock.instant(), records.size(), MOST);
      records.addAll(page);
    } while (page.size() == MOST);
    return records;
  }

  private Stream<Job> jobsOf(TenantId tenant, List<ConsentRecord> records) {
    return records.stream()
        .flatMap(record -> consents.jobs(tenant, record.id()).stream())
        .distinct()
        .map(id -> jobs.find(tenant, new JobId(id)))
        .flatMap(Optional::stream);
  }

  private SubjectJob subjectJob(Job job) {
    return new SubjectJob(
        job.id(),
        job.state(),
        job.scope().purpose(),
        job.outcome().flatMap(Job.Outcome::documentClass).or(() -> job.scope().documentClass()),
        job.region(),
        job.createdAt(),
        job.completedAt(),
        retention(job),
        held(job),
        disclosures(job));
  }

  private RetentionBlock retention(Job job) {
    return artefacts.block(job.tenant(), job.id().value(), job.policy());
  }

  private Set<ArtefactClass> held(Job job) {
    Set<ArtefactClass> held = EnumSet.noneOf(ArtefactClass.class);
    holds.forEach(hold -> held.addAll(hold.of(job.tenant(), job.id().value())));
    return held;
  }

  private List<Disclosure> disclosures(Job job) {
    return DISCLOSING.stream()
        .flatMap(type -> trail.list(job.tenant(), of(job, type), 0, MOST).stream())
        .map(entry -> new Disclosure(entry.type(), entry.actor(), entry.time()))
        .sorted(Comparator.comparing(Disclosure::at))
        .toList();
  }

  private static AuditFilter of(Job job, String type) {
    return new AuditFilter(
        Optional.empty(), Optional.empty(), Optional.of(type), Optional.of(job.id().value()));
  }

  @Override
  public SubjectErasure erase(Caller caller, DataSubject subject) {
    require(caller, Permission.ERASE_SUBJECT);
    TenantId tenant = caller.tenant();
    if (transactions.inNewTransaction(() -> idOf(tenant, subject)).isEmpty()) {
      return new SubjectErasure(Optional.empty(), List.of(), true);
    }
    Outcome ended =
        withdrawals.withdraw(caller, new WithdrawalTarget.OfSubject(subject), Optional.empty());
    SubjectErasure erased =
        transactions.inNewTransaction(() -> erased(caller, ended, idOf(tenant, subject)));
    journaling.write(tenant);
    return erased;
  }

  private SubjectErasure erased(Caller caller, Outcome ended, Optional<String> subject) {
    TenantId tenant = caller.tenant();
    List<ConsentRecord> records = subject.map(id -> records(tenant, id)).orElse(List.of());
    List<ErasedJob> erased = jobsOf(tenant, records).map(this::erased).toList();
    boolean kept =
        subject.filter(id -> named.names(tenant, id)).isPresent()
            || erased.stream().anyMatch(job -> job.kept().isPresent())
            || records.stream().anyMatch(record -> record.endedAt().isEmpty());
    boolean forgotten = !kept && subject.filter(id -> forget(tenant, id)).isPresent();
    subject.ifPresent(
        id ->
            fire(
                caller,
                "subject.erased",
                Map.of(
                    "subject",
                    id,
                    "jobs",
                    Integer.toString(erased.size()),
                    "kept",
                    Boolean.toString(!forgotten))));
    return new SubjectErasure(Optional.of(ended.withdrawal().id()), erased, forgotten);
  }

  /** Not whom a hold names that was placed meanwhile. */
  private boolean forget(TenantId tenant, String subject) {
    if (!subjects.forget(tenant, subject)) {
      return false;
    }
    journaling.note(
        new JournalEntry(
            tenant, JournalEntry.Kind.SUBJECT, subject, Map.of("at", clock.instant().toString())));
    return true;
  }

  private ErasedJob erased(Job job) {
    boolean content =
        retention(job).artefacts().stream()
            .filter(deadline -> deadline.artefact() != ArtefactClass.AUDIT)
            .anyMatch(deadline -> deadline.deletedAt().isEmpty());
    return new ErasedJob(
        job.id(),
        deletions.receipts(job.tenant(), job.id().value()),
        content ? Optional.of(whyKept(job)) : Optional.empty());
  }

  private Kept whyKept(Job job) {
    if (!held(job).isEmpty()) {
      return Kept.LEGAL_HOLD;
    }
    boolean ended =
        consents.ofJob(job.tenant(), job.id().value()).flatMap(ConsentRecord::endedAt).isPresent();
    return ended ? Kept.PENDING : Kept.BASIS;
  }

  private void fire(Caller caller, String type, Map<String, String> facts) {
    audit.fire(
        new AuditEvent(caller.tenant(), type, Optional.empty(), caller.actor(), "done", facts));
  }
}
