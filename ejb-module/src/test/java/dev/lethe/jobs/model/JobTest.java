package dev.lethe.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Job ADMITTED = Jobs.admitted(new TenantId("northwind"), NOON);
  private static final Map<JobState, Job> JOBS =
      Map.of(
          JobState.ADMITTED, ADMITTED,
          JobState.QUEUED, ADMITTED.queued(),
          JobState.PROCESSING, ADMITTED.queued().started(),
          JobState.DONE, ADMITTED.queued().started().done(Jobs.outcome(), NOON),
          JobState.FAILED, ADMITTED.failed(ProblemCode.DOCUMENT_MISSING, NOON),
          JobState.DELETED, ADMITTED.deleted(NOON));

  static Stream<Arguments> steps() {
    return Stream.of(
        step("expecting", job -> job.expecting(Optional.empty()), Set.of(JobState.ADMITTED)),
        step("queued", Job::queued, Set.of(JobState.ADMITTED)),
        step("started", Job::started, Set.of(JobState.QUEUED, JobState.PROCESSING)),
        step("putBack", Job::putBack, Set.of(JobState.PROCESSING)),
        step("done", job -> job.done(Jobs.outcome(), NOON), Set.of(JobState.PROCESSING)),
        step(
            "failed",
            job -> job.failed(ProblemCode.PROCESSING_FAILED, NOON),
            Set.of(JobState.ADMITTED, JobState.QUEUED, JobState.PROCESSING)),
        step("deleted", job -> job.deleted(NOON), Set.of(JobState.values())));
  }

  private static Arguments step(String name, UnaryOperator<Job> step, Set<JobState> allowed) {
    return Arguments.of(name, step, allowed);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("steps")
  void givenAnyState_whenStepIsTaken_thenOnlyTheAllowedStatesPermitIt(
      String name, UnaryOperator<Job> step, Set<JobState> allowed) {
    JOBS.forEach(
        (state, job) -> {
          if (allowed.contains(state)) {
            assertThat(step.apply(job).id()).isEqualTo(job.id());
          } else {
            assertThatThrownBy(() -> step.apply(job))
                .isInstanceOf(LetheException.class)
                .hasMessage(state == JobState.DELETED ? "job-gone" : "conflict");
          }
        });
  }

  @Test
  void givenDeletedJob_whenDeletedAgain_thenTheFirstTimeStays() {
    Job again = JOBS.get(JobState.DELETED).deleted(NOON.plusSeconds(60));
    assertThat(again.deletedAt()).contains(NOON);
  }

  @Test
  void givenDoneJob_whenDeleted_thenItIsKnownWhenItWasDone() {
    Job deleted = JOBS.get(JobState.DONE).deleted(NOON.plusSeconds(60));
    assertThat(deleted.completedAt()).contains(NOON);
    assertThat(deleted.state()).isEqualTo(JobState.DELETED);
  }

  @Test
  void givenIdsOfOtherForm_whenMade_thenTheyAreRefused() {
    for (String id :
        new String[] {"", "job_", "job_0123", "JOB_" + "0".repeat(32), "job_" + "g".repeat(32)}) {
      assertThatThrownBy(() -> new JobId(id)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
