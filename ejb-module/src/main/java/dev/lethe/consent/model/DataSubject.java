package dev.lethe.consent.model;

import dev.lethe.worker.PersonalText;

/**
 * A data subject by the caller's name for them, which comes in bodies and forms and is in no
 * address, log or answer. It prints nothing, and only its keyed hash is kept.
 */
public record DataSubject(PersonalText reference) {

  private static final int MOST = 200;

  /**
   * Takes a name as it was sent.
   *
   * @throws IllegalArgumentException if it is blank or longer than 200 characters
   */
  public static DataSubject named(String name) {
    if (name.isBlank() || name.length() > MOST) {
      throw new IllegalArgumentException("not a name of a data subject");
    }
    return new DataSubject(PersonalText.of(name));
  }
}
