package dev.lethe.retention.model;

import dev.lethe.retention.model.DispositionStep.Action;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Why a reviewer decided so. A code and no free text, which could say something of a person. */
public enum DispositionReason {
  /** Its time is over and nothing speaks against it. */
  TIME_OVER(Action.APPROVE),
  /** The same is kept elsewhere. */
  KEPT_ELSEWHERE(Action.APPROVE),
  /** The matter that it belongs to is not closed. */
  MATTER_OPEN(Action.EXTEND),
  /** A claim is expected; if it has come, a legal hold is the means. */
  CLAIM_EXPECTED(Action.EXTEND),
  /** An audit under way needs it. */
  AUDIT(Action.EXTEND),
  /** A law demands it for longer. */
  STATUTORY_DUTY(Action.EXTEND, Action.RELABEL),
  /** It was taken for something else. */
  WRONG_CLASS(Action.RELABEL),
  /** Whoever should decide is away. */
  ABSENCE(Action.REASSIGN),
  /** Whoever should decide is partial. */
  CONFLICT_OF_INTEREST(Action.REASSIGN),
  /** Somebody else knows better. */
  EXPERTISE(Action.REASSIGN);

  private final Set<Action> actions;

  DispositionReason(Action first, Action... more) {
    actions = EnumSet.of(first, more);
  }

  /** Whether it is one of a decision of this kind. */
  public boolean isFor(Action action) {
    return actions.contains(action);
  }

  /** The name in the API. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException for a name that is none
   */
  public static DispositionReason ofApiName(String name) {
    for (DispositionReason reason : values()) {
      if (reason.apiName().equals(name)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("not a reason");
  }
}
