package dev.lethe.recovery.model;

import dev.lethe.tenancy.model.TenantId;
import java.util.Map;

/**
 * Something that ended and must not come back with an older copy of the database.
 *
 * @param id of what it is about: a receipt, an epoch, a withdrawal, a data subject, a hold or a job
 * @param facts ids, codes, numbers and times; never content, and no person but by a random id
 */
public record JournalEntry(TenantId tenant, Kind kind, String id, Map<String, String> facts) {

  /** What ended. In the order in which a replay takes them. */
  public enum Kind {
    /** What a legal hold keeps no more: first, so that nothing keeps what was deleted since. */
    RELEASE,
    /** Something was deleted: the receipt. */
    DELETION,
    /** A consent was withdrawn or objected to. */
    WITHDRAWAL,
    /** A deletion was asked for that something put off. */
    REQUEST,
    /** A deadline came sooner than what was planned: by an event, or by somebody's decision. */
    DEADLINE,
    /** Nothing leads from a data subject to its records any more. */
    SUBJECT,
    /** The key of an epoch was destroyed. */
    EPOCH,
    /** A legal hold: last, since it never kept what had been deleted before. */
    HOLD
  }

  public JournalEntry {
    facts = Map.copyOf(facts);
  }
}
