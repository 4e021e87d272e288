package dev.lethe.jobs.service;

import static dev.lethe.jobs.service.HeldJobs.ALL;
import static dev.lethe.jobs.service.HeldJobs.CONTENT;
import static dev.lethe.jobs.service.HeldJobs.CUSTOMER;
import static dev.lethe.jobs.service.HeldJobs.id;
import static dev.lethe.jobs.service.HeldJobs.of;
import static dev.lethe.policy.model.ArtefactClass.FIELDS;
import static dev.lethe.policy.model.ArtefactClass.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentReference;
import dev.lethe.consent.model.DataSubject;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.retention.model.HoldScope;
import dev.lethe.retention.model.LegalHold;
import dev.lethe.retention.service.HoldService.View;
import dev.lethe.testing.TenantCopy;
import dev.lethe.testing.TestTransactions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds on a person, on the real tables and the real steps of jobs. */
class HoldsOnPersonsTest {

  private final HeldJobs jobs = new HeldJobs();
  private final RealJobs real = jobs.real;

  @AfterEach
  void stop() {
    real.close();
  }

  @Test
  void givenJobsOfPersons_whenOneIsNamed_thenTheirsAreHeldAndTheOthersGo() {
    JobId theirs = real.sealed(of(CUSTOMER));
    JobId others = real.sealed(of("customer 4712"));
    JobId nobodys = real.sealed(JobRequests.permitted());
    View hold = jobs.place(ALL, CUSTOMER);
    assertThat(hold.extent().held()).isEqualTo(3);
    assertThat(hold.extent().unclassified()).isZero();
    assertThat(jobs.held(theirs)).isEqualTo(EnumSet.of(SOURCE, FIELDS, ArtefactClass.AUDIT));
    List.of(theirs, others, nobodys).forEach(jobs::erase);
    assertThat(jobs.standing(theirs)).isEqualTo(CONTENT);
    assertThat(jobs.standing(others)).isEmpty();
    assertThat(jobs.standing(nobodys)).isEmpty();
    jobs.release(hold);
    jobs.erase(theirs);
    assertThat(jobs.standing(theirs)).isEmpty();
  }

  @Test
  void givenHoldOnWhomNothingNamedYet_whenTheyComeByJobOrByConsent_thenTheirArtefactsAreHeld() {
    View hold = jobs.place(ALL, CUSTOMER);
    assertThat(hold.extent().held()).isZero();
    JobId carried = real.sealed(of(CUSTOMER));
    JobId referring = real.sealed(JobRequests.permitted().consent(recorded(carried)));
    JobId other = real.sealed(of("customer 4712"));
    assertThat(jobs.held(carried)).containsAll(CONTENT);
    assertThat(jobs.held(referring)).containsAll(CONTENT);
    assertThat(jobs.held(other)).isEmpty();
    assertThat(real.holding.get(real.app, id(hold)).extent().held()).isEqualTo(6);
    jobs.release(hold);
    assertThat(jobs.held(carried)).isEmpty();
    assertThat(jobs.held(referring)).isEmpty();
  }

  @Test
  void givenSamePersonOfAnotherTenant_whenHeld_thenItIsNotTouched() {
    try (RealJobs other = new RealJobs()) {
      JobId before = other.sealed(of(CUSTOMER));
      View hold = jobs.place(ALL, CUSTOMER);
      JobId after = other.sealed(of(CUSTOMER));
      assertThat(hold.extent().held()).isZero();
      for (JobId job : List.of(before, after)) {
        assertThat(other.in(() -> other.holds.held(other.tenant, job.value()))).isEmpty();
      }
      String theirs =
          other.subjects.lookUp(other.app, DataSubject.named(CUSTOMER)).subject().orElseThrow();
      assertThat(hold.hold().scope().subject()).isPresent().isNotEqualTo(Optional.of(theirs));
      assertThat(real.in(() -> real.holds.names(real.tenant, theirs))).isFalse();
    }
  }

  @Test
  void givenHoldOnAPerson_whenPlaced_thenNothingKeepsTheirReference() {
    View hold = jobs.place(ALL, "Ida Invented, 1970-01-01");
    assertThat(hold.hold().scope().subject().orElseThrow()).matches("sub_[0-9a-f]{32}");
    assertThat(hold.hold().toString()).doesNotContain("Ida");
    assertThat(real.journal.entries().toString())
        .contains(hold.hold().scope().subject().orElseThrow())
        .doesNotContain("Ida");
  }

