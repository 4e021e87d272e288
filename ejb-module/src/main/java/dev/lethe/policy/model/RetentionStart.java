package dev.lethe.policy.model;

import java.util.Set;

/**
 * From when a window runs. Until that comes, an artefact is kept for the cap of its window and no
 * longer, so an event that never comes keeps nothing.
 *
 * @param event {@code created}, {@code completed}, {@code retrieved}, or the name of an event that
 *     a caller reports
 */
public record RetentionStart(String event) {

  /** When the artefact began to be kept. */
  public static final RetentionStart CREATED = new RetentionStart("created");

  /** When the job had its result. */
  public static final RetentionStart COMPLETED = new RetentionStart("completed");

  /** When the result was first handed out whole. */
  public static final RetentionStart RETRIEVED = new RetentionStart("retrieved");

  private static final Set<String> OWN = Set.of("created", "completed", "retrieved");

  public RetentionStart {
    if (!event.matches("[a-z][a-z0-9_]{0,31}")) {
      throw new IllegalArgumentException("not the name of an event");
    }
  }

  /** Whether the service sees by itself that it comes. */
  public boolean isOwn() {
    return OWN.contains(event);
  }
}
