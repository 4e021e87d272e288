package dev.lethe.jobs.service;

import static dev.lethe.jobs.service.FakeJobs.APP;
import static dev.lethe.jobs.service.FakeJobs.NORTHWIND;
import static dev.lethe.jobs.service.FakeJobs.NO_WAIT;
import static dev.lethe.jobs.service.FakeJobs.WAIT;
import static dev.lethe.jobs.service.FakeJobs.document;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.intake.model.SealedDocument;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.JobView;
import dev.lethe.jobs.model.Jobs;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is answered and not kept: the class alone, zero retention, deletion on retrieval. */
class UnkeptResultsTest {

  private final FakeJobs fake = new FakeJobs();
  private final JobServiceBean service = fake.service;

  @Test
  void givenClassification_whenTheDocumentIsRead_thenTheAnswerIsTheClassAndNothingIsKept() {
    fake.workers.answer = (request, cancellation) -> classified("invoice", 0.9, request);
    JobId job = service.admit(APP, JobRequests.permitted().classification().make());
    JobView view = service.receive(APP, job, document(), WAIT);
    assertThat(view.state()).isEqualTo(JobState.DONE);
    assertThat(view.documentClass()).contains(new DocumentClass("invoice"));
    assertThat(view.classConfidence()).hasValue(0.9);
    assertThat(view.pages()).isEqualTo(2);
    assertThat(view.fields()).isEmpty();
    assertNothingKept(job);
    assertThat(view.retention().artefacts())
        .filteredOn(deadline -> deadline.artefact() != ArtefactClass.AUDIT)
        .singleElement()
        .satisfies(source -> assertThat(source.deletedAt()).isPresent());
    assertThat(fake.types()).contains("fields.classified", "response.structured");
  }

  @Test
  void givenClassification_whenNobodySaysToWait_thenTheDocumentIsInMemoryAloneAllTheSame() {
    fake.workers.answer = (request, cancellation) -> classified("invoice", 0.9, request);
    JobId job = service.admit(APP, JobRequests.permitted().classification().make());
    assertThat(service.receive(APP, job, document(), NO_WAIT).state()).isEqualTo(JobState.DONE);
    assertThat(fake.artefacts.places).containsEntry(job.value(), SealedDocument.Place.MEMORY);
    assertThat(fake.jobs.waiting()).isZero();
    assertNothingKept(job);
  }

