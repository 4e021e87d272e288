package dev.lethe.worker;

import java.util.List;
import java.util.Optional;

/**
 * One field as the worker read it.
 *
 * @param raw as printed; empty when the field was not found
 * @param normalized in the form that {@link FieldType} defines
 * @param confidence calibrated probability, 0 to 1, that the normalised value is right
 * @param page from 1; 0 when the field was not found
 * @param absence stable code that says why there is no value; empty when there is one
 */
public record ExtractedField(
    String name,
    FieldType type,
    Optional<PersonalText> raw,
    Optional<PersonalText> normalized,
    double confidence,
    int page,
    Optional<Polygon> polygon,
    List<Validation> validations,
    Optional<String> absence) {

  public ExtractedField {
    validations = List.copyOf(validations);
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence lies in 0 to 1");
    }
    if (raw.isPresent() == absence.isPresent() || raw.isPresent() != normalized.isPresent()) {
      throw new IllegalArgumentException("a field has a value or the reason for its absence");
    }
  }

  /** A field that is not on the page. */
  public static ExtractedField absent(FieldRequest field, String reason) {
    return new ExtractedField(
        field.name(),
        field.type(),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        Optional.empty(),
        List.of(),
        Optional.of(reason));
  }
}
