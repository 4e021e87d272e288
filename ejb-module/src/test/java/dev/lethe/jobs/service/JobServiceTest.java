package dev.lethe.jobs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentMechanism;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentReference;
import dev.lethe.consent.model.ConsentTerms;
import dev.lethe.consent.model.ConsentUse;
import dev.lethe.consent.model.FakeConsents;
import dev.lethe.consent.model.FakeWithdrawals;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.jobs.model.Background;
import dev.lethe.jobs.model.DocumentWorkers;
import dev.lethe.jobs.model.FieldView;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.JobView;
import dev.lethe.jobs.model.Jobs;
import dev.lethe.jobs.model.RevealedField;
import dev.lethe.jobs.service.FakeStores.MapArtefacts;
import dev.lethe.jobs.service.FakeStores.MapJobs;
import dev.lethe.jobs.service.FakeStores.MapResults;
import dev.lethe.policy.adapter.PolicyFolder;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.Isolation;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.JobsErased;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.SetGuard;
import dev.lethe.testing.TestContainer;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import dev.lethe.worker.RevealPermit;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The use cases around a job, on fakes. */
class JobServiceTest {

  private static final TenantId NORTHWIND = new TenantId("northwind");
  private static final Caller APP = caller(NORTHWIND, Role.SUBMITTER);
  private static final Caller PAULA = caller(NORTHWIND, Role.PRIVILEGED_REVEAL);
  private static final Caller STRANGER =
      caller(new TenantId("contoso"), Role.SUBMITTER, Role.PRIVILEGED_REVEAL);
  private static final Optional<Duration> WAIT = Optional.of(Duration.ofSeconds(5));
  private static final Optional<Duration> NO_WAIT = Optional.empty();

  private final MutableClock clock = new MutableClock("2026-03-02T12:00:00Z");
  private final MapJobs jobs = new MapJobs(clock);
  private final MapResults results = new MapResults();
  private final MapArtefacts artefacts = new MapArtefacts(results, clock);
  private final FakeConsents consents = new FakeConsents();
  private final RecordedEvents<AuditEvent> events =
      RecordedEvents.audit(EventCatalogue::requireListed);
  private final FakeWorkers workers = new FakeWorkers();
  private final FakeBackground background = new FakeBackground();
  private PolicyBundle bundle = DefaultPolicy.BUNDLE;
  private final SetGuard guard = new SetGuard();
  private JobServiceBean service;
  private JobDispatcher dispatcher;

  /** What happens before the next transaction begins. */
  private Runnable beforeNext = () -> {};

  private JobSteps steps;

  @BeforeEach
  void putTogether() {
    TestContainer container =
        JobWiring.of(
            clock,
            jobs,
            results,
            artefacts,
            consents,
            new FakeWithdrawals(consents),
            events,
            workers,
            background,
            (PolicyService) () -> bundle,
            guard,
            new Transactions() {
              @Override
              public <T extends @Nullable Object> T inNewTransaction(Supplier<T> work) {
                Runnable first = beforeNext;
                beforeNext = () -> {};
                first.run();
                return work.get();
              }
            });
    steps = container.get(JobSteps.class);
    service = container.get(JobServiceBean.class);
    dispatcher = container.get(JobDispatcher.class);
  }

  // admission

  @Test
  void givenPermittedRequest_whenAdmitted_thenThreeStagesAndTheConsentAreRecorded() {
    JobId job = service.admit(APP, JobRequests.permitted().subject("customer 4711").make());
    assertThat(types())
        .containsExactly("request.authenticated", "policy.permitted", "consent.verified");
    assertThat(consents.records)
        .singleElement()
        .extracting(c -> c.job())
        .isEqualTo(Optional.of(job.value()));
    assertThat(consents.records.get(0).subject().orElseThrow()).matches("sub_[0-9a-f]{32}");
    assertThat(events.fired().toString()).doesNotContain("4711 ").doesNotContain("customer 4");
  }

  @Test
  void givenNoConsent_whenAdmitted_thenTheRefusalIsRecordedAndThereIsNoJob() {
    assertRefused(
        () -> service.admit(APP, JobRequests.permitted().consent(null).make()),
        ProblemCode.CONSENT_MISSING);
    assertThat(types()).containsExactly("consent.refused");
    assertThat(jobs.size()).isZero();
    assertThat(consents.records).isEmpty();
  }

  @Test
  void givenUnknownPurpose_whenRefused_thenTheRecordDoesNotRepeatIt() {
    assertRefused(
        () -> service.admit(APP, JobRequests.permitted().purpose("ada_king").make()),
        ProblemCode.PURPOSE_NOT_PERMITTED);
    assertThat(events.fired().toString()).contains("policy.refused").doesNotContain("ada_king");
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "SUBMITTER")
  void givenOtherRole_whenSubmitting_thenItIsForbidden(Role role) {
    Caller other = caller(NORTHWIND, role);
    assertRefused(
        () -> service.admit(other, JobRequests.permitted().make()), ProblemCode.FORBIDDEN);
    JobId job = admit();
    assertRefused(() -> service.receive(other, job, document(), NO_WAIT), ProblemCode.FORBIDDEN);
  }

  // the class alone

  @Test
  void givenClassification_whenTheDocumentIsRead_thenTheAnswerIsTheClassAndNothingIsKept() {
    workers.answer = (request, cancellation) -> classified("invoice", 0.9, request);
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
    assertThat(types()).contains("fields.classified", "response.structured");
  }

  @Test
  void givenClassification_whenNobodySaysToWait_thenTheDocumentIsInMemoryAloneAllTheSame() {
    workers.answer = (request, cancellation) -> classified("invoice", 0.9, request);
    JobId job = service.admit(APP, JobRequests.permitted().classification().make());
    assertThat(service.receive(APP, job, document(), NO_WAIT).state()).isEqualTo(JobState.DONE);
    assertThat(artefacts.places).containsEntry(job.value(), SealedDocument.Place.MEMORY);
    assertThat(jobs.waiting()).isZero();
    assertNothingKept(job);
  }

