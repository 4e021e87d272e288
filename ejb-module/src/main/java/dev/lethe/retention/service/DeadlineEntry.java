package dev.lethe.retention.service;

import dev.lethe.policy.model.RetentionStart;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalEntry.Kind;
import dev.lethe.retention.model.Disposition;
import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.Map;

/** What brought deadlines of a job forward, as an entry of the journal. */
final class DeadlineEntry {

  static final String EVENT = "event";
  static final String ARTEFACT = "artefact";
  static final String REVISION = "revision";
  static final String AT = "at";

  private DeadlineEntry() {}

  /** An event came from which windows of the job run. */
  static JournalEntry started(TenantId tenant, String job, RetentionStart event, Instant at) {
    return new JournalEntry(
        tenant, Kind.DEADLINE, job, Map.of(EVENT, event.event(), AT, at.toString()));
  }

  /** Somebody decided that an artefact is due at a time. */
  static JournalEntry decided(TenantId tenant, Disposition decided) {
    return new JournalEntry(
        tenant,
        Kind.DEADLINE,
        decided.job(),
        Map.of(
            ARTEFACT,
            decided.artefact().name(),
            AT,
            decided.deleteAt().toString(),
            REVISION,
            Integer.toString(decided.revision())));
  }

  static String fact(JournalEntry entry, String name) {
    String value = entry.facts().get(name);
    if (value == null) {
      throw new IllegalArgumentException("an entry without " + name);
    }
    return value;
  }
}
