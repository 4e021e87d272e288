package dev.lethe.jobs.service;

import static dev.lethe.jobs.service.FakeJobs.APP;
import static dev.lethe.jobs.service.FakeJobs.NORTHWIND;
import static dev.lethe.jobs.service.FakeJobs.NO_WAIT;
import static dev.lethe.jobs.service.FakeJobs.document;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.JobView;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.JobsErased;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is left of a job that was deleted: nothing. */
class JobDeletionTest {

  private final FakeJobs fake = new FakeJobs();
  private final JobServiceBean service = fake.service;

  @Test
  void givenResult_whenDeleted_thenNothingIsLeftAndTheViewSaysSo() throws Exception {
    JobId job = fake.done();
    JobView deleted = service.delete(APP, job);
    assertThat(deleted.state()).isEqualTo(JobState.DELETED);
    assertThat(deleted.fields()).isEmpty();
    assertThat(fake.artefacts.documents).isEmpty();
    assertThat(fake.results.kept).isEmpty();
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.DELETED);
  }

  @Test
  void givenDeletedJob_whenDeletedAgain_thenItIsNoErrorAndRequestedOnce() throws Exception {
    JobId job = fake.done();
    service.delete(APP, job);
    assertThat(service.delete(APP, job).state()).isEqualTo(JobState.DELETED);
    assertThat(fake.types()).filteredOn("deletion.requested"::equals).hasSize(1);
  }

  @Test
  void givenQueuedJob_whenDeleted_thenItIsNeverRead() {
    JobId job = fake.queued();
    service.delete(APP, job);
    assertThat(fake.jobs.waiting()).isZero();
    assertThat(fake.artefacts.documents).isEmpty();
  }

  @Test
  void givenRunningJob_whenDeleted_thenTheWorkerIsStoppedAndItsAnswerIsThrownAway()
      throws Exception {
    boolean[] stopped = {false};
    fake.workers.answer =
        (request, cancellation) -> {
          cancellation.onCancel(() -> stopped[0] = true);
          service.delete(APP, fake.workers.job);
          return fake.workers.invoice(request, cancellation);
        };
    JobId job = fake.queued();
    fake.workers.job = job;
    fake.dispatcher.takeOne();
    assertThat(stopped[0]).isTrue();
    assertThat(fake.results.kept).isEmpty();
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.DELETED);
  }

  @Test
  void givenDocumentOnItsWay_whenJobIsDeleted_thenItIsDiscarded() {
    JobId job = fake.admit();
    fake.artefacts.whileSealing = () -> service.delete(APP, job);
    assertRefused(() -> service.receive(APP, job, document(), NO_WAIT), ProblemCode.JOB_GONE);
    assertThat(fake.artefacts.documents).isEmpty();
    assertThat(fake.jobs.waiting()).isZero();
  }

  @Test
  void givenLastArtefactErasedByItsDeadline_whenTold_thenTheJobIsDeleted() throws Exception {
    JobId job = fake.done();
    fake.steps.erased(new JobsErased(NORTHWIND, Set.of(job.value()), fake.clock.instant()));
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.DELETED);
  }

  @Test
  void givenFailedJobThatIsErased_whenTold_thenItStaysFailed() {
    JobId job = fake.admit();
    service.abandon(APP, job);
    fake.steps.erased(new JobsErased(NORTHWIND, Set.of(job.value()), fake.clock.instant()));
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.FAILED);
  }
}
