package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.RetentionStart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of each artefact of a job, and when.
 *
 * @param policyId bundle that set the deadlines
 */
public record RetentionBlock(String policyId, String policyVersion, List<Deadline> artefacts) {

  public RetentionBlock {
    artefacts = List.copyOf(artefacts);
  }

  /**
   * @param deleteAt when it is due
   * @param deletedAt when it was deleted
   * @param certificate id of the certificate of its deletion
   * @param held whether a legal hold keeps it, whatever its deadline says
   * @param reviewAt from when people can decide whether it goes, if they do; when they do not, it
   *     goes by {@code deleteAt}
   * @param startsOn from when its window runs; while that has not come, it is due at the cap
   */
  public record Deadline(
      ArtefactClass artefact,
      Instant deleteAt,
      Optional<Instant> deletedAt,
      Optional<String> certificate,
      boolean held,
      RetentionStart startsOn,
      Optional<Instant> reviewAt) {

    /** Of a window that runs from the creation of what is kept. */
    public Deadline(
        ArtefactClass artefact,
        Instant deleteAt,
        Optional<Instant> deletedAt,
        Optional<String> certificate,
        boolean held) {
      this(
          artefact,
          deleteAt,
          deletedAt,
          certificate,
          held,
          RetentionStart.CREATED,
          Optional.empty());
    }
  }
}
