package dev.lethe.retention.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.DeletionLedger;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.model.Erasable;
import dev.lethe.retention.model.JobErased;
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
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Marks, erases, destroys keys, reads back and records, so that being cut off anywhere leaves
 * nothing but work that is done again.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Erasing implements ErasureService {

  private static final Duration FIRST_RETRY = Duration.ofSeconds(15);
  private static final Duration LONGEST_RETRY = Duration.ofHours(1);
  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject DeletionLedger ledger;
  @Inject @Any Instance<Erasable> erasables;
  @Inject DataKeys keys;
  @Inject Transactions transactions;
  @Inject Event<AuditEvent> audit;
  @Inject Event<JobErased> erased;
  @Inject Clock clock;

  @Override
  public void erase(
      TenantId tenant, ActorId actor, String job, Set<ArtefactClass> artefacts, Trigger trigger) {
    Set<ArtefactClass> pending =
        transactions.inNewTransaction(() -> ledger.mark(tenant, job, artefacts, clock.instant()));
    if (pending.isEmpty()) {
      return;
    }
    Deletion deletion = new Deletion(tenant, actor, job, pending, trigger);
    try {
      transactions.inNewTransaction(() -> delete(deletion));
    } catch (RuntimeException e) {
      transactions.inNewTransaction(() -> putOff(deletion));
      throw e;
    }
  }

  private record Deletion(
      TenantId tenant, ActorId actor, String job, Set<ArtefactClass> artefacts, Trigger trigger) {}

  private boolean delete(Deletion asked) {
    Set<ArtefactClass> pending = ledger.lock(asked.tenant(), asked.job(), asked.artefacts());
    if (pending.isEmpty()) {
      return false;
    }
    Deletion deletion =
        new Deletion(asked.tenant(), asked.actor(), asked.job(), pending, asked.trigger());
    Instant now = clock.instant();
    DeletionReceipt receipt = eraseAndVerify(deletion, now);
    ledger.deleted(deletion.tenant(), deletion.job(), pending, now);
    ledger.record(deletion.tenant(), receipt);
    acknowledge(deletion, receipt);
    if (wasTheLast(deletion)) {
      bury(deletion, receipt);
    }
    return true;
  }

  private boolean wasTheLast(Deletion deletion) {
    boolean content = deletion.artefacts().stream().anyMatch(a -> a != ArtefactClass.AUDIT);
    return content && !ledger.holdsContent(deletion.tenant(), deletion.job());
  }

  private DeletionReceipt eraseAndVerify(Deletion deletion, Instant now) {
    Map<ArtefactClass, Integer> counts = new EnumMap<>(ArtefactClass.class);
    List<String> destroyed = new ArrayList<>();
    for (ArtefactClass artefact : deletion.artefacts()) {
      counts.put(artefact, eraseClass(deletion, artefact));
      destroyed.addAll(destroyKeys(deletion, artefact));
    }
    deletion.artefacts().forEach(artefact -> requireGone(deletion, artefact));
    return new DeletionReceipt(
        randomId(),
        deletion.job(),
        deletion.trigger().name().toLowerCase(Locale.ROOT),
        method(counts, destroyed),
        counts,
        destroyed,
        ledger.policyVersion(deletion.tenant(), deletion.job()),
        now,
        true);
  }

  private int eraseClass(Deletion deletion, ArtefactClass artefact) {
    int count = 0;
    boolean known = false;
    for (Erasable erasable : erasables) {
      if (erasable.artefact() == artefact) {
        known = true;
        count += erasable.erase(deletion.tenant(), deletion.job());
      }
    }
    if (!known && artefact != ArtefactClass.REDACTED_COPY) {
      throw new IllegalStateException("nothing is registered to erase " + artefact);
    }
    return count;
  }

  private List<String> destroyKeys(Deletion deletion, ArtefactClass artefact) {
    return keys.destroy(deletion.tenant(), deletion.job(), artefact.apiName());
  }

  /** Reads back: no keeper holds anything and no key is left. */
  private void requireGone(Deletion deletion, ArtefactClass artefact) {
    for (Erasable erasable : erasables) {
      if (erasable.artefact() == artefact && erasable.holds(deletion.tenant(), deletion.job())) {
        throw new LetheException(ProblemCode.INTERNAL);
      }
    }
    if (!destroyKeys(deletion, artefact).isEmpty()) {
      throw new LetheException(ProblemCode.INTERNAL);
    }
  }

  private static String method(Map<ArtefactClass, Integer> counts, List<String> destroyed) {
    boolean removed = counts.values().stream().anyMatch(count -> count > 0);
    if (destroyed.isEmpty()) {
      return removed ? "object-removed" : "nothing-kept";
    }
    return removed ? "key-destroyed+object-removed" : "key-destroyed";
  }

  private void acknowledge(Deletion deletion, DeletionReceipt receipt) {
    Map<String, String> facts = new HashMap<>();
    receipt.counts().forEach((artefact, count) -> facts.put(artefact.apiName(), count.toString()));
    facts.put("trigger", receipt.trigger());
    facts.put("method", receipt.method());
    facts.put("keys_destroyed", Integer.toString(receipt.keysDestroyed().size()));
    facts.put("receipt", receipt.id());
    fire(deletion, "deletion.acknowledged", "deleted", facts);
  }

  private void bury(Deletion deletion, DeletionReceipt receipt) {
    ledger.bury(deletion.tenant(), deletion.job(), receipt.id(), receipt.deletedAt());
    erased.fire(new JobErased(deletion.tenant(), deletion.job(), receipt.deletedAt()));
  }

  private boolean putOff(Deletion deletion) {
    ledger.failed(
        deletion.tenant(),
        deletion.job(),
        deletion.artefacts(),
        clock.instant(),
        FIRST_RETRY,
        LONGEST_RETRY);
    fire(
        deletion,
        "deletion.failed",
        "put-off",
        Map.of("trigger", deletion.trigger().name().toLowerCase(Locale.ROOT)));
    return true;
  }

  /** The trail of a job whose trail was deleted begins no new one. */
  private void fire(Deletion deletion, String type, String outcome, Map<String, String> facts) {
    Optional<String> job =
        deletion.artefacts().contains(ArtefactClass.AUDIT)
            ? Optional.empty()
            : Optional.of(deletion.job());
    audit.fire(new AuditEvent(deletion.tenant(), type, job, deletion.actor(), outcome, facts));
  }

  private static String randomId() {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    return "receipt_" + HexFormat.of().formatHex(bits);
  }
}
