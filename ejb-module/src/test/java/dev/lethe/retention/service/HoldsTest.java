package dev.lethe.retention.service;

import static dev.lethe.policy.model.ArtefactClass.AUDIT;
import static dev.lethe.policy.model.ArtefactClass.FIELDS;
import static dev.lethe.policy.model.ArtefactClass.SOURCE;
import static dev.lethe.testing.AtOnce.atOnce;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.recovery.service.TestJournals;
import dev.lethe.retention.adapter.TestRetention;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.model.DueJob;
import dev.lethe.retention.model.HeldSubjects;
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
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.TestTransactions;
import dev.lethe.worker.PersonalText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds against the deletion that they defer, on the real database. */
class HoldsTest {

  private static final Set<ArtefactClass> CONTENT = Set.of(SOURCE, FIELDS);

  private final TestTransactions transactions = new TestTransactions();
  private final TestRetention retention = new TestRetention(transactions);
  private final TenantId tenant = transactions.newTenant();
  private final MutableClock clock = new MutableClock(Instant.now());
  private final DataKeys keys = TestKeys.in(transactions);
  private final RecordedEvents<AuditEvent> audit =
      new RecordedEvents<>(EventCatalogue::requireListed);
  private final Caller olivia = person("olivia", Role.COMPLIANCE_OFFICER);
  private final Caller otto = person("otto", Role.COMPLIANCE_OFFICER);
  private final Caller tara = person("tara", Role.TENANT_ADMIN);
  private final Holds holds = new Holds();
  private final Erasing erasing =
      TestErasing.of(
          retention,
          transactions,
          keys,
          clock,
          new KeyedContent(SOURCE),
          new KeyedContent(FIELDS),
          new KeyedContent(AUDIT));
  private final Instant review = clock.instant().plus(Duration.ofDays(90));

  private Caller person(String name, Role role) {
    return new Caller(tenant, new ActorId(name), Set.of(role));
  }

  @BeforeEach
  void prepare() {
    holds.ledger = retention.holds();
    holds.subjects = new NoSubjects();
    holds.policy = () -> DefaultPolicy.BUNDLE;
    holds.journaling = TestJournals.inMemory();
    holds.transactions = transactions;
    holds.audit = audit;
    holds.clock = clock;
  }

  @Test
  void givenHold_whenDeadlinesPass_thenNothingIsDeletedUntilItIsReleased() {
    String job = job();
    View hold = place(only(job));
    assertThat(hold.extent().held()).isEqualTo(2);
    assertThat(hold.extent().deferred()).isEqualTo(2);
    sweep(job);
    erasing.erase(tenant, olivia.actor(), job, CONTENT, Trigger.REQUEST);
    assertThat(keysOf(job)).isEqualTo(2);
    assertThat(receipts()).isEmpty();
    assertThat(due()).isEmpty();
    assertThat(retention.ledger().tenantsDue(clock.instant())).doesNotContain(tenant);

    holds.decide(tara, hold.hold().id(), true);
    holds.requestRelease(olivia, hold.hold().id());
    sweep(job);
    assertThat(keysOf(job)).isEqualTo(2);
    View released = holds.decide(tara, hold.hold().id(), true);
    assertThat(released.hold().state()).isEqualTo(LegalHold.State.RELEASED);
    assertThat(due()).containsExactly(job);
    sweep(job);
    assertThat(keysOf(job)).isZero();
    assertThat(receipts()).hasSize(1);
    assertThat(audit.fired())
        .extracting(AuditEvent::type)
        .containsExactly(
            "hold.requested", "hold.approved", "hold.release_requested", "hold.released");
    assertThat(audit.fired().get(3).facts()).containsEntry("requeued", "2");
  }

  @Test
  void givenHoldOfOneClass_whenDue_thenTheOthersGo() {
    String job = job();
    place(
        new HoldScope(
            List.of(job),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(FIELDS)));
    sweep(job);
    assertThat(receipts()).hasSize(1);
    assertThat(receipts().get(0).counts()).containsOnlyKeys(SOURCE);
    assertThat(keysOf(job)).isEqualTo(1);
    assertThat(retention.holds().held(tenant, job)).containsExactly(FIELDS);
  }

  @Test
  void givenTwoHolds_whenOneIsReleased_thenTheOtherStillKeeps() {
    String job = job();
    View one = place(only(job));
    View other = place(ofPurpose());
    release(one);
    sweep(job);
    assertThat(keysOf(job)).isEqualTo(2);
    release(other);
    sweep(job);
    assertThat(keysOf(job)).isZero();
  }

  @Test
  void givenHoldThatIsRefused_whenSwept_thenWhatWasDueGoes() {
    String job = job();
    View hold = place(only(job));
    assertThat(holds.decide(tara, hold.hold().id(), false).hold().state())
        .isEqualTo(LegalHold.State.REJECTED);
    sweep(job);
    assertThat(keysOf(job)).isZero();
    assertRefused(() -> holds.requestRelease(olivia, hold.hold().id()), ProblemCode.CONFLICT);
    assertRefused(() -> holds.decide(tara, hold.hold().id(), true), ProblemCode.CONFLICT);
    assertRefused(() -> holds.review(olivia, hold.hold().id(), review), ProblemCode.CONFLICT);
  }

