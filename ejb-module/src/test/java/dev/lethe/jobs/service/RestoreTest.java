package dev.lethe.jobs.service;

import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.DataSubject;
import dev.lethe.consent.model.WithdrawalTarget;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.jobs.model.JobState;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.recovery.model.RecoveryStatus.State;
import dev.lethe.retention.model.CertificateFilter;
import dev.lethe.retention.model.CertificateLedger.Listed;
import dev.lethe.retention.model.HoldReason;
import dev.lethe.retention.model.HoldScope;
import dev.lethe.retention.model.LegalHold;
import dev.lethe.retention.service.ErasureService.Trigger;
import dev.lethe.retention.service.HoldService.Wanted;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.testing.TenantCopy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What has ended stays ended, whichever copy of the database comes back. */
class RestoreTest {

  private static final Set<ArtefactClass> CONTENT =
      Set.of(ArtefactClass.SOURCE, ArtefactClass.FIELDS);

  private final RealJobs real = new RealJobs();
  private final Caller tara =
      new Caller(real.tenant, new ActorId("tara"), Set.of(Role.TENANT_ADMIN));

  @AfterEach
  void close() {
    real.close();
  }

  @Test
  void givenJobThatWasDeleted_whenAnOlderCopyComesBack_thenItIsDeletedAgainUnderItsReceipt() {
    JobId job = real.sealed(JobRequests.permitted());
    TenantCopy copy = TenantCopy.of(real.tenant);
    delete(job);
    Listed before = only(job);
    copy.restore();
    assertThat(real.state(job)).isNotEqualTo(JobState.DELETED);
    assertThat(receipts(job)).isEmpty();

    real.recovery.tick();
    assertThat(real.recovery.status().state()).isEqualTo(State.COMPLETE);
    assertThat(real.recovery.status().replayed()).isPositive();
    assertThat(real.state(job)).isEqualTo(JobState.DELETED);
    Listed after = only(job);
    assertThat(after.receipt()).isEqualTo(before.receipt());
    assertThat(after.certificate()).isPresent();
    assertThat(real.types(job))
        .contains("deletion.replayed")
        .doesNotContain("deletion.acknowledged");
  }

  @Test
  void givenReplayedDeletion_whenRestoredAndReplayedAgain_thenNothingIsThereTwice() {
    JobId job = real.sealed(JobRequests.permitted());
    TenantCopy copy = TenantCopy.of(real.tenant);
    delete(job);
    for (int time = 0; time < 2; time++) {
      copy.restore();
      real.journalLedger.forget(List.copyOf(real.journal.segments().keySet()));
      real.recovery.tick();
      real.recovery.tick();
      assertThat(receipts(job)).hasSize(1);
    }
    long entries = real.journal.entries().size();
    real.recovery.tick();
    assertThat(real.journal.entries()).hasSize((int) entries);
  }

  @Test
  void givenJobThatTheCopyDoesNotHave_whenItWasDeleted_thenItIsGoneAndNotUnknown() {
    TenantCopy copy = TenantCopy.of(real.tenant);
    JobId job = real.sealed(JobRequests.permitted());
    delete(job);
    Listed before = only(job);
    copy.restore();
    real.recovery.tick();
    assertProblem(job, ProblemCode.JOB_GONE);
    assertProblem(JobId.random(), ProblemCode.NOT_FOUND);
    assertThat(only(job).receipt()).isEqualTo(before.receipt());
  }

  @Test
  void givenConsentThatWasWithdrawn_whenAnOlderCopyComesBack_thenItIsWithdrawnAndItsJobIsGone() {
    JobId job = real.sealed(JobRequests.permitted());
    ConsentId consent = consentOf(job).id();
    TenantCopy copy = TenantCopy.of(real.tenant);
    real.withdrawing.withdraw(
        real.app, new WithdrawalTarget.OfConsent(consent), Optional.of("no more"));
    Instant ended = consentOf(job).endedAt().orElseThrow();
    copy.restore();
    assertThat(consentOf(job).endedAt()).isEmpty();
    real.recovery.tick();
    assertThat(consentOf(job).endedAt()).contains(ended);
    assertThat(real.state(job)).isNotIn(JobState.DONE, JobState.QUEUED, JobState.PROCESSING);
    assertThat(standing(job)).isEmpty();
  }

  @Test
  void givenHoldThatWasPlaced_whenAnOlderCopyComesBack_thenItHoldsAgainAsItStood() {
    JobId job = real.sealed(JobRequests.permitted());
    TenantCopy copy = TenantCopy.of(real.tenant);
    LegalHold hold = hold(job);
    real.holding.decide(tara, hold.id(), true);
    copy.restore();
    real.recovery.tick();
    LegalHold again = real.in(() -> real.holds.find(real.tenant, hold.id())).orElseThrow();
    assertThat(again.state()).isEqualTo(LegalHold.State.ACTIVE);
    assertThat(again.approval().orElseThrow().by()).isEqualTo("tara");
    assertThat(real.in(() -> real.holds.held(real.tenant, job.value()))).isEqualTo(CONTENT);
    // and goes on holding when it is replayed once more
    real.journalLedger.forget(List.copyOf(real.journal.segments().keySet()));
    real.recovery.tick();
    delete(job);
    assertThat(receipts(job)).isEmpty();
  }

