package dev.lethe.recovery.model;

import dev.lethe.tenancy.model.TenantId;
import java.util.List;

/**
 * Brings about again what a restored database has forgotten. Whatever adds entries of a kind to the
 * journal implements this for it.
 */
public interface Replayable {

  JournalEntry.Kind kind();

  /**
   * Brings about what the database does not know, and leaves alone what it knows; may be cut off
   * and done again. Called without a transaction.
   *
   * @param entries of this kind and tenant, in the order in which each process added them
   * @return how many were brought about
   * @throws RuntimeException if one could not be; nothing is served before that has been mended
   */
  int replay(TenantId tenant, List<JournalEntry> entries);
}
