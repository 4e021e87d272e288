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

  /** Free text that recognition gets wrong in single letters more often than it knows. */
  private static final Set<String> PROSE =
      Set.of("vendor_name", "vendor_address", "buyer_name", "buyer_address");

  /** Scores of typed values, and what share of them was right where it was measured. */
  private static final double[][] TYPED = {
    {0, 0.02}, {0.2, 0.2}, {0.4, 0.5}, {0.6, 0.75}, {0.7, 0.83}, {0.8, 0.87}, {0.9, 0.9}, {1, 0.99}
  };

  private static final double[][] RECOGNISED_PROSE = {
    {0, 0.02}, {0.4, 0.4}, {0.7, 0.7}, {0.85, 0.8}, {0.95, 0.88}, {1, 0.93}
  };

  private Calibration() {}

  static double confidence(String field, Finding finding, boolean digital) {
    if (JUDGED.contains(field)) {
      return bounded(finding.score());
    }
    double recognition = finding.candidate().recognition();
    double score = finding.score() * (digital ? 1 : 0.55 + 0.45 * recognition);
    boolean uncertain = !digital && PROSE.contains(field);
    return bounded(interpolated(uncertain ? RECOGNISED_PROSE : TYPED, score));
  }

  private static double bounded(double confidence) {
    return Math.max(0.01, Math.min(0.99, confidence));
  }

  private static double interpolated(double[][] curve, double score) {
    for (int i = 1; i < curve.length; i++) {
      if (score <= curve[i][0]) {
        double share = (score - curve[i - 1][0]) / (curve[i][0] - curve[i - 1][0]);
        return curve[i - 1][1] + share * (curve[i][1] - curve[i - 1][1]);
      }
    }
    return curve[curve.length - 1][1];
  }
}
