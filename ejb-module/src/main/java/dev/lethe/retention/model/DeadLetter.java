package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import java.time.Instant;
import java.util.Locale;

/**
 * A deletion that failed too often. It is tried again once a day and closed when it succeeds; until
 * then somebody should look why.
 *
 * @param job value of the job's id
 * @param cause code of why the last try failed, never a text
 * @param attempts tries that failed
 */
public record DeadLetter(
    String id,
    String job,
    ArtefactClass artefact,
    Step step,
    String cause,
    int attempts,
    Instant openedAt,
    Instant lastFailedAt) {

  /** What failed. */
  public enum Step {
    /** Destroying keys and rows. */
    ERASE,
    /** Removing a sealed object that has lost its key. */
    REMOVE;

    /** The name in the API and in the database. */
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a text can be the id of one. */
  public static boolean isId(String text) {
    return text.matches("letter_[0-9a-f]{32}");
  }
}
