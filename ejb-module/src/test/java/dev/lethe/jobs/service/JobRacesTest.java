package dev.lethe.jobs.service;

import static dev.lethe.testing.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.Jobs;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.CertificateFilter;
import dev.lethe.retention.model.CertificateLedger;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.service.ErasureService.Trigger;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.FieldType;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to one job at one moment, on the real database; each race is run many times. */
class JobRacesTest {

  private static final int RACES = 25;
  private static final Set<ArtefactClass> CONTENT =
      EnumSet.complementOf(EnumSet.of(ArtefactClass.AUDIT));

  private final RealJobs real = new RealJobs();
  private final TenantId tenant = real.tenant;
  private final Caller app = real.app;

  @AfterEach
  void stop() {
    real.close();
  }

  /** The sweep comes from the artefacts to the job, a request from the job to the artefacts. */
  @Test
  void givenDueJob_whenRequestsAndSweepsDeleteAtOnce_thenNoneFailsAndThereIsOneReceipt()
      throws Exception {
    for (int race = 0; race < RACES; race++) {
      JobId job = done();
      atOnce(() -> sweep(job), () -> delete(job), () -> sweep(job), () -> delete(job));
      assertThat(receipts(job)).hasSize(1);
      assertThat(real.state(job)).isEqualTo(JobState.DELETED);
      assertThat(real.in(() -> real.results.find(tenant, job))).isEmpty();
      assertThat(real.types(job))
          .containsOnlyOnce("deletion.acknowledged")
          .doesNotContain("deletion.failed");
    }
  }

  @Test
  void givenRevealsAndADeletionAtOnce_whenBothAreDone_thenNothingWasOpenedAfterTheDeletion()
      throws Exception {
    for (int race = 0; race < RACES; race++) {
      JobId job = done();
      atOnce(() -> reveal(job), () -> delete(job), () -> reveal(job), () -> reveal(job));
      List<String> types = real.types(job);
      assertThat(types).contains("deletion.requested", "deletion.acknowledged");
      assertThat(types.lastIndexOf("field.revealed"))
          .as("%s", types)
          .isLessThan(types.indexOf("deletion.requested"));
    }
  }

  @Test
  void givenSeveralDeletionsAtOnce_whenAllAreDone_thenEachIsRecordedOnce() throws Exception {
    for (int race = 0; race < RACES; race++) {
      JobId job = done();
      atOnce(() -> delete(job), () -> delete(job), () -> delete(job), () -> delete(job));
      assertThat(real.types(job)).containsOnlyOnce("deletion.requested", "deletion.acknowledged");
      assertThat(receipts(job)).hasSize(1);
    }
  }

  @Test
  void givenFailuresAndADeletionAtOnce_whenAllAreDone_thenTheJobHasOneEnd() throws Exception {
    for (int race = 0; race < RACES; race++) {
      JobId job = reading();
      atOnce(
          () -> real.steps.fail(tenant, job, ProblemCode.PROCESSING_FAILED, Optional.empty()),
          () -> real.steps.fail(tenant, job, ProblemCode.PROCESSING_TIMEOUT, Optional.empty()),
          () -> delete(job));
      List<String> types = real.types(job);
      assertThat(real.state(job)).isEqualTo(JobState.DELETED);
      assertThat(types).containsOnlyOnce("deletion.requested");
      assertThat(types.stream().filter("job.failed"::equals).count()).isLessThanOrEqualTo(1);
      assertThat(types.lastIndexOf("job.failed")).isLessThan(types.indexOf("deletion.requested"));
    }
  }

  private void delete(JobId job) {
    real.steps.delete(app, job);
    real.erasing.erase(tenant, app.actor(), job.value(), CONTENT, Trigger.REQUEST);
  }

  private void sweep(JobId job) {
    real.erasing.eraseDue(tenant, List.of(job.value()), Instant.now());
  }

  private void reveal(JobId job) {
    try {
      assertThat(
              real.reveals.reveal(app, job, List.of(new FieldName("iban")), "a disputed payment"))
          .hasSize(1);
    } catch (LetheException e) {
      assertThat(e.code()).isEqualTo(ProblemCode.JOB_GONE);
    }
  }

  /** A job with a result, admitted with its consent as any other. */
  private JobId done() {
    JobId id = reading();
    real.in(
        () -> {
          real.jobs.save(
              real.lookup.lock(tenant, id).done(Jobs.outcome(), Clock.systemUTC().instant()));
          real.results.add(
              tenant, id, List.of(Jobs.found("iban", FieldType.IBAN, "DE89 3704", "DE893704")));
          return id;
        });
    return id;
  }

  private JobId reading() {
    return real.reading(JobRequests.permitted());
  }

  private List<DeletionReceipt> receipts(JobId job) {
    CertificateFilter ofJob =
        new CertificateFilter(
            Optional.of(job.value()), Optional.empty(), Optional.empty(), Optional.empty());
    return real.in(() -> real.certificates.list(tenant, ofJob, 0, 1000)).stream()
        .map(CertificateLedger.Listed::receipt)
        .toList();
  }
}