  @Test
  void givenHeldJobThatWasReleasedAndDeleted_whenTheHoldComesBack_thenItKeepsNothing() {
    JobId job = real.sealed(JobRequests.permitted());
    LegalHold hold = hold(job);
    real.holding.decide(tara, hold.id(), true);
    TenantCopy copy = TenantCopy.of(real.tenant);
    real.holding.requestRelease(real.app, hold.id());
    real.holding.decide(tara, hold.id(), true);
    delete(job);
    assertThat(receipts(job)).hasSize(1);
    copy.restore();
    real.recovery.tick();
    assertThat(real.recovery.status().state()).isEqualTo(State.COMPLETE);
    assertThat(receipts(job)).hasSize(1);
    assertThat(real.in(() -> real.holds.find(real.tenant, hold.id())).orElseThrow().state())
        .isEqualTo(LegalHold.State.RELEASED);
  }

  @Test
  void givenDeletionThatAHoldDefers_whenAnOlderCopyComesBack_thenItIsStillAskedFor() {
    JobId job = real.sealed(JobRequests.permitted());
    hold(job);
    TenantCopy copy = TenantCopy.of(real.tenant);
    delete(job);
    copy.restore();
    real.recovery.tick();
    assertThat(real.state(job)).isEqualTo(JobState.DELETED);
    assertThat(receipts(job)).isEmpty();
  }

  @Test
  void givenSubjectThatWasForgotten_whenAnOlderCopyComesBack_thenNothingLeadsToItAgain() {
    DataSubject customer = DataSubject.named("customer 4711");
    DataSubject other = DataSubject.named("customer 4712");
    JobId job = real.sealed(JobRequests.permitted().subject("customer 4711"));
    real.sealed(JobRequests.permitted().subject("customer 4712"));
    TenantCopy copy = TenantCopy.of(real.tenant);
    assertThat(real.subjects.erase(real.app, customer).forgotten()).isTrue();
    copy.restore();
    assertThat(real.subjects.lookUp(real.app, customer).subject()).isPresent();

    real.recovery.tick();
    assertThat(real.recovery.status().state()).isEqualTo(State.COMPLETE);
    assertThat(real.subjects.lookUp(real.app, customer).subject()).isEmpty();
    assertThat(real.subjects.lookUp(real.app, other).jobs()).hasSize(1);
    assertThat(standing(job)).isEmpty();
    // whoever comes back under the same reference is somebody new
    real.sealed(JobRequests.permitted().subject("customer 4711"));
    real.journalLedger.forget(List.copyOf(real.journal.segments().keySet()));
    real.recovery.tick();
    assertThat(real.subjects.lookUp(real.app, customer).jobs()).hasSize(1);
  }

  @Test
  void givenJournalThatCannotBeWritten_whenDeleted_thenNobodyIsToldUntilItCan() {
    JobId job = real.sealed(JobRequests.permitted());
    real.journal.fail(true);
    assertRefused(() -> erase(job), ProblemCode.DATABASE_UNAVAILABLE);
    // deleted it is, and unsigned
    assertThat(only(job).certificate()).isEmpty();
    real.journal.fail(false);
    real.erasing.finishLeftOver(real.tenant);
    assertThat(only(job).certificate()).isPresent();
    assertThat(real.journal.entries())
        .anyMatch(entry -> entry.id().equals(only(job).receipt().id()));
  }

  @Test
  void givenNothingThatEnded_whenChecked_thenNothingIsReplayed() {
    real.sealed(JobRequests.permitted());
    real.recovery.tick();
    assertThat(real.recovery.status().replayed()).isZero();
    assertThat(real.gate.isOpen()).isTrue();
  }

  private void delete(JobId job) {
    real.steps.delete(real.app, job);
    erase(job);
  }

  private void erase(JobId job) {
    real.erasing.erase(real.tenant, real.app.actor(), job.value(), CONTENT, Trigger.REQUEST);
  }

  private LegalHold hold(JobId job) {
    return real.holding
        .place(
            real.app,
            new Wanted(
                "2026/1",
                HoldReason.LITIGATION,
                new HoldScope(
                    List.of(job.value()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    CONTENT),
                Optional.empty(),
                Instant.now().plus(Duration.ofDays(30))))
        .hold();
  }

  private ConsentRecord consentOf(JobId job) {
    return real.in(() -> real.consents.ofJob(real.tenant, job.value())).orElseThrow();
  }

  private List<ArtefactClass> standing(JobId job) {
    return real.in(() -> real.artefacts.standing(real.tenant, List.of(job.value()))).stream()
        .map(one -> one.artefact())
        .filter(artefact -> artefact != ArtefactClass.AUDIT)
        .toList();
  }

  private List<Listed> receipts(JobId job) {
    return real
        .in(() -> real.certificates.list(real.tenant, CertificateFilter.ALL, 0, 100))
        .stream()
        .filter(one -> one.receipt().job().equals(job.value()))
        .toList();
  }

  private Listed only(JobId job) {
    assertThat(receipts(job)).hasSize(1);
    return receipts(job).get(0);
  }

  private void assertProblem(JobId job, ProblemCode code) {
    assertRefused(() -> real.steps.view(real.tenant, job), code);
  }
}
