package dev.lethe.recovery.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the database knows of the journal: notes of what is still to be added to it, and how far it
 * contains what was. Joins the running transaction.
 */
public interface JournalLedger {

  /** Notes an ending in the transaction that brings it. */
  void note(JournalEntry entry);

  /**
   * Takes notes of a tenant, oldest first. What somebody else has taken is waited for: it is in the
   * journal when this returns.
   */
  List<JournalEntry> take(TenantId tenant, int limit);

  /** Tenants that have a note from before a time. */
  List<TenantId> tenantsWithNotes(Instant before);

  /** Up to where this database contains each segment. */
  Map<String, Position> positions();

  /** Notes that this database contains a segment up to a position; never less than before. */
  void contains(String segment, long bytes);

  /** Forgets segments that are no more. */
  void forget(List<String> segments);

  /**
   * Lets one replay of a tenant at a time go on; the others wait. Sees that the tenant is known.
   */
  void alone(TenantId tenant);

  /** How far, and since when. */
  record Position(long bytes, Instant at) {}
}
