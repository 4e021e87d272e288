package dev.lethe.jobs.service;

import static dev.lethe.jobs.service.FakeJobs.APP;
import static dev.lethe.jobs.service.FakeJobs.NORTHWIND;
import static dev.lethe.jobs.service.FakeJobs.NO_WAIT;
import static dev.lethe.jobs.service.FakeJobs.PAULA;
import static dev.lethe.jobs.service.FakeJobs.STRANGER;
import static dev.lethe.jobs.service.FakeJobs.WAIT;
import static dev.lethe.jobs.service.FakeJobs.caller;
import static dev.lethe.jobs.service.FakeJobs.document;
import static dev.lethe.jobs.service.FakeJobs.extracted;
import static dev.lethe.jobs.service.FakeJobs.fields;
import static dev.lethe.jobs.service.FakeJobs.overlay;
import static dev.lethe.policy.adapter.PolicyFolder.changed;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentMechanism;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentReference;
import dev.lethe.consent.model.ConsentTerms;
import dev.lethe.consent.model.ConsentUse;
import dev.lethe.jobs.model.FieldView;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Isolation;
import dev.lethe.policy.model.Purpose;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Role;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the policy says at the time is what is done with a job. */
class JobPolicyTest {

  private final FakeJobs fake = new FakeJobs();
  private final JobServiceBean service = fake.service;

  @Test
  void givenDrift_whenSubmitting_thenIntakeIsStoppedAndTheRefusalRecorded() {
    fake.guard.drifts("nothing-approved");
    assertRefused(() -> fake.admit(), ProblemCode.POLICY_DRIFT);
    assertThat(fake.types()).containsExactly("policy.refused");
    assertThat(fake.jobs.size()).isZero();
  }

  @Test
  void givenJobFromBeforeTheDrift_whenItIsTheTurn_thenItIsStillReadAndShown() throws Exception {
    JobId job = fake.queued();
    fake.guard.drifts("nothing-approved");
    fake.dispatcher.takeOne();
    assertThat(service.get(APP, job).fields()).isNotEmpty();
  }

  @Test
  void givenPurposeThatNamesOtherRecipients_whenResultIsReady_thenOthersSeeNoFields()
      throws Exception {
    fake.bundle =
        changed("purposes.yaml", "recipients: [submitter, reviewer,", "recipients: [reviewer,");
    JobId job = fake.done();
    assertThat(service.get(APP, job).fields()).isEmpty();
    assertThat(service.get(caller(NORTHWIND, Role.REVIEWER), job).fields()).isNotEmpty();
    JobId waited = fake.admit();
    long before = fake.timesViewed();
    assertThat(service.receive(APP, waited, document(), WAIT).fields()).isEmpty();
    assertThat(fake.timesViewed()).isEqualTo(before);
  }

  @Test
  void givenPermissionForAnotherRole_whenSubmitting_thenOnlyThatRoleMay() {
    fake.bundle = changed("roles.yaml", "submit: [submitter]", "submit: [reviewer]");
    assertRefused(() -> fake.admit(), ProblemCode.FORBIDDEN);
    service.admit(caller(NORTHWIND, Role.REVIEWER), JobRequests.permitted().make());
  }

  @Test
  void givenOverlayOfATenant_whenOthersSubmit_thenItIsNotTheirs() {
    fake.bundle = overlay("purposes: {invoice_processing: null}");
    assertRefused(() -> fake.admit(), ProblemCode.PURPOSE_NOT_PERMITTED);
    service.admit(STRANGER, JobRequests.permitted().make());
  }

  @Test
  void givenBasisThatItsTenantForbidsMeanwhile_whenItIsTheTurn_thenTheJobIsNotRead()
      throws Exception {
    JobId job = fake.queued();
    fake.bundle = overlay("purposes: {invoice_processing: {legal_bases: [contract]}}");
    fake.dispatcher.takeOne();
    assertThat(fake.workers.requests).isZero();
    assertThat(service.get(APP, job).problem()).contains(ProblemCode.CONSENT_BASIS_NOT_PERMITTED);
    assertThat(fake.artefacts.documents).isEmpty();
  }