  @Test
  void givenHeldPerson_whenTheirErasureIsAskedFor_thenTheyAreForgottenOnlyAfterTheHold() {
    JobId job = real.sealed(of(CUSTOMER));
    DataSubject person = DataSubject.named(CUSTOMER);
    HoldScope fields =
        new HoldScope(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Instant.EPOCH),
            EnumSet.of(FIELDS));
    // of the person, and of no job yet: its scope ends before them all
    View hold = jobs.place(fields, CUSTOMER);
    assertThat(jobs.held(job)).isEmpty();
    assertThat(real.subjects.erase(real.app, person).forgotten()).isFalse();
    assertThat(jobs.standing(job)).isEmpty();
    assertThat(real.subjects.lookUp(real.app, person).subject()).isPresent();
    jobs.release(hold);
    assertThat(real.subjects.erase(real.app, person).forgotten()).isTrue();
    assertThat(real.subjects.lookUp(real.app, person).subject()).isEmpty();
  }

  @Test
  void givenPersonWhomOnlyHoldsName_whenTheLastEnds_thenTheyAreForgotten() {
    DataSubject person = DataSubject.named(CUSTOMER);
    View one = jobs.place(ALL, CUSTOMER);
    View two = jobs.place(ALL, CUSTOMER);
    assertThat(two.hold().scope().subject()).isEqualTo(one.hold().scope().subject());
    real.holding.decide(jobs.tara, id(one), false);
    assertThat(real.subjects.lookUp(real.app, person).subject()).isPresent();
    jobs.release(two);
    assertThat(real.subjects.lookUp(real.app, person).subject()).isEmpty();
  }

  @Test
  void givenPersonWithAConsentInUse_whenTheHoldEnds_thenTheyAreStillKnown() {
    real.sealed(of(CUSTOMER));
    jobs.release(jobs.place(ALL, CUSTOMER));
    assertThat(real.subjects.lookUp(real.app, DataSubject.named(CUSTOMER)).jobs()).hasSize(1);
  }

  @Test
  void givenNamedPerson_whenSomethingForgetsThemAllTheSame_thenTheDatabaseRefuses() {
    String subject = jobs.place(ALL, CUSTOMER).hold().scope().subject().orElseThrow();
    assertThatThrownBy(
            () -> new TestTransactions().tamper("delete from subject where id = '" + subject + "'"))
        .hasRootCauseMessage(
            "ERROR: a hold names the data subject\n  Where: PL/pgSQL function keep_who_is_named()"
                + " line 6 at RAISE");
  }

  @Test
  void givenHoldOnAPersonThatWasPlaced_whenAnOlderCopyComesBack_thenItHoldsThemAgain() {
    JobId job = real.sealed(of(CUSTOMER));
    TenantCopy copy = TenantCopy.of(real.tenant);
    View hold = jobs.place(ALL.ofClass(new DocumentClass("invoice")), CUSTOMER);
    copy.restore();
    assertThat(jobs.held(job)).isEmpty();
    real.recovery.tick();
    LegalHold again = real.in(() -> real.holds.find(real.tenant, id(hold))).orElseThrow();
    assertThat(again.scope()).isEqualTo(hold.hold().scope());
    assertThat(jobs.held(job)).containsAll(CONTENT);
    JobId later = real.sealed(of(CUSTOMER));
    assertThat(jobs.held(later)).containsAll(CONTENT);
  }

  private ConsentReference recorded(JobId like) {
    ConsentRecord carried =
        real.in(() -> real.consents.ofJob(real.tenant, like.value())).orElseThrow();
    ConsentRecord record =
        new ConsentRecord(
            ConsentId.random(),
            carried.terms(),
            Optional.empty(),
            carried.subject(),
            carried.mechanism(),
            carried.actor(),
            carried.policyVersion(),
            carried.policySha256(),
            carried.givenAt(),
            carried.recordedAt(),
            carried.expiresAt(),
            Optional.empty());
    real.in(
        () -> {
          real.consents.add(real.tenant, record);
          return record;
        });
    return new ConsentReference(record.id());
  }
}
