package dev.lethe.jobs.model;

import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.Polygon;
import dev.lethe.worker.Validation;
import java.util.List;
import java.util.Optional;

/**
 * One field of a result as a caller may see it.
 *
 * @param value as printed on the page, masked if {@code masked}
 * @param normalized in the type's normal form, masked likewise
 * @param masked whether the policy's mask was applied; a field without a value is not masked
 * @param page from 1, 0 without a value
 */
public record FieldView(
    FieldName name,
    FieldType type,
    Optional<PersonalText> value,
    Optional<PersonalText> normalized,
    boolean masked,
    double confidence,
    Sensitivity sensitivity,
    int page,
    Optional<Polygon> polygon,
    List<Validation> validations,
    Optional<String> absence) {

  public FieldView {
    validations = List.copyOf(validations);
  }
}
