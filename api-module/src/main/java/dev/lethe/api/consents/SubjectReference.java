package dev.lethe.api.consents;

import dev.lethe.worker.PersonalText;

/** A caller's name for a data subject, which comes in bodies alone, never in an address. */
final class SubjectReference {

  private static final int MOST = 200;

  private SubjectReference() {}

  static PersonalText of(String text) {
    if (text.isBlank() || text.length() > MOST) {
      throw new IllegalArgumentException("not a reference");
    }
    return PersonalText.of(text);
  }
}
