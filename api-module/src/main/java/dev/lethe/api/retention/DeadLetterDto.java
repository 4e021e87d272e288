package dev.lethe.api.retention;

import dev.lethe.api.openapi.Patterns;
import dev.lethe.retention.model.DeadLetter;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A deletion that failed too often. */
@Schema(
    name = "DeadLetter",
    description = "A deletion that failed too often, by codes; it is tried again once a day")
@JsonbPropertyOrder({
  "id",
  "job",
  "artefact",
  "step",
  "cause",
  "attempts",
  "openedAt",
  "lastFailedAt"
})
public record DeadLetterDto(
    @Schema(pattern = "^letter_[0-9a-f]{32}$") String id,
    @Schema(pattern = Patterns.JOB) String job,
    @Schema(examples = "source") String artefact,
    @Schema(
            description = "erase: keys and rows; remove: a sealed object that has lost its key",
            enumeration = {"erase", "remove"})
        String step,
    @Schema(
            description =
                "Why the last try failed: the code of a problem, store, still-there, database- and"
                    + " an SQLSTATE, or unforeseen- and a kind of failure",
            examples = "keys-unavailable")
        String cause,
    @Schema(description = "Tries that failed", minimum = "1") int attempts,
    @JsonbProperty("opened_at")
        @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
        Instant openedAt,
    @JsonbProperty("last_failed_at")
        @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
        Instant lastFailedAt) {

  /** A page of them. */
  @Schema(name = "DeadLetters", description = "Deletions that failed too often, newest first")
  public record ListDto(@JsonbProperty("dead_letters") List<DeadLetterDto> deadLetters) {}

  static DeadLetterDto of(DeadLetter letter) {
    return new DeadLetterDto(
        letter.id(),
        letter.job(),
        letter.artefact().apiName(),
        letter.step().apiName(),
        letter.cause(),
        letter.attempts(),
        letter.openedAt(),
        letter.lastFailedAt());
  }
}
