package dev.lethe.jobs.service;

import static dev.lethe.jobs.service.HeldJobs.ALL;
import static dev.lethe.jobs.service.HeldJobs.CONTENT;
import static dev.lethe.jobs.service.HeldJobs.CUSTOMER;
import static dev.lethe.jobs.service.HeldJobs.HANDLING;
import static dev.lethe.jobs.service.HeldJobs.id;
import static dev.lethe.jobs.service.HeldJobs.of;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.service.HoldService.View;
import dev.lethe.testing.TestTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds on a class of documents, also of those whose class is not known yet. */
class HoldsOnClassesTest {

  private final HeldJobs jobs = new HeldJobs();
  private final RealJobs real = jobs.real;

  @AfterEach
  void stop() {
    real.close();
  }

  @Test
  void givenClassThatTheSenderGave_whenHeld_thenItDecides() {
    JobId invoice = real.sealed(JobRequests.permitted().documentClass("invoice"));
    View invoices = jobs.place(ALL.ofClass(new DocumentClass("invoice")));
    View receipts = jobs.place(ALL.ofClass(new DocumentClass("receipt")));
    JobId later = real.sealed(JobRequests.permitted().documentClass("invoice"));
    assertThat(jobs.keepers(invoice)).containsExactly(id(invoices));
    assertThat(jobs.keepers(later)).containsExactly(id(invoices));
    assertThat(real.holding.get(real.app, id(receipts)).extent().held()).isZero();
  }

  @Test
  void givenUnknownClass_whenItIsFound_thenItsHoldKeepsItAndTheOtherLetsGo() {
    View invoices = jobs.place(ALL.ofClass(new DocumentClass("invoice")));
    View receipts = jobs.place(ALL.ofClass(new DocumentClass("receipt")));
    JobId job = real.sealed(JobRequests.permitted());
    assertThat(real.holding.get(real.app, id(receipts)).extent().unclassified()).isEqualTo(3);
    jobs.complete(job, Optional.of("invoice"));
    View kept = real.holding.get(real.app, id(invoices));
    assertThat(kept.extent().held()).isEqualTo(3);
    assertThat(kept.extent().unclassified()).isZero();
    assertThat(real.holding.get(real.app, id(receipts)).extent().held()).isZero();
    jobs.release(receipts);
    assertThat(jobs.held(job)).containsAll(CONTENT);
    jobs.release(invoices);
    assertThat(jobs.held(job)).isEmpty();
    jobs.erase(job);
    assertThat(jobs.standing(job)).isEmpty();
  }

  @Test
  void givenDueArtefactOfUnknownClass_whenAnotherClassIsFound_thenItIsDueAtOnce() {
    jobs.place(ALL.ofClass(new DocumentClass("receipt")));
    JobId job = real.sealed(JobRequests.permitted());
    real.steps.start(real.tenant, job, 1);
    Instant later = Instant.now().plus(Duration.ofDays(400));
    real.erasing.eraseDue(real.tenant, List.of(job.value()), later);
    assertThat(jobs.standing(job)).isEqualTo(CONTENT);
    jobs.completeStarted(job, Optional.of("invoice"));
    real.erasing.eraseDue(real.tenant, List.of(job.value()), later);
    assertThat(jobs.standing(job)).isEmpty();
  }

  @Test
  void givenDocumentOfNoClassOrThatFailed_whenDue_thenTheHoldKeepsItToItsEnd() {
    JobId unknown = real.sealed(JobRequests.permitted());
    jobs.complete(unknown, Optional.empty());
    JobId failed = real.sealed(JobRequests.permitted());
    View hold = jobs.place(ALL.ofClass(new DocumentClass("receipt")));
    real.steps.start(real.tenant, failed, 1);
    real.steps.fail(real.tenant, failed, ProblemCode.DOCUMENT_UNREADABLE, Optional.of(HANDLING));
    for (JobId job : List.of(unknown, failed)) {
      jobs.erase(job);
      assertThat(jobs.standing(job)).isEqualTo(CONTENT);
    }
    View seen = real.holding.get(real.app, id(hold));
    assertThat(seen.extent().unclassified()).isEqualTo(seen.extent().held()).isEqualTo(6);
    jobs.release(hold);
    for (JobId job : List.of(unknown, failed)) {
      jobs.erase(job);
      assertThat(jobs.standing(job)).isEmpty();
    }
  }

