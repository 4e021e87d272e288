package dev.lethe.engine.template;

import dev.lethe.worker.Polygon;
import dev.lethe.worker.Validation;
import java.util.List;
import java.util.Optional;

/**
 * The value of a field of a form, or why there is none.
 *
 * @param absence stable code; empty when there is a value
 */
record FormValue(
    String raw,
    String normalized,
    double confidence,
    Optional<Polygon> place,
    List<Validation> validations,
    Optional<String> absence) {

  FormValue {
    validations = List.copyOf(validations);
  }

  static FormValue absent(String reason) {
    return new FormValue("", "", 0, Optional.empty(), List.of(), Optional.of(reason));
  }

  /** What was read never prints. */
  @Override
  public String toString() {
    return "FormValue[" + (absence.isPresent() ? "absent" : "present") + "]";
  }
}
