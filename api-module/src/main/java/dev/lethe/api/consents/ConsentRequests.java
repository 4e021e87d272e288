package dev.lethe.api.consents;

import dev.lethe.api.openapi.Patterns;
import dev.lethe.api.openapi.Requests;
import jakarta.json.bind.annotation.JsonbProperty;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The forms of requests, for the description only: they are read strictly, not mapped. */
public final class ConsentRequests {

  private ConsentRequests() {}

  /** What is to be recorded. */
  @Schema(
      name = "ConsentRequest",
      description = "A consent or another legal basis to record",
      requiredProperties = {"purpose", "basis", "uses", "mechanism"})
  public record Consent(
      @Schema(pattern = Patterns.NAME, examples = "invoice_processing") String purpose,
      @Schema(pattern = Patterns.NAME, examples = "consent") String basis,
      Uses uses,
      @JsonbProperty("document_classes")
          @Schema(
              description = "To which it is limited",
              type = SchemaType.ARRAY,
              minItems = 1,
              maxItems = 32,
              uniqueItems = true,
              implementation = String.class,
              examples = "[\"invoice\"]")
          List<String> documentClasses,
      @Schema(description = "Needed where the basis is consent") Requests.Notice notice,
      @Schema(pattern = "^[A-Z]{2}(-[A-Z0-9]{1,3})?$", examples = "DE-BY") String jurisdiction,
      @Schema(
              description =
                  "Contract, statute, assessment or incident, as the basis demands; kept as a keyed"
                      + " hash where it may point to a person",
              minLength = 2,
              maxLength = 100,
              examples = "LIA-2026-004")
          String reference,
      @JsonbProperty("subject_ref")
          @Schema(
              description = "Your name for the data subject; only a keyed hash of it is kept",
              minLength = 1,
              maxLength = 200,
              examples = "customer-0042")
          String subjectRef,
      @Schema(
              description = "How it was expressed",
              enumeration = {
                "web_form",
                "mobile_app",
                "paper_form",
                "electronic_signature",
                "email",
                "spoken",
                "in_person",
                "basis_declaration"
              })
          String mechanism,
      @JsonbProperty("given_at")
          @Schema(
              description = "When the data subject gave it; now, if it is left out",
              type = SchemaType.STRING,
              format = "date-time",
              implementation = String.class)
          Instant givenAt,
      @JsonbProperty("expires_at")
          @Schema(
              description = "At most as long as policy lets it hold",
              type = SchemaType.STRING,
              format = "date-time",
              implementation = String.class)
          Instant expiresAt) {}

  /** Flags, each of its own. */
  @Schema(
      name = "ConsentUsesRequest",
      description = "What it permits; what is left out is not given",
      requiredProperties = {"processing"})
  public record Uses(
      @Schema(description = "Must be true") boolean processing,
      @JsonbProperty("manual_review") boolean manualReview,
      @Schema(description = "Recorded only") boolean analytics,
      @JsonbProperty("model_improvement")
          @Schema(description = "Must be false: documents are never used for training")
          boolean modelImprovement,
      @Schema(description = "Recorded only") boolean troubleshooting) {}

  /** Who is meant. */
  @Schema(
      name = "SubjectRequest",
      description = "Which data subject is meant",
      requiredProperties = {"subject_ref"})
  public record Subject(
      @JsonbProperty("subject_ref")
          @Schema(
              description = "Your name for the data subject; only a keyed hash of it is used",
              minLength = 1,
              maxLength = 200,
              examples = "customer-0042")
          String subjectRef) {}

  /** What is withdrawn: exactly one of the first four. */
  @Schema(
      name = "WithdrawalRequest",
      description = "What is withdrawn, by exactly one of consent, job, document_url, subject_ref")
  public record Withdrawal(
      @Schema(pattern = Patterns.CONSENT, examples = "con_0123456789abcdef0123456789abcdef")
          String consent,
      @Schema(pattern = Patterns.JOB) String job,
      @JsonbProperty("document_url")
          @Schema(description = "Address of the document's upload slot", format = "uri")
          String documentUrl,
      @JsonbProperty("subject_ref")
          @Schema(description = "Your name for the data subject", minLength = 1, maxLength = 200)
          String subjectRef,
      @Schema(
              description = "Kept as a keyed hash and a length only",
              minLength = 1,
              maxLength = 500)
          String reason) {}
}
