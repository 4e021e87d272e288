package dev.lethe.engine.extraction;

import dev.lethe.worker.Validation;
import dev.lethe.worker.Validation.Outcome;

/** Validations by their stable codes. */
final class Checks {

  private Checks() {}

  static Validation passed(String check) {
    return new Validation(check, Outcome.PASSED, "");
  }

  static Validation failed(String check, String reason) {
    return new Validation(check, Outcome.FAILED, reason);
  }

  static Validation of(String check, boolean passed, String reason) {
    return passed ? passed(check) : failed(check, reason);
  }
}
