package dev.lethe.jobs.model;

import dev.lethe.consent.model.ConsentContext;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.Provenance;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A job and where it stands. Holds codes, numbers and times only; what was read is kept sealed,
 * apart. Each step answers the job as it is after; a step that the state does not allow is refused.
 *
 * @param scope what was asked for, without what names a person
 * @param memoryNode the server whose memory alone holds the document, if so
 * @param outcome what reading it gave, once it is done
 * @param problem why it failed
 */
public record Job(
    TenantId tenant,
    JobId id,
    ActorId actor,
    JobState state,
    JobScope scope,
    ConsentContext consent,
    ResidencyRegion region,
    PolicyVersion policy,
    Instant createdAt,
    Optional<Instant> completedAt,
    Optional<Instant> deletedAt,
    Optional<String> memoryNode,
    Optional<Outcome> outcome,
    Optional<ProblemCode> problem) {

  /**
   * What reading the document gave, without the fields.
   *
   * @param documentClass as given or found; empty if none fits
   * @param classConfidence how sure the class is, from 0 to 1, where it alone was asked for
   * @param pages pages of the document
   */
  public record Outcome(
      Optional<DocumentClass> documentClass,
      OptionalDouble classConfidence,
      int pages,
      long engineMillis,
      Provenance provenance) {

    /** Of a document of which fields were asked for. */
    public Outcome(
        Optional<DocumentClass> documentClass,
        int pages,
        long engineMillis,
        Provenance provenance) {
      this(documentClass, OptionalDouble.empty(), pages, engineMillis, provenance);
    }
  }

  /** A job whose document is awaited. */
  public static Job admitted(
      TenantId tenant,
      JobId id,
      ActorId actor,
      JobScope scope,
      ConsentContext consent,
      ResidencyRegion region,
      PolicyVersion policy,
      Instant now) {
    return new Job(
        tenant,
        id,
        actor,
        JobState.ADMITTED,
        scope,
        consent,
        region,
        policy,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The document is about to come.
   *
   * @param node the server whose memory alone will hold it, if so
   */
  public Job expecting(Optional<String> node) {
    require(JobState.ADMITTED);
    return with(state, completedAt, deletedAt, node, outcome, problem);
  }

  /** The document is sealed and waits for a worker. */
  public Job queued() {
    require(JobState.ADMITTED);
    return to(JobState.QUEUED);
  }

  /** A worker begins; also when one before was lost. */
  public Job started() {
    require(JobState.QUEUED, JobState.PROCESSING);
    return to(JobState.PROCESSING);
  }

  /** No worker could be had: it waits again. */
  public Job putBack() {
    require(JobState.PROCESSING);
    return to(JobState.QUEUED);
  }

  /** The fields are there. */
  public Job done(Outcome found, Instant now) {
    require(JobState.PROCESSING);
    return with(
        JobState.DONE, Optional.of(now), deletedAt, memoryNode, Optional.of(found), problem);
  }

  /** It will never have a result. */
  public Job failed(ProblemCode why, Instant now) {
    require(JobState.ADMITTED, JobState.QUEUED, JobState.PROCESSING);
    return with(
        JobState.FAILED, Optional.of(now), deletedAt, memoryNode, outcome, Optional.of(why));
  }

  /** Its consent was withdrawn: whatever runs must stop, and nothing is delivered any more. */
  public Job withdrawn(Instant now) {
    require(JobState.ADMITTED, JobState.QUEUED, JobState.PROCESSING, JobState.DONE);
    return with(
        JobState.WITHDRAWN,
        completedAt.or(() -> Optional.of(now)),
        deletedAt,
        memoryNode,
        outcome,
        Optional.of(ProblemCode.CONSENT_WITHDRAWN));
  }

  /** Everything goes; whatever runs must stop. */
  public Job deleted(Instant now) {
    if (state == JobState.DELETED) {
      return this;
    }
    return with(JobState.DELETED, completedAt, Optional.of(now), memoryNode, outcome, problem);
  }

  private void require(JobState... allowed) {
    Set<JobState> states = EnumSet.noneOf(JobState.class);
    states.addAll(Set.of(allowed));
    if (state == JobState.DELETED && !states.contains(state)) {
      throw new LetheException(ProblemCode.JOB_GONE);
    }
    if (state == JobState.WITHDRAWN && !states.contains(state)) {
      throw new LetheException(ProblemCode.CONSENT_WITHDRAWN);
    }
    if (!states.contains(state)) {
      throw new LetheException(ProblemCode.CONFLICT);
    }
  }

  private Job to(JobState next) {
    return with(next, completedAt, deletedAt, memoryNode, outcome, problem);
  }

  private Job with(
      JobState newState,
      Optional<Instant> newCompletedAt,
      Optional<Instant> newDeletedAt,
      Optional<String> newMemoryNode,
      Optional<Outcome> newOutcome,
      Optional<ProblemCode> newProblem) {
    return new Job(
        tenant,
        id,
        actor,
        newState,
        scope,
        consent,
        region,
        policy,
        createdAt,
        newCompletedAt,
        newDeletedAt,
        newMemoryNode,
        newOutcome,
        newProblem);
  }
}
