package dev.lethe.api.jobs;

import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.RevealedField;
import dev.lethe.worker.PersonalText;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Unmasked values. */
@JsonbPropertyOrder({"id", "fields"})
@Schema(name = "Revealed", description = "Unmasked values of a job")
public record RevealDto(String id, Map<String, ValueDto> fields) {

  /** The value of one field; null when it is not on the page. */
  @JsonbPropertyOrder({"value", "normalized"})
  @Schema(name = "RevealedValue", description = "An unmasked value; null when it is not there")
  public record ValueDto(
      @Schema(implementation = String.class, nullable = true, examples = "Example Supplies Ltd")
          @Nullable PersonalText value,
      @Schema(implementation = String.class, nullable = true, examples = "Example Supplies Ltd")
          @Nullable PersonalText normalized) {}

  static RevealDto of(JobId job, List<RevealedField> revealed) {
    Map<String, ValueDto> fields = new LinkedHashMap<>();
    revealed.forEach(
        field ->
            fields.put(
                field.name().value(),
                new ValueDto(field.value().orElse(null), field.normalized().orElse(null))));
    return new RevealDto(job.value(), fields);
  }
}
