package dev.lethe.api.consents;

import dev.lethe.jobs.model.SubjectReport;
import dev.lethe.jobs.model.SubjectReport.Disclosure;
import dev.lethe.jobs.model.SubjectReport.SubjectJob;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.retention.model.RetentionBlock.Deadline;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is kept about a data subject, without any content. */
@Schema(name = "Subject", description = "What is kept about a data subject, without any content")
@JsonbPropertyOrder({"subject", "consents", "jobs"})
public record SubjectDto(
    @JsonbProperty(nillable = true)
        @Schema(
            description = "Random id that stands for the data subject; null if nothing names them",
            nullable = true)
        @Nullable String subject,
    List<ConsentDto> consents,
    List<JobDto> jobs) {

  /** A job that processed a document of the data subject. */
  @Schema(name = "SubjectJob", description = "A job that processed a document of theirs")
  @JsonbPropertyOrder({
    "id",
    "state",
    "purpose",
    "documentClass",
    "region",
    "createdAt",
    "completedAt",
    "artefacts",
    "disclosures"
  })
  public record JobDto(
      String id,
      String state,
      String purpose,
      @JsonbProperty(value = "document_class", nillable = true) @Schema(nullable = true)
          @Nullable String documentClass,
      String region,
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
      List<ArtefactDto> artefacts,
      List<DisclosureDto> disclosures) {

    static JobDto of(SubjectJob job) {
      return new JobDto(
          job.id().value(),
          job.state().name().toLowerCase(Locale.ROOT),
          job.purpose().name(),
          job.documentClass().map(DocumentClass::name).orElse(null),
          job.region().name(),
          job.createdAt(),
          job.completedAt().orElse(null),
          job.retention().artefacts().stream()
              .map(deadline -> ArtefactDto.of(deadline, job))
              .toList(),
          job.disclosures().stream().map(DisclosureDto::of).toList());
    }
  }

  /** An artefact and how long it is kept. */
  @Schema(name = "SubjectArtefact", description = "An artefact and how long it is kept")
  @JsonbPropertyOrder({"artefact", "deleteAt", "deletedAt", "held"})
  public record ArtefactDto(
      String artefact,
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
      @Schema(description = "Whether a legal hold keeps it") boolean held) {

    static ArtefactDto of(Deadline deadline, SubjectJob job) {
      ArtefactClass artefact = deadline.artefact();
      return new ArtefactDto(
          artefact.apiName(),
          deadline.deleteAt(),
          deadline.deletedAt().orElse(null),
          job.held().contains(artefact));
    }
  }

  /** That something was shown to somebody. */
  @Schema(name = "SubjectDisclosure", description = "That something was shown to somebody")
  @JsonbPropertyOrder({"kind", "actor", "at"})
  public record DisclosureDto(
      @Schema(examples = "field.revealed") String kind,
      String actor,
      @Schema(type = SchemaType.STRING, format = "date-time", implementation = String.class)
          Instant at) {

    static DisclosureDto of(Disclosure disclosure) {
      return new DisclosureDto(disclosure.kind(), disclosure.actor(), disclosure.at());
    }
  }

  static SubjectDto of(
      SubjectReport report, java.util.function.Function<String, String> receipt, Instant now) {
    return new SubjectDto(
        report.subject().orElse(null),
        report.consents().stream()
            .map(record -> ConsentDto.of(record, receipt.apply(record.id().value()), now))
            .toList(),
        report.jobs().stream().map(JobDto::of).toList());
  }
}
