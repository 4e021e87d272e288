package dev.lethe.policy.model;

import java.util.Optional;

/**
 * A rule that differs between two bundles.
 *
 * @param before its value in the first, if it is there
 * @param after its value in the second, if it is there
 * @param place file and line in the second, or in the first if it is gone
 */
public record PolicyChange(
    String path, Optional<String> before, Optional<String> after, Verdict verdict, String place) {

  @Override
  public String toString() {
    return place
        + ": "
        + path
        + " is "
        + verdict.name().toLowerCase(java.util.Locale.ROOT)
        + ": "
        + before.orElse("nothing")
        + " -> "
        + after.orElse("nothing");
  }
}
