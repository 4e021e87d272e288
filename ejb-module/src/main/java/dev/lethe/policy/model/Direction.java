package dev.lethe.policy.model;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;

/**
 * In which direction a rule grows weaker. Together the directions of all rules make a partial order
 * of bundles.
 *
 * @param chains for {@link Kind#EARLIER}: values from the weakest to the strongest
 * @param absence what it means that an optional rule is not there
 */
public record Direction(Kind kind, List<List<String>> chains, Absence absence) {

  public Direction {
    chains = List.copyOf(chains);
  }

  /** What makes a rule weaker. */
  public enum Kind {
    /** A larger number or a longer time. */
    GREATER,
    /** A smaller number or a shorter time. */
    SMALLER,
    /** Being true. */
    TRUE,
    /** A value that comes earlier in a chain, or one that no chain compares. */
    EARLIER,
    /** An entry that is new. */
    ADDED,
    /** An entry that is gone. */
    REMOVED,
    /** Whatever changes. */
    ANY,
    /** Nothing: it decides nothing by itself. */
    NEVER
  }

  /** What it means that an optional rule is not there. */
  public enum Absence {
    /** It must be there. */
    NONE,
    /** Nothing is weaker than not to have it. */
    WEAKEST,
    /** To have it or not are two different things. */
    ANY
  }

  /** How a value compares with the one before. */
  public Verdict compare(String before, String after) {
    if (before.equals(after)) {
      return Verdict.NEUTRAL;
    }
    return switch (kind) {
      case GREATER -> ordered(order(before, after));
      case SMALLER -> ordered(-order(before, after));
      case TRUE -> after.equals("true") ? Verdict.WEAKER : Verdict.STRONGER;
      case EARLIER -> isLater(before, after) ? Verdict.STRONGER : Verdict.WEAKER;
      case ADDED, REMOVED, ANY -> Verdict.WEAKER;
      case NEVER -> Verdict.NEUTRAL;
    };
  }

  /** What it means that the rule is there now and was not before. */
  public Verdict added() {
    return switch (kind) {
      case NEVER -> Verdict.NEUTRAL;
      case ADDED, ANY -> Verdict.WEAKER;
      case REMOVED -> Verdict.STRONGER;
      default -> absence == Absence.WEAKEST ? Verdict.STRONGER : Verdict.WEAKER;
    };
  }

  /** What it means that the rule was there and is not any more. */
  public Verdict removed() {
    return switch (kind) {
      case NEVER -> Verdict.NEUTRAL;
      case ADDED -> Verdict.STRONGER;
      default -> Verdict.WEAKER;
    };
  }

  private static Verdict ordered(int order) {
    return order == 0 ? Verdict.NEUTRAL : order > 0 ? Verdict.WEAKER : Verdict.STRONGER;
  }

  /** Greater than nothing if the value after is the greater one. */
  private static int order(String before, String after) {
    try {
      return Duration.parse(after).compareTo(Duration.parse(before));
    } catch (DateTimeException notDurations) {
      return new BigInteger(after).compareTo(new BigInteger(before));
    }
  }

  private boolean isLater(String before, String after) {
    return chains.stream()
        .anyMatch(chain -> chain.contains(before) && chain.indexOf(before) < chain.indexOf(after));
  }
}
