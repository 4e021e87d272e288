package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import java.io.Serializable;
import java.time.Instant;
import java.util.Set;

/**
 * Artefacts of a job that are due at the same time.
 *
 * @param job value of the job's id
 */
public record DueArtefacts(String job, Set<ArtefactClass> artefacts, Instant deleteAt)
    implements Serializable {

  public DueArtefacts {
    artefacts = Set.copyOf(artefacts);
  }

  /** How far a run came: what is due after this is still to be done. */
  public record Position(Instant deleteAt, String job) implements Serializable {}

  public Position position() {
    return new Position(deleteAt, job);
  }
}
