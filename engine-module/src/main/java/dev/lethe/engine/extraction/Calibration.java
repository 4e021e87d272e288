package dev.lethe.engine.extraction;

import java.util.Set;

/** Turns scores into probabilities by what was measured. */
final class Calibration {

  /** Fields of the machine-readable zone: check digits tell more than the recogniser does. */
  private static final Set<String> JUDGED =
      Set.of(
          "mrz_type",
          "document_number",
          "issuing_country",
          "nationality",
          "surname",
          "given_names",
          "sex",
          "date_of_birth",
          "date_of_expiry",
          "personal_number");

  private Calibration() {}

  static double confidence(String field, Finding finding, boolean digital) {
    double recognition = finding.candidate().recognition();
    double read = digital || JUDGED.contains(field) ? 1 : 0.55 + 0.45 * recognition;
    return Math.max(0.01, Math.min(0.99, finding.score() * read));
  }
}
