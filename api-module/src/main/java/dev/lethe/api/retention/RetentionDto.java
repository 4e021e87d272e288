package dev.lethe.api.retention;

import dev.lethe.api.openapi.Patterns;
import dev.lethe.retention.model.PlannedDeletion;
import dev.lethe.retention.model.RetentionOverview;
import dev.lethe.retention.model.RetentionPlace;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How much is kept against its deadlines. */
@JsonbPropertyOrder({
  "kept",
  "upcoming",
  "overdue",
  "held",
  "deleted",
  "deadLetters",
  "missing",
  "byClass",
  "byPlace"
})
@Schema(name = "RetentionOverview", description = "How many artefacts are kept, by deadline")
public record RetentionDto(
    long kept,
    @Schema(description = "Due within a day") long upcoming,
    @Schema(description = "Kept past the deadline by no hold") long overdue,
    @Schema(description = "Kept by a legal hold") long held,
    long deleted,
    @JsonbProperty("dead_letters") @Schema(description = "Deletions that failed too often")
        long deadLetters,
    @Schema(description = "Artefacts whose sealed object is not in its store") long missing,
    @JsonbProperty("by_class") @Schema(description = "Kept, by artefact class")
        Map<String, Long> byClass,
    @JsonbProperty("by_place") @Schema(description = "The same by region and trust zone")
        List<PlaceDto> byPlace) {

  /** One region and trust zone. */
  @JsonbPropertyOrder({"region", "zone", "kept", "upcoming", "overdue", "held", "deleted"})
  @Schema(name = "RetentionPlace", description = "How many artefacts of a region and trust zone")
  public record PlaceDto(
      @Schema(description = "To which the jobs are pinned", examples = "eu-central") String region,
      @Schema(
              description =
                  "Of the document class by the policy in force; absent if that does not know it"
                      + " any more",
              examples = "business",
              nullable = true)
          @Nullable String zone,
      long kept,
      @Schema(description = "Due within a day") long upcoming,
      @Schema(description = "Kept past the deadline by no hold") long overdue,
      @Schema(description = "Kept by a legal hold") long held,
      long deleted) {

    static PlaceDto of(RetentionPlace place) {
      return new PlaceDto(
          place.region(),
          place.zone().isEmpty() ? null : place.zone(),
          place.counts().kept(),
          place.counts().upcoming(),
          place.counts().overdue(),
          place.counts().held(),
          place.counts().deleted());
    }
  }

  /** An artefact and how it would go. */
  @JsonbPropertyOrder({
    "job",
    "artefact",
    "purpose",
    "region",
    "createdAt",
    "deleteAt",
    "nextAttemptAt",
    "attempts",
    "held",
    "rule"
  })
  @Schema(name = "PlannedDeletion", description = "An artefact that is kept, and how it would go")
  public record ItemDto(
      @Schema(pattern = Patterns.JOB) String job,
      @Schema(examples = "fields") String artefact,
      String purpose,
      String region,
      @JsonbProperty("created_at")
          @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
          Instant createdAt,
      @JsonbProperty("delete_at")
          @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
          Instant deleteAt,
      @JsonbProperty("next_attempt_at")
          @Schema(
              description = "When the sweep takes it; later than the deadline when that failed",
              type = SchemaType.STRING,
              format = "date-time",
              implementation = String.class)
          Instant nextAttemptAt,
      @Schema(description = "How often deleting it failed") int attempts,
      boolean held,
      RuleDto rule) {

    static ItemDto of(PlannedDeletion planned) {
      return new ItemDto(
          planned.job(),
          planned.artefact().apiName(),
          planned.purpose(),
          planned.region(),
          planned.createdAt(),
          planned.deleteAt(),
          planned.nextAttemptAt(),
          planned.attempts(),
          planned.held(),
          new RuleDto(
              planned.policyId(),
              planned.policyVersion(),
              "retention." + planned.artefact().apiName(),
              Duration.between(planned.createdAt(), planned.deleteAt()).toString()));
    }
  }

  /** Which rule set the deadline. */
  @JsonbPropertyOrder({"policyId", "policyVersion", "path", "window"})
  @Schema(name = "RetentionRule", description = "The rule that set the deadline")
  public record RuleDto(
      @JsonbProperty("policy_id") String policyId,
      @JsonbProperty("policy_version") String policyVersion,
      @Schema(examples = "retention.fields") String path,
      @Schema(
              description = "From creation to the deadline as it is now (ISO 8601)",
              examples = "PT168H")
          String window) {}

  /** A page of artefacts. */
  @Schema(name = "PlannedDeletions", description = "Artefacts in the order of their deadlines")
  public record ListDto(List<ItemDto> artefacts) {

    static ListDto of(List<PlannedDeletion> planned) {
      return new ListDto(planned.stream().map(ItemDto::of).toList());
    }
  }

  static RetentionDto of(RetentionOverview overview, List<RetentionPlace> places) {
    Map<String, Long> byClass = new TreeMap<>();
    overview.byClass().forEach((artefact, count) -> byClass.put(artefact.apiName(), count));
    return new RetentionDto(
        overview.kept(),
        overview.dueToday(),
        overview.overdue(),
        overview.held(),
        overview.deleted(),
        overview.deadLetters(),
        overview.missing(),
        byClass,
        places.stream().map(PlaceDto::of).toList());
  }
}
