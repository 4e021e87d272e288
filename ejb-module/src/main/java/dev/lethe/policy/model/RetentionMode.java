package dev.lethe.policy.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** How a result is kept, from the least strict to the strictest. */
public enum RetentionMode {
  /** Until its deadline. */
  STANDARD,
  /** Until it was handed out whole, and at most until its deadline. */
  DELETE_ON_RETRIEVAL,
  /** Not at all: document and result stay in memory and are gone before the answer leaves. */
  ZERO;

  /** The name in the API and in the policy. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The mode of a name.
   *
   * @throws IllegalArgumentException for a name that is none
   */
  public static RetentionMode ofApiName(String name) {
    for (RetentionMode mode : values()) {
      if (mode.apiName().equals(name)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("not a retention mode");
  }

  /** What holds for a request that names none: the least strict that is allowed. */
  public static RetentionMode unnamed(Collection<RetentionMode> allowed) {
    return allowed.stream().min(Comparator.naturalOrder()).orElse(STANDARD);
  }
}
