package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import java.time.Instant;

/**
 * An artefact that is kept, and how it would go.
 *
 * @param job value of the job's id
 * @param policyId bundle whose rule set the deadline
 * @param policyVersion version of that bundle
 * @param deleteAt its deadline
 * @param nextAttemptAt when the sweep would take it: its deadline, or later when deleting it failed
 * @param attempts how often deleting it failed
 * @param held whether a legal hold defers it
 */
public record PlannedDeletion(
    String job,
    ArtefactClass artefact,
    String purpose,
    String region,
    String policyId,
    String policyVersion,
    Instant createdAt,
    Instant deleteAt,
    Instant nextAttemptAt,
    int attempts,
    boolean held) {

  /** Which of what is kept. */
  public enum Which {
    /** All of it. */
    SCHEDULE,
    /** Due within a day, and not held. */
    UPCOMING,
    /** Past the deadline, and not held. */
    OVERDUE,
    /** Kept by a legal hold. */
    HELD,
    /** What the sweep would delete until a time: a dry run. */
    DUE_UNTIL
  }
}
