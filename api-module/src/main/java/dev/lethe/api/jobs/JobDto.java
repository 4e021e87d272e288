package dev.lethe.api.jobs;

import dev.lethe.api.openapi.Patterns;
import dev.lethe.worker.PersonalText;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A job as its tenant gets it. */
@Schema(name = "Job", description = "A job, with its result when it is done")
@JsonbPropertyOrder({
  "id",
  "state",
  "purpose",
  "createdAt",
  "completedAt",
  "documentClass",
  "classConfidence",
  "pages",
  "fields",
  "retention",
  "provenance",
  "problem"
})
public record JobDto(
    @Schema(pattern = Patterns.JOB, examples = "job_0123456789abcdef0123456789abcdef") String id,
    @Schema(
            description = "Where it stands",
            enumeration = {
              "admitted",
              "queued",
              "processing",
              "done",
              "failed",
              "withdrawn",
              "deleted"
            })
        String state,
    @Schema(examples = "invoice_processing") String purpose,
    @JsonbProperty("created_at")
        @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
        Instant createdAt,
    @JsonbProperty(value = "completed_at", nillable = true)
        @Schema(
            type = SchemaType.STRING,
            format = "date-time",
            implementation = String.class,
            nullable = true)
        @Nullable Instant completedAt,
    @JsonbProperty(value = "document_class", nillable = true)
        @Schema(description = "Given or found", nullable = true, examples = "invoice")
        @Nullable String documentClass,
    @JsonbProperty(value = "document_class_confidence", nillable = true)
        @Schema(
            description = "How sure the class is, where it alone was asked for",
            nullable = true,
            minimum = "0",
            maximum = "1")
        @Nullable Double classConfidence,
    @Schema(description = "Pages read", minimum = "0") int pages,
    @Schema(description = "The fields that were asked for, by name, when the job is done")
        Map<String, FieldDto> fields,
    RetentionDto retention,
    ProvenanceDto provenance,
    @Schema(nullable = true, description = "Why the job failed") @Nullable FailureDto problem) {

  /** One field that was asked for. */
  @Schema(name = "Field", description = "A field that was asked for")
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
      @Schema(
              description = "As printed, masked as policy demands; null when it is not there",
              implementation = String.class,
              nullable = true,
              examples = "1,234.50")
          @Nullable PersonalText value,
      @Schema(
              description = "In the type's normal form, masked likewise",
              implementation = String.class,
              nullable = true,
              examples = "1234.50")
          @Nullable PersonalText normalized,
      boolean masked,
      @Schema(examples = "amount") String type,
      @Schema(minimum = "0", maximum = "1") double confidence,
      @Schema(enumeration = {"public", "internal", "personal", "sensitive"}) String sensitivity,
      @Schema(description = "From 1; 0 without a value", minimum = "0") int page,
      @Schema(
              description =
                  "Corners as fractions of the upright page's width and height; empty without a"
                      + " value")
          List<List<Double>> polygon,
      List<ValidationDto> validations,
      @Schema(
              description = "Stable code of why there is no value",
              nullable = true,
              examples = "not-found")
          @Nullable String absence) {}

  /** The outcome of one check on a value. */
  @Schema(name = "Validation", description = "A check on a value")
  @JsonbPropertyOrder({"check", "outcome", "reason"})
  public record ValidationDto(
      @Schema(examples = "iban-check-digits") String check,
      @Schema(enumeration = {"passed", "failed", "not_applicable"}) String outcome,
      @Schema(description = "Stable code of why it did not pass", nullable = true)
          @Nullable String reason) {}

  /** What becomes of each kind of artefact, and by which policy. */
  @Schema(name = "Retention", description = "What is deleted when, and by which policy")
  @JsonbPropertyOrder({"mode", "policyId", "policyVersion", "artefacts"})
  public record RetentionDto(
      @Schema(
              description = "How the result is kept",
              enumeration = {"standard", "delete_on_retrieval", "zero"})
          String mode,
      @JsonbProperty("policy_id") String policyId,
      @JsonbProperty("policy_version") String policyVersion,
      @Schema(description = "By artefact class, as source, fields and audit")
          Map<String, DeadlineDto> artefacts) {}

  /** When an artefact is due for deletion, and when it was deleted. */
  @Schema(name = "Deadline", description = "When an artefact is deleted")
  @JsonbPropertyOrder({"startsOn", "deleteAt", "deletedAt", "certificate", "held", "reviewAt"})
  public record DeadlineDto(
      @JsonbProperty("starts_on")
          @Schema(
              description =
                  "From when its window runs: created, completed, retrieved, or an event by name."
                      + " Until that comes, delete_at is the longest that policy allows",
              examples = "created")
          String startsOn,
      @JsonbProperty(value = "review_at", nillable = true)
          @Schema(
              description =
                  "From when people can decide, without seeing it, whether it goes; whatever they"
                      + " do not decide goes at delete_at",
              type = SchemaType.STRING,
              format = "date-time",
              implementation = String.class,
              nullable = true)
          @Nullable Instant reviewAt,
      @JsonbProperty("delete_at")
          @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
          Instant deleteAt,
      @JsonbProperty(value = "deleted_at", nillable = true)
          @Schema(
              type = SchemaType.STRING,
              format = "date-time",
              implementation = String.class,
              nullable = true)
          @Nullable Instant deletedAt,
      @JsonbProperty(nillable = true)
          @Schema(
              description = "Id of the certificate of its deletion",
              pattern = Patterns.CERTIFICATE,
              nullable = true)
          @Nullable String certificate,
      @Schema(description = "Whether a legal hold keeps it beyond its deadline") boolean held) {}

  /** By what the result was made. */
  @Schema(name = "Provenance", description = "By what and by which policy the result was made")
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
      @Schema(nullable = true) @Nullable String engine,
      @Schema(nullable = true) @Nullable String recognizer,
      @Schema(nullable = true) @Nullable String model,
      @Schema(nullable = true) @Nullable String extractor,
      @JsonbProperty("policy_version") String policyVersion,
      @JsonbProperty("policy_sha256") @Schema(pattern = Patterns.SHA256) String policySha256,
      @Schema(examples = "eu-central") String region,
      @JsonbProperty(value = "engine_millis", nillable = true)
          @Schema(
              description = "Time in the worker",
              type = SchemaType.INTEGER,
              format = "int64",
              nullable = true)
          @Nullable Long engineMillis) {}

  /** Why a job failed. */
  @Schema(name = "Failure", description = "Why a job failed; explained in the catalogue")
  @JsonbPropertyOrder({"type", "code", "title"})
  public record FailureDto(
      @Schema(format = "uri-reference", examples = "/v1/errors/document-unreadable") String type,
      @Schema(examples = "document-unreadable") String code,
      String title) {}
}
