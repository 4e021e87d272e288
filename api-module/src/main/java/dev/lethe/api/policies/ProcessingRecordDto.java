package dev.lethe.api.policies;

import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.PolicyBundle.Subprocessor;
import dev.lethe.policy.model.ProcessingRecord;
import dev.lethe.policy.model.ProcessingRecord.Activity;
import dev.lethe.tenancy.model.Role;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The record of processing activities. */
@Schema(name = "ProcessingRecord", description = "Record of processing activities (GDPR Art. 30)")
@JsonbPropertyOrder({"policyVersion", "policySha256", "region", "activities", "subprocessors"})
public record ProcessingRecordDto(
    @JsonbProperty("policy_version") String policyVersion,
    @JsonbProperty("policy_sha256") String policySha256,
    @Schema(description = "Where all of it is processed and stored") String region,
    List<ActivityDto> activities,
    @Schema(description = "Who else processes personal data; empty as shipped")
        List<SubprocessorDto> subprocessors) {

  /** What is done for one purpose. */
  @Schema(name = "ProcessingActivity", description = "What is done for one purpose")
  @JsonbPropertyOrder({
    "purpose",
    "description",
    "legalBases",
    "documentClasses",
    "data",
    "recipients",
    "manualReview",
    "erasure",
    "isolation"
  })
  public record ActivityDto(
      String purpose,
      String description,
      @JsonbProperty("legal_bases")
          @Schema(description = "Points of GDPR Art. 6(1), by the name of the basis")
          Map<String, String> legalBases,
      @JsonbProperty("document_classes") List<String> documentClasses,
      @Schema(description = "Fields by how sensitive they are") Map<String, List<String>> data,
      @Schema(description = "Roles that see results, masked") List<String> recipients,
      @JsonbProperty("manual_review") boolean manualReview,
      List<ErasureTimeDto> erasure,
      @Schema(description = "How documents are kept apart while they are read")
          List<String> isolation) {}

  /** When something is erased. */
  @Schema(name = "ErasureTime", description = "When an artefact is erased")
  @JsonbPropertyOrder({"artefact", "usualSeconds", "longestSeconds"})
  public record ErasureTimeDto(
      String artefact,
      @JsonbProperty("usual_seconds") long usualSeconds,
      @JsonbProperty("longest_seconds") long longestSeconds) {}

  /** Somebody else. */
  @Schema(name = "Subprocessor", description = "Who else processes personal data")
  @JsonbPropertyOrder({"name", "service", "country", "sees", "safeguard"})
  public record SubprocessorDto(
      String name, String service, String country, List<String> sees, String safeguard) {}

  static ProcessingRecordDto of(ProcessingRecord record) {
    return new ProcessingRecordDto(
        record.version().version(),
        record.version().sha256(),
        record.region().name(),
        record.activities().stream().map(ProcessingRecordDto::activity).toList(),
        record.subprocessors().entrySet().stream()
            .map(entry -> subprocessor(entry.getKey(), entry.getValue()))
            .toList());
  }

  private static ActivityDto activity(Activity activity) {
    Map<String, List<String>> data = new TreeMap<>();
    activity
        .data()
        .forEach(
            (sensitivity, fields) -> data.put(word(sensitivity), names(fields, FieldName::value)));
    List<ErasureTimeDto> erasure = new ArrayList<>();
    activity
        .erasure()
        .forEach(
            (artefact, time) ->
                erasure.add(
                    new ErasureTimeDto(
                        artefact.apiName(), time.usual().toSeconds(), time.longest().toSeconds())));
    return new ActivityDto(
        activity.purpose().name(),
        activity.description(),
        activity.bases(),
        names(activity.classes(), DocumentClass::name),
        data,
        names(activity.recipients(), Role::claim),
        activity.manualReview(),
        erasure,
        names(activity.isolations(), ProcessingRecordDto::word));
  }

  private static SubprocessorDto subprocessor(String name, Subprocessor other) {
    return new SubprocessorDto(
        name,
        other.service(),
        other.country(),
        names(other.sees(), word -> word),
        other.safeguard());
  }

  private static <T> List<String> names(Collection<T> things, Function<T, String> name) {
    return things.stream().map(name).sorted().toList();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** One line for each activity, as spreadsheets read it (RFC 4180). */
  String csv() {
    StringBuilder csv =
        new StringBuilder(
            "purpose,description,legal_bases,document_classes,data,recipients,manual_review,region,"
                + "erasure_longest_seconds,isolation,policy_version,policy_sha256\r\n");
    for (ActivityDto activity : activities) {
      List<String> cells =
          List.of(
              activity.purpose(),
              activity.description(),
              String.join(" ", activity.legalBases().keySet()),
              String.join(" ", activity.documentClasses()),
              String.join(
                  " ", activity.data().values().stream().flatMap(List::stream).sorted().toList()),
              String.join(" ", activity.recipients()),
              Boolean.toString(activity.manualReview()),
              region,
              String.join(
                  " ",
                  activity.erasure().stream()
                      .map(time -> time.artefact() + "=" + time.longestSeconds())
                      .toList()),
              String.join(" ", activity.isolation()),
              policyVersion,
              policySha256);
      csv.append(String.join(",", cells.stream().map(ProcessingRecordDto::cell).toList()))
          .append("\r\n");
    }
    return csv.toString();
  }

  /** In quotes where it must be. What could start a formula is a text to a spreadsheet, too. */
  private static String cell(String text) {
    String safe = text.matches("[=+@\\-\\t].*") ? "'" + text : text;
    return safe.matches("(?s).*[\",\\r\\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }
}
