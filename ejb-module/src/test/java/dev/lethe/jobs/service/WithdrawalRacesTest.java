package dev.lethe.jobs.service;

import static dev.lethe.testing.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.consent.model.ConsentFilter;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentStore.Lock;
import dev.lethe.consent.model.DataSubject;
import dev.lethe.consent.model.Withdrawal;
import dev.lethe.consent.model.WithdrawalEffect;
import dev.lethe.consent.model.WithdrawalEffect.Kind;
import dev.lethe.consent.model.WithdrawalFilter;
import dev.lethe.consent.model.WithdrawalTarget.OfConsent;
import dev.lethe.consent.model.WithdrawalTarget.OfJob;
import dev.lethe.consent.model.WithdrawalTarget.OfSubject;
import dev.lethe.jobs.model.Handling;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.Jobs;
import dev.lethe.jobs.model.Reading;
import dev.lethe.jobs.model.SubjectErasure;
import dev.lethe.jobs.model.SubjectReport;
import dev.lethe.policy.model.Isolation;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Withdrawing on the real database, against everything else at the same moment. */
class WithdrawalRacesTest {

  private static final int RACES = 25;

  private final RealJobs real = new RealJobs();
  private final TenantId tenant = real.tenant;
  private final Caller app = real.app;

  @AfterEach
  void stop() {
    real.close();
  }

  @Test
  void givenResultThatIsJustKept_whenWithdrawn_thenItIsNeverDeliveredAndIsErased()
      throws Exception {
    for (int race = 0; race < RACES; race++) {
      String subject = "subject " + race;
      JobId job = reading(subject);
      atOnce(
          () -> complete(job),
          () -> withdraw(subject),
          () -> real.withdrawing.withdraw(app, new OfJob(job.value()), Optional.empty()),
          () -> view(job));
      real.withdrawals.workerEnded(tenant, job.value());
      assertThat(real.state(job)).isEqualTo(JobState.WITHDRAWN);
      assertThat(real.in(() -> real.results.find(tenant, job))).isEmpty();
      assertThat(real.types(job)).containsOnlyOnce("job.withdrawn");
      assertThat(effects(job)).filteredOn(e -> e.kind() == Kind.JOB_FOUND).hasSize(1);
      assertThat(effects(job))
          .filteredOn(effect -> effect.kind() == Kind.DELETION_DUE)
          .isNotEmpty()
          .allMatch(effect -> effect.state() == WithdrawalEffect.State.DONE);
      assertThat(open()).isEmpty();
    }
  }

  @Test
  void givenJobsThatAreJustAdmitted_whenTheirSubjectWithdraws_thenEachIsWithdrawnOrCameAfter()
      throws Exception {
    for (int race = 0; race < RACES; race++) {
      String subject = "newcomer " + race;
      List<JobId> admitted = java.util.Collections.synchronizedList(new ArrayList<>());
      atOnce(
          () -> admitted.add(admit(subject)),
          () -> admitted.add(admit(subject)),
          () -> withdraw(subject));
      for (JobId job : admitted) {
        boolean ended =
            real.in(() -> real.consents.ofJob(tenant, job.value()))
                .orElseThrow()
                .endedAt()
                .isPresent();
        assertThat(real.state(job)).isEqualTo(ended ? JobState.WITHDRAWN : JobState.ADMITTED);
      }
      withdraw(subject);
      assertThat(admitted).allMatch(job -> real.state(job) == JobState.WITHDRAWN);
    }
  }

  @Test
  void givenPersonWhoIsWithdrawing_whenAJobIsAdmitted_thenItWaitsAndComesAfter() throws Exception {
    Lock person = subjectLock("waiting 1");
    real.assertWaits(() -> real.consents.lock(tenant, person), () -> admit("waiting 1"));
  }

  @Test
  void givenJobThatIsBeingAdmitted_whenItsSubjectWithdraws_thenTheWithdrawalWaitsForIt()
      throws Exception {
    Lock person = subjectLock("waiting 2");
    real.assertWaits(() -> real.consents.share(tenant, person), () -> withdraw("waiting 2"));
  }

  @Test
  void givenConsentThatIsBeingUsed_whenItsJobIsWithdrawn_thenTheWithdrawalWaits() throws Exception {
    JobId job = admit("waiting 3");
    ConsentId consent = consentOf(job);
    real.assertWaits(
        () -> real.consents.share(tenant, Lock.of(consent)),
        () -> real.withdrawing.withdraw(app, new OfJob(job.value()), Optional.empty()));
    assertThat(real.state(job)).isEqualTo(JobState.WITHDRAWN);
  }

