package dev.lethe.retention.service;

import dev.lethe.policy.model.RetentionStart;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalEntry.Kind;
import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.Map;

/** What brought deadlines of a job forward, as an entry of the journal. */
final class DeadlineEntry {

  static final String EVENT = "event";
  static final String AT = "at";

  private DeadlineEntry() {}

  /** An event came from which windows of the job run. */
  static JournalEntry started(TenantId tenant, String job, RetentionStart event, Instant at) {
    return new JournalEntry(
        tenant, Kind.DEADLINE, job, Map.of(EVENT, event.event(), AT, at.toString()));
  }

  static String fact(JournalEntry entry, String name) {
    String value = entry.facts().get(name);
    if (value == null) {
      throw new IllegalArgumentException("an entry without " + name);
    }
    return value;
  }
}
