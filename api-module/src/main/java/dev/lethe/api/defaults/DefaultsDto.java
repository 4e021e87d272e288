package dev.lethe.api.defaults;

import dev.lethe.keys.model.ShredEpochs;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The policy in force, as callers need it to make a request that it allows. */
@JsonbPropertyOrder({
  "policy",
  "unasked",
  "intake",
  "retention",
  "regions",
  "defaultRegion",
  "purposes",
  "documentClasses",
  "fields"
})
@Schema(name = "Defaults", description = "The policy in force")
public record DefaultsDto(
    PolicyDto policy,
    UnaskedDto unasked,
    IntakeDto intake,
    Map<String, RetentionDto> retention,
    List<String> regions,
    @JsonbProperty("default_region") String defaultRegion,
    Map<String, PurposeDto> purposes,
    @JsonbProperty("document_classes") Map<String, List<String>> documentClasses,
    Map<String, FieldDto> fields) {

  /** Which bundle it is. */
  @JsonbPropertyOrder({"id", "version", "sha256"})
  @Schema(name = "PolicyVersion", description = "Which bundle it is")
  public record PolicyDto(String id, String version, String sha256) {}

  /** What happens with a document of which a request asks nothing special. */
  @JsonbPropertyOrder({
    "masked",
    "modelTraining",
    "fullText",
    "manualReview",
    "audited",
    "regionPin",
    "sourceSeconds",
    "fieldsSeconds"
  })
  @Schema(name = "Unasked", description = "What happens unless a request asks for something else")
  public record UnaskedDto(
      @Schema(description = "Every personal or sensitive value is masked") boolean masked,
      @JsonbProperty("model_training") boolean modelTraining,
      @JsonbProperty("full_text") boolean fullText,
      @JsonbProperty("manual_review") boolean manualReview,
      boolean audited,
      @JsonbProperty("region_pin") boolean regionPin,
      @JsonbProperty("source_seconds") long sourceSeconds,
      @JsonbProperty("fields_seconds") long fieldsSeconds) {}

  /** Bounds of what is taken in; times in seconds. */
  @JsonbPropertyOrder({
    "maxBytes",
    "maxPages",
    "maxPixelsPerPage",
    "maxProcessingSeconds",
    "slotSeconds",
    "maxWaitSeconds"
  })
  @Schema(name = "IntakeLimits", description = "Bounds of what is taken in")
  public record IntakeDto(
      @JsonbProperty("max_bytes") long maxBytes,
      @JsonbProperty("max_pages") int maxPages,
      @JsonbProperty("max_pixels_per_page") long maxPixelsPerPage,
      @JsonbProperty("max_processing_seconds") long maxProcessingSeconds,
      @JsonbProperty("slot_seconds") long slotSeconds,
      @JsonbProperty("max_wait_seconds") long maxWaitSeconds) {}

  /** How long an artefact is kept, in seconds: without a wish, and the bounds of a wish. */
  @JsonbPropertyOrder({"defaultSeconds", "floorSeconds", "capSeconds", "longestT2Seconds"})
  @Schema(
      name = "RetentionRule",
      description = "How long an artefact is kept: without a wish, and the bounds of one")
  public record RetentionDto(
      @JsonbProperty("default_seconds") long defaultSeconds,
      @JsonbProperty("floor_seconds") long floorSeconds,
      @JsonbProperty("cap_seconds") long capSeconds,
      @JsonbProperty("longest_t2_seconds")
          @Schema(
              description =
                  "The longest from a deletion on request (t1) to the destruction of the key that"
                      + " covers every copy (t2): the day of the artefact's deadline, and the time"
                      + " until the day's key is destroyed. After a deletion by deadline it is"
                      + " "
                      + ShredEpochs.AFTER_DEADLINE_SECONDS
                      + " at most. 0 for what is not sealed")
          long longestT2Seconds) {}

  /** What a purpose allows. */
  @JsonbPropertyOrder({
    "documentClasses",
    "fields",
    "legalBases",
    "manualReview",
    "fullText",
    "reveal"
  })
  @Schema(name = "PurposeRule", description = "What a purpose allows")
  public record PurposeDto(
      @JsonbProperty("document_classes") List<String> documentClasses,
      List<String> fields,
      @JsonbProperty("legal_bases") List<String> legalBases,
      @JsonbProperty("manual_review") boolean manualReview,
      @JsonbProperty("full_text") boolean fullText,
      boolean reveal) {}

  /** How a field is treated. */
  @JsonbPropertyOrder({"type", "sensitivity", "mask"})
  @Schema(name = "FieldRule", description = "How a field is treated")
  public record FieldDto(String type, String sensitivity, String mask) {}
}
