package dev.lethe.api.retention;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.retention.model.HoldScope;
import dev.lethe.retention.model.LegalHold;
import dev.lethe.retention.model.LegalHold.Decision;
import dev.lethe.retention.service.HoldService;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A legal hold. */
@JsonbPropertyOrder({
  "id",
  "caseReference",
  "reason",
  "state",
  "scope",
  "artefacts",
  "requestedBy",
  "requestedAt",
  "approval",
  "releaseRequest",
  "end",
  "reviewAt",
  "reviewDue",
  "held",
  "deferred",
  "unclassified",
  "gone"
})
@Schema(name = "Hold", description = "A legal hold, who decided on it, and how much it keeps")
public record HoldDto(
    @Schema(pattern = "^hold_[0-9a-f]{32}$", examples = "hold_0123456789abcdef0123456789abcdef")
        String id,
    @JsonbProperty("case") @Schema(examples = "2026/417-B") String caseReference,
    @Schema(examples = "litigation") String reason,
    @Schema(
            description = "Keeps what it covers unless released or rejected",
            enumeration = {"requested", "active", "release_requested", "released", "rejected"})
        String state,
    ScopeDto scope,
    List<String> artefacts,
    @JsonbProperty("requested_by") String requestedBy,
    @JsonbProperty("requested_at")
        @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
        Instant requestedAt,
    @Schema(nullable = true, description = "The second person's") @JsonbProperty(nillable = true)
        @Nullable DecisionDto approval,
    @JsonbProperty(value = "release_request", nillable = true)
        @Schema(nullable = true, description = "Who asked to end it")
        @Nullable DecisionDto releaseRequest,
    @Schema(nullable = true, description = "Who ended it") @JsonbProperty(nillable = true)
        @Nullable DecisionDto end,
    @JsonbProperty("review_at")
        @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
        Instant reviewAt,
    @JsonbProperty("review_due") boolean reviewDue,
    @Schema(description = "Artefacts that it keeps") long held,
    @Schema(description = "Those of them that are past their deadline") long deferred,
    @Schema(
            description =
                "Those of them that it keeps because the class of their document is not known")
        long unclassified,
    @Schema(description = "Artefacts in its scope that are deleted") long gone) {

  /** The query for jobs. */
  @JsonbPropertyOrder({
    "jobs",
    "subject",
    "documentClass",
    "purpose",
    "region",
    "createdFrom",
    "createdUntil"
  })
  @Schema(name = "HeldScope", description = "Which jobs: all that is given must fit")
  public record ScopeDto(
      List<String> jobs,
      @JsonbProperty(nillable = true)
          @Schema(
              nullable = true,
              description = "The id that consents name the data subject by",
              examples = "sub_0123456789abcdef0123456789abcdef")
          @Nullable String subject,
      @JsonbProperty(value = "document_class", nillable = true)
          @Schema(nullable = true, examples = "invoice")
          @Nullable String documentClass,
      @JsonbProperty(nillable = true) @Schema(nullable = true) @Nullable String purpose,
      @JsonbProperty(nillable = true) @Schema(nullable = true) @Nullable String region,
      @JsonbProperty(value = "created_from", nillable = true)
          @Schema(
              type = SchemaType.STRING,
              format = "date-time",
              implementation = String.class,
              nullable = true)
          @Nullable Instant createdFrom,
      @JsonbProperty(value = "created_until", nillable = true)
          @Schema(
              type = SchemaType.STRING,
              format = "date-time",
              implementation = String.class,
              nullable = true)
          @Nullable Instant createdUntil) {

    static ScopeDto of(HoldScope scope) {
      return new ScopeDto(
          scope.jobs(),
          scope.subject().orElse(null),
          scope.documentClass().map(DocumentClass::name).orElse(null),
          scope.purpose().orElse(null),
          scope.region().orElse(null),
          scope.createdFrom().orElse(null),
          scope.createdUntil().orElse(null));
    }
  }

  /** Who decided, and when. */
  @JsonbPropertyOrder({"by", "at"})
  @Schema(name = "HoldDecision", description = "Who decided, and when")
  public record DecisionDto(
      String by,
      @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
          Instant at) {

    static @Nullable DecisionDto of(Optional<Decision> decision) {
      return decision.map(one -> new DecisionDto(one.by(), one.at())).orElse(null);
    }
  }

  /** Holds, newest first. */
  @Schema(name = "Holds", description = "Legal holds, newest first")
  public record ListDto(List<HoldDto> holds) {}

  static HoldDto of(HoldService.View view) {
    LegalHold hold = view.hold();
    return new HoldDto(
        hold.id().value(),
        hold.caseReference(),
        hold.reason().apiName(),
        hold.state().apiName(),
        ScopeDto.of(hold.scope()),
        hold.scope().artefacts().stream().sorted().map(ArtefactClass::apiName).toList(),
        hold.requestedBy(),
        hold.requestedAt(),
        DecisionDto.of(hold.approval()),
        DecisionDto.of(hold.releaseRequest()),
        DecisionDto.of(hold.end()),
        hold.reviewAt(),
        view.reviewDue(),
        view.extent().held(),
        view.extent().deferred(),
        view.extent().unclassified(),
        view.extent().gone());
  }
}
