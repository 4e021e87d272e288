package dev.lethe.api.jobs;

import dev.lethe.api.jobs.JobDto.DeadlineDto;
import dev.lethe.api.jobs.JobDto.FailureDto;
import dev.lethe.api.jobs.JobDto.FieldDto;
import dev.lethe.api.jobs.JobDto.ProvenanceDto;
import dev.lethe.api.jobs.JobDto.RetentionDto;
import dev.lethe.api.jobs.JobDto.ValidationDto;
import dev.lethe.api.problems.Problem;
import dev.lethe.jobs.model.FieldView;
import dev.lethe.jobs.model.JobView;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.RetentionBlock;
import dev.lethe.worker.Polygon;
import dev.lethe.worker.Provenance;
import dev.lethe.worker.Validation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns what the domain says of a job into the form of the API. */
final class JobDtos {

  private JobDtos() {}

  static JobDto of(JobView job) {
    return new JobDto(
        job.id().value(),
        lower(job.state()),
        job.purpose().name(),
        job.createdAt(),
        job.completedAt().orElse(null),
        job.documentClass().map(known -> known.name()).orElse(null),
        job.classConfidence().isPresent() ? job.classConfidence().getAsDouble() : null,
        job.pages(),
        fields(job.fields()),
        retention(job),
        provenance(job),
        job.problem().map(JobDtos::failure).orElse(null));
  }

  private static Map<String, FieldDto> fields(List<FieldView> views) {
    Map<String, FieldDto> fields = new LinkedHashMap<>();
    views.forEach(view -> fields.put(view.name().value(), field(view)));
    return fields;
  }

  private static FieldDto field(FieldView view) {
    return new FieldDto(
        view.value().orElse(null),
        view.normalized().orElse(null),
        view.masked(),
        lower(view.type()),
        view.confidence(),
        lower(view.sensitivity()),
        view.page(),
        view.polygon().map(JobDtos::points).orElse(List.of()),
        view.validations().stream().map(JobDtos::validation).toList(),
        view.absence().orElse(null));
  }

  private static List<List<Double>> points(Polygon polygon) {
    return polygon.points().stream().map(point -> List.of(point.x(), point.y())).toList();
  }

  private static ValidationDto validation(Validation validation) {
    String reason = validation.reason();
    return new ValidationDto(
        validation.check(), lower(validation.outcome()), reason.isEmpty() ? null : reason);
  }

  private static RetentionDto retention(JobView job) {
    RetentionBlock block = job.retention();
    Map<String, DeadlineDto> artefacts = new LinkedHashMap<>();
    block
        .artefacts()
        .forEach(
            deadline ->
                artefacts.put(
                    deadline.artefact().apiName(),
                    new DeadlineDto(
                        deadline.startsOn().event(),
                        deadline.reviewAt().orElse(null),
                        deadline.deleteAt(),
                        deadline.deletedAt().orElse(null),
                        deadline.certificate().orElse(null),
                        deadline.held())));
    return new RetentionDto(
        job.retentionMode().apiName(), block.policyId(), block.policyVersion(), artefacts);
  }

  private static ProvenanceDto provenance(JobView job) {
    Optional<Provenance> engine = job.provenance();
    return new ProvenanceDto(
        engine.map(Provenance::engine).orElse(null),
        engine.map(Provenance::recognizer).orElse(null),
        engine.map(Provenance::model).orElse(null),
        engine.map(Provenance::extractor).orElse(null),
        job.policy().version(),
        job.policy().sha256(),
        job.region().name(),
        job.engineMillis().orElse(null));
  }

  private static FailureDto failure(ProblemCode code) {
    return new FailureDto(Problem.path(code), code.code(), code.title());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