  @Test
  void givenClassification_whenItTakesTooLong_thenTheJobFailsAndNothingIsKept() {
    background.later = true;
    JobId job = service.admit(APP, JobRequests.permitted().classification().make());
    JobView view = service.receive(APP, job, document(), Optional.of(Duration.ofMillis(1)));
    assertThat(view.state()).isEqualTo(JobState.FAILED);
    assertThat(view.problem()).contains(ProblemCode.PROCESSING_TIMEOUT);
    workers.answer = (request, cancellation) -> classified("invoice", 0.9, request);
    background.runAll();
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.FAILED);
    assertNothingKept(job);
  }

  @Test
  void givenClassification_whenTheClassIsNoneOfThePurpose_thenItIsNotTold() {
    workers.answer = (request, cancellation) -> classified("medical_claim", 0.9, request);
    JobId job = service.admit(APP, JobRequests.permitted().classification().make());
    JobView view = service.receive(APP, job, document(), WAIT);
    assertThat(view.problem()).contains(ProblemCode.CLASS_NOT_PERMITTED);
    assertThat(view.documentClass()).isEmpty();
    assertNothingKept(job);
  }

  @Test
  void givenDocumentThatCannotBeRead_whenTheClassWasAskedFor_thenItIsSaidAndNothingIsKept() {
    workers.answer = (request, cancellation) -> new Response.Refused(Refusal.UNREADABLE);
    JobId job = service.admit(APP, JobRequests.permitted().classification().make());
    assertThat(service.receive(APP, job, document(), WAIT).problem())
        .contains(ProblemCode.DOCUMENT_UNREADABLE);
    assertNothingKept(job);
  }

  // results that are not kept

  private JobId admitWith(RetentionMode mode) {
    return service.admit(APP, JobRequests.permitted().noRetentionDays().retentionMode(mode).make());
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
    assertThat(types()).contains("result.viewed");
    assertThat(service.get(APP, job).fields()).isEmpty();
  }

  @Test
  void givenZeroRetention_whenNobodySaysToWait_thenTheCallerWaitsAllTheSame() {
    JobId job = admitWith(RetentionMode.ZERO);
    JobView view = service.receive(APP, job, document(), NO_WAIT);
    assertThat(view.fields()).isNotEmpty();
    assertThat(artefacts.places).containsEntry(job.value(), SealedDocument.Place.MEMORY);
    assertThat(jobs.waiting()).isZero();
    assertNothingKept(job);
  }

  @Test
  void givenZeroRetention_whenReadingTakesTooLong_thenItFailsAndALateResultIsDropped() {
    background.later = true;
    JobId job = admitWith(RetentionMode.ZERO);
    JobView view = service.receive(APP, job, document(), Optional.of(Duration.ofMillis(1)));
    assertThat(view.problem()).contains(ProblemCode.PROCESSING_TIMEOUT);
    background.runAll();
    assertThat(service.get(APP, job).fields()).isEmpty();
    assertNothingKept(job);
  }

  @Test
  void givenZeroRetention_whenTheCallerHasLeftBeforeItIsRead_thenTheResultIsDropped() {
    background.later = true;
    background.started = () -> beforeNext = background::runAll;
    JobId job = admitWith(RetentionMode.ZERO);
    JobView view = service.receive(APP, job, document(), Optional.of(Duration.ofMillis(1)));
    assertThat(workers.requests).isEqualTo(1);
    assertThat(view.problem()).contains(ProblemCode.PROCESSING_TIMEOUT);
    assertThat(view.fields()).isEmpty();
    assertThat(types()).doesNotContain("processing.completed", "result.viewed");
    assertNothingKept(job);
  }

  @Test
  void givenZeroRetention_whenTheDocumentLiesInASlot_thenItIsRefusedAsItHasBeenStored() {
    JobId job = admitWith(RetentionMode.ZERO);
    assertRefused(
        () -> service.receiveFromSlot(APP, job, "open-sesame", WAIT),
        ProblemCode.RETENTION_MODE_NOT_PERMITTED);
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.FAILED);
    assertThat(artefacts.places).isEmpty();
  }

  @Test
  void givenHoldOverTheResult_whenZeroRetentionIsAsked_thenItIsRefused() {
    artefacts.held.add(ArtefactClass.FIELDS);
    assertRefused(() -> admitWith(RetentionMode.ZERO), ProblemCode.LEGAL_HOLD);
    assertThat(types()).contains("policy.refused");
  }

  @Test
  void givenHoldOverTheSource_whenZeroRetentionIsAsked_thenTheDocumentIsGivenBackUnread() {
    artefacts.held.add(ArtefactClass.SOURCE);
    JobId job = admitWith(RetentionMode.ZERO);
    assertRefused(() -> service.receive(APP, job, document(), WAIT), ProblemCode.LEGAL_HOLD);
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.FAILED);
    assertThat(types()).doesNotContain("processing.started");
  }

  @Test
  void givenDeleteOnRetrieval_whenDelivered_thenContentGoesAtOnceByThatTrigger() throws Exception {
    JobId job = admitWith(RetentionMode.DELETE_ON_RETRIEVAL);
    service.receive(APP, job, document(), NO_WAIT);
    dispatcher.takeOne();
    background.runAll();
    JobView view = service.get(APP, job);
    assertThat(view.awaitsDelivery()).isTrue();
    assertThat(results.kept).isNotEmpty();
    service.delivered(APP, job);
    assertThat(results.kept).isEmpty();
    assertThat(artefacts.triggers).contains("RETRIEVAL");
    assertThat(artefacts.erased).contains(job.value() + "/SOURCE", job.value() + "/FIELDS");
  }

  @Test
  void givenDeleteOnRetrieval_whenASecondReaderComesMeanwhile_thenItIsRefusedAndNothingIsLost() {
    JobId job = admitWith(RetentionMode.DELETE_ON_RETRIEVAL);
    assertThat(service.receive(APP, job, document(), WAIT).awaitsDelivery()).isTrue();
    assertRefused(() -> service.get(APP, job), ProblemCode.RESULT_DELIVERED);
    service.notDelivered(APP, job);
    assertThat(results.kept).isNotEmpty();
    assertThat(service.get(APP, job).fields()).isNotEmpty();
  }

  @Test
  void givenDeleteOnRetrieval_whenOnlyTheStatusIsAsked_thenNothingIsDelivered() throws Exception {
    JobId job = admitWith(RetentionMode.DELETE_ON_RETRIEVAL);
    service.receive(APP, job, document(), NO_WAIT);
    dispatcher.takeOne();
    background.runAll();
    JobView status = service.status(APP, job);
    assertThat(status.state()).isEqualTo(JobState.DONE);
    assertThat(status.fields()).isEmpty();
    assertThat(status.awaitsDelivery()).isFalse();
    assertThat(artefacts.delivering).isEmpty();
  }

  @Test
  void givenResult_whenDone_thenWindowsThatStartWithItsCompletionRun() {
    JobId job = admit();
    service.receive(APP, job, document(), WAIT);
    assertThat(artefacts.started).containsExactly(job.value() + "/completed");
    service.delivered(APP, job);
    assertThat(artefacts.started).contains(job.value() + "/retrieved");
    assertThat(results.kept).isNotEmpty();
  }

  private void assertNothingKept(JobId job) {
    assertThat(artefacts.documents).isEmpty();
    assertThat(artefacts.erased).contains(job.value() + "/SOURCE");
    assertThat(results.kept).isEmpty();
    assertThat(artefacts.location(NORTHWIND, job.value(), ArtefactClass.SOURCE)).isEmpty();
    assertThat(artefacts.block(NORTHWIND, job.value(), bundle.version()).artefacts())
        .noneMatch(
            deadline ->
                deadline.artefact() == ArtefactClass.FIELDS && deadline.deletedAt().isEmpty());
  }

  private static Response classified(String name, double confidence, Request request) {
    assertThat(request).isInstanceOf(Request.Classify.class);
    return new Response.Classified(name, confidence, 2, 1, Jobs.PROVENANCE, 40);
  }

  // the queue

  @Test
  void givenDocument_whenReceived_thenItIsQueuedAndReadLater() throws Exception {
    JobId job = admit();
    assertThat(service.receive(APP, job, document(), NO_WAIT).state()).isEqualTo(JobState.QUEUED);
    assertThat(artefacts.places).containsEntry(job.value(), SealedDocument.Place.STORE);
    dispatcher.takeOne();
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.DONE);
    assertThat(jobs.waiting()).isZero();
  }

  @Test
  void givenJob_whenItWentAllTheWay_thenItsStagesAreRecordedInOrder() throws Exception {
    done();
    assertThat(types())
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
    assertThat(events.fired().toString()).doesNotContain("DE89").doesNotContain("Acme");
  }

  @Test
  void givenResult_whenShown_thenFieldsComeInTheOrderOfTheRequestAndMasked() throws Exception {
    JobView view = service.get(APP, done());
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
  void givenIntakeThatRefuses_whenReceived_thenTheJobFailedAndKeepsNothing() {
    JobId job = admit();
    artefacts.refusal = Optional.of(ProblemCode.TYPE_UNSUPPORTED);
    assertRefused(
        () -> service.receive(APP, job, document(), NO_WAIT), ProblemCode.TYPE_UNSUPPORTED);
    assertFailed(job, ProblemCode.TYPE_UNSUPPORTED);
  }

  @Test
  void givenDocumentAlreadyThere_whenAnotherComes_thenItIsAConflict() {
    JobId job = admit();
    service.receive(APP, job, document(), NO_WAIT);
    assertRefused(() -> service.receive(APP, job, document(), NO_WAIT), ProblemCode.CONFLICT);
  }

  @Test
  void givenSlotOfNobody_whenUsed_thenTheJobFailed() {
    JobId job = admit();
    assertRefused(
        () -> service.receiveFromSlot(APP, job, "guessed", NO_WAIT), ProblemCode.NOT_FOUND);
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.FAILED);
  }

  @Test
  void givenFilledSlot_whenUsed_thenItsDocumentIsQueued() {
    assertThat(service.receiveFromSlot(APP, admit(), "open-sesame", NO_WAIT).state())
        .isEqualTo(JobState.QUEUED);
  }

  @Test
  void givenNoDocument_whenAbandoned_thenTheJobFailed() {
    JobId job = admit();
    service.abandon(APP, job);
    assertFailed(job, ProblemCode.DOCUMENT_MISSING);
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
    workers.answer = (request, cancellation) -> new Response.Refused(refusal);
    JobId job = queued();
    dispatcher.takeOne();
    assertFailed(job, problem);
  }

  @Test
  void givenNoWorker_whenRead_thenTheJobWaitsAndIsReadLater() throws Exception {
    workers.answer =
        (request, cancellation) -> {
          throw new LetheException(ProblemCode.ENGINE_UNAVAILABLE);
        };
    JobId job = queued();
    dispatcher.takeOne();
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.QUEUED);
    workers.answer = workers::invoice;
    clock.advance(Duration.ofSeconds(6));
    dispatcher.takeOne();
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.DONE);
  }

  @Test
  void givenServersThatWereLost_whenReadForTheFourthTime_thenTheJobIsGivenUp() throws Exception {
    JobId job = queued();
    for (int attempt = 1; attempt <= 3; attempt++) {
      jobs.claim("lost/" + attempt, Duration.ofMinutes(1));
      jobs.releaseOfEarlierStarts("here/1");
    }
    dispatcher.takeOne();
    assertFailed(job, ProblemCode.PROCESSING_FAILED);
    assertThat(workers.requests).isZero();
  }

  @Test
  void givenDocumentOfAnotherClass_whenRead_thenTheJobFailed() throws Exception {
    workers.answer = (request, cancellation) -> extracted("identity_document", request);
    JobId job = queued();
    dispatcher.takeOne();
    assertFailed(job, ProblemCode.CLASS_NOT_PERMITTED);
  }

  @Test
  void givenDocumentOfNoClass_whenRead_thenTheResultHasNone() throws Exception {
    workers.answer = (request, cancellation) -> extracted("unknown", request);
    assertThat(service.get(APP, done()).documentClass()).isEmpty();
  }

  @Test
  void givenWorkerThatBreaks_whenRead_thenTheJobFailedAndTheTakerGoesOn() throws Exception {
    workers.answer =
        (request, cancellation) -> {
          throw new IllegalStateException("broken");
        };
    JobId job = queued();
    dispatcher.takeOne();
    assertFailed(job, ProblemCode.PROCESSING_FAILED);
  }

  @Test
  void givenSourceThatIsGone_whenRead_thenTheJobFailed() throws Exception {
    JobId job = queued();
    artefacts.documents.clear();
    dispatcher.takeOne();
    assertFailed(job, ProblemCode.SOURCE_GONE);
  }

  // a caller who waits

  @Test
  void givenCallerWhoWaits_whenReceived_thenTheDocumentIsInMemoryOnlyAndTheResultIsThere() {
    JobId job = admit();
    JobView view = service.receive(APP, job, document(), WAIT);
    assertThat(view.state()).isEqualTo(JobState.DONE);
    assertThat(artefacts.places).containsEntry(job.value(), SealedDocument.Place.MEMORY);
    assertThat(jobs.waiting()).isZero();
  }

  @Test
  void givenSlowWorker_whenWaitIsOver_thenTheJobGoesOn() {
    JobId job = admit();
    background.later = true;
    JobView running = service.receive(APP, job, document(), Optional.of(Duration.ofMillis(1)));
    assertThat(running.state()).isEqualTo(JobState.PROCESSING);
    background.runAll();
    assertThat(timesViewed()).as("he had left").isZero();
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.DONE);
    assertThat(timesViewed()).isEqualTo(1);
  }

  @Test
  void givenCallerWhoWaits_whenServed_thenThatIsRecordedOnceAndAfterTheOtherStages() {
    JobId job = admit();
    JobView view = service.receive(APP, job, document(), WAIT);
    assertThat(view.fields()).isNotEmpty();
    assertThat(view).usingRecursiveComparison().isEqualTo(service.get(APP, job));
    assertThat(timesViewed()).as("once for the wait, once for the question").isEqualTo(2);
    assertThat(types()).containsSubsequence("retention.scheduled", "result.viewed");
  }

  private long timesViewed() {
    return types().stream().filter("result.viewed"::equals).count();
  }

  @Test
  void givenNoWorkerForCallerWhoWaits_whenRead_thenTheJobFailed() {
    workers.answer =
        (request, cancellation) -> {
          throw new LetheException(ProblemCode.ENGINE_UNAVAILABLE);
        };
    JobId job = admit();
    service.receive(APP, job, document(), WAIT);
    assertFailed(job, ProblemCode.ENGINE_UNAVAILABLE);
  }

  @Test
  void givenServerThatStartsAnew_whenItRescues_thenJobsOfItsOldMemoryFailed() {
    JobId job = admit();
    background.later = true;
    service.receive(APP, job, document(), Optional.of(Duration.ofMillis(1)));
    jobs.save(
        jobs.find(NORTHWIND, job)
            .map(
                lost ->
                    Jobs.admitted(NORTHWIND, clock.instant())
                        .expecting(Optional.of("here/0"))
                        .queued())
            .map(lost -> withId(lost, job))
            .orElseThrow());
    dispatcher.rescueOnce();
    assertFailed(job, ProblemCode.PROCESSING_FAILED);
  }

  // deletion

  @Test
  void givenResult_whenDeleted_thenNothingIsLeftAndTheViewSaysSo() throws Exception {
    JobId job = done();
    JobView deleted = service.delete(APP, job);
    assertThat(deleted.state()).isEqualTo(JobState.DELETED);
    assertThat(deleted.fields()).isEmpty();
    assertThat(artefacts.documents).isEmpty();
    assertThat(results.kept).isEmpty();
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.DELETED);
  }

  @Test
  void givenDeletedJob_whenDeletedAgain_thenItIsNoErrorAndRequestedOnce() throws Exception {
    JobId job = done();
    service.delete(APP, job);
    assertThat(service.delete(APP, job).state()).isEqualTo(JobState.DELETED);
    assertThat(types()).filteredOn("deletion.requested"::equals).hasSize(1);
  }

  @Test
  void givenQueuedJob_whenDeleted_thenItIsNeverRead() {
    JobId job = queued();
    service.delete(APP, job);
    assertThat(jobs.waiting()).isZero();
    assertThat(artefacts.documents).isEmpty();
  }

  @Test
  void givenRunningJob_whenDeleted_thenTheWorkerIsStoppedAndItsAnswerIsThrownAway()
      throws Exception {
    boolean[] stopped = {false};
    workers.answer =
        (request, cancellation) -> {
          cancellation.onCancel(() -> stopped[0] = true);
          service.delete(APP, workers.job);
          return workers.invoice(request, cancellation);
        };
    JobId job = queued();
    workers.job = job;
    dispatcher.takeOne();
    assertThat(stopped[0]).isTrue();
    assertThat(results.kept).isEmpty();
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.DELETED);
  }

  @Test
  void givenDocumentOnItsWay_whenJobIsDeleted_thenItIsDiscarded() {
    JobId job = admit();
    artefacts.whileSealing = () -> service.delete(APP, job);
    assertRefused(() -> service.receive(APP, job, document(), NO_WAIT), ProblemCode.JOB_GONE);
    assertThat(artefacts.documents).isEmpty();
    assertThat(jobs.waiting()).isZero();
  }

  @Test
  void givenLastArtefactErasedByItsDeadline_whenTold_thenTheJobIsDeleted() throws Exception {
    JobId job = done();
    steps.erased(new JobsErased(NORTHWIND, Set.of(job.value()), clock.instant()));
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.DELETED);
  }

  @Test
  void givenFailedJobThatIsErased_whenTold_thenItStaysFailed() {
    JobId job = admit();
    service.abandon(APP, job);
    steps.erased(new JobsErased(NORTHWIND, Set.of(job.value()), clock.instant()));
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.FAILED);
  }

  // other tenants

  @Test
  void givenJobOfAnotherTenant_whenUsed_thenItIsAsIfThereWereNone() throws Exception {
    JobId job = done();
    assertRefused(() -> service.get(STRANGER, job), ProblemCode.NOT_FOUND);
    assertRefused(() -> service.delete(STRANGER, job), ProblemCode.NOT_FOUND);
    assertRefused(() -> service.abandon(STRANGER, job), ProblemCode.NOT_FOUND);
    assertRefused(() -> service.receive(STRANGER, job, document(), NO_WAIT), ProblemCode.NOT_FOUND);
    assertRefused(() -> service.preview(STRANGER, job, Optional.empty()), ProblemCode.NOT_FOUND);
    assertRefused(
        () -> service.reveal(STRANGER, job, fields("iban"), "checking"), ProblemCode.NOT_FOUND);
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.DONE);
  }

  // revealing

  @Test
  void givenRightAndReason_whenRevealed_thenTheValueIsOpenAndEachFieldIsRecorded()
      throws Exception {
    List<RevealedField> revealed =
        service.reveal(PAULA, done(), fields("iban", "vendor_name"), " checking a payment ");
    assertThat(revealed.get(0).normalized().map(t -> t.reveal(RevealPermit.forAuthorizedReveal())))
        .contains("DE89370400440532013000");
    assertThat(events.fired())
        .filteredOn(event -> event.type().equals("field.revealed"))
        .extracting(event -> event.facts().get("field"))
        .containsExactly("iban", "vendor_name");
    assertThat(events.fired().toString()).doesNotContain("payment");
  }

  @Test
  void givenSubmitterAlone_whenRevealing_thenItIsForbidden() throws Exception {
    JobId job = done();
    assertRefused(
        () -> service.reveal(APP, job, fields("iban"), "checking"), ProblemCode.FORBIDDEN);
  }

  @Test
  void givenFieldThatWasNotAskedFor_whenRevealed_thenItIsRefusedAndRecorded() throws Exception {
    JobId job = done();
    assertRefused(
        () -> service.reveal(PAULA, job, fields("buyer_name"), "checking"),
        ProblemCode.FIELD_NOT_PERMITTED);
    assertThat(types()).contains("reveal.refused").doesNotContain("field.revealed");
  }

  @Test
  void givenNoReason_whenRevealed_thenItIsRefused() throws Exception {
    JobId job = done();
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban"), "   a  "), ProblemCode.REQUEST_MALFORMED);
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban"), "x".repeat(501)),
        ProblemCode.REQUEST_MALFORMED);
  }

  @Test
  void givenNoFieldsOrOneTwice_whenRevealed_thenItIsRefused() throws Exception {
    JobId job = done();
    assertRefused(
        () -> service.reveal(PAULA, job, List.of(), "checking"), ProblemCode.REQUEST_MALFORMED);
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban", "iban"), "checking"),
        ProblemCode.REQUEST_MALFORMED);
  }

  @Test
  void givenExpiredConsent_whenRevealed_thenItIsRefused() throws Exception {
    JobId job = done();
    clock.advance(Duration.ofDays(366));
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban"), "checking"), ProblemCode.CONSENT_EXPIRED);
  }

  @Test
  void givenUnfinishedOrDeletedJob_whenRevealed_thenItIsRefused() throws Exception {
    JobId waiting = queued();
    assertRefused(
        () -> service.reveal(PAULA, waiting, fields("iban"), "checking"),
        ProblemCode.JOB_NOT_FINISHED);
    service.delete(APP, waiting);
    assertRefused(
        () -> service.reveal(PAULA, waiting, fields("iban"), "checking"), ProblemCode.JOB_GONE);
  }

  // previews

  @Test
  void givenSource_whenPreviewed_thenEverySensitiveFieldOfTheClassIsCovered() throws Exception {
    JobId job = done();
    Request.Redact[] asked = new Request.Redact[1];
    workers.answer =
        (request, cancellation) -> {
          asked[0] = (Request.Redact) request;
          return new Response.Redacted(
              "application/pdf", 2, 7, new Response.Content(new byte[] {1}));
        };
    assertThat(service.preview(APP, job, Optional.empty()).mediaType())
        .isEqualTo("application/pdf");
    assertThat(asked[0].covered())
        .extracting(FieldRequest::name)
        .containsExactlyInAnyOrder("vendor_tax_id", "buyer_name", "buyer_address", "iban");
    assertThat(types()).contains("preview.made");
  }

  @Test
  void givenClassThatIsNotKnown_whenPreviewed_thenTheFieldsOfAllPermittedClassesAreCovered()
      throws Exception {
    workers.answer = (request, cancellation) -> extracted("unknown", request);
    JobId job = done();
    Request.Redact[] asked = new Request.Redact[1];
    workers.answer =
        (request, cancellation) -> {
          asked[0] = (Request.Redact) request;
          return new Response.Refused(Refusal.UNREADABLE);
        };
    assertRefused(() -> service.preview(APP, job, Optional.of(1)), ProblemCode.DOCUMENT_UNREADABLE);
    assertThat(asked[0].covered()).extracting(FieldRequest::name).contains("iban", "buyer_name");
  }

  @Test
  void givenPageThatIsNotThere_whenPreviewed_thenItIsRefused() throws Exception {
    JobId job = done();
    assertRefused(() -> service.preview(APP, job, Optional.of(0)), ProblemCode.PAGE_OUT_OF_RANGE);
  }

  @Test
  void givenSourceErased_whenPreviewed_thenItIsGone() throws Exception {
    JobId job = done();
    artefacts.erase(
        NORTHWIND,
        ActorId.SYSTEM,
        job.value(),
        Set.of(dev.lethe.policy.model.ArtefactClass.SOURCE),
        dev.lethe.retention.service.ErasureService.Trigger.DEADLINE);
    assertRefused(() -> service.preview(APP, job, Optional.empty()), ProblemCode.SOURCE_GONE);
  }

  @Test
  void givenUnfinishedJob_whenPreviewed_thenItIsRefused() {
    JobId job = queued();
    assertRefused(() -> service.preview(APP, job, Optional.empty()), ProblemCode.JOB_NOT_FINISHED);
  }

  @Test
  void givenOtherRole_whenReadingResults_thenItIsForbidden() throws Exception {
    JobId job = done();
    for (Role role : List.of(Role.AUDITOR, Role.SUPPORT, Role.TENANT_ADMIN)) {
      Caller other = caller(NORTHWIND, role);
      assertRefused(() -> service.get(other, job), ProblemCode.FORBIDDEN);
      assertRefused(() -> service.preview(other, job, Optional.empty()), ProblemCode.FORBIDDEN);
    }
  }

  // what policy says is done

  @Test
  void givenDrift_whenSubmitting_thenIntakeIsStoppedAndTheRefusalRecorded() {
    guard.drifts("nothing-approved");
    assertRefused(() -> admit(), ProblemCode.POLICY_DRIFT);
    assertThat(types()).containsExactly("policy.refused");
    assertThat(jobs.size()).isZero();
  }

  @Test
  void givenJobFromBeforeTheDrift_whenItIsTheTurn_thenItIsStillReadAndShown() throws Exception {
    JobId job = queued();
    guard.drifts("nothing-approved");
    dispatcher.takeOne();
    assertThat(service.get(APP, job).fields()).isNotEmpty();
  }

  @Test
  void givenPurposeThatNamesOtherRecipients_whenResultIsReady_thenOthersSeeNoFields()
      throws Exception {
    bundle =
        changed("purposes.yaml", "recipients: [submitter, reviewer,", "recipients: [reviewer,");
    JobId job = done();
    assertThat(service.get(APP, job).fields()).isEmpty();
    assertThat(service.get(caller(NORTHWIND, Role.REVIEWER), job).fields()).isNotEmpty();
    JobId waited = admit();
    long before = timesViewed();
    assertThat(service.receive(APP, waited, document(), WAIT).fields()).isEmpty();
    assertThat(timesViewed()).isEqualTo(before);
  }

  @Test
  void givenPermissionForAnotherRole_whenSubmitting_thenOnlyThatRoleMay() {
    bundle = changed("roles.yaml", "submit: [submitter]", "submit: [reviewer]");
    assertRefused(() -> admit(), ProblemCode.FORBIDDEN);
    service.admit(caller(NORTHWIND, Role.REVIEWER), JobRequests.permitted().make());
  }

  @Test
  void givenOverlayOfATenant_whenOthersSubmit_thenItIsNotTheirs() {
    bundle =
        changed(
            "overlays.yaml",
            "overlays: {}",
            "overlays: {northwind: {purposes: {invoice_processing: null}}}");
    assertRefused(() -> admit(), ProblemCode.PURPOSE_NOT_PERMITTED);
    service.admit(STRANGER, JobRequests.permitted().make());
  }

  @Test
  void givenBasisThatItsTenantForbidsMeanwhile_whenItIsTheTurn_thenTheJobIsNotRead()
      throws Exception {
    JobId job = queued();
    bundle = overlay("purposes: {invoice_processing: {legal_bases: [contract]}}");
    dispatcher.takeOne();
    assertThat(workers.requests).isZero();
    assertThat(service.get(APP, job).problem()).contains(ProblemCode.CONSENT_BASIS_NOT_PERMITTED);
    assertThat(artefacts.documents).isEmpty();
  }

  @Test
  void givenBasisThatItsTenantForbidsMeanwhile_whenAskedForTheResult_thenNothingIsHandedOut()
      throws Exception {
    JobId job = done();
    bundle = overlay("purposes: {invoice_processing: {legal_bases: [contract]}}");
    assertRefused(() -> service.get(APP, job), ProblemCode.CONSENT_BASIS_NOT_PERMITTED);
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban"), "to pay it"),
        ProblemCode.CONSENT_BASIS_NOT_PERMITTED);
    assertRefused(
        () -> service.preview(APP, job, Optional.empty()), ProblemCode.CONSENT_BASIS_NOT_PERMITTED);
  }

  @Test
  void givenTenantThatLetsNoValueBeOpened_whenRevealing_thenItIsDenied() throws Exception {
    JobId job = done();
    bundle = overlay("purposes: {invoice_processing: {reveal: false}}");
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban"), "to pay it"), ProblemCode.REVEAL_DENIED);
  }

  @Test
  void givenTenantThatForbidsReview_whenAdmitted_thenThePermissionIsNotTaken() {
    bundle = overlay("purposes: {invoice_processing: {manual_review: false}}");
    JobId job = admit();
    assertThat(jobs.find(NORTHWIND, job).orElseThrow().consent().allowManualReview()).isFalse();
    assertThat(consents.records.get(0).terms().permits(ConsentUse.MANUAL_REVIEW)).isFalse();
  }

  @Test
  void givenTenantThatDemandsMoreOfABasis_whenAnOlderRecordIsReferredTo_thenItIsIncomplete() {
    ConsentRecord record = recorded("invoice_processing", Set.of());
    JobRequests request = JobRequests.permitted().consent(new ConsentReference(record.id()));
    service.admit(APP, request.make());
    bundle = overlay("legal_bases: {customer_authorized: {requires: [subject_ref]}}");
    assertRefused(() -> service.admit(APP, request.make()), ProblemCode.LEGAL_BASIS_INCOMPLETE);
    assertThat(types()).endsWith("consent.refused");
  }

  @Test
  void givenConsentForOneClass_whenTheDocumentIsOfAnother_thenNothingIsKept() throws Exception {
    ConsentRecord record = recorded("expense_processing", Set.of(new DocumentClass("receipt")));
    JobId job =
        service.admit(
            APP,
            JobRequests.permitted()
                .purpose("expense_processing")
                .documentClass("receipt")
                .output("vendor_name", "receipt_total")
                .consent(new ConsentReference(record.id()))
                .make());
    service.receive(APP, job, document(), NO_WAIT);
    workers.answer = (request, cancellation) -> extracted("invoice", request);
    dispatcher.takeOne();
    assertFailed(job, ProblemCode.CONSENT_OTHER_CLASS);
    assertThat(results.kept).isEmpty();
  }

  @Test
  void givenConsentThatExpiresWhileItIsRead_whenTheResultComes_thenNothingIsKept()
      throws Exception {
    JobId job = queued();
    workers.answer =
        (request, cancellation) -> {
          clock.advance(Duration.ofDays(400));
          return extracted("invoice", request);
        };
    dispatcher.takeOne();
    assertFailed(job, ProblemCode.CONSENT_EXPIRED);
    assertThat(results.kept).isEmpty();
  }

  private ConsentRecord recorded(String purpose, Set<DocumentClass> classes) {
    ConsentRecord record =
        new ConsentRecord(
            ConsentId.random(),
            new ConsentTerms(
                new Purpose(purpose),
                "customer_authorized",
                Set.of(ConsentUse.PROCESSING),
                classes,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            ConsentMechanism.WEB_FORM,
            APP.actor(),
            "1.0.0",
            "0".repeat(64),
            clock.instant(),
            clock.instant(),
            Optional.empty(),
            Optional.empty());
    consents.add(NORTHWIND, record);
    return record;
  }

  private static PolicyBundle overlay(String rules) {
    return changed("overlays.yaml", "overlays: {}", "overlays: {northwind: {" + rules + "}}");
  }

  @Test
  void givenRevealOnlyForAnotherRole_whenRevealing_thenTheFieldIsDenied() throws Exception {
    JobId job = done();
    bundle = changed("roles.yaml", "sensitive: [privileged-reveal]", "sensitive: [auditor]");
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban"), "to pay it"), ProblemCode.REVEAL_DENIED);
    service.reveal(PAULA, job, fields("vendor_name"), "to pay it");
  }

  @Test
  void givenFieldThatNamesItsOwnRoles_whenRevealing_thenTheyMustFitToo() throws Exception {
    JobId job = done();
    bundle =
        new PolicyFolder()
            .replace(
                "roles.yaml",
                "sensitive: [privileged-reveal]",
                "sensitive: [privileged-reveal, auditor]")
            .replace(
                "fields.yaml",
                "iban, sensitivity: sensitive, mask: last4",
                "iban, sensitivity: sensitive, mask: last4, reveal_roles: [auditor]")
            .bundle();
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban"), "to pay it"), ProblemCode.REVEAL_DENIED);
  }

  @Test
  void givenLongerReasonDemanded_whenRevealing_thenAShortOneIsRefused() throws Exception {
    JobId job = done();
    bundle = changed("redaction.yaml", "reveal_reason: 3", "reveal_reason: 20");
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban"), "to pay it"),
        ProblemCode.REQUEST_MALFORMED);
  }

  @Test
  void givenFewerFieldsAtOnce_whenRevealing_thenMoreAreRefused() throws Exception {
    JobId job = done();
    bundle = changed("redaction.yaml", "reveal_fields: 50", "reveal_fields: 1");
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban", "vendor_name"), "to pay it"),
        ProblemCode.REQUEST_MALFORMED);
  }

  @Test
  void givenMaskOfAnotherKind_whenShown_thenItCoversTheValue() throws Exception {
    JobId job = done();
    bundle =
        changed(
            "fields.yaml",
            "vendor_name: {type: text, sensitivity: internal, mask: none}",
            "vendor_name: {type: text, sensitivity: internal, mask: full}");
    assertThat(service.get(APP, job).fields()).filteredOn(FieldView::masked).hasSize(2);
  }

  @Test
  void givenZone_whenRead_thenItsIsolationIsAskedFor() throws Exception {
    done();
    assertThat(workers.isolation).isEqualTo(Isolation.SAME_TENANT);
    bundle = changed("trust-zones.yaml", "    isolation: same_tenant", "    isolation: single_use");
    done();
    assertThat(workers.isolation).isEqualTo(Isolation.SINGLE_USE);
  }

  @Test
  void givenDocumentOfAStricterZone_whenRead_thenItFailsClosed() throws Exception {
    bundle =
        changed(
            "purposes.yaml",
            "document_classes: [receipt, invoice]",
            "document_classes: [receipt, invoice, payslip]");
    workers.answer = (request, cancellation) -> extracted("payslip", request);
    JobId job =
        service.admit(
            APP,
            JobRequests.permitted()
                .purpose("expense_processing")
                .documentClass("receipt")
                .output("vendor_name")
                .make());
    service.receive(APP, job, document(), NO_WAIT);
    dispatcher.takeOne();
    assertFailed(job, ProblemCode.ZONE_MISMATCH);
  }

  @Test
  void givenZoneThatCoversMore_whenPreviewed_thenMoreFieldsAreCovered() throws Exception {
    JobId job = done();
    List<FieldRequest> covered = new java.util.ArrayList<>();
    workers.answer =
        (request, cancellation) -> {
          covered.addAll(((Request.Redact) request).covered());
          return new Response.Refused(Refusal.UNREADABLE);
        };
    assertRefused(
        () -> service.preview(APP, job, Optional.empty()), ProblemCode.DOCUMENT_UNREADABLE);
    assertThat(covered).extracting(FieldRequest::name).doesNotContain("vendor_name");
    bundle = changed("trust-zones.yaml", "cover_from: personal", "cover_from: internal");
    assertRefused(
        () -> service.preview(APP, job, Optional.empty()), ProblemCode.DOCUMENT_UNREADABLE);
    assertThat(covered).extracting(FieldRequest::name).contains("vendor_name", "iban");
  }

  @Test
  void givenShorterTimeForSources_whenSealed_thenTheDeadlineIsShorter() {
    bundle = changed("trust-zones.yaml", "source: PT24H", "source: PT2M");
    JobId job = queued();
    assertThat(service.get(APP, job).retention().artefacts())
        .filteredOn(one -> one.artefact() == dev.lethe.policy.model.ArtefactClass.SOURCE)
        .extracting(one -> one.deleteAt())
        .containsExactly(clock.instant().plus(Duration.ofMinutes(2)));
  }

  private static PolicyBundle changed(String file, String right, String other) {
    return new PolicyFolder().replace(file, right, other).bundle();
  }

  private JobId admit() {
    return service.admit(APP, JobRequests.permitted().make());
  }

  private JobId queued() {
    JobId job = admit();
    service.receive(APP, job, document(), NO_WAIT);
    return job;
  }

  private JobId done() throws InterruptedException {
    JobId job = queued();
    dispatcher.takeOne();
    return job;
  }

  private List<String> types() {
    return events.fired().stream().map(AuditEvent::type).toList();
  }

  private void assertFailed(JobId job, ProblemCode problem) {
    JobView view = service.get(APP, job);
    assertThat(view.state()).isEqualTo(JobState.FAILED);
    assertThat(view.problem()).contains(problem);
    assertThat(view.fields()).isEmpty();
    assertThat(artefacts.documents).isEmpty();
    assertThat(results.kept).isEmpty();
    assertThat(jobs.waiting()).isZero();
    assertThat(types()).contains("job.failed");
  }

  private static void assertRefused(ThrowingCallable call, ProblemCode code) {
    LetheException refusal = catchThrowableOfType(LetheException.class, call);
    assertThat(refusal).isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
  }

  private static dev.lethe.jobs.model.Job withId(dev.lethe.jobs.model.Job job, JobId id) {
    return new dev.lethe.jobs.model.Job(
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

  private static Caller caller(TenantId tenant, Role... roles) {
    return new Caller(tenant, new ActorId("someone"), Set.of(roles));
  }

  private static List<FieldName> fields(String... names) {
    return List.of(names).stream().map(FieldName::new).toList();
  }

  private static InputStream document() {
    return new ByteArrayInputStream("%PDF-1.7".getBytes(StandardCharsets.US_ASCII));
  }

  private static Response extracted(String documentClass, Request request) {
    List<ExtractedField> fields =
        ((Request.Extract) request)
            .fields().stream()
                .filter(field -> !field.name().equals("due_date"))
                .map(JobServiceTest::found)
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    return new Response.Extracted(documentClass, 2, 1, fields, Jobs.PROVENANCE, 120);
  }

  private static ExtractedField found(FieldRequest field) {
    return field.type() == FieldType.IBAN
        ? Jobs.found(
            field.name(), field.type(), "DE89 3704 0044 0532 0130 00", "DE89370400440532013000")
        : Jobs.found(field.name(), field.type(), "Acme", "Acme");
  }

  /** Answers as it is told. */
  private static final class FakeWorkers implements DocumentWorkers {

    BiFunction<Request, Cancellation, Response> answer = this::invoice;
    int requests;
    @Nullable Isolation isolation;
    @Nullable JobId job;

    Response invoice(Request request, Cancellation cancellation) {
      return extracted("invoice", request);
    }

    @Override
    public Answer process(
        TenantId tenant, Isolation isolation, Request request, Cancellation cancellation) {
      requests++;
      this.isolation = isolation;
      return new Answer(answer.apply(request, cancellation), Optional.of("worker_1"));
    }

    @Override
    public Status status() {
      return new Status(1, 0, 1, "");
    }
  }

  /** Runs at once, or when it is told. */
  private static final class FakeBackground implements Background {

    boolean later;
    Runnable started = () -> {};
    private final List<FutureTask<?>> tasks = new java.util.ArrayList<>();

    @Override
    public Future<?> start(Runnable work) {
      if (later) {
        FutureTask<?> task = new FutureTask<>(work, null);
        tasks.add(task);
        started.run();
        return task;
      }
      work.run();
      return CompletableFuture.completedFuture(null);
    }

    void runAll() {
      tasks.forEach(FutureTask::run);
    }
  }
}
