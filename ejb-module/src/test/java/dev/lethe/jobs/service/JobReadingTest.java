package dev.lethe.jobs.service;

import static dev.lethe.jobs.service.FakeJobs.APP;
import static dev.lethe.jobs.service.FakeJobs.NORTHWIND;
import static dev.lethe.jobs.service.FakeJobs.NO_WAIT;
import static dev.lethe.jobs.service.FakeJobs.WAIT;
import static dev.lethe.jobs.service.FakeJobs.document;
import static dev.lethe.jobs.service.FakeJobs.extracted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.jobs.model.FieldView;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.JobView;
import dev.lethe.jobs.model.Jobs;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Response;
import dev.lethe.worker.RevealPermit;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A document is read: when its turn comes, or while the caller waits. */
class JobReadingTest {

  private static final String REGION = DefaultPolicy.CELL.region().name();

  private final FakeJobs fake = new FakeJobs();
  private final JobServiceBean service = fake.service;

  @Test
  void givenDocument_whenReceived_thenItIsQueuedAndReadLater() throws Exception {
    JobId job = fake.admit();
    assertThat(service.receive(APP, job, document(), NO_WAIT).state()).isEqualTo(JobState.QUEUED);
    assertThat(fake.artefacts.places).containsEntry(job.value(), SealedDocument.Place.STORE);
    fake.dispatcher.takeOne();
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.DONE);
    assertThat(fake.jobs.waiting()).isZero();
  }

  @Test
  void givenJob_whenItWentAllTheWay_thenItsStagesAreRecordedInOrder() throws Exception {
    fake.done();
    assertThat(fake.types())
        .containsExactly(
            "request.authenticated",
            "policy.permitted",
            "consent.verified",
            "intake.sealed",
            "processing.started",
            "processing.completed",
            "fields.classified",
            "response.structured",
            "retention.scheduled");
    assertThat(fake.events.fired().toString()).doesNotContain("DE89").doesNotContain("Acme");
  }

  @Test
  void givenJob_whenItWentAllTheWay_thenResultAndEventsNameItsRegion() throws Exception {
    JobView view = service.get(APP, fake.done());
    assertThat(view.region().name()).isEqualTo(REGION);
    assertThat(fake.events.fired())
        .filteredOn(event -> event.facts().containsKey("region"))
        .extracting(AuditEvent::type, event -> event.facts().get("region"))
        .containsExactly(
            tuple("policy.permitted", REGION),
            tuple("processing.completed", REGION),
            tuple("response.structured", REGION));
  }

  @Test
  void givenResult_whenShown_thenFieldsComeInTheOrderOfTheRequestAndMasked() throws Exception {
    JobView view = service.get(APP, fake.done());
    assertThat(view.fields())
        .extracting(field -> field.name().value())
        .containsExactly("vendor_name", "invoice_total", "due_date", "iban");
    assertThat(view.fields()).filteredOn(FieldView::masked).hasSize(1);
    FieldView iban = view.fields().get(3);
    assertThat(iban.normalized().map(text -> text.reveal(RevealPermit.forMasking())))
        .contains("••••••••••••••••••3000");
    assertThat(view.fields().get(2).absence()).contains("not-found");
  }

  @Test
  void givenResult_whenDone_thenWindowsThatStartWithItsCompletionRun() {
    JobId job = fake.admit();
    service.receive(APP, job, document(), WAIT);
    assertThat(fake.artefacts.started).containsExactly(job.value() + "/completed");
    service.delivered(APP, job);
    assertThat(fake.artefacts.started).contains(job.value() + "/retrieved");
    assertThat(fake.results.kept).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "UNSUPPORTED_TYPE, TYPE_UNSUPPORTED",
    "UNREADABLE, DOCUMENT_UNREADABLE",
    "ENCRYPTED, ENCRYPTED_DOCUMENT",
    "TOO_MANY_PAGES, TOO_MANY_PAGES",
    "TOO_MANY_PIXELS, TOO_MANY_PIXELS",
    "PAGE_OUT_OF_RANGE, PAGE_OUT_OF_RANGE",
    "LANGUAGE_UNSUPPORTED, LANGUAGE_UNSUPPORTED",
    "DEADLINE_EXCEEDED, PROCESSING_TIMEOUT",
    "MEMORY_EXCEEDED, DOCUMENT_TOO_DEMANDING",
    "WORKER_FAILED, PROCESSING_FAILED"
  })
  void givenWorkerThatRefuses_whenRead_thenTheJobFailedAndKeepsNothing(
      Refusal refusal, ProblemCode problem) throws Exception {
    fake.workers.answer = (request, cancellation) -> new Response.Refused(refusal);
    JobId job = fake.queued();
    fake.dispatcher.takeOne();
    fake.assertFailed(job, problem);
  }

  @Test
  void givenNoWorker_whenRead_thenTheJobWaitsAndIsReadLater() throws Exception {
    fake.workers.answer =
        (request, cancellation) -> {
          throw new LetheException(ProblemCode.ENGINE_UNAVAILABLE);
        };
    JobId job = fake.queued();
    fake.dispatcher.takeOne();
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.QUEUED);
    fake.workers.answer = fake.workers::invoice;
    fake.clock.advance(Duration.ofSeconds(6));
    fake.dispatcher.takeOne();
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.DONE);
  }

  @Test
  void givenServersThatWereLost_whenReadForTheFourthTime_thenTheJobIsGivenUp() throws Exception {
    JobId job = fake.queued();
    for (int attempt = 1; attempt <= 3; attempt++) {
      fake.jobs.claim("lost/" + attempt, Duration.ofMinutes(1));
      fake.jobs.releaseOfEarlierStarts("here/1");
    }
    fake.dispatcher.takeOne();
    fake.assertFailed(job, ProblemCode.PROCESSING_FAILED);
    assertThat(fake.workers.requests).isZero();
  }

  @Test
  void givenDocumentOfAnotherClass_whenRead_thenTheJobFailed() throws Exception {
    fake.workers.answer = (request, cancellation) -> extracted("identity_document", request);
    JobId job = fake.queued();
    fake.dispatcher.takeOne();
    fake.assertFailed(job, ProblemCode.CLASS_NOT_PERMITTED);
  }

  @Test
  void givenDocumentOfNoClass_whenRead_thenTheResultHasNone() throws Exception {
    fake.workers.answer = (request, cancellation) -> extracted("unknown", request);
    assertThat(service.get(APP, fake.done()).documentClass()).isEmpty();
  }

  @Test
  void givenWorkerThatBreaks_whenRead_thenTheJobFailedAndTheTakerGoesOn() throws Exception {
    fake.workers.answer =
        (request, cancellation) -> {
          throw new IllegalStateException("broken");
        };
    JobId job = fake.queued();
    fake.dispatcher.takeOne();
    fake.assertFailed(job, ProblemCode.PROCESSING_FAILED);
  }

  @Test
  void givenSourceThatIsGone_whenRead_thenTheJobFailed() throws Exception {
    JobId job = fake.queued();
    fake.artefacts.documents.clear();
    fake.dispatcher.takeOne();
    fake.assertFailed(job, ProblemCode.SOURCE_GONE);
  }

  @Test
  void givenCallerWhoWaits_whenReceived_thenTheDocumentIsInMemoryOnlyAndTheResultIsThere() {
    JobId job = fake.admit();
    JobView view = service.receive(APP, job, document(), WAIT);
    assertThat(view.state()).isEqualTo(JobState.DONE);
    assertThat(fake.artefacts.places).containsEntry(job.value(), SealedDocument.Place.MEMORY);
    assertThat(fake.jobs.waiting()).isZero();
  }

  @Test
  void givenSlowWorker_whenWaitIsOver_thenTheJobGoesOn() {
    JobId job = fake.admit();
    fake.background.later = true;
    JobView running = service.receive(APP, job, document(), Optional.of(Duration.ofMillis(1)));
    assertThat(running.state()).isEqualTo(JobState.PROCESSING);
    fake.background.runAll();
    assertThat(fake.timesViewed()).as("he had left").isZero();
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.DONE);
    assertThat(fake.timesViewed()).isEqualTo(1);
  }

  @Test
  void givenCallerWhoWaits_whenServed_thenThatIsRecordedOnceAndAfterTheOtherStages() {
    JobId job = fake.admit();
    JobView view = service.receive(APP, job, document(), WAIT);
    assertThat(view.fields()).isNotEmpty();
    assertThat(view).usingRecursiveComparison().isEqualTo(service.get(APP, job));
    assertThat(fake.timesViewed()).as("once for the wait, once for the question").isEqualTo(2);
    assertThat(fake.types()).containsSubsequence("retention.scheduled", "result.viewed");
  }

  @Test
  void givenNoWorkerForCallerWhoWaits_whenRead_thenTheJobFailed() {
    fake.workers.answer =
        (request, cancellation) -> {
          throw new LetheException(ProblemCode.ENGINE_UNAVAILABLE);
        };
    JobId job = fake.admit();
    service.receive(APP, job, document(), WAIT);
    fake.assertFailed(job, ProblemCode.ENGINE_UNAVAILABLE);
  }

  @Test
  void givenServerThatStartsAnew_whenItRescues_thenJobsOfItsOldMemoryFailed() {
    JobId job = fake.admit();
    fake.background.later = true;
    service.receive(APP, job, document(), Optional.of(Duration.ofMillis(1)));
    fake.jobs.save(
        fake.jobs
            .find(NORTHWIND, job)
            .map(
                lost ->
                    Jobs.admitted(NORTHWIND, fake.clock.instant())
                        .expecting(Optional.of("here/0"))
                        .queued())
            .map(lost -> withId(lost, job))
            .orElseThrow());
    fake.dispatcher.rescueOnce();
    fake.assertFailed(job, ProblemCode.PROCESSING_FAILED);
  }

  private static Job withId(Job job, JobId id) {
    return new Job(
        job.tenant(),
        id,
        job.actor(),
        job.state(),
        job.scope(),
        job.consent(),
        job.region(),
        job.policy(),
        job.createdAt(),
        job.completedAt(),
        job.deletedAt(),
        job.memoryNode(),
        job.outcome(),
        job.problem());
  }
}
