package dev.lethe.jobs.model;

import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.RetentionBlock;
import dev.lethe.worker.Provenance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A job as its tenant may see it.
 *
 * @param documentClass given or found
 * @param classConfidence of the class, from 0 to 1, where it alone was asked for
 * @param fields empty until the job is done
 * @param problem why it failed
 * @param engineMillis time in the worker
 * @param retentionMode how its result is kept
 */
public record JobView(
    JobId id,
    JobState state,
    Purpose purpose,
    Instant createdAt,
    Optional<Instant> completedAt,
    Optional<DocumentClass> documentClass,
    OptionalDouble classConfidence,
    int pages,
    List<FieldView> fields,
    RetentionBlock retention,
    PolicyVersion policy,
    ResidencyRegion region,
    Optional<Provenance> provenance,
    Optional<Long> engineMillis,
    Optional<ProblemCode> problem,
    RetentionMode retentionMode) {

  public JobView {
    fields = List.copyOf(fields);
  }

  /** The same job with what has become of its artefacts since. */
  public JobView withRetention(RetentionBlock now) {
    return new JobView(
        id,
        state,
        purpose,
        createdAt,
        completedAt,
        documentClass,
        classConfidence,
        pages,
        fields,
        now,
        policy,
        region,
        provenance,
        engineMillis,
        problem,
        retentionMode);
  }

  /** Whether something is to be done when this has been handed out whole. */
  public boolean awaitsDelivery() {
    return !fields.isEmpty()
        && (retentionMode == RetentionMode.DELETE_ON_RETRIEVAL
            || retention.artefacts().stream()
                .anyMatch(
                    one ->
                        one.deletedAt().isEmpty()
                            && one.startsOn().equals(RetentionStart.RETRIEVED)));
  }
}
