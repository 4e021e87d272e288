package dev.lethe.api.consents;

import dev.lethe.api.openapi.Patterns;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentUse;
import dev.lethe.consent.model.Notice;
import dev.lethe.policy.model.DocumentClass;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A record of the ledger as its tenant gets it. */
@Schema(name = "ConsentRecord", description = "A recorded consent or other legal basis")
@JsonbPropertyOrder({
  "id",
  "state",
  "purpose",
  "basis",
  "uses",
  "documentClasses",
  "notice",
  "jurisdiction",
  "reference",
  "subject",
  "job",
  "mechanism",
  "givenAt",
  "recordedAt",
  "expiresAt",
  "endedAt",
  "policyVersion",
  "receipt"
})
public record ConsentDto(
    @Schema(pattern = Patterns.CONSENT, examples = "con_0123456789abcdef0123456789abcdef")
        String id,
    @Schema(enumeration = {"active", "expired", "withdrawn"}) String state,
    @Schema(examples = "invoice_processing") String purpose,
    @Schema(examples = "consent") String basis,
    UsesDto uses,
    @JsonbProperty("document_classes")
        @Schema(description = "To which it is limited; empty for all that the purpose has")
        List<String> documentClasses,
    @JsonbProperty(nillable = true) @Schema(nullable = true) @Nullable NoticeDto notice,
    @JsonbProperty(nillable = true)
        @Schema(description = "ISO 3166", nullable = true, examples = "DE-BY")
        @Nullable String jurisdiction,
    @JsonbProperty(nillable = true)
        @Schema(
            description = "What the basis stands on; a keyed hash if it may point to a person",
            nullable = true)
        @Nullable String reference,
    @JsonbProperty(nillable = true)
        @Schema(
            description = "Random id that stands for the data subject",
            nullable = true,
            examples = "sub_0123456789abcdef0123456789abcdef")
        @Nullable String subject,
    @JsonbProperty(nillable = true)
        @Schema(description = "The job that carried it, if one did", nullable = true)
        @Nullable String job,
    @Schema(examples = "web_form") String mechanism,
    @JsonbProperty("given_at")
        @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
        Instant givenAt,
    @JsonbProperty("recorded_at")
        @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
        Instant recordedAt,
    @JsonbProperty(value = "expires_at", nillable = true)
        @Schema(
            type = SchemaType.STRING,
            format = "date-time",
            implementation = String.class,
            nullable = true)
        @Nullable Instant expiresAt,
    @JsonbProperty(value = "ended_at", nillable = true)
        @Schema(
            description = "When it was withdrawn or objected to",
            type = SchemaType.STRING,
            format = "date-time",
            implementation = String.class,
            nullable = true)
        @Nullable Instant endedAt,
    @JsonbProperty("policy_version")
        @Schema(description = "Version of the policy by which it was checked", examples = "1.0.0")
        String policyVersion,
    @Schema(description = "Where its receipt is", format = "uri") String receipt) {

  /** Flags, each of its own. */
  @Schema(name = "ConsentUses", description = "What it permits; nothing that is not given")
  @JsonbPropertyOrder({
    "processing",
    "manualReview",
    "analytics",
    "modelImprovement",
    "troubleshooting"
  })
  public record UsesDto(
      boolean processing,
      @JsonbProperty("manual_review") boolean manualReview,
      boolean analytics,
      @JsonbProperty("model_improvement") boolean modelImprovement,
      boolean troubleshooting) {}

  /** The notice that was shown. */
  @Schema(name = "ConsentNotice", description = "The privacy notice that was shown")
  @JsonbPropertyOrder({"version", "sha256", "language"})
  public record NoticeDto(
      @Schema(examples = "2026-02") String version,
      @Schema(pattern = Patterns.SHA256) String sha256,
      @JsonbProperty(nillable = true) @Schema(nullable = true, examples = "de")
          @Nullable String language) {

    static NoticeDto of(Notice notice) {
      return new NoticeDto(notice.version(), notice.sha256(), notice.language().orElse(null));
    }
  }

  /**
   * @param receipt its address
   * @param now decides what has expired
   */
  static ConsentDto of(ConsentRecord record, String receipt, Instant now) {
    return new ConsentDto(
        record.id().value(),
        record.state(now).apiName(),
        record.terms().purpose().name(),
        record.terms().basis(),
        uses(record),
        record.terms().documentClasses().stream().map(DocumentClass::name).sorted().toList(),
        record.terms().notice().map(NoticeDto::of).orElse(null),
        record.terms().jurisdiction().orElse(null),
        record.terms().reference().orElse(null),
        record.subject().orElse(null),
        record.job().orElse(null),
        record.mechanism().apiName(),
        record.givenAt(),
        record.recordedAt(),
        record.expiresAt().orElse(null),
        record.endedAt().orElse(null),
        record.policyVersion(),
        receipt);
  }

  private static UsesDto uses(ConsentRecord record) {
    return new UsesDto(
        record.terms().permits(ConsentUse.PROCESSING),
        record.terms().permits(ConsentUse.MANUAL_REVIEW),
        record.terms().permits(ConsentUse.ANALYTICS),
        record.terms().permits(ConsentUse.MODEL_IMPROVEMENT),
        record.terms().permits(ConsentUse.TROUBLESHOOTING));
  }
}
