package dev.lethe.jobs.service;

import static dev.lethe.policy.model.ArtefactClass.FIELDS;
import static dev.lethe.policy.model.ArtefactClass.SOURCE;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentReference;
import dev.lethe.consent.model.DataSubject;
import dev.lethe.jobs.model.Handling;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.jobs.model.Jobs;
import dev.lethe.jobs.model.Reading;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Isolation;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.Erasure;
import dev.lethe.retention.model.HoldId;
import dev.lethe.retention.model.HoldReason;
import dev.lethe.retention.model.HoldScope;
import dev.lethe.retention.model.LegalHold;
import dev.lethe.retention.service.ErasureService.Trigger;
import dev.lethe.retention.service.HoldService.View;
import dev.lethe.retention.service.HoldService.Wanted;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.testing.TenantCopy;
import dev.lethe.testing.TestTransactions;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds on a person and on a class of documents, on the real tables and the real steps of jobs. */
class HoldReachTest {

  private static final int RACES = 12;
  private static final String CUSTOMER = "customer 4711";
  private static final Set<ArtefactClass> CONTENT = EnumSet.of(SOURCE, FIELDS);
  private static final Handling HANDLING =
      new Handling(Optional.of("worker_7"), Isolation.SAME_TENANT);
  private static final HoldScope ALL =
      new HoldScope(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          EnumSet.allOf(ArtefactClass.class));

  private final RealJobs real = new RealJobs();
  private final Caller tara =
      new Caller(real.tenant, new ActorId("tara"), Set.of(Role.TENANT_ADMIN));

  @AfterEach
  void stop() {
    real.close();
  }

  // --- a person

  @Test
  void givenJobsOfPersons_whenOneIsNamed_thenTheirsAreHeldAndTheOthersGo() {
    JobId theirs = real.sealed(of(CUSTOMER));
    JobId others = real.sealed(of("customer 4712"));
    JobId nobodys = real.sealed(JobRequests.permitted());
    View hold = place(ALL, CUSTOMER);
    assertThat(hold.extent().held()).isEqualTo(3);
    assertThat(hold.extent().unclassified()).isZero();
    assertThat(held(theirs)).isEqualTo(EnumSet.of(SOURCE, FIELDS, ArtefactClass.AUDIT));
    List.of(theirs, others, nobodys).forEach(this::erase);
    assertThat(standing(theirs)).isEqualTo(CONTENT);
    assertThat(standing(others)).isEmpty();
    assertThat(standing(nobodys)).isEmpty();
    release(hold);
    erase(theirs);
    assertThat(standing(theirs)).isEmpty();
  }

  @Test
  void givenHoldOnWhomNothingNamedYet_whenTheyComeByJobOrByConsent_thenTheirArtefactsAreHeld() {
    View hold = place(ALL, CUSTOMER);
    assertThat(hold.extent().held()).isZero();
    JobId carried = real.sealed(of(CUSTOMER));
    JobId referring = real.sealed(JobRequests.permitted().consent(recorded(carried)));
    JobId other = real.sealed(of("customer 4712"));
    assertThat(held(carried)).containsAll(CONTENT);
    assertThat(held(referring)).containsAll(CONTENT);
    assertThat(held(other)).isEmpty();
    assertThat(real.holding.get(real.app, id(hold)).extent().held()).isEqualTo(6);
    release(hold);
    assertThat(held(carried)).isEmpty();
    assertThat(held(referring)).isEmpty();
  }

