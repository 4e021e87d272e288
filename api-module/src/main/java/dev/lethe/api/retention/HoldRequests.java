package dev.lethe.api.retention;

import dev.lethe.api.openapi.Patterns;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The forms of requests about holds, for the description only: they are read strictly. */
public final class HoldRequests {

  static final String CASE = "^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$";

  private HoldRequests() {}

  /** What is to be kept, for which case. */
  @Schema(
      name = "HoldRequest",
      description = "What is to be kept beyond its deadline, and for which case",
      requiredProperties = {"case", "reason", "scope", "review_at"})
  public record Hold(
      @JsonbProperty("case")
          @Schema(
              description = "Reference of the case file, a code",
              pattern = CASE,
              examples = "2026/417-B")
          String caseReference,
      @Schema(
              enumeration = {
                "litigation",
                "regulatory_inquiry",
                "investigation",
                "audit",
                "data_subject_claim"
              },
              examples = "litigation")
          String reason,
      Scope scope,
      @Schema(
              description = "Classes to keep; all when left out",
              type = SchemaType.ARRAY,
              minItems = 1,
              maxItems = 4,
              uniqueItems = true,
              implementation = String.class,
              enumeration = {"source", "fields", "redacted_copy", "audit"},
              examples = "[\"source\", \"fields\"]")
          List<String> artefacts,
      @JsonbProperty("review_at")
          @Schema(
              description = "When somebody has to look at it again, within 366 days",
              format = "date-time",
              examples = "2027-03-01T00:00:00Z")
          String reviewAt) {}

  /** The query for jobs: what is given must all fit. */
  @Schema(
      name = "HoldScope",
      description = "Which jobs: all that is given must fit, and something must be given",
      minProperties = 1)
  public record Scope(
      @Schema(
              type = SchemaType.ARRAY,
              minItems = 1,
              maxItems = 1000,
              uniqueItems = true,
              implementation = String.class,
              examples = "[\"job_0123456789abcdef0123456789abcdef\"]")
          List<String> jobs,
      @JsonbProperty("subject_ref")
          @Schema(
              description =
                  "Your name for the data subject: jobs under a consent that names them. It is"
                      + " kept by no more than the id that the consents know them by",
              minLength = 1,
              maxLength = 200,
              examples = "customer-4711")
          String subjectRef,
      @JsonbProperty("document_class")
          @Schema(
              description =
                  "Documents of this class, as given, found or labelled, and those whose class is"
                      + " not known",
              pattern = Patterns.NAME,
              examples = "invoice")
          String documentClass,
      @Schema(pattern = Patterns.NAME, examples = "invoice_processing") String purpose,
      @Schema(pattern = Patterns.REGION, examples = "eu-central") String region,
      @JsonbProperty("created_from")
          @Schema(description = "Jobs from this time", format = "date-time")
          String createdFrom,
      @JsonbProperty("created_until")
          @Schema(description = "Jobs before this time", format = "date-time")
          String createdUntil) {}

  /** When it is looked at again. */
  @Schema(
      name = "HoldReviewRequest",
      description = "The hold is still needed; when it is looked at again",
      requiredProperties = {"review_at"})
  public record Review(
      @JsonbProperty("review_at")
          @Schema(
              description = "Within 366 days",
              format = "date-time",
              examples = "2027-06-01T00:00:00Z")
          String reviewAt) {}
}