  @Test
  void givenWhoAsked_whenTheyDecide_thenASecondPersonIsRequired() {
    HoldId hold = place(only(job())).hold().id();
    assertRefused(() -> holds.decide(olivia, hold, true), ProblemCode.SECOND_PERSON_REQUIRED);
    assertRefused(() -> holds.decide(olivia, hold, false), ProblemCode.SECOND_PERSON_REQUIRED);
    holds.decide(otto, hold, true);
    holds.requestRelease(otto, hold);
    assertRefused(() -> holds.decide(otto, hold, true), ProblemCode.SECOND_PERSON_REQUIRED);
    assertThat(holds.decide(olivia, hold, false).hold().state()).isEqualTo(LegalHold.State.ACTIVE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"COMPLIANCE_OFFICER"})
  void givenOtherRole_whenPlacing_thenItIsRefused(Role role) {
    String job = job();
    assertRefused(
        () -> holds.place(person("x", role), audit(only(job), review)), ProblemCode.FORBIDDEN);
    assertThat(retention.holds().held(tenant, job)).isEmpty();
  }

  @Test
  void givenScopeOfEverythingOrWrongReview_whenPlacing_thenItIsRefused() {
    HoldScope all =
        new HoldScope(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            CONTENT);
    HoldScope one = only(job());
    assertRefused(() -> place(all), ProblemCode.REQUEST_MALFORMED);
    for (Instant wrong :
        List.of(clock.instant(), clock.instant().plus(HoldService.LONGEST_REVIEW).plusSeconds(1))) {
      assertRefused(() -> holds.place(olivia, audit(one, wrong)), ProblemCode.REQUEST_MALFORMED);
    }
  }

