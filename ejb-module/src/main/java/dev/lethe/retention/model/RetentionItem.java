package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import java.time.Instant;
import java.util.Optional;

/** An artefact of a job on the retention dashboard. */
public record RetentionItem(
    String job,
    ArtefactClass artefact,
    State state,
    String purpose,
    String region,
    Instant createdAt,
    Instant deleteAt,
    Optional<Instant> deletedAt) {

  /** Where it stands against its deadline. */
  public enum State {
    /** Kept, and its deadline has not come. */
    DUE_LATER,
    /** Kept, and due within a day. */
    DUE_TODAY,
    /** Kept past its deadline. */
    OVERDUE,
    /** Kept by a legal hold, whatever its deadline. */
    HELD,
    DELETED
  }
}
