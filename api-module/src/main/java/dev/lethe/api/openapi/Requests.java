package dev.lethe.api.openapi;

import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The forms of requests, for the description only: they are read strictly, not mapped. */
public final class Requests {

  private Requests() {}

  /** A request whose document comes in the same form. */
  @Schema(
      name = "JobFormRequest",
      description = "What is wanted of the document in the same form",
      requiredProperties = {"purpose", "consent"})
  public record JobForm(
      @Schema(pattern = Patterns.NAME, examples = "invoice_processing") String purpose,
      @Schema(
              description =
                  "Instead of output: the document's class alone, while the caller waits; nothing"
                      + " of the document is kept",
              enumeration = {"classify"})
          String mode,
      Consent consent,
      @Schema(
              description = "The fields wanted; no other leaves the worker",
              type = SchemaType.ARRAY,
              minItems = 1,
              maxItems = 64,
              uniqueItems = true,
              implementation = String.class,
              examples = "[\"vendor_name\", \"invoice_total\", \"due_date\"]")
          List<String> output,
      @JsonbProperty("retention_days")
          @Schema(
              description = "Days that the result is kept, within policy's bounds",
              minimum = "0",
              maximum = "3650",
              examples = "7")
          int retentionDays,
      @JsonbProperty("retention_mode")
          @Schema(
              description =
                  "How the result is kept, if the purpose allows it: until its deadline; until it"
                      + " was handed out whole; or not at all, so that the answer comes while the"
                      + " caller waits and nothing is stored",
              enumeration = {"standard", "delete_on_retrieval", "zero"})
          String retentionMode,
      @JsonbProperty("document_class") @Schema(pattern = Patterns.NAME, examples = "invoice")
          String documentClass,
      @Schema(
              description = "Pages to read, from 1",
              type = SchemaType.ARRAY,
              minItems = 1,
              maxItems = 500,
              uniqueItems = true,
              implementation = int.class)
          List<Integer> pages,
      @Schema(type = SchemaType.ARRAY, minItems = 1, maxItems = 100, implementation = Region.class)
          List<Region> regions,
      @Schema(
              description = "Region to which the job is pinned",
              pattern = Patterns.REGION,
              examples = "eu-central")
          String region,
      @Schema(description = "ISO 639-1", pattern = Patterns.LANGUAGE, examples = "en")
          String language,
      @JsonbProperty("subject_ref")
          @Schema(
              description = "Your name for the data subject; only a keyed hash of it is kept",
              minLength = 1,
              maxLength = 200,
              examples = "customer-0042")
          String subjectRef) {}

  /** What a request whose document lies in an upload slot has besides all of {@link JobForm}. */
  @Schema(
      name = "JobRequest",
      description = "What is wanted of the document in an upload slot",
      requiredProperties = {"document_url"})
  public record Job(
      @JsonbProperty("document_url")
          @Schema(
              description = "Address of an upload slot of this service, of no other place",
              format = "uri",
              examples =
                  "https://localhost:9443/v1/uploads/"
                      + "c3ludGhldGljLXNsb3QtdG9rZW4tb2Ytbm8tdXNlLS0")
          String documentUrl) {}

  /** A policy bundle and its signature. */
  @Schema(
      name = "PolicyBundleRequest",
      description = "A policy bundle and its signature",
      requiredProperties = {"files", "envelope"})
  public record PolicyBundle(
      @Schema(
              type = SchemaType.ARRAY,
              minItems = 1,
              maxItems = 40,
              implementation = PolicyFile.class)
          List<PolicyFile> files,
      @Schema(description = "DSSE envelope over the manifest of the files", maxLength = 65536)
          String envelope) {}

  /** A file of a policy bundle. */
  @Schema(
      name = "PolicyFile",
      description = "A file of a policy bundle",
      requiredProperties = {"name", "content"})
  public record PolicyFile(
      @Schema(pattern = "^[a-z-]{1,40}\\.yaml$", examples = "purposes.yaml") String name,
      @Schema(description = "YAML 1.2", maxLength = 262144) String content) {}

  /** From when an approved change is in force. */
  @Schema(
      name = "PolicyApproval",
      description = "An approval",
      requiredProperties = {})
  public record PolicyApproval(
      @JsonbProperty("effective_at")
          @Schema(
              description = "From when; now, if it is left out or has passed",
              format = "date-time",
              examples = "2030-01-01T00:00:00Z")
          String effectiveAt) {}

  /** The consent that a job carries. */
  @Schema(
      name = "Consent",
      description =
          "Why the document may be read: basis and flags, or the id of a recorded consent alone")
  public record Consent(
      @Schema(pattern = Patterns.NAME, examples = "customer_authorized") String basis,
      @JsonbProperty("allow_model_training")
          @Schema(description = "Must be false: documents are never used for training")
          boolean allowModelTraining,
      @JsonbProperty("allow_manual_review") boolean allowManualReview,
      @Schema(
              description = "Contract, statute, assessment or incident, if the basis demands it",
              minLength = 2,
              maxLength = 100,
              examples = "LIA-2026-004")
          String reference,
      @JsonbProperty("document_classes")
          @Schema(
              description = "Classes to which it is limited; all of the purpose if it is not there",
              type = SchemaType.ARRAY,
              minItems = 1,
              maxItems = 32,
              uniqueItems = true,
              implementation = String.class,
              examples = "[\"invoice\"]")
          List<String> documentClasses,
      @Schema(description = "Needed where the purpose asks for it") Notice notice,
      @Schema(
              description = "A recorded consent",
              pattern = Patterns.CONSENT,
              examples = "con_0123456789abcdef0123456789abcdef")
          String id) {}

  /** The notice that was shown. */
  @Schema(
      name = "ConsentNoticeRequest",
      description = "The privacy notice that was shown",
      requiredProperties = {"version", "sha256"})
  public record Notice(
      @Schema(pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$", examples = "2026-02") String version,
      @Schema(description = "Of the notice's bytes", pattern = Patterns.SHA256) String sha256,
      @Schema(description = "ISO 639-1", pattern = Patterns.LANGUAGE, examples = "de")
          String language) {}

  /** A rectangle to which reading is restricted. */
  @Schema(
      name = "Region",
      description = "A rectangle of a page, in fractions of its width and height")
  public record Region(
      @Schema(minimum = "1") int page,
      @Schema(minimum = "0", maximum = "1") double left,
      @Schema(minimum = "0", maximum = "1") double top,
      @Schema(minimum = "0", maximum = "1") double right,
      @Schema(minimum = "0", maximum = "1") double bottom) {}

  /** A form with two parts. */
  @Schema(name = "JobFormParts", description = "Two parts and no other; the request comes first")
  public record Form(
      JobForm request,
      @Schema(
              description = "PDF, PNG, JPEG or TIFF; its type is found by its first bytes",
              type = SchemaType.STRING,
              format = "binary")
          byte[] document) {}

  /** A wish for unmasked values. */
  @Schema(name = "RevealRequest", description = "Which values are wanted unmasked, and why")
  public record Reveal(
      @Schema(
              type = SchemaType.ARRAY,
              minItems = 1,
              maxItems = 64,
              uniqueItems = true,
              implementation = String.class,
              examples = "[\"vendor_name\"]")
          List<String> fields,
      @Schema(
              description = "Kept as a keyed hash and a length only",
              minLength = 3,
              maxLength = 500,
              examples = "disputed payment")
          String reason) {}
}