  @Test
  void givenScope_whenPlaced_thenOnlyWhatFitsIsHeldAlsoWhatComesLater() {
    String before = job();
    View hold = place(ofPurpose());
    String later = job();
    assertThat(retention.holds().held(tenant, before)).isEqualTo(CONTENT);
    assertThat(retention.holds().held(tenant, later)).isEqualTo(CONTENT);
    assertThat(holds.get(olivia, hold.hold().id()).extent().held()).isEqualTo(4);
    HoldScope otherPurpose =
        new HoldScope(
            List.of(),
            Optional.of("contract_review"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            CONTENT);
    assertThat(place(otherPurpose).extent().held()).isZero();
    HoldScope tooEarly =
        new HoldScope(
            List.of(),
            Optional.empty(),
            Optional.of("eu-central"),
            Optional.empty(),
            Optional.of(Instant.EPOCH),
            CONTENT);
    assertThat(place(tooEarly).extent().held()).isZero();
    release(hold);
    assertThat(retention.holds().held(tenant, later)).isEmpty();
  }

  @Test
  void givenJobOfAnotherTenant_whenHeld_thenItIsNotTouched() {
    TenantId other = transactions.newTenant();
    String foreign = retention.newJob(other);
    retention.plan(other, foreign, SOURCE, clock.instant());
    View hold = place(only(foreign));
    assertThat(hold.extent().held()).isZero();
    assertThat(retention.holds().held(other, foreign)).isEmpty();
    Caller stranger = new Caller(other, new ActorId("stranger"), Set.of(Role.COMPLIANCE_OFFICER));
    assertRefused(() -> holds.get(stranger, hold.hold().id()), ProblemCode.NOT_FOUND);
    assertRefused(() -> holds.decide(stranger, hold.hold().id(), true), ProblemCode.NOT_FOUND);
    assertThat(holds.list(stranger, 0, 10)).isEmpty();
  }

  @Test
  void givenReview_whenItsDayComes_thenItShowsUntilItIsSetAnew() {
    HoldId hold = place(only(job())).hold().id();
    assertThat(holds.get(olivia, hold).reviewDue()).isFalse();
    clock.advance(Duration.ofDays(91));
    assertThat(holds.get(olivia, hold).reviewDue()).isTrue();
    Instant next = clock.instant().plus(Duration.ofDays(30));
    assertThat(holds.review(olivia, hold, next).reviewDue()).isFalse();
    assertThat(holds.list(olivia, 0, 10).get(0).hold().reviewAt()).isEqualTo(next);
  }

  @Test
  void givenHeldArtefact_whenSomethingDeletesItAllTheSame_thenTheDatabaseRefuses() {
    String job = job();
    place(only(job));
    assertThatThrownBy(() -> retention.delete(tenant, job, clock.instant(), SOURCE))
        .isInstanceOf(TenantDatabase.DatabaseFailure.class);
  }

  @Test
  void givenHeldTrailPastItsTime_whenErased_thenTheDatabaseKeepsIt() {
    String job = retention.newJob(tenant);
    retention.plan(tenant, job, AUDIT, clock.instant().minusSeconds(10));
    place(only(job));
    sweep(job);
    assertThat(retention.holds().held(tenant, job)).containsExactly(AUDIT);
    assertThat(receipts()).isEmpty();
  }

  /** Whoever is first: the artefact is there and held, or gone with one receipt and not held. */
  @Test
  void givenPurgeAndHoldsAtOnce_whenBothAreDone_thenNoHeldArtefactIsLost() throws Exception {
    for (int race = 0; race < 15; race++) {
      List<String> jobs = Stream.generate(this::job).limit(12).toList();
      HoldScope half =
          new HoldScope(
              jobs.subList(0, 8),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              CONTENT);
      List<View> placed = new ArrayList<>();
      atOnce(
          () -> erasing.eraseDue(tenant, jobs, clock.instant()),
          () -> placed.add(place(half)),
          () -> erasing.eraseDue(tenant, jobs.subList(4, 12), clock.instant()),
          () ->
              jobs.forEach(
                  job -> erasing.erase(tenant, olivia.actor(), job, CONTENT, Trigger.REQUEST)));
      long held = 0;
      for (String job : jobs) {
        Set<ArtefactClass> kept = retention.holds().held(tenant, job);
        assertThat(keysOf(job)).isEqualTo(kept.size());
        assertThat(receipts(job)).isEqualTo(kept.isEmpty() ? 1 : 0);
        held += kept.size();
      }
      assertThat(placed.get(0).extent().held()).isEqualTo(held);
      assertThat(placed.get(0).extent().gone()).isEqualTo(16 - held);
      release(placed.get(0));
      erasing.eraseDue(tenant, jobs, clock.instant());
      for (String job : jobs) {
        assertThat(keysOf(job)).isZero();
        assertThat(receipts(job)).isEqualTo(1);
      }
    }
  }

  /** A job that is being admitted while a hold of its kind is placed. */
  @Test
  void givenAdmissionsAndAHoldAtOnce_whenBothAreDone_thenEveryJobIsHeld() throws Exception {
    for (int race = 0; race < 15; race++) {
      List<String> made = java.util.Collections.synchronizedList(new ArrayList<>());
      List<View> placed = new ArrayList<>();
      atOnce(
          () -> made.add(inOneTransaction()),
          () -> placed.add(place(ofPurpose())),
          () -> made.add(inOneTransaction()));
      for (String job : made) {
        assertThat(retention.holds().held(tenant, job)).isEqualTo(CONTENT);
      }
      release(placed.get(0));
      made.forEach(job -> assertThat(retention.holds().held(tenant, job)).isEmpty());
    }
  }

  private String inOneTransaction() {
    return transactions.inNewTransaction(
        () -> {
          String job = retention.newJob(tenant);
          CONTENT.forEach(artefact -> retention.plan(tenant, job, artefact, clock.instant()));
          return job;
        });
  }

  /** A job whose source and fields, each with a key, are due. */
  private String job() {
    String job = retention.newJob(tenant);
    for (ArtefactClass artefact : CONTENT) {
      retention.plan(tenant, job, artefact, clock.instant());
      keys.create(tenant, job, artefact.apiName());
    }
    return job;
  }

  private static HoldScope only(String job) {
    return new HoldScope(
        List.of(job),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        EnumSet.allOf(ArtefactClass.class));
  }

  private static HoldScope ofPurpose() {
    return new HoldScope(
        List.of(),
        Optional.of("invoice_processing"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        CONTENT);
  }

  private static Wanted audit(HoldScope scope, Instant reviewAt) {
    return new Wanted("A-1", HoldReason.AUDIT, scope, Optional.empty(), reviewAt);
  }

  private View place(HoldScope scope) {
    return holds.place(
        olivia, new Wanted("2026/417-B", HoldReason.LITIGATION, scope, Optional.empty(), review));
  }

  private void release(View hold) {
    holds.decide(tara, hold.hold().id(), true);
    holds.requestRelease(olivia, hold.hold().id());
    holds.decide(tara, hold.hold().id(), true);
  }

  private void sweep(String job) {
    erasing.eraseDue(tenant, List.of(job), clock.instant());
  }

  private int keysOf(String job) {
    return transactions.tamper(
        "update data_key set artefact = artefact where job_id = '" + job + "'");
  }

  private List<String> due() {
    return retention.ledger().due(tenant, clock.instant(), Optional.empty(), 100).stream()
        .map(DueJob::job)
        .toList();
  }

  private List<DeletionReceipt> receipts() {
    return retention.receipts(tenant);
  }

  private long receipts(String job) {
    return retention.ledger().receipts(tenant, job).size();
  }

  /** No hold of these names anybody. */
  private static final class NoSubjects implements HeldSubjects {

    @Override
    public String idOf(TenantId of, PersonalText reference, Instant now) {
      throw new UnsupportedOperationException("not needed");
    }

    @Override
    public void letGo(TenantId of, String subject) {
      throw new UnsupportedOperationException("not needed");
    }
  }
}