  @Test
  void givenSamePersonOfAnotherTenant_whenHeld_thenItIsNotTouched() {
    try (RealJobs other = new RealJobs()) {
      JobId before = other.sealed(of(CUSTOMER));
      View hold = place(ALL, CUSTOMER);
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
    View hold = place(ALL, "Ida Invented, 1970-01-01");
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
    View hold = place(fields, CUSTOMER);
    assertThat(held(job)).isEmpty();
    assertThat(real.subjects.erase(real.app, person).forgotten()).isFalse();
    assertThat(standing(job)).isEmpty();
    assertThat(real.subjects.lookUp(real.app, person).subject()).isPresent();
    release(hold);
    assertThat(real.subjects.erase(real.app, person).forgotten()).isTrue();
    assertThat(real.subjects.lookUp(real.app, person).subject()).isEmpty();
  }

  @Test
  void givenPersonWhomOnlyHoldsName_whenTheLastEnds_thenTheyAreForgotten() {
    DataSubject person = DataSubject.named(CUSTOMER);
    View one = place(ALL, CUSTOMER);
    View two = place(ALL, CUSTOMER);
    assertThat(two.hold().scope().subject()).isEqualTo(one.hold().scope().subject());
    real.holding.decide(tara, id(one), false);
    assertThat(real.subjects.lookUp(real.app, person).subject()).isPresent();
    release(two);
    assertThat(real.subjects.lookUp(real.app, person).subject()).isEmpty();
  }

  @Test
  void givenPersonWithAConsentInUse_whenTheHoldEnds_thenTheyAreStillKnown() {
    real.sealed(of(CUSTOMER));
    release(place(ALL, CUSTOMER));
    assertThat(real.subjects.lookUp(real.app, DataSubject.named(CUSTOMER)).jobs()).hasSize(1);
  }

  @Test
  void givenNamedPerson_whenSomethingForgetsThemAllTheSame_thenTheDatabaseRefuses() {
    String subject = place(ALL, CUSTOMER).hold().scope().subject().orElseThrow();
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
    View hold = place(ALL.ofClass(new DocumentClass("invoice")), CUSTOMER);
    copy.restore();
    assertThat(held(job)).isEmpty();
    real.recovery.tick();
    LegalHold again = real.in(() -> real.holds.find(real.tenant, id(hold))).orElseThrow();
    assertThat(again.scope()).isEqualTo(hold.hold().scope());
    assertThat(held(job)).containsAll(CONTENT);
    JobId later = real.sealed(of(CUSTOMER));
    assertThat(held(later)).containsAll(CONTENT);
  }

  // --- a class of documents

  @Test
  void givenClassThatTheSenderGave_whenHeld_thenItDecides() {
    JobId invoice = real.sealed(JobRequests.permitted().documentClass("invoice"));
    View invoices = place(ALL.ofClass(new DocumentClass("invoice")));
    View receipts = place(ALL.ofClass(new DocumentClass("receipt")));
    JobId later = real.sealed(JobRequests.permitted().documentClass("invoice"));
    assertThat(keepers(invoice)).containsExactly(id(invoices));
    assertThat(keepers(later)).containsExactly(id(invoices));
    assertThat(real.holding.get(real.app, id(receipts)).extent().held()).isZero();
  }

  @Test
  void givenUnknownClass_whenItIsFound_thenItsHoldKeepsItAndTheOtherLetsGo() {
    View invoices = place(ALL.ofClass(new DocumentClass("invoice")));
    View receipts = place(ALL.ofClass(new DocumentClass("receipt")));
    JobId job = real.sealed(JobRequests.permitted());
    assertThat(real.holding.get(real.app, id(receipts)).extent().unclassified()).isEqualTo(3);
    complete(job, Optional.of("invoice"));
    View kept = real.holding.get(real.app, id(invoices));
    assertThat(kept.extent().held()).isEqualTo(3);
    assertThat(kept.extent().unclassified()).isZero();
    assertThat(real.holding.get(real.app, id(receipts)).extent().held()).isZero();
    release(receipts);
    assertThat(held(job)).containsAll(CONTENT);
    release(invoices);
    assertThat(held(job)).isEmpty();
    erase(job);
    assertThat(standing(job)).isEmpty();
  }

  @Test
  void givenDueArtefactOfUnknownClass_whenAnotherClassIsFound_thenItIsDueAtOnce() {
    place(ALL.ofClass(new DocumentClass("receipt")));
    JobId job = real.sealed(JobRequests.permitted());
    real.steps.start(real.tenant, job, 1);
    Instant later = Instant.now().plus(Duration.ofDays(400));
    real.erasing.eraseDue(real.tenant, List.of(job.value()), later);
    assertThat(standing(job)).isEqualTo(CONTENT);
    completeStarted(job, Optional.of("invoice"));
    real.erasing.eraseDue(real.tenant, List.of(job.value()), later);
    assertThat(standing(job)).isEmpty();
  }

  @Test
  void givenDocumentOfNoClassOrThatFailed_whenDue_thenTheHoldKeepsItToItsEnd() {
    JobId unknown = real.sealed(JobRequests.permitted());
    complete(unknown, Optional.empty());
    JobId failed = real.sealed(JobRequests.permitted());
    View hold = place(ALL.ofClass(new DocumentClass("receipt")));
    real.steps.start(real.tenant, failed, 1);
    real.steps.fail(real.tenant, failed, ProblemCode.DOCUMENT_UNREADABLE, Optional.of(HANDLING));
    for (JobId job : List.of(unknown, failed)) {
      erase(job);
      assertThat(standing(job)).isEqualTo(CONTENT);
    }
    View seen = real.holding.get(real.app, id(hold));
    assertThat(seen.extent().unclassified()).isEqualTo(seen.extent().held()).isEqualTo(6);
    release(hold);
    for (JobId job : List.of(unknown, failed)) {
      erase(job);
      assertThat(standing(job)).isEmpty();
    }
  }

  @Test
  void givenDeletedJobsOfNoClass_whenAClassIsHeld_thenOnlyThoseOfTheClassCountAsGone() {
    JobId unknown = real.sealed(JobRequests.permitted());
    JobId invoice = real.sealed(JobRequests.permitted().documentClass("invoice"));
    erase(unknown);
    erase(invoice);
    assertThat(place(ALL.ofClass(new DocumentClass("invoice"))).extent().gone()).isEqualTo(2);
  }

  @Test
  void givenLabelOfAReviewer_whenItIsTheHeldClass_thenItIsHeldAndAnotherLabelFreesNothing() {
    JobId job = real.sealed(JobRequests.permitted());
    complete(job, Optional.of("invoice"));
    View hold = place(ALL.ofClass(new DocumentClass("receipt")));
    assertThat(held(job)).isEmpty();
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
    assertThat(held(job)).containsAll(CONTENT);
    label(job, "invoice");
    assertThat(held(job)).containsAll(CONTENT);
    release(hold);
    assertThat(held(job)).isEmpty();
  }

  @Test
  void givenPersonAndClass_whenHeld_thenBothMustFit() {
    View hold = place(ALL.ofClass(new DocumentClass("invoice")), CUSTOMER);
    JobId both = real.sealed(of(CUSTOMER).documentClass("invoice"));
    JobId otherPerson = real.sealed(of("customer 4712").documentClass("invoice"));
    JobId open = real.sealed(of(CUSTOMER));
    assertThat(keepers(both)).containsExactly(id(hold));
    assertThat(held(otherPerson)).isEmpty();
    assertThat(held(open)).containsAll(CONTENT);
    complete(open, Optional.of("receipt"));
    assertThat(held(open)).isEmpty();
  }

  @Test
  void givenClassThatPolicyDoesNotKnow_whenHeld_thenItIsRefused() {
    assertThatThrownBy(() -> place(ALL.ofClass(new DocumentClass("invoices"))))
        .isInstanceOfSatisfying(
            LetheException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.REQUEST_MALFORMED);
              assertThat(e.details().get(0).pointer()).isEqualTo("/scope/document_class");
            });
    assertRefused(() -> place(ALL), ProblemCode.REQUEST_MALFORMED);
  }

  @Test
  void givenJobOfWhichNothingMayBeKept_whenAHoldMightReachIt_thenItIsRefused() {
    View person = place(ALL, CUSTOMER);
    assertNotAdmitted(zero().subject(CUSTOMER));
    real.admit(zero().subject("customer 4712"));
    release(person);
    real.admit(zero().subject(CUSTOMER));
    place(ALL.ofClass(new DocumentClass("receipt")));
    assertNotAdmitted(zero());
    real.admit(zero().documentClass("invoice"));
  }

  private void assertNotAdmitted(JobRequests request) {
    assertRefused(() -> real.admit(request), ProblemCode.LEGAL_HOLD);
  }

  private static JobRequests zero() {
    return JobRequests.permitted().noRetentionDays().retentionMode(RetentionMode.ZERO);
  }

  // --- at one moment

  /** Whoever is first: what the hold counts is there and stays. */
  @Test
  void givenPurgeAndHoldOnAPersonAtOnce_whenBothAreDone_thenNothingHeldIsLost() throws Exception {
    for (int race = 0; race < RACES; race++) {
      String person = "person " + race;
      JobId one = real.sealed(of(person));
      JobId two = real.sealed(of(person));
      View[] hold = new View[1];
      real.atOnce(
          () -> erase(one),
          () -> hold[0] = place(ALL, person),
          () -> real.erasing.eraseDue(real.tenant, List.of(two.value()), later()),
          () -> real.subjects.erase(real.app, DataSubject.named(person)));
      long kept = standing(one).size() + standing(two).size();
      long trails = kept(one, ArtefactClass.AUDIT) + kept(two, ArtefactClass.AUDIT);
      if (kept > 0) {
        assertThat(hold[0].extent().held()).isEqualTo(kept + trails);
      }
      assertThat(held(one)).containsAll(standing(one));
      assertThat(held(two)).containsAll(standing(two));
    }
  }

  /** Sealing plans the source of a job that the hold waits for. */
  @Test
  void givenStepsOfAJobAndHoldsAtOnce_whenAllAreDone_thenNoneFailsAndAllIsHeld() throws Exception {
    for (int race = 0; race < RACES; race++) {
      String person = "person " + race;
      JobId sealing = real.admit(of(person));
      real.steps.expect(real.tenant, sealing, false);
      JobId reading = real.sealed(of(person));
      real.steps.start(real.tenant, reading, 1);
      View[] holds = new View[2];
      JobId[] admitted = new JobId[1];
      real.atOnce(
          () -> real.seal(sealing),
          () -> completeStarted(reading, Optional.of("invoice")),
          () -> {
            holds[0] = place(ALL, person);
            holds[1] = place(ALL.ofClass(new DocumentClass("invoice")), person);
          },
          () -> admitted[0] = real.sealed(of(person)));
      for (JobId job : List.of(sealing, reading, admitted[0])) {
        assertThat(held(job)).as("race %d", race).containsAll(CONTENT);
        assertThat(keepers(job)).containsExactlyInAnyOrder(id(holds[0]), id(holds[1]));
      }
      real.atOnce(
          () -> release(holds[0]),
          () -> release(holds[1]),
          () -> complete(sealing, Optional.of("receipt")),
          () -> complete(admitted[0], Optional.empty()));
      for (JobId job : List.of(sealing, reading, admitted[0])) {
        assertThat(held(job)).isEmpty();
      }
    }
  }

  @Test
  void givenDeletionThatHasBegun_whenAHoldIsPlaced_thenItWaitsAndCountsWhatIsGone()
      throws Exception {
    JobId job = real.sealed(of(CUSTOMER));
    View[] hold = new View[1];
    real.assertWaits(
        () -> {
          Erasure claimed = real.artefacts.lock(real.tenant, job.value(), CONTENT).orElseThrow();
          real.artefacts.deleted(real.tenant, List.of(claimed), Instant.now());
        },
        () -> hold[0] = place(ALL, CUSTOMER));
    assertThat(hold[0].extent().gone()).isEqualTo(2);
    assertThat(held(job)).containsExactly(ArtefactClass.AUDIT);
  }

  @Test
  void givenClassThatIsBeingFound_whenAHoldIsPlaced_thenItWaitsAndSeesIt() throws Exception {
    JobId job = real.sealed(JobRequests.permitted());
    Job read = real.steps.start(real.tenant, job, 1).orElseThrow();
    View[] hold = new View[1];
    real.assertWaits(
        () ->
            real.jobs.save(
                real.jobs
                    .lock(real.tenant, job)
                    .orElseThrow()
                    .done(outcome(Optional.of("invoice")), Instant.now())),
        () -> hold[0] = place(ALL.ofClass(new DocumentClass("receipt"))));
    assertThat(read.state()).isNotEqualTo(real.state(job));
    assertThat(hold[0].extent().held()).isZero();
  }

  // --- means

  private static JobRequests of(String person) {
    return JobRequests.permitted().subject(person);
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

  private View place(HoldScope scope) {
    return place(scope, Optional.empty());
  }

  private View place(HoldScope scope, String person) {
    return place(scope, Optional.of(PersonalText.of(person)));
  }

  private View place(HoldScope scope, Optional<PersonalText> person) {
    return real.holding.place(
        real.app,
        new Wanted(
            "2026/417-B",
            HoldReason.LITIGATION,
            scope,
            person,
            Instant.now().plus(Duration.ofDays(30))));
  }

  private static HoldId id(View hold) {
    return hold.hold().id();
  }

  private void release(View hold) {
    real.holding.decide(tara, id(hold), true);
    real.holding.requestRelease(real.app, id(hold));
    real.holding.decide(tara, id(hold), true);
  }

  private Set<ArtefactClass> held(JobId job) {
    return real.in(() -> real.holds.held(real.tenant, job.value()));
  }

  /** Open holds that keep something of a job. */
  private List<HoldId> keepers(JobId job) {
    return real.in(() -> real.holds.of(real.tenant, job.value())).stream()
        .filter(hold -> hold.state().keeps())
        .map(LegalHold::id)
        .toList();
  }

  private void erase(JobId job) {
    real.erasing.erase(real.tenant, real.app.actor(), job.value(), CONTENT, Trigger.REQUEST);
  }

  private long kept(JobId job, ArtefactClass artefact) {
    return real.in(() -> real.artefacts.standing(real.tenant, List.of(job.value()))).stream()
        .filter(one -> one.artefact() == artefact)
        .count();
  }

  /** Content of a job that is not deleted. */
  private Set<ArtefactClass> standing(JobId job) {
    Set<ArtefactClass> standing = EnumSet.noneOf(ArtefactClass.class);
    real.in(() -> real.artefacts.standing(real.tenant, List.of(job.value())))
        .forEach(one -> standing.add(one.artefact()));
    standing.remove(ArtefactClass.AUDIT);
    return standing;
  }

  private static Instant later() {
    return Instant.now().plus(Duration.ofDays(30));
  }

  private void label(JobId job, String name) {
    new TestTransactions()
        .tamper(
            "update disposition set label = '" + name + "' where job_id = '" + job.value() + "'");
  }

  private void complete(JobId job, Optional<String> found) {
    real.steps.start(real.tenant, job, 1);
    completeStarted(job, found);
  }

  private void completeStarted(JobId job, Optional<String> found) {
    List<ExtractedField> fields =
        List.of(Jobs.found("invoice_total", FieldType.AMOUNT, "1.00", "1.00"));
    real.steps.complete(
        real.in(() -> real.jobs.find(real.tenant, job)).orElseThrow(),
        outcome(found),
        Reading.of(
            new Response.Extracted(found.orElse("unknown"), 1, 1, fields, Jobs.PROVENANCE, 5)),
        HANDLING,
        fields,
        Optional.empty());
  }

  private static Job.Outcome outcome(Optional<String> found) {
    return new Job.Outcome(found.map(DocumentClass::new), 1, 5, Jobs.PROVENANCE);
  }
}
