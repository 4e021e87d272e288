package dev.lethe.retention.service;

import static java.util.stream.Collectors.groupingBy;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.AuditEvents;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.keys.model.ShredEpochs;
import dev.lethe.keys.model.ShredEpochs.Epoch;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.CertificateId;
import dev.lethe.retention.model.DeadLetters;
import dev.lethe.retention.model.DeletionDetails;
import dev.lethe.retention.model.DeletionLedger;
import dev.lethe.retention.model.DeletionLedger.Standing;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.model.Erasable;
import dev.lethe.retention.model.Erasure;
import dev.lethe.retention.model.JobsErased;
import dev.lethe.tenancy.model.ActorId;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Deletes by one transaction, and after it removes what no transaction could bring back, and signs
 * the receipts.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Erasing implements ErasureService {

  private static final Logger LOG = Logger.getLogger(Erasing.class.getName());

  private static final Duration FIRST_RETRY = Duration.ofSeconds(15);
  private static final Duration LONGEST_RETRY = Duration.ofHours(1);
  private static final int PIECE = 500;

  @Inject DeletionLedger ledger;
  @Inject @Any Instance<Erasable> erasables;
  @Inject DataKeys keys;
  @Inject ShredEpochs epochs;
  @Inject Certifying certifying;
  @Inject DeadLetterBox deadLetters;
  @Inject DeadLetters letters;
  @Inject Transactions transactions;
  @Inject Event<AuditEvents> audit;
  @Inject Event<JobsErased> erased;
  @Inject Clock clock;

  /** By whom, why and when. */
  private record Deletion(TenantId tenant, ActorId actor, Trigger trigger, Instant now) {}

  @Override
  public void erase(
      TenantId tenant, ActorId actor, String job, Set<ArtefactClass> artefacts, Trigger trigger) {
    Deletion deletion = new Deletion(tenant, actor, trigger, clock.instant());
    try {
      transactions.inNewTransaction(
          () -> delete(deletion, ledger.lock(tenant, job, artefacts).stream().toList()));
    } catch (RuntimeException e) {
      transactions.inNewTransaction(() -> putOff(deletion, job, artefacts, FailureCause.of(e)));
      throw e;
    }
    removeNoted(tenant, List.of(job));
    try {
      certifying.sign(tenant, List.of(job));
    } catch (LetheException e) {
      if (e.code() == ProblemCode.DATABASE_UNAVAILABLE) {
        // deleted, but whoever asked is told only what the journal has
        throw e;
      }
      waits(e);
    } catch (RuntimeException e) {
      waits(e);
    }
  }

  @Override
  public Outcome eraseDue(TenantId tenant, List<String> jobs, Instant until) {
    Outcome outcome = deleteDue(tenant, jobs, until);
    finish(tenant, jobs);
    return outcome;
  }

  private Outcome deleteDue(TenantId tenant, List<String> jobs, Instant until) {
    try {
      return new Outcome(deleteTogether(tenant, jobs, until), 0);
    } catch (RuntimeException e) {
      LOG.log(
          Level.INFO,
          "{0} jobs could not be deleted together, so each is by itself: {1}",
          new Object[] {jobs.size(), e.getClass().getSimpleName()});
      return deleteOneByOne(tenant, jobs, until);
    }
  }

  private int deleteTogether(TenantId tenant, List<String> jobs, Instant until) {
    Instant now = clock.instant();
    return transactions.inNewTransaction(
        () -> {
          List<Erasure> claimed = ledger.claim(tenant, jobs, until);
          for (Trigger trigger : List.of(Trigger.DEADLINE, Trigger.DISPOSITION)) {
            delete(
                new Deletion(tenant, ActorId.SYSTEM, trigger, now),
                claimed.stream()
                    .filter(one -> one.reviewed() == (trigger == Trigger.DISPOSITION))
                    .toList());
          }
          return (int) claimed.stream().map(Erasure::job).distinct().count();
        });
  }

  private Outcome deleteOneByOne(TenantId tenant, List<String> jobs, Instant until) {
    int deleted = 0;
    int failed = 0;
    for (String job : jobs) {
      try {
        deleted += deleteTogether(tenant, List.of(job), until);
      } catch (RuntimeException e) {
        LOG.log(
            Level.WARNING,
            "deletion of {0} failed and is tried again later: {1}",
            new Object[] {job, e.getClass().getSimpleName()});
        transactions.inNewTransaction(() -> putOffDue(tenant, job, until, FailureCause.of(e)));
        failed++;
      }
    }
    return new Outcome(deleted, failed);
  }

  private boolean putOffDue(TenantId tenant, String job, Instant until, String cause) {
    Deletion deletion = new Deletion(tenant, ActorId.SYSTEM, Trigger.DEADLINE, clock.instant());
    ledger
        .claim(tenant, List.of(job), until)
        .forEach(erasure -> putOff(deletion, job, erasure.artefacts(), cause));
    return true;
  }

  /** Answers of how many jobs something was deleted. */
  private int delete(Deletion deletion, List<Erasure> erasures) {
    if (erasures.isEmpty()) {
      return 0;
    }
    List<DeletionReceipt> receipts = eraseAndVerify(deletion, erasures);
    ledger.deleted(deletion.tenant(), erasures, deletion.now());
    letters.erased(deletion.tenant(), erasures, deletion.now());
    ledger.record(deletion.tenant(), receipts);
    audit.fire(
        new AuditEvents(
            receipts.stream().map(receipt -> acknowledged(deletion, receipt)).toList()));
    buryThoseWithoutContent(deletion, receipts);
    return erasures.size();
  }

  private List<DeletionReceipt> eraseAndVerify(Deletion deletion, List<Erasure> erasures) {
    Map<ArtefactClass, Map<String, Integer>> counts = new EnumMap<>(ArtefactClass.class);
    Map<ArtefactClass, Set<String>> jobs = jobsByClass(erasures);
    jobs.forEach((artefact, of) -> counts.put(artefact, eraseClass(deletion, artefact, of)));
    Map<String, List<Epoch>> covering = epochs.of(deletion.tenant(), owners(erasures));
    Map<String, List<String>> destroyed = keys.destroy(deletion.tenant(), owners(erasures));
    jobs.forEach((artefact, of) -> requireGone(deletion, artefact, of));
    if (!keys.remaining(deletion.tenant(), owners(erasures)).isEmpty()) {
      throw new LetheException(ProblemCode.INTERNAL);
    }
    Map<String, List<Standing>> standing = standing(deletion.tenant(), erasures);
    return erasures.stream()
        .map(erasure -> receipt(deletion, erasure, counts, destroyed, standing, covering))
        .toList();
  }

  private Map<String, List<Standing>> standing(TenantId tenant, List<Erasure> erasures) {
    return ledger.standing(tenant, erasures.stream().map(Erasure::job).toList()).stream()
        .sorted(Comparator.comparing(Standing::artefact))
        .collect(groupingBy(Standing::job));
  }

  private static Map<ArtefactClass, Set<String>> jobsByClass(List<Erasure> erasures) {
    Map<ArtefactClass, Set<String>> jobs = new EnumMap<>(ArtefactClass.class);
    for (Erasure erasure : erasures) {
      for (ArtefactClass artefact : erasure.artefacts()) {
        jobs.computeIfAbsent(artefact, key -> new LinkedHashSet<>()).add(erasure.job());
      }
    }
    return jobs;
  }

  private static List<DataKeys.Owner> owners(List<Erasure> erasures) {
    return erasures.stream()
        .flatMap(
            erasure ->
                erasure.artefacts().stream()
                    .map(artefact -> new DataKeys.Owner(erasure.job(), artefact.apiName())))
        .toList();
  }

  private Map<String, Integer> eraseClass(
      Deletion deletion, ArtefactClass artefact, Set<String> jobs) {
    Map<String, Integer> counts = new HashMap<>();
    boolean known = false;
    for (Erasable erasable : erasables) {
      if (erasable.artefact() == artefact) {
        known = true;
        erasable
            .erase(deletion.tenant(), jobs)
            .forEach((job, count) -> counts.merge(job, count, Integer::sum));
      }
    }
    if (!known && artefact != ArtefactClass.REDACTED_COPY) {
      throw new IllegalStateException("nothing is registered to erase " + artefact);
    }
    return counts;
  }

  /** Reads back: no keeper holds anything. */
  private void requireGone(Deletion deletion, ArtefactClass artefact, Set<String> jobs) {
    for (Erasable erasable : erasables) {
      if (erasable.artefact() == artefact && !erasable.holding(deletion.tenant(), jobs).isEmpty()) {
        throw new LetheException(ProblemCode.INTERNAL);
      }
    }
  }

  private static DeletionReceipt receipt(
      Deletion deletion,
      Erasure erasure,
      Map<ArtefactClass, Map<String, Integer>> erasedByClass,
      Map<String, List<String>> destroyedByJob,
      Map<String, List<Standing>> standing,
      Map<String, List<Epoch>> covering) {
    Map<ArtefactClass, Integer> counts = new EnumMap<>(ArtefactClass.class);
    for (ArtefactClass artefact : erasure.artefacts()) {
      counts.put(
          artefact, erasedByClass.getOrDefault(artefact, Map.of()).getOrDefault(erasure.job(), 0));
    }
    List<String> destroyed = destroyedByJob.getOrDefault(erasure.job(), List.of());
    return new DeletionReceipt(
        CertificateId.random().value(),
        erasure.job(),
        name(deletion.trigger()),
        method(counts, destroyed),
        counts,
        destroyed,
        erasure.policy().version(),
        deletion.now(),
        true,
        details(
            erasure,
            counts,
            standing.getOrDefault(erasure.job(), List.of()),
            covering.getOrDefault(erasure.job(), List.of())));
  }

  private static DeletionDetails details(
      Erasure erasure,
      Map<ArtefactClass, Integer> counts,
      List<Standing> standing,
      List<Epoch> covering) {
    return new DeletionDetails(
        erasure.policy().id(),
        erasure.policy().sha256(),
        standing.stream()
            .filter(one -> erasure.artefacts().contains(one.artefact()))
            .map(
                one ->
                    new DeletionDetails.Erased(
                        one.artefact(),
                        one.store(),
                        counts.getOrDefault(one.artefact(), 0),
                        one.deleteAt()))
            .toList(),
        standing.stream()
            .filter(one -> !erasure.artefacts().contains(one.artefact()))
            .map(one -> new DeletionDetails.Kept(one.artefact(), one.deleteAt(), one.held()))
            .toList(),
        covering.stream()
            .map(epoch -> new DeletionDetails.Shred(epoch.id(), epoch.endsAt()))
            .toList());
  }

  private static String name(Trigger trigger) {
    return trigger.name().toLowerCase(Locale.ROOT);
  }

  private static String method(Map<ArtefactClass, Integer> counts, List<String> destroyed) {
    boolean removed = counts.values().stream().anyMatch(count -> count > 0);
    if (destroyed.isEmpty()) {
      return removed ? "object-removed" : "nothing-kept";
    }
    return removed ? "key-destroyed+object-removed" : "key-destroyed";
  }

  private static AuditEvent acknowledged(Deletion deletion, DeletionReceipt receipt) {
    Map<String, String> facts = new HashMap<>();
    receipt.counts().forEach((artefact, count) -> facts.put(artefact.apiName(), count.toString()));
    facts.put("trigger", receipt.trigger());
    facts.put("method", receipt.method());
    facts.put("keys_destroyed", Integer.toString(receipt.keysDestroyed().size()));
    facts.put("receipt", receipt.id());
    return event(
        deletion,
        "deletion.acknowledged",
        receipt.job(),
        receipt.counts().keySet(),
        "deleted",
        facts);
  }

  /** The trail of a job whose trail was deleted begins no new one. */
  private static AuditEvent event(
      Deletion deletion,
      String type,
      String job,
      Set<ArtefactClass> artefacts,
      String outcome,
      Map<String, String> facts) {
    return new AuditEvent(
        deletion.tenant(),
        type,
        artefacts.contains(ArtefactClass.AUDIT) ? Optional.empty() : Optional.of(job),
        deletion.actor(),
        outcome,
        facts);
  }

  private void buryThoseWithoutContent(Deletion deletion, List<DeletionReceipt> receipts) {
    List<DeletionReceipt> ofContent =
        receipts.stream()
            .filter(receipt -> receipt.counts().keySet().stream().anyMatch(Erasing::isContent))
            .toList();
    Set<String> jobs =
        ledger.withoutContent(
            deletion.tenant(), ofContent.stream().map(DeletionReceipt::job).toList());
    if (!jobs.isEmpty()) {
      ledger.bury(
          deletion.tenant(),
          ofContent.stream().filter(receipt -> jobs.contains(receipt.job())).toList());
      erased.fire(new JobsErased(deletion.tenant(), jobs, deletion.now()));
    }
  }

  private static boolean isContent(ArtefactClass artefact) {
    return artefact != ArtefactClass.AUDIT;
  }

  private boolean putOff(
      Deletion deletion, String job, Set<ArtefactClass> artefacts, String cause) {
    ledger.failed(deletion.tenant(), job, artefacts, deletion.now(), FIRST_RETRY, LONGEST_RETRY);
    audit.fire(
        new AuditEvents(
            List.of(
                event(
                    deletion,
                    "deletion.failed",
                    job,
                    artefacts,
                    "put-off",
                    Map.of("trigger", name(deletion.trigger()), "problem", cause)))));
    deadLetters.erasingFailed(deletion.tenant(), job, artefacts, cause, deletion.now());
    return true;
  }

  /** What stays here for want of its store is unreadable, and tried again by each run. */
  private void removeNoted(TenantId tenant, List<String> jobs) {
    int left = 0;
    for (Erasable erasable : erasables) {
      left += erasable.removeNoted(tenant, jobs);
    }
    if (left > 0) {
      LOG.log(Level.WARNING, "{0} sealed objects are still to be removed", left);
    }
  }

  /** What must not undo a deletion that has committed. */
  private void finish(TenantId tenant, List<String> jobs) {
    removeNoted(tenant, jobs);
    try {
      certifying.sign(tenant, jobs);
    } catch (RuntimeException e) {
      waits(e);
    }
  }

  private static void waits(RuntimeException e) {
    LOG.log(
        Level.WARNING,
        "receipts of deletions wait for the journal or their signature: {0}",
        e.getClass().getSimpleName());
  }

  @Override
  public void finishLeftOver(TenantId tenant) {
    for (Erasable erasable : erasables) {
      int removed = PIECE;
      while (removed == PIECE) {
        removed = erasable.removeLeftOver(tenant, PIECE);
      }
    }
    certifying.signLeftOver(tenant);
  }
}