  @Test
  void givenClassification_whenItTakesTooLong_thenTheJobFailsAndNothingIsKept() {
    fake.background.later = true;
    JobId job = service.admit(APP, JobRequests.permitted().classification().make());
    JobView view = service.receive(APP, job, document(), Optional.of(Duration.ofMillis(1)));
    assertThat(view.state()).isEqualTo(JobState.FAILED);
    assertThat(view.problem()).contains(ProblemCode.PROCESSING_TIMEOUT);
    fake.workers.answer = (request, cancellation) -> classified("invoice", 0.9, request);
    fake.background.runAll();
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.FAILED);
    assertNothingKept(job);
  }

  @Test
  void givenClassification_whenTheClassIsNoneOfThePurpose_thenItIsNotTold() {
    fake.workers.answer = (request, cancellation) -> classified("medical_claim", 0.9, request);
    JobId job = service.admit(APP, JobRequests.permitted().classification().make());
    JobView view = service.receive(APP, job, document(), WAIT);
    assertThat(view.problem()).contains(ProblemCode.CLASS_NOT_PERMITTED);
    assertThat(view.documentClass()).isEmpty();
    assertNothingKept(job);
  }

  @Test
  void givenDocumentThatCannotBeRead_whenTheClassWasAskedFor_thenItIsSaidAndNothingIsKept() {
    fake.workers.answer = (request, cancellation) -> new Response.Refused(Refusal.UNREADABLE);
    JobId job = service.admit(APP, JobRequests.permitted().classification().make());
    assertThat(service.receive(APP, job, document(), WAIT).problem())
        .contains(ProblemCode.DOCUMENT_UNREADABLE);
    assertNothingKept(job);
  }

  @Test
  void givenZeroRetention_whenTheDocumentIsRead_thenTheResultIsInTheAnswerAndNowhereElse() {
    JobId job = admitWith(RetentionMode.ZERO);
    JobView view = service.receive(APP, job, document(), WAIT);
    assertThat(view.state()).isEqualTo(JobState.DONE);
    assertThat(view.fields()).isNotEmpty();
    assertThat(view.retentionMode()).isEqualTo(RetentionMode.ZERO);
    assertNothingKept(job);
    assertThat(view.retention().artefacts())
        .filteredOn(deadline -> deadline.artefact() != ArtefactClass.AUDIT)
        .hasSize(2)
        .allSatisfy(one -> assertThat(one.deletedAt()).isPresent());
    assertThat(fake.types()).contains("result.viewed");
    assertThat(service.get(APP, job).fields()).isEmpty();
  }

  @Test
  void givenZeroRetention_whenNobodySaysToWait_thenTheCallerWaitsAllTheSame() {
    JobId job = admitWith(RetentionMode.ZERO);
    JobView view = service.receive(APP, job, document(), NO_WAIT);
    assertThat(view.fields()).isNotEmpty();
    assertThat(fake.artefacts.places).containsEntry(job.value(), SealedDocument.Place.MEMORY);
    assertThat(fake.jobs.waiting()).isZero();
    assertNothingKept(job);
  }

  @Test
  void givenZeroRetention_whenReadingTakesTooLong_thenItFailsAndALateResultIsDropped() {
    fake.background.later = true;
    JobId job = admitWith(RetentionMode.ZERO);
    JobView view = service.receive(APP, job, document(), Optional.of(Duration.ofMillis(1)));
    assertThat(view.problem()).contains(ProblemCode.PROCESSING_TIMEOUT);
    fake.background.runAll();
    assertThat(service.get(APP, job).fields()).isEmpty();
    assertNothingKept(job);
  }

  @Test
  void givenZeroRetention_whenTheCallerHasLeftBeforeItIsRead_thenTheResultIsDropped() {
    fake.background.later = true;
    fake.background.started = () -> fake.beforeNext = fake.background::runAll;
    JobId job = admitWith(RetentionMode.ZERO);
    JobView view = service.receive(APP, job, document(), Optional.of(Duration.ofMillis(1)));
    assertThat(fake.workers.requests).isEqualTo(1);
    assertThat(view.problem()).contains(ProblemCode.PROCESSING_TIMEOUT);
    assertThat(view.fields()).isEmpty();
    assertThat(fake.types()).doesNotContain("processing.completed", "result.viewed");
    assertNothingKept(job);
  }

  @Test
  void givenZeroRetention_whenTheDocumentLiesInASlot_thenItIsRefusedAsItHasBeenStored() {
    JobId job = admitWith(RetentionMode.ZERO);
    assertRefused(
        () -> service.receiveFromSlot(APP, job, "open-sesame", WAIT),
        ProblemCode.RETENTION_MODE_NOT_PERMITTED);
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.FAILED);
    assertThat(fake.artefacts.places).isEmpty();
  }

  @Test
  void givenHoldOverTheResult_whenZeroRetentionIsAsked_thenItIsRefused() {
    fake.artefacts.held.add(ArtefactClass.FIELDS);
    assertRefused(() -> admitWith(RetentionMode.ZERO), ProblemCode.LEGAL_HOLD);
    assertThat(fake.types()).contains("policy.refused");
  }

  @Test
  void givenHoldOverTheSource_whenZeroRetentionIsAsked_thenTheDocumentIsGivenBackUnread() {
    fake.artefacts.held.add(ArtefactClass.SOURCE);
    JobId job = admitWith(RetentionMode.ZERO);
    assertRefused(() -> service.receive(APP, job, document(), WAIT), ProblemCode.LEGAL_HOLD);
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.FAILED);
    assertThat(fake.types()).doesNotContain("processing.started");
  }

  @Test
  void givenDeleteOnRetrieval_whenDelivered_thenContentGoesAtOnceByThatTrigger() throws Exception {
    JobId job = admitWith(RetentionMode.DELETE_ON_RETRIEVAL);
    service.receive(APP, job, document(), NO_WAIT);
    fake.dispatcher.takeOne();
    fake.background.runAll();
    JobView view = service.get(APP, job);
    assertThat(view.awaitsDelivery()).isTrue();
    assertThat(fake.results.kept).isNotEmpty();
    service.delivered(APP, job);
    assertThat(fake.results.kept).isEmpty();
    assertThat(fake.artefacts.triggers).contains("RETRIEVAL");
    assertThat(fake.artefacts.erased).contains(job.value() + "/SOURCE", job.value() + "/FIELDS");
  }

  @Test
  void givenDeleteOnRetrieval_whenASecondReaderComesMeanwhile_thenItIsRefusedAndNothingIsLost() {
    JobId job = admitWith(RetentionMode.DELETE_ON_RETRIEVAL);
    assertThat(service.receive(APP, job, document(), WAIT).awaitsDelivery()).isTrue();
    assertRefused(() -> service.get(APP, job), ProblemCode.RESULT_DELIVERED);
    service.notDelivered(APP, job);
    assertThat(fake.results.kept).isNotEmpty();
    assertThat(service.get(APP, job).fields()).isNotEmpty();
  }

  @Test
  void givenDeleteOnRetrieval_whenOnlyTheStatusIsAsked_thenNothingIsDelivered() throws Exception {
    JobId job = admitWith(RetentionMode.DELETE_ON_RETRIEVAL);
    service.receive(APP, job, document(), NO_WAIT);
    fake.dispatcher.takeOne();
    fake.background.runAll();
    JobView status = service.status(APP, job);
    assertThat(status.state()).isEqualTo(JobState.DONE);
    assertThat(status.fields()).isEmpty();
    assertThat(status.awaitsDelivery()).isFalse();
    assertThat(fake.artefacts.delivering).isEmpty();
  }

  private JobId admitWith(RetentionMode mode) {
    return service.admit(APP, JobRequests.permitted().noRetentionDays().retentionMode(mode).make());
  }

  private void assertNothingKept(JobId job) {
    assertThat(fake.artefacts.documents).isEmpty();
    assertThat(fake.artefacts.erased).contains(job.value() + "/SOURCE");
    assertThat(fake.results.kept).isEmpty();
    assertThat(fake.artefacts.location(NORTHWIND, job.value(), ArtefactClass.SOURCE)).isEmpty();
    assertThat(fake.artefacts.block(NORTHWIND, job.value(), fake.bundle.version()).artefacts())
        .noneMatch(
            deadline ->
                deadline.artefact() == ArtefactClass.FIELDS && deadline.deletedAt().isEmpty());
  }

  private static Response classified(String name, double confidence, Request request) {
    assertThat(request).isInstanceOf(Request.Classify.class);
    return new Response.Classified(name, confidence, 2, 1, Jobs.PROVENANCE, 40);
  }
}
