package dev.lethe.worker;

/**
 * The outcome of one check on a value.
 *
 * @param check stable code of the check, for instance {@code iban-check-digits}
 * @param reason stable code that says why it did not pass; empty when it passed
 */
public record Validation(String check, Outcome outcome, String reason) {

  /** How a check ended. */
  public enum Outcome {
    PASSED,
    FAILED,
    NOT_APPLICABLE
  }

  public Validation {
    requireCode(check);
    if (!reason.isEmpty()) {
      requireCode(reason);
    }
  }

  /** Codes are fixed words of the program, so that nothing that was read can pass as one. */
  private static void requireCode(String code) {
    if (!code.matches("[a-z][a-z0-9-]{0,63}")) {
      throw new IllegalArgumentException("not a code");
    }
  }
}
