package dev.lethe.jobs.service;

import static dev.lethe.jobs.service.FakeJobs.APP;
import static dev.lethe.jobs.service.FakeJobs.PAULA;
import static dev.lethe.jobs.service.FakeJobs.fields;
import static dev.lethe.jobs.service.FakeJobs.overlay;
import static dev.lethe.policy.adapter.PolicyFolder.changed;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.RevealedField;
import dev.lethe.policy.adapter.PolicyFolder;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.worker.RevealPermit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values are opened one by one, for a reason, and each is recorded. */
class JobRevealsTest {

  private final FakeJobs fake = new FakeJobs();
  private final JobServiceBean service = fake.service;

  @Test
  void givenRightAndReason_whenRevealed_thenTheValueIsOpenAndEachFieldIsRecorded()
      throws Exception {
    List<RevealedField> revealed =
        service.reveal(PAULA, fake.done(), fields("iban", "vendor_name"), " checking a payment ");
    assertThat(revealed.get(0).normalized().map(t -> t.reveal(RevealPermit.forAuthorizedReveal())))
        .contains("DE89370400440532013000");
    assertThat(fake.events.fired())
        .filteredOn(event -> event.type().equals("field.revealed"))
        .extracting(event -> event.facts().get("field"))
        .containsExactly("iban", "vendor_name");
    assertThat(fake.events.fired().toString()).doesNotContain("payment");
  }

  @Test
  void givenFieldThatWasNotAskedFor_whenRevealed_thenItIsRefusedAndRecorded() throws Exception {
    JobId job = fake.done();
    assertRefused(
        () -> service.reveal(PAULA, job, fields("buyer_name"), "checking"),
        ProblemCode.FIELD_NOT_PERMITTED);
    assertThat(fake.types()).contains("reveal.refused").doesNotContain("field.revealed");
  }

  @Test
  void givenNoReason_whenRevealed_thenItIsRefused() throws Exception {
    JobId job = fake.done();
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban"), "   a  "), ProblemCode.REQUEST_MALFORMED);
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban"), "x".repeat(501)),
        ProblemCode.REQUEST_MALFORMED);
  }

  @Test
  void givenNoFieldsOrOneTwice_whenRevealed_thenItIsRefused() throws Exception {
    JobId job = fake.done();
    assertRefused(
        () -> service.reveal(PAULA, job, List.of(), "checking"), ProblemCode.REQUEST_MALFORMED);
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban", "iban"), "checking"),
        ProblemCode.REQUEST_MALFORMED);
  }

  @Test
  void givenExpiredConsent_whenRevealed_thenItIsRefused() throws Exception {
    JobId job = fake.done();
    fake.clock.advance(Duration.ofDays(366));
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban"), "checking"), ProblemCode.CONSENT_EXPIRED);
  }

  @Test
  void givenUnfinishedOrDeletedJob_whenRevealed_thenItIsRefused() throws Exception {
    JobId waiting = fake.queued();
    assertRefused(
        () -> service.reveal(PAULA, waiting, fields("iban"), "checking"),
        ProblemCode.JOB_NOT_FINISHED);
    service.delete(APP, waiting);
    assertRefused(
        () -> service.reveal(PAULA, waiting, fields("iban"), "checking"), ProblemCode.JOB_GONE);
  }

  @Test
  void givenTenantThatLetsNoValueBeOpened_whenRevealing_thenItIsDenied() throws Exception {
    JobId job = fake.done();
    fake.bundle = overlay("purposes: {invoice_processing: {reveal: false}}");
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban"), "to pay it"), ProblemCode.REVEAL_DENIED);
  }

  @Test
  void givenRevealOnlyForAnotherRole_whenRevealing_thenTheFieldIsDenied() throws Exception {
    JobId job = fake.done();
    fake.bundle = changed("roles.yaml", "sensitive: [privileged-reveal]", "sensitive: [auditor]");
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban"), "to pay it"), ProblemCode.REVEAL_DENIED);
    service.reveal(PAULA, job, fields("vendor_name"), "to pay it");
  }

  @Test
  void givenFieldThatNamesItsOwnRoles_whenRevealing_thenTheyMustFitToo() throws Exception {
    JobId job = fake.done();
    fake.bundle =
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
    JobId job = fake.done();
    fake.bundle = changed("redaction.yaml", "reveal_reason: 3", "reveal_reason: 20");
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban"), "to pay it"),
        ProblemCode.REQUEST_MALFORMED);
  }

  @Test
  void givenFewerFieldsAtOnce_whenRevealing_thenMoreAreRefused() throws Exception {
    JobId job = fake.done();
    fake.bundle = changed("redaction.yaml", "reveal_fields: 50", "reveal_fields: 1");
    assertRefused(
        () -> service.reveal(PAULA, job, fields("iban", "vendor_name"), "to pay it"),
        ProblemCode.REQUEST_MALFORMED);
  }
}
