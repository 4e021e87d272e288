package dev.lethe.engine.extraction;

/** Turns scores into probabilities by what was measured. */
final class Calibration {

  private Calibration() {}

  static double confidence(String field, Finding finding, boolean digital) {
    double recognition = finding.candidate().recognition();
    double read = digital ? 1 : 0.55 + 0.45 * recognition;
    return Math.max(0.01, Math.min(0.99, finding.score() * read));
  }
}
