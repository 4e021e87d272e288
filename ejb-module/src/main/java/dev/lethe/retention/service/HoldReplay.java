package dev.lethe.retention.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalEntry.Kind;
import dev.lethe.recovery.model.JournalLedger;
import dev.lethe.recovery.model.Replayable;
import dev.lethe.retention.model.HeldSubjects;
import dev.lethe.retention.model.HoldLedger;
import dev.lethe.retention.model.LegalHold;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings holds to where they stood, so that what they keep is not lost with the database. */
@ApplicationScoped
public class HoldReplay implements Replayable {

  @Inject HoldLedger ledger;
  @Inject HeldSubjects subjects;
  @Inject JournalLedger journal;
  @Inject Transactions transactions;
  @Inject Event<AuditEvent> audit;
  @Inject Clock clock;

  @Override
  public Kind kind() {
    return Kind.HOLD;
  }

  @Override
  public int replay(TenantId tenant, List<JournalEntry> entries) {
    Map<String, LegalHold> latest = new LinkedHashMap<>();
    entries.stream()
        .sorted(Comparator.comparing(HoldEntry::at))
        .forEach(entry -> latest.put(entry.id(), HoldEntry.hold(entry)));
    int replayed = 0;
    for (LegalHold hold : latest.values()) {
      replayed += transactions.inNewTransaction(() -> bring(tenant, hold));
    }
    return replayed;
  }

  private int bring(TenantId tenant, LegalHold hold) {
    journal.alone(tenant);
    ledger.alone(tenant);
    Optional<LegalHold> here = ledger.lock(tenant, hold.id());
    if (here.isPresent() && (here.get().equals(hold) || !here.get().state().keeps())) {
      return 0;
    }
    if (here.isEmpty()) {
      ledger.place(tenant, requested(hold), clock.instant());
    }
    ledger.save(tenant, hold);
    if (!hold.state().keeps()) {
      ledger.release(tenant, hold.id(), clock.instant());
      hold.scope().subject().ifPresent(named -> subjects.letGo(tenant, named));
    }
    audit.fire(
        new AuditEvent(
            tenant,
            "hold.replayed",
            Optional.empty(),
            ActorId.SYSTEM,
            hold.state().apiName(),
            Map.of("hold", hold.id().value(), "case", hold.caseReference())));
    return 1;
  }

  /** As it was at first; what was decided since follows. */
  private static LegalHold requested(LegalHold hold) {
    return new LegalHold(
        hold.id(),
        hold.caseReference(),
        hold.reason(),
        hold.scope(),
        LegalHold.State.REQUESTED,
        hold.requestedBy(),
        hold.requestedAt(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        hold.reviewAt());
  }
}
