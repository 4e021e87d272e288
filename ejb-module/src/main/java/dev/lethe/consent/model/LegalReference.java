package dev.lethe.consent.model;

import dev.lethe.policy.model.PolicyBundle.Requirement;
import dev.lethe.worker.PersonalText;
import java.util.regex.Pattern;

/**
 * What a legal basis stands on: a contract, statute, assessment or incident. It prints nothing,
 * since it may point to a person until policy says what kind it is.
 */
public final class LegalReference {

  private static final Pattern FORM =
      Pattern.compile("[\\p{L}\\p{N}§][\\p{L}\\p{N}§ .,:/()_-]{1,99}");

  private final String text;

  private LegalReference(String text) {
    this.text = text;
  }

  /**
   * Takes a reference as it was sent.
   *
   * @throws IllegalArgumentException if it is not 2 to 100 letters, digits and common signs
   */
  public static LegalReference of(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a reference");
    }
    return new LegalReference(text);
  }

  /** What may be hashed and not shown. */
  public PersonalText personal() {
    return PersonalText.of(text);
  }

  /**
   * What may be shown.
   *
   * @throws IllegalArgumentException for a kind that may point to a person
   */
  public String clear(Requirement kind) {
    if (kind.isPersonal()) {
      throw new IllegalArgumentException("may point to a person");
    }
    return text;
  }

  @Override
  public String toString() {
    return "LegalReference[]";
  }
}
