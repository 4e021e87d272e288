package dev.lethe.engine.extraction;

import dev.lethe.worker.Validation;
import java.util.List;

/**
 * The chosen value of a field.
 *
 * @param score 0 to 1, not yet calibrated
 */
record Finding(Candidate candidate, double score, List<Validation> validations) {

  Finding {
    validations = List.copyOf(validations);
  }

  static Finding of(Candidate candidate, double score) {
    return new Finding(candidate, score, List.of());
  }

  Finding with(Validation validation) {
    List<Validation> all = new java.util.ArrayList<>(validations);
    all.add(validation);
    return new Finding(candidate, score, all);
  }

  Finding scored(double other) {
    return new Finding(candidate, Math.max(0, Math.min(1, other)), validations);
  }

  String value() {
    return candidate.value();
  }
}