  @Test
  void givenConsentThatIsBeingUsed_whenItIsWithdrawn_thenTheWithdrawalWaits() throws Exception {
    ConsentId consent = consentOf(admit("waiting 4"));
    real.assertWaits(
        () -> real.consents.share(tenant, Lock.of(consent)),
        () -> real.withdrawing.withdraw(app, new OfConsent(consent), Optional.empty()));
  }

  private Lock subjectLock(String subject) {
    PersonalText reference = PersonalText.of(subject);
    return Lock.ofSubject(real.in(() -> real.pseudonyms.of(tenant, "subject", reference)));
  }

  private ConsentId consentOf(JobId job) {
    return real.in(() -> real.consents.ofJob(tenant, job.value())).orElseThrow().id();
  }

  @Test
  void givenSameWithdrawalTwiceAtOnce_whenDone_thenThereIsOne() throws Exception {
    for (int race = 0; race < RACES; race++) {
      String subject = "twice " + race;
      JobId job = admit(subject);
      atOnce(() -> withdraw(subject), () -> withdraw(subject), () -> withdraw(subject));
      assertThat(effects(job)).filteredOn(e -> e.kind() == Kind.JOB_FOUND).hasSize(1);
      assertThat(effects(job)).filteredOn(e -> e.kind() == Kind.QUEUED_WORK_CANCELLED).hasSize(1);
    }
  }

  @Test
  void givenSubject_whenLookedUpAndErased_thenItIsKnownAndThenForgotten() {
    JobId job = reading("customer 4711");
    complete(job);
    SubjectReport before = real.subjects.lookUp(app, DataSubject.named("customer 4711"));
    assertThat(before.jobs()).singleElement().extracting(one -> one.id()).isEqualTo(job);
    assertThat(before.consents()).hasSize(1);
    assertThat(before.toString()).doesNotContain("4711");

    SubjectErasure erasure = real.subjects.erase(app, DataSubject.named("customer 4711"));
    assertThat(erasure.forgotten()).isTrue();
    assertThat(erasure.jobs())
        .singleElement()
        .satisfies(one -> assertThat(one.receipts()).isNotEmpty());
    assertThat(real.subjects.lookUp(app, DataSubject.named("customer 4711")).subject()).isEmpty();
    assertThat(
            real.in(
                () -> real.consents.count(tenant, ConsentFilter.ALL, Clock.systemUTC().instant())))
        .isEqualTo(1);
    assertThat(real.subjects.erase(app, DataSubject.named("customer 4711")).withdrawal()).isEmpty();
  }

  @Test
  void givenJobWithoutWorker_whenAnotherServerAsks_thenItIsAmongTheEnded() {
    JobId job = reading("elsewhere");
    JobId other = reading("somebody else");
    real.withdrawing.withdraw(app, new OfJob(job.value()), Optional.empty());
    assertThat(real.in(() -> real.jobs.ended(Set.of(job, other)))).containsExactly(job);
  }

  private void withdraw(String subject) {
    real.withdrawing.withdraw(app, new OfSubject(DataSubject.named(subject)), Optional.empty());
  }

  private void view(JobId job) {
    try {
      real.steps.view(tenant, job);
    } catch (LetheException refused) {
      assertThat(refused.code()).isEqualTo(ProblemCode.CONSENT_WITHDRAWN);
    }
  }

  private void complete(JobId job) {
    List<ExtractedField> fields =
        List.of(Jobs.found("iban", FieldType.IBAN, "DE89 3704", "DE893704"));
    try {
      real.steps.complete(
          real.in(() -> real.jobs.find(tenant, job)).orElseThrow(),
          Jobs.outcome(),
          Reading.of(new Response.Extracted("invoice", 2, 1, fields, Jobs.PROVENANCE, 120)),
          new Handling(Optional.empty(), Isolation.SAME_TENANT),
          fields,
          Optional.empty());
    } catch (LetheException refused) {
      assertThat(refused.code()).isEqualTo(ProblemCode.CONSENT_WITHDRAWN);
    }
  }

  private JobId admit(String subject) {
    return real.admit(JobRequests.permitted().subject(subject));
  }

  private JobId reading(String subject) {
    return real.reading(JobRequests.permitted().subject(subject));
  }

  private List<WithdrawalEffect> effects(JobId job) {
    return real.withdrawing.list(app, WithdrawalFilter.ALL, 0, 500).stream()
        .map(Withdrawal::effects)
        .flatMap(List::stream)
        .filter(effect -> effect.job().equals(Optional.of(job.value())))
        .toList();
  }

  private List<Withdrawal> open() {
    WithdrawalFilter open =
        new WithdrawalFilter(
            Optional.of(false), Optional.empty(), Optional.empty(), Optional.empty());
    return real.withdrawing.list(app, open, 0, 500);
  }
}
