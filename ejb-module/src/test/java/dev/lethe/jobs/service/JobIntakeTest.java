package dev.lethe.jobs.service;

import static dev.lethe.jobs.service.FakeJobs.APP;
import static dev.lethe.jobs.service.FakeJobs.NO_WAIT;
import static dev.lethe.jobs.service.FakeJobs.document;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.jobs.model.JobState;
import dev.lethe.problem.model.ProblemCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What comes in: the admission of a request, and the document that follows it. */
class JobIntakeTest {

  private final FakeJobs fake = new FakeJobs();
  private final JobServiceBean service = fake.service;

  @Test
  void givenPermittedRequest_whenAdmitted_thenThreeStagesAndTheConsentAreRecorded() {
    JobId job = service.admit(APP, JobRequests.permitted().subject("customer 4711").make());
    assertThat(fake.types())
        .containsExactly("request.authenticated", "policy.permitted", "consent.verified");
    assertThat(fake.consents.records)
        .singleElement()
        .extracting(c -> c.job())
        .isEqualTo(Optional.of(job.value()));
    assertThat(fake.consents.records.get(0).subject().orElseThrow()).matches("sub_[0-9a-f]{32}");
    assertThat(fake.events.fired().toString()).doesNotContain("4711 ").doesNotContain("customer 4");
  }

  @Test
  void givenNoConsent_whenAdmitted_thenTheRefusalIsRecordedAndThereIsNoJob() {
    assertRefused(
        () -> service.admit(APP, JobRequests.permitted().consent(null).make()),
        ProblemCode.CONSENT_MISSING);
    assertThat(fake.types()).containsExactly("consent.refused");
    assertThat(fake.jobs.size()).isZero();
    assertThat(fake.consents.records).isEmpty();
  }

  @Test
  void givenUnknownPurpose_whenRefused_thenTheRecordDoesNotRepeatIt() {
    assertRefused(
        () -> service.admit(APP, JobRequests.permitted().purpose("ada_king").make()),
        ProblemCode.PURPOSE_NOT_PERMITTED);
    assertThat(fake.events.fired().toString())
        .contains("policy.refused")
        .doesNotContain("ada_king");
  }

  @Test
  void givenIntakeThatRefuses_whenReceived_thenTheJobFailedAndKeepsNothing() {
    JobId job = fake.admit();
    fake.artefacts.refusal = Optional.of(ProblemCode.TYPE_UNSUPPORTED);
    assertRefused(
        () -> service.receive(APP, job, document(), NO_WAIT), ProblemCode.TYPE_UNSUPPORTED);
    fake.assertFailed(job, ProblemCode.TYPE_UNSUPPORTED);
  }

  @Test
  void givenDocumentAlreadyThere_whenAnotherComes_thenItIsAConflict() {
    JobId job = fake.admit();
    service.receive(APP, job, document(), NO_WAIT);
    assertRefused(() -> service.receive(APP, job, document(), NO_WAIT), ProblemCode.CONFLICT);
  }

  @Test
  void givenSlotOfNobody_whenUsed_thenTheJobFailed() {
    JobId job = fake.admit();
    assertRefused(
        () -> service.receiveFromSlot(APP, job, "guessed", NO_WAIT), ProblemCode.NOT_FOUND);
    assertThat(service.get(APP, job).state()).isEqualTo(JobState.FAILED);
  }

  @Test
  void givenFilledSlot_whenUsed_thenItsDocumentIsQueued() {
    assertThat(service.receiveFromSlot(APP, fake.admit(), "open-sesame", NO_WAIT).state())
        .isEqualTo(JobState.QUEUED);
  }

  @Test
  void givenNoDocument_whenAbandoned_thenTheJobFailed() {
    JobId job = fake.admit();
    service.abandon(APP, job);
    fake.assertFailed(job, ProblemCode.DOCUMENT_MISSING);
  }
}
