package dev.lethe.policy.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A change of the policy in force, and what became of it.
 *
 * @param sha256 of the bundle that would be in force
 * @param revision counts up with each change of this record
 */
public record PolicyProposal(
    String id,
    String sha256,
    String bundleId,
    String version,
    Kind kind,
    State state,
    String proposedBy,
    Instant proposedAt,
    Optional<String> decidedBy,
    Optional<Instant> decidedAt,
    Optional<Instant> effectiveAt,
    int revision) {

  /** Why it was made. */
  public enum Kind {
    /** Another bundle. */
    CHANGE,
    /** Back to one that was in force. */
    ROLLBACK,
    /** Brought by an installation. */
    DEPLOYMENT
  }

  /** What became of it. */
  public enum State {
    PROPOSED,
    APPROVED,
    REJECTED
  }
}