  @Test
  void givenDeletedJobsOfNoClass_whenAClassIsHeld_thenOnlyThoseOfTheClassCountAsGone() {
    JobId unknown = real.sealed(JobRequests.permitted());
    JobId invoice = real.sealed(JobRequests.permitted().documentClass("invoice"));
    jobs.erase(unknown);
    jobs.erase(invoice);
    assertThat(jobs.place(ALL.ofClass(new DocumentClass("invoice"))).extent().gone()).isEqualTo(2);
  }

  @Test
  void givenLabelOfAReviewer_whenItIsTheHeldClass_thenItIsHeldAndAnotherLabelFreesNothing() {
    JobId job = real.sealed(JobRequests.permitted());
    jobs.complete(job, Optional.of("invoice"));
    View hold = jobs.place(ALL.ofClass(new DocumentClass("receipt")));
    assertThat(jobs.held(job)).isEmpty();
    new TestTransactions()
        .with(
            real.tenant,
            connection -> {
              try (var insert =
                  connection.prepareStatement(
                      "insert into disposition (id, tenant_id, job_id, artefact)"
                          + " values (?, ?, ?, 'FIELDS')")) {
                insert.setString(1, "disp_" + UUID.randomUUID().toString().replace("-", ""));
                insert.setString(2, real.tenant.value());
                insert.setString(3, job.value());
                return insert.executeUpdate();
              }
            });
    label(job, "receipt");
    assertThat(jobs.held(job)).containsAll(CONTENT);
    label(job, "invoice");
    assertThat(jobs.held(job)).containsAll(CONTENT);
    jobs.release(hold);
    assertThat(jobs.held(job)).isEmpty();
  }

  @Test
  void givenPersonAndClass_whenHeld_thenBothMustFit() {
    View hold = jobs.place(ALL.ofClass(new DocumentClass("invoice")), CUSTOMER);
    JobId both = real.sealed(of(CUSTOMER).documentClass("invoice"));
    JobId otherPerson = real.sealed(of("customer 4712").documentClass("invoice"));
    JobId open = real.sealed(of(CUSTOMER));
    assertThat(jobs.keepers(both)).containsExactly(id(hold));
    assertThat(jobs.held(otherPerson)).isEmpty();
    assertThat(jobs.held(open)).containsAll(CONTENT);
    jobs.complete(open, Optional.of("receipt"));
    assertThat(jobs.held(open)).isEmpty();
  }

  @Test
  void givenClassThatPolicyDoesNotKnow_whenHeld_thenItIsRefused() {
    assertRefused(
        () -> jobs.place(ALL.ofClass(new DocumentClass("invoices"))),
        ProblemCode.REQUEST_MALFORMED,
        "/scope/document_class");
    assertRefused(() -> jobs.place(ALL), ProblemCode.REQUEST_MALFORMED);
  }

  @Test
  void givenJobOfWhichNothingMayBeKept_whenAHoldMightReachIt_thenItIsRefused() {
    View person = jobs.place(ALL, CUSTOMER);
    assertNotAdmitted(zero().subject(CUSTOMER));
    real.admit(zero().subject("customer 4712"));
    jobs.release(person);
    real.admit(zero().subject(CUSTOMER));
    jobs.place(ALL.ofClass(new DocumentClass("receipt")));
    assertNotAdmitted(zero());
    real.admit(zero().documentClass("invoice"));
  }

  private void label(JobId job, String name) {
    new TestTransactions()
        .tamper(
            "update disposition set label = '" + name + "' where job_id = '" + job.value() + "'");
  }

  private void assertNotAdmitted(JobRequests request) {
    assertRefused(() -> real.admit(request), ProblemCode.LEGAL_HOLD);
  }

  private static JobRequests zero() {
    return JobRequests.permitted().noRetentionDays().retentionMode(RetentionMode.ZERO);
  }
}
