package dev.lethe.retention.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalEntry.Kind;
import dev.lethe.recovery.model.JournalLedger;
import dev.lethe.recovery.model.Replayable;
import dev.lethe.retention.model.DeletionDetails;
import dev.lethe.retention.model.DeletionLedger;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.model.Erasable;
import dev.lethe.retention.model.Erasure;
import dev.lethe.retention.model.JobsErased;
import dev.lethe.retention.model.ReceiptJournal;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes again what a restored database has brought back, under the receipt that there was. What
 * the database does not have at all gets its receipt and its tombstone.
 */
@ApplicationScoped
public class DeletionReplay implements Replayable {

  @Inject ReceiptJournal receipts;
  @Inject DeletionLedger ledger;
  @Inject JournalLedger journal;
  @Inject @Any Instance<Erasable> erasables;
  @Inject DataKeys keys;
  @Inject Certifying certifying;
  @Inject Transactions transactions;
  @Inject Event<AuditEvent> audit;
  @Inject Event<JobsErased> erased;

  @Override
  public Kind kind() {
    return Kind.DELETION;
  }

  @Override
  public int replay(TenantId tenant, List<JournalEntry> entries) {
    Map<String, DeletionReceipt> byId = new LinkedHashMap<>();
    entries.forEach(entry -> byId.put(entry.id(), receipts.receipt(entry)));
    List<String> jobs = transactions.inNewTransaction(() -> again(tenant, byId));
    if (!jobs.isEmpty()) {
      erasables.forEach(erasable -> erasable.removeNoted(tenant, jobs));
      certifying.signReplayed(tenant, jobs);
    }
    return jobs.size();
  }

  /** Answers the jobs of the receipts that were not known. */
  private List<String> again(TenantId tenant, Map<String, DeletionReceipt> byId) {
    journal.alone(tenant);
    Set<String> known = ledger.known(tenant, byId.keySet());
    List<String> jobs = new ArrayList<>();
    for (DeletionReceipt receipt : byId.values()) {
      if (!known.contains(receipt.id())) {
        again(tenant, receipt);
        jobs.add(receipt.job());
      }
    }
    return jobs;
  }

  private void again(TenantId tenant, DeletionReceipt receipt) {
    Optional<Erasure> back = ledger.lock(tenant, receipt.job(), receipt.counts().keySet());
    back.ifPresent(
        erasure -> {
          erase(tenant, erasure);
          ledger.deleted(tenant, List.of(erasure), receipt.deletedAt());
        });
    requireNothingStanding(tenant, receipt);
    ledger.record(tenant, List.of(receipt));
    audit.fire(replayed(tenant, receipt, back));
    if (isLast(receipt)) {
      ledger.bury(tenant, List.of(receipt));
      erased.fire(new JobsErased(tenant, Set.of(receipt.job()), receipt.deletedAt()));
    }
  }

  private void erase(TenantId tenant, Erasure erasure) {
    Set<String> job = Set.of(erasure.job());
    Collection<DataKeys.Owner> owners =
        erasure.artefacts().stream()
            .map(artefact -> new DataKeys.Owner(erasure.job(), artefact.apiName()))
            .toList();
    for (Erasable erasable : erasables) {
      if (erasure.artefacts().contains(erasable.artefact())) {
        erasable.erase(tenant, job);
      }
    }
    keys.destroy(tenant, owners);
    for (Erasable erasable : erasables) {
      if (erasure.artefacts().contains(erasable.artefact())
          && !erasable.holding(tenant, job).isEmpty()) {
        throw new IllegalStateException("what was erased is still there");
      }
    }
    if (!keys.remaining(tenant, owners).isEmpty()) {
      throw new IllegalStateException("keys that were destroyed are still there");
    }
  }

  /** A hold that was released is released by now; another cannot have kept what was deleted. */
  private void requireNothingStanding(TenantId tenant, DeletionReceipt receipt) {
    boolean stands =
        ledger.standing(tenant, List.of(receipt.job())).stream()
            .anyMatch(one -> receipt.counts().containsKey(one.artefact()));
    if (stands) {
      throw new IllegalStateException("something keeps what was deleted");
    }
  }

  private static AuditEvent replayed(
      TenantId tenant, DeletionReceipt receipt, Optional<Erasure> back) {
    boolean trailGone = receipt.counts().containsKey(ArtefactClass.AUDIT);
    return new AuditEvent(
        tenant,
        "deletion.replayed",
        trailGone || back.isEmpty() ? Optional.empty() : Optional.of(receipt.job()),
        ActorId.SYSTEM,
        back.isPresent() ? "deleted" : "noted",
        Map.of("receipt", receipt.id(), "trigger", receipt.trigger()));
  }

  /** Whether nothing of the job was kept then but what proves its processing. */
  private static boolean isLast(DeletionReceipt receipt) {
    return receipt.counts().keySet().stream().anyMatch(one -> one != ArtefactClass.AUDIT)
        && receipt.details().kept().stream()
            .map(DeletionDetails.Kept::artefact)
            .allMatch(one -> one == ArtefactClass.AUDIT);
  }
}
