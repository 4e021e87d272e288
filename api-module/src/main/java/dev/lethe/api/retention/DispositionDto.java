package dev.lethe.api.retention;

import dev.lethe.api.openapi.Patterns;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.retention.model.Disposition;
import dev.lethe.retention.model.Disposition.State;
import dev.lethe.retention.model.DispositionStep;
import dev.lethe.retention.service.DispositionService.View;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A review of something before it goes, by what is known of it without opening it. */
@JsonbPropertyOrder({
  "id",
  "state",
  "job",
  "artefact",
  "purpose",
  "region",
  "documentClass",
  "createdAt",
  "opensAt",
  "deleteAt",
  "deletedAt",
  "held",
  "stage",
  "stages",
  "reviewer",
  "risk",
  "fields",
  "extensibleDays",
  "labels",
  "decisions"
})
@Schema(
    name = "Disposition",
    description =
        "A review of an artefact before it goes: ids, codes and counts. What nobody decides is"
            + " deleted at delete_at")
public record DispositionDto(
    @Schema(pattern = Patterns.DISPOSITION) String id,
    @Schema(enumeration = {"scheduled", "pending", "approved", "lapsed", "superseded", "deleted"})
        String state,
    @Schema(pattern = Patterns.JOB) String job,
    @Schema(examples = "fields") String artefact,
    String purpose,
    String region,
    @JsonbProperty(value = "document_class", nillable = true)
        @Schema(description = "As a reviewer, the reading or the request says", nullable = true)
        @Nullable String documentClass,
    @JsonbProperty("created_at")
        @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
        Instant createdAt,
    @JsonbProperty("opens_at")
        @Schema(
            description = "From when it can be decided",
            type = SchemaType.STRING,
            format = "date-time",
            implementation = String.class)
        Instant opensAt,
    @JsonbProperty("delete_at")
        @Schema(
            description = "When it goes if nobody decides",
            type = SchemaType.STRING,
            format = "date-time",
            implementation = String.class)
        Instant deleteAt,
    @JsonbProperty(value = "deleted_at", nillable = true)
        @Schema(
            type = SchemaType.STRING,
            format = "date-time",
            implementation = String.class,
            nullable = true)
        @Nullable Instant deletedAt,
    @Schema(description = "Whether a legal hold defers its deletion") boolean held,
    @Schema(description = "The stage it is in", minimum = "1", maximum = "2") int stage,
    @Schema(
            description = "How many stages there are; none if policy has no such review any more",
            minimum = "0",
            maximum = "2")
        int stages,
    @JsonbProperty(nillable = true)
        @Schema(description = "Who alone decides, if it was given to somebody", nullable = true)
        @Nullable String reviewer,
    @JsonbProperty(nillable = true)
        @Schema(
            description = "The highest sensitivity of the fields",
            enumeration = {"public", "internal", "personal", "sensitive"},
            nullable = true)
        @Nullable String risk,
    @Schema(description = "How many fields were asked for, by sensitivity")
        Map<String, Integer> fields,
    @JsonbProperty("extensible_days")
        @Schema(description = "By how many whole days it can still be put off", minimum = "0")
        long extensibleDays,
    @Schema(description = "Classes that it may be found to be of") List<String> labels,
    @Schema(description = "What was decided so far, oldest first; empty in lists")
        List<StepDto> decisions) {

  /** A decision. */
  @JsonbPropertyOrder({
    "decision",
    "stage",
    "reason",
    "by",
    "at",
    "deleteAtBefore",
    "deleteAt",
    "label",
    "reviewer"
  })
  @Schema(
      name = "DispositionDecision",
      description = "What a reviewer decided, and what came of it")
  public record StepDto(
      @Schema(enumeration = {"approve", "extend", "relabel", "reassign"}) String decision,
      int stage,
      @Schema(examples = "time_over") String reason,
      String by,
      @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
          Instant at,
      @JsonbProperty("delete_at_before")
          @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
          Instant deleteAtBefore,
      @JsonbProperty("delete_at")
          @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
          Instant deleteAt,
      @JsonbProperty(nillable = true) @Schema(nullable = true) @Nullable String label,
      @JsonbProperty(nillable = true) @Schema(nullable = true) @Nullable String reviewer) {

    static StepDto of(DispositionStep step) {
      return new StepDto(
          step.action().apiName(),
          step.stage(),
          step.reason().apiName(),
          step.by(),
          step.at(),
          step.before(),
          step.after(),
          step.label().orElse(null),
          step.assignee().orElse(null));
    }
  }

  /** A page of them. */
  @JsonbPropertyOrder({"dispositions", "next"})
  @Schema(name = "Dispositions", description = "Reviews in the order of their deadlines")
  public record ListDto(
      List<DispositionDto> dispositions,
      @JsonbProperty(nillable = true)
          @Schema(description = "Where the next page is, if there is one", nullable = true)
          @Nullable String next) {}

  static DispositionDto of(View view, List<DispositionStep> steps) {
    Disposition of = view.disposition();
    Map<String, Integer> fields = new TreeMap<>();
    view.classified().forEach((sensitivity, count) -> fields.put(name(sensitivity), count));
    return new DispositionDto(
        of.id().value(),
        view.state().apiName(),
        of.job(),
        of.artefact().apiName(),
        of.purpose(),
        of.region(),
        of.label().orElse(null),
        of.createdAt(),
        of.opensAt(),
        of.deleteAt(),
        of.deletedAt().orElse(null),
        of.held(),
        of.stage(),
        view.stages(),
        of.assignee().orElse(null),
        view.risk().map(DispositionDto::name).orElse(null),
        fields,
        view.state() == State.PENDING ? view.extensible().toDays() : 0,
        view.labels().stream().map(DocumentClass::name).sorted().toList(),
        steps.stream().map(StepDto::of).toList());
  }

  private static String name(Sensitivity sensitivity) {
    return sensitivity.name().toLowerCase(Locale.ROOT);
  }
}
