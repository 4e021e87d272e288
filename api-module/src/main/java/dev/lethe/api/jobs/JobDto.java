package dev.lethe.api.jobs;

import dev.lethe.worker.PersonalText;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job as its tenant gets it. */
@JsonbPropertyOrder({
  "id",
  "state",
  "purpose",
  "createdAt",
  "completedAt",
  "documentClass",
  "pages",
  "fields",
  "retention",
  "provenance",
  "problem"
})
public record JobDto(
    String id,
    String state,
    String purpose,
    @JsonbProperty("created_at") Instant createdAt,
    @JsonbProperty("completed_at") @Nullable Instant completedAt,
    @JsonbProperty("document_class") @Nullable String documentClass,
    int pages,
    Map<String, FieldDto> fields,
    RetentionDto retention,
    ProvenanceDto provenance,
    @Nullable FailureDto problem) {

  /** One field that was asked for. */
  @JsonbPropertyOrder({
    "value",
    "normalized",
    "masked",
    "type",
    "confidence",
    "sensitivity",
    "page",
    "polygon",
    "validations",
    "absence"
  })
  public record FieldDto(
      @Nullable PersonalText value,
      @Nullable PersonalText normalized,
      boolean masked,
      String type,
      double confidence,
      String sensitivity,
      int page,
      List<List<Double>> polygon,
      List<ValidationDto> validations,
      @Nullable String absence) {}

  /** The outcome of one check on a value. */
  @JsonbPropertyOrder({"check", "outcome", "reason"})
  public record ValidationDto(String check, String outcome, @Nullable String reason) {}

  /** What becomes of each kind of artefact, and by which policy. */
  @JsonbPropertyOrder({"policyId", "policyVersion", "artefacts"})
  public record RetentionDto(
      @JsonbProperty("policy_id") String policyId,
      @JsonbProperty("policy_version") String policyVersion,
      Map<String, DeadlineDto> artefacts) {}

  /** When an artefact is due for deletion, and when it was deleted. */
  @JsonbPropertyOrder({"deleteAt", "deletedAt"})
  public record DeadlineDto(
      @JsonbProperty("delete_at") Instant deleteAt,
      @JsonbProperty("deleted_at") @Nullable Instant deletedAt) {}

  /** By what the result was made. */
  @JsonbPropertyOrder({
    "engine",
    "recognizer",
    "model",
    "extractor",
    "policyVersion",
    "policySha256",
    "region",
    "engineMillis"
  })
  public record ProvenanceDto(
      @Nullable String engine,
      @Nullable String recognizer,
      @Nullable String model,
      @Nullable String extractor,
      @JsonbProperty("policy_version") String policyVersion,
      @JsonbProperty("policy_sha256") String policySha256,
      String region,
      @JsonbProperty("engine_millis") @Nullable Long engineMillis) {}

  /** Why a job failed. */
  @JsonbPropertyOrder({"type", "code", "title"})
  public record FailureDto(String type, String code, String title) {}
}
