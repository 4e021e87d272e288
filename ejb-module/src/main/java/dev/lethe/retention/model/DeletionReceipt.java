package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import java.time.Instant;
import java.util.Map;

/**
 * What was deleted, of which nothing is left but this.
 *
 * @param trigger {@code deadline}, {@code request}, {@code failure}, {@code withdrawal}, {@code
 *     retrieval}, {@code missing} or {@code disposition}
 * @param method how it was made unreadable, for instance {@code key-destroyed+object-removed}
 * @param counts objects and rows erased, by class
 * @param keysDestroyed ids of the data keys that were destroyed
 * @param verified whether reading back found nothing: no key, no row, and by now no object
 * @param details what was erased and kept, artefact by artefact
 */
public record DeletionReceipt(
    String id,
    String job,
    String trigger,
    String method,
    Map<ArtefactClass, Integer> counts,
    java.util.List<String> keysDestroyed,
    String policyVersion,
    Instant deletedAt,
    boolean verified,
    DeletionDetails details) {

  public DeletionReceipt {
    counts = Map.copyOf(counts);
    keysDestroyed = java.util.List.copyOf(keysDestroyed);
  }
}
