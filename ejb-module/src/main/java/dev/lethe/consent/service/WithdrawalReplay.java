package dev.lethe.consent.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentStore;
import dev.lethe.consent.model.ConsentStore.Ending;
import dev.lethe.consent.model.ConsentStore.Lock;
import dev.lethe.consent.model.Withdrawal;
import dev.lethe.consent.model.WithdrawalEffect;
import dev.lethe.consent.model.WithdrawalEffect.Kind;
import dev.lethe.consent.model.WithdrawalId;
import dev.lethe.consent.model.WithdrawalStore;
import dev.lethe.consent.model.WithdrawalTarget.Scope;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalLedger;
import dev.lethe.recovery.model.Replayable;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ends consents again that were withdrawn after the copy was made, and deals with their jobs. A
 * consent that the copy does not have was recorded later: nothing is left that stands on it.
 */
@ApplicationScoped
public class WithdrawalReplay implements Replayable {

  @Inject ConsentStore consents;
  @Inject WithdrawalStore store;
  @Inject Withdrawals withdrawals;
  @Inject JournalLedger journal;
  @Inject Transactions transactions;
  @Inject Event<AuditEvent> audit;

  /** The entry of a withdrawal that ends a consent. */
  static JournalEntry entry(TenantId tenant, Withdrawal withdrawal, Ending ending) {
    return new JournalEntry(
        tenant,
        JournalEntry.Kind.WITHDRAWAL,
        withdrawal.id().value(),
        Map.of(
            "ended_at",
            ending.at().toString(),
            "scope",
            withdrawal.scope().name(),
            "target",
            withdrawal.target(),
            "actor",
            withdrawal.actor().value(),
            "reason_length",
            Integer.toString(withdrawal.reasonLength()),
            "at",
            withdrawal.receivedAt().toString(),
            "consent",
            ending.consent().value(),
            "job",
            ending.job().orElse(""),
            "objected",
            Boolean.toString(ending.objected())));
  }

  @Override
  public JournalEntry.Kind kind() {
    return JournalEntry.Kind.WITHDRAWAL;
  }

  @Override
  public int replay(TenantId tenant, List<JournalEntry> entries) {
    Set<WithdrawalId> again = new LinkedHashSet<>();
    int replayed = 0;
    for (JournalEntry entry : entries) {
      WithdrawalId id = new WithdrawalId(entry.id());
      if (transactions.inNewTransaction(() -> end(tenant, id, entry.facts()))) {
        again.add(id);
        replayed++;
      }
    }
    again.forEach(id -> withdrawals.carryOut(tenant, ActorId.SYSTEM, id));
    return replayed;
  }

  private boolean end(TenantId tenant, WithdrawalId id, Map<String, String> facts) {
    journal.alone(tenant);
    ConsentId consent = new ConsentId(fact(facts, "consent"));
    Optional<String> job = Optional.of(fact(facts, "job")).filter(name -> !name.isEmpty());
    consents.lock(tenant, Lock.of(consent));
    Optional<ConsentRecord> open =
        consents
            .find(tenant, consent)
            .flatMap(
                record -> job.isEmpty() ? Optional.of(record) : consents.ofJob(tenant, job.get()))
            .filter(record -> record.endedAt().isEmpty());
    open.ifPresent(record -> end(tenant, id, facts, job, record));
    return open.isPresent();
  }

  private void end(
      TenantId tenant,
      WithdrawalId id,
      Map<String, String> facts,
      Optional<String> job,
      ConsentRecord record) {
    Instant at = Instant.parse(fact(facts, "at"));
    ActorId actor = new ActorId(fact(facts, "actor"));
    if (store.find(tenant, id).isEmpty()) {
      store.add(tenant, withdrawal(id, facts, actor, at));
    }
    boolean objected = Boolean.parseBoolean(fact(facts, "objected"));
    consents.end(
        tenant,
        new Ending(record.id(), job, objected, actor, id, Instant.parse(fact(facts, "ended_at"))));
    List<WithdrawalEffect> effects = new ArrayList<>();
    effects.add(WithdrawalEffect.done(Kind.CONSENT_ENDED, at).ofConsent(record.id()));
    job.map(List::of)
        .orElseGet(() -> consents.jobs(tenant, record.id()))
        .forEach(
            one ->
                effects.add(
                    WithdrawalEffect.pending(Kind.JOB_FOUND, at, at.plus(Withdrawals.STOP_WITHIN))
                        .ofConsent(record.id())
                        .ofJob(one)));
    store.add(tenant, id, effects);
    audit.fire(
        new AuditEvent(
            tenant,
            "withdrawal.replayed",
            Optional.empty(),
            ActorId.SYSTEM,
            objected ? "objected" : "withdrawn",
            Map.of("withdrawal", id.value(), "consent", record.id().value())));
  }

  /** The keyed hash of a reason is not in the journal. */
  private static Withdrawal withdrawal(
      WithdrawalId id, Map<String, String> facts, ActorId actor, Instant at) {
    return new Withdrawal(
        id,
        Scope.valueOf(fact(facts, "scope")),
        fact(facts, "target"),
        actor,
        Optional.empty(),
        Integer.parseInt(fact(facts, "reason_length")),
        at,
        Optional.empty(),
        List.of());
  }

  private static String fact(Map<String, String> facts, String name) {
    return Optional.ofNullable(facts.get(name))
        .orElseThrow(() -> new IllegalArgumentException("an entry without " + name));
  }
}
