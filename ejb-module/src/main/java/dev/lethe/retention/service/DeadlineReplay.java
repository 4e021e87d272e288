package dev.lethe.retention.service;

import static java.util.stream.Collectors.joining;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalEntry.Kind;
import dev.lethe.recovery.model.JournalLedger;
import dev.lethe.recovery.model.Replayable;
import dev.lethe.retention.model.DispositionLedger;
import dev.lethe.retention.model.StartedWindow;
import dev.lethe.retention.model.WindowStarts;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings deadlines forward again that a restored database has as they were planned. */
@ApplicationScoped
public class DeadlineReplay implements Replayable {

  @Inject WindowStarts starts;
  @Inject DispositionLedger dispositions;
  @Inject JournalLedger journal;
  @Inject Transactions transactions;
  @Inject Event<AuditEvent> audit;

  @Override
  public Kind kind() {
    return Kind.DEADLINE;
  }

  @Override
  public int replay(TenantId tenant, List<JournalEntry> entries) {
    int replayed = 0;
    for (JournalEntry entry : entries) {
      replayed += transactions.inNewTransaction(() -> bring(tenant, entry));
    }
    return replayed;
  }

  /** A job that the copy does not have has no deadline either. */
  private int bring(TenantId tenant, JournalEntry entry) {
    journal.alone(tenant);
    Map<String, String> facts =
        entry.facts().containsKey(DeadlineEntry.EVENT)
            ? start(tenant, entry)
            : decide(tenant, entry);
    if (facts.isEmpty()) {
      return 0;
    }
    audit.fire(
        new AuditEvent(
            tenant,
            "retention.replayed",
            Optional.of(entry.id()),
            ActorId.SYSTEM,
            "brought-forward",
            facts));
    return 1;
  }

  private Map<String, String> start(TenantId tenant, JournalEntry entry) {
    List<String> job = List.of(entry.id());
    RetentionStart event = new RetentionStart(DeadlineEntry.fact(entry, DeadlineEntry.EVENT));
    starts.lock(tenant, job);
    String begun =
        starts.start(tenant, job, event, at(entry)).stream()
            .filter(StartedWindow::isNew)
            .map(one -> one.artefact().apiName())
            .collect(joining(","));
    return begun.isEmpty() ? Map.of() : Map.of("event", event.event(), "artefact", begun);
  }

  private Map<String, String> decide(TenantId tenant, JournalEntry entry) {
    ArtefactClass artefact =
        ArtefactClass.valueOf(DeadlineEntry.fact(entry, DeadlineEntry.ARTEFACT));
    int revision = Integer.parseInt(DeadlineEntry.fact(entry, DeadlineEntry.REVISION));
    return dispositions.bringForward(tenant, entry.id(), artefact, at(entry), revision)
        ? Map.of("artefact", artefact.apiName())
        : Map.of();
  }

  private static Instant at(JournalEntry entry) {
    return Instant.parse(DeadlineEntry.fact(entry, DeadlineEntry.AT));
  }
}