  @Test
  void givenBasisThatItsTenantForbidsMeanwhile_whenAskedForTheResult_thenNothingIsHandedOut()
      throws Exception {
    JobId job = fake.done();
    fake.bundle = overlay("purposes: {invoice_processing: {legal_bases: [contract]}}");
    assertRefused(() -> service.get(APP, job), ProblemCode.CONSENT_BASIS_NOT_PERMITTED);
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban"), "to pay it"),
        ProblemCode.CONSENT_BASIS_NOT_PERMITTED);
    assertRefused(
        () -> service.preview(APP, job, Optional.empty()), ProblemCode.CONSENT_BASIS_NOT_PERMITTED);
  }

  @Test
  void givenTenantThatForbidsReview_whenAdmitted_thenThePermissionIsNotTaken() {
    fake.bundle = overlay("purposes: {invoice_processing: {manual_review: false}}");
    JobId job = fake.admit();
    assertThat(fake.jobs.find(NORTHWIND, job).orElseThrow().consent().allowManualReview())
        .isFalse();
    assertThat(fake.consents.records.get(0).terms().permits(ConsentUse.MANUAL_REVIEW)).isFalse();
  }

  @Test
  void givenTenantThatDemandsMoreOfABasis_whenAnOlderRecordIsReferredTo_thenItIsIncomplete() {
    ConsentRecord record = recorded("invoice_processing", Set.of());
    JobRequests request = JobRequests.permitted().consent(new ConsentReference(record.id()));
    service.admit(APP, request.make());
    fake.bundle = overlay("legal_bases: {customer_authorized: {requires: [subject_ref]}}");
    assertRefused(() -> service.admit(APP, request.make()), ProblemCode.LEGAL_BASIS_INCOMPLETE);
    assertThat(fake.types()).endsWith("consent.refused");
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
    fake.workers.answer = (request, cancellation) -> extracted("invoice", request);
    fake.dispatcher.takeOne();
    fake.assertFailed(job, ProblemCode.CONSENT_OTHER_CLASS);
    assertThat(fake.results.kept).isEmpty();
  }

  @Test
  void givenConsentThatExpiresWhileItIsRead_whenTheResultComes_thenNothingIsKept()
      throws Exception {
    JobId job = fake.queued();
    fake.workers.answer =
        (request, cancellation) -> {
          fake.clock.advance(Duration.ofDays(400));
          return extracted("invoice", request);
        };
    fake.dispatcher.takeOne();
    fake.assertFailed(job, ProblemCode.CONSENT_EXPIRED);
    assertThat(fake.results.kept).isEmpty();
  }

  @Test
  void givenMaskOfAnotherKind_whenShown_thenItCoversTheValue() throws Exception {
    JobId job = fake.done();
    fake.bundle =
        changed(
            "fields.yaml",
            "vendor_name: {type: text, sensitivity: internal, mask: none}",
            "vendor_name: {type: text, sensitivity: internal, mask: full}");
    assertThat(service.get(APP, job).fields()).filteredOn(FieldView::masked).hasSize(2);
  }

  @Test
  void givenZone_whenRead_thenItsIsolationIsAskedFor() throws Exception {
    fake.done();
    assertThat(fake.workers.isolation).isEqualTo(Isolation.SAME_TENANT);
    fake.bundle =
        changed("trust-zones.yaml", "    isolation: same_tenant", "    isolation: single_use");
    fake.done();
    assertThat(fake.workers.isolation).isEqualTo(Isolation.SINGLE_USE);
  }

  @Test
  void givenDocumentOfAStricterZone_whenRead_thenItFailsClosed() throws Exception {
    fake.bundle =
        changed(
            "purposes.yaml",
            "document_classes: [receipt, invoice]",
            "document_classes: [receipt, invoice, payslip]");
    fake.workers.answer = (request, cancellation) -> extracted("payslip", request);
    JobId job =
        service.admit(
            APP,
            JobRequests.permitted()
                .purpose("expense_processing")
                .documentClass("receipt")
                .output("vendor_name")
                .make());
    service.receive(APP, job, document(), NO_WAIT);
    fake.dispatcher.takeOne();
    fake.assertFailed(job, ProblemCode.ZONE_MISMATCH);
  }

  @Test
  void givenShorterTimeForSources_whenSealed_thenTheDeadlineIsShorter() {
    fake.bundle = changed("trust-zones.yaml", "source: PT24H", "source: PT2M");
    JobId job = fake.queued();
    assertThat(service.get(APP, job).retention().artefacts())
        .filteredOn(one -> one.artefact() == ArtefactClass.SOURCE)
        .extracting(one -> one.deleteAt())
        .containsExactly(fake.clock.instant().plus(Duration.ofMinutes(2)));
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
            fake.clock.instant(),
            fake.clock.instant(),
            Optional.empty(),
            Optional.empty());
    fake.consents.add(NORTHWIND, record);
    return record;
  }
}
