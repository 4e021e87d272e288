package dev.lethe.retention.model;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a reviewer decided.
 *
 * @param stage in which
 * @param before the deadline before
 * @param after the deadline since
 * @param label the class it was found to be of
 * @param assignee whom the review was given to
 */
public record DispositionStep(
    Action action,
    int stage,
    DispositionReason reason,
    String by,
    Instant at,
    Instant before,
    Instant after,
    Optional<String> label,
    Optional<String> assignee) {

  /** What a reviewer can do. */
  public enum Action {
    APPROVE,
    EXTEND,
    RELABEL,
    REASSIGN;

    /** The name in the API. */
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException for a name that is none
     */
    public static Action ofApiName(String name) {
      for (Action action : values()) {
        if (action.apiName().equals(name)) {
          return action;
        }
      }
      throw new IllegalArgumentException("not a decision");
    }
  }
}
