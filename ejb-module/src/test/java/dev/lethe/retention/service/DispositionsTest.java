package dev.lethe.retention.service;

import static dev.lethe.policy.model.ArtefactClass.AUDIT;
import static dev.lethe.policy.model.ArtefactClass.FIELDS;
import static dev.lethe.policy.model.ArtefactClass.SOURCE;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.policy.adapter.PolicyFolder;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.MemoryJournal;
import dev.lethe.recovery.service.TestJournals;
import dev.lethe.retention.adapter.TestRetention;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.model.Disposition;
import dev.lethe.retention.model.Disposition.State;
import dev.lethe.retention.model.DispositionFilter;
import dev.lethe.retention.model.DispositionId;
import dev.lethe.retention.model.DispositionReason;
import dev.lethe.retention.model.DispositionStep;
import dev.lethe.retention.model.DispositionStep.Action;
import dev.lethe.retention.model.HoldReason;
import dev.lethe.retention.model.HoldScope;
import dev.lethe.retention.model.LegalHold;
import dev.lethe.retention.model.PlannedDeletion.Which;
import dev.lethe.retention.model.RetentionPlan;
import dev.lethe.retention.service.DispositionService.View;
import dev.lethe.retention.service.DispositionService.Wish;
import dev.lethe.retention.service.ErasureService.Trigger;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.TestTransactions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reviews against deletion, holds and withdrawals, on the real database. */
class DispositionsTest {

  private static final Duration TIMER = Duration.ofDays(7);
  private static final String REQUEST =
      "{\"document_class\":\"contract\",\"output\":[\"parties\",\"signer_names\","
          + "\"effective_date\"]}";

  /** One stage, and a class of a shorter window. */
  private static final PolicyBundle ONE_STAGE =
      new PolicyFolder()
          .replace("retention.yaml", "    second_reviewers: [tenant-admin]\n", "")
          .replace(
              "retention.yaml",
              "overrides:\n",
              "overrides:\n  pages: {artefact: fields, document_class: signature_page,"
                  + " default: P3D, cap: P10D}\n")
          .bundle();

  private static final PolicyBundle TWO_STAGES = new PolicyFolder().bundle();

  private final TestTransactions transactions = new TestTransactions();
  private final TestRetention retention = new TestRetention(transactions);
  private final TenantId tenant = transactions.newTenant();
  private final Instant created = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final MutableClock clock = new MutableClock(created.plus(Duration.ofDays(8)));
  private final DataKeys keys = TestKeys.in(transactions);
  private final RecordedEvents<AuditEvent> audit =
      new RecordedEvents<>(EventCatalogue::requireListed);
  private final MemoryJournal journal = new MemoryJournal();
  private final Caller olivia = person("olivia", Role.COMPLIANCE_OFFICER);
  private final Caller otto = person("otto", Role.COMPLIANCE_OFFICER);
  private final Caller tara = person("tara", Role.TENANT_ADMIN);
  private final Dispositions reviews = new Dispositions();
  private final Erasing erasing =
      TestErasing.of(
          retention,
          transactions,
          keys,
          clock,
          new KeyedContent(SOURCE),
          new KeyedContent(FIELDS),
          new KeyedContent(AUDIT));
  private PolicyBundle bundle = ONE_STAGE;

  private Caller person(String name, Role... roles) {
    return new Caller(tenant, new ActorId(name), Set.of(roles));
  }

  @BeforeEach
  void prepare() {
    reviews.ledger = retention.dispositions();
    reviews.policy = () -> bundle;
    reviews.journaling = TestJournals.in(journal);
    reviews.transactions = transactions;
    reviews.audit = audit;
    reviews.clock = clock;
  }

  /** Fields with a window of a week and a week to decide. */
  private String job() {
    String job = retention.newJob(tenant, created, "contract_management", REQUEST);
    retention
        .register()
        .plan(
            tenant,
            job,
            FIELDS,
            created,
            new RetentionPlan(
                created.plus(TIMER).plus(TIMER),
                RetentionStart.CREATED,
                TIMER.plus(TIMER),
                Optional.of(TIMER)));
    return job;
  }

  private View of(String job) {
    return reviews.list(olivia, all(), Optional.empty(), 500).stream()
        .filter(one -> one.disposition().job().equals(job))
        .findFirst()
        .orElseThrow();
  }

  private static DispositionFilter all() {
    return new DispositionFilter(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Wish wish(Action action, DispositionReason reason) {
    return new Wish(action, reason, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Wish approve() {
    return wish(Action.APPROVE, DispositionReason.TIME_OVER);
  }

  private static Wish extend(int days) {
    return new Wish(
        Action.EXTEND,
        DispositionReason.MATTER_OPEN,
        Optional.of(Duration.ofDays(days)),
        Optional.empty(),
        Optional.empty());
  }

  private static Wish relabel(String to) {
    return new Wish(
        Action.RELABEL,
        DispositionReason.WRONG_CLASS,
        Optional.empty(),
        Optional.of(new DocumentClass(to)),
        Optional.empty());
  }

  private static Wish reassign(Caller to) {
    return new Wish(
        Action.REASSIGN,
        DispositionReason.ABSENCE,
        Optional.empty(),
        Optional.empty(),
        Optional.of(to.actor()));
  }

  private View decide(Caller who, String job, Wish wish) {
    Disposition now = of(job).disposition();
    return reviews.decide(who, now.id(), now.revision(), wish);
  }

  private void sweep(String job) {
    erasing.eraseDue(tenant, List.of(job), clock.instant());
  }

  private List<DeletionReceipt> receipts() {
    return retention.receipts(tenant);
  }

  @Test
  void givenReviewThatWaits_whenSwept_thenItStaysAndIsNowhereOverdue() {
    String job = job();
    sweep(job);
    assertThat(receipts()).isEmpty();
    assertThat(of(job).state()).isEqualTo(State.PENDING);
    assertThat(planned(Which.OVERDUE)).isEmpty();
    assertThat(planned(Which.DUE_UNTIL)).isEmpty();
    assertThat(planned(Which.SCHEDULE)).containsExactly(job);
    assertThat(reviews.pending(olivia)).isEqualTo(1);
    assertThat(of(job).classified())
        .isEqualTo(
            ONE_STAGE.fields().entrySet().stream()
                .filter(
                    field ->
                        Set.of("parties", "signer_names", "effective_date")
                            .contains(field.getKey().value()))
                .collect(
                    Collectors.toMap(
                        field -> field.getValue().sensitivity(), field -> 1, Integer::sum)));
    assertThat(of(job).risk()).isPresent().get().isNotEqualTo(Sensitivity.PUBLIC);
  }

  private List<String> planned(Which which) {
    return retention
        .reports()
        .planned(tenant, which, clock.instant(), clock.instant(), 0, 100)
        .stream()
        .map(one -> one.job())
        .toList();
  }

  @Test
  void givenApproval_whenSwept_thenItGoesAndTheReceiptSaysWhy() {
    String job = job();
    View approved = decide(olivia, job, approve());
    assertThat(approved.state()).isEqualTo(State.APPROVED);
    assertThat(planned(Which.DUE_UNTIL)).containsExactly(job);
    sweep(job);
    assertThat(receipts()).extracting(DeletionReceipt::trigger).containsExactly("disposition");
    assertThat(of(job).state()).isEqualTo(State.DELETED);
    assertThat(audit.fired()).extracting(AuditEvent::type).containsExactly("disposition.approved");
    assertThat(audit.fired().get(0).facts()).containsEntry("reason", "time_over");
    assertThat(reviews.steps(olivia, approved.disposition().id()))
        .extracting(DispositionStep::by)
        .containsExactly("olivia");
  }

  @Test
  void givenNobodyWhoDecides_whenTheTimeEnds_thenItGoesByItself() {
    String job = job();
    clock.advance(TIMER);
    assertThat(of(job).state()).isEqualTo(State.LAPSED);
    assertRefused(() -> decide(olivia, job, extend(1)), ProblemCode.CONFLICT);
    sweep(job);
    assertThat(receipts()).extracting(DeletionReceipt::trigger).containsExactly("disposition");
  }

  @Test
  void givenOthersOfTheJobThatAreDue_whenSweptTogether_thenEachReceiptSaysItsOwnTrigger() {
    String job = job();
    retention.plan(tenant, job, SOURCE, clock.instant());
    decide(olivia, job, approve());
    assertThat(erasing.eraseDue(tenant, List.of(job), clock.instant()).deleted()).isEqualTo(1);
    assertThat(receipts())
        .extracting(DeletionReceipt::trigger, one -> one.counts().keySet())
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("deadline", Set.of(SOURCE)),
            org.assertj.core.groups.Tuple.tuple("disposition", Set.of(FIELDS)));
  }

  @Test
  void givenTwoStages_whenApproved_thenTwoPeopleAreNeededAndRolesAreOfTheStage() {
    bundle = TWO_STAGES;
    String job = job();
    assertRefused(() -> decide(tara, job, approve()), ProblemCode.FORBIDDEN);
    assertThat(decide(olivia, job, approve()).disposition().stage()).isEqualTo(2);
    sweep(job);
    assertThat(receipts()).isEmpty();
    assertRefused(() -> decide(otto, job, approve()), ProblemCode.FORBIDDEN);
    Caller both = person("olivia", Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN);
    assertRefused(() -> decide(both, job, approve()), ProblemCode.SECOND_PERSON_REQUIRED);
    assertThat(decide(tara, job, approve()).state()).isEqualTo(State.APPROVED);
    sweep(job);
    assertThat(receipts()).hasSize(1);
  }

  @Test
  void givenWhoAskedForTheJob_whenDeciding_thenSomebodyElseHasTo() {
    String job = job();
    Caller submitter = person("app-1", Role.COMPLIANCE_OFFICER);
    assertRefused(() -> decide(submitter, job, approve()), ProblemCode.SECOND_PERSON_REQUIRED);
    assertRefused(
        () -> decide(olivia, job, reassign(submitter)), ProblemCode.SECOND_PERSON_REQUIRED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"SUBMITTER", "REVIEWER", "PRIVILEGED_REVEAL"})
  void givenOfficerWhoCouldSeeContent_whenDeciding_thenItIsRefused(Role content) {
    String job = job();
    Caller seeing = person("olivia", Role.COMPLIANCE_OFFICER, content);
    assertRefused(() -> decide(seeing, job, approve()), ProblemCode.FORBIDDEN);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"COMPLIANCE_OFFICER", "TENANT_ADMIN"})
  void givenOtherRole_whenDeciding_thenItIsRefused(Role role) {
    String job = job();
    assertRefused(() -> decide(person("x", role), job, approve()), ProblemCode.FORBIDDEN);
  }

  @Test
  void givenExtension_whenItsEndComes_thenItIsLookedAtAgainAndStillEnds() {
    String job = job();
    View extended = decide(olivia, job, extend(10));
    assertThat(extended.state()).isEqualTo(State.SCHEDULED);
    assertThat(extended.extensible()).isEqualTo(Duration.ofDays(4));
    assertThat(extended.disposition().deleteAt()).isEqualTo(created.plus(Duration.ofDays(24)));
    clock.advance(Duration.ofDays(10));
    sweep(job);
    assertThat(of(job).state()).isEqualTo(State.PENDING);
    assertRefused(() -> decide(olivia, job, extend(5)), ProblemCode.RETENTION_ABOVE_CAP);
    clock.advance(Duration.ofDays(6));
    sweep(job);
    assertThat(receipts()).hasSize(1);
  }

  @Test
  void givenOtherClass_whenRelabelled_thenItsWindowHoldsAndWhatIsOverGoes() {
    String job = job();
    View relabelled = decide(olivia, job, relabel("signature_page"));
    // three days, a week to decide, and a cap of ten days
    assertThat(relabelled.disposition().deleteAt()).isEqualTo(created.plus(Duration.ofDays(10)));
    assertThat(relabelled.state()).isEqualTo(State.PENDING);
    assertThat(relabelled.disposition().label()).contains("signature_page");
    assertThat(relabelled.labels()).extracting(DocumentClass::name).containsExactly("contract");
    assertRefused(
        () -> decide(olivia, job, relabel("signature_page")), ProblemCode.CLASS_NOT_PERMITTED);
    assertRefused(() -> decide(olivia, job, relabel("invoice")), ProblemCode.CLASS_NOT_PERMITTED);
    assertRefused(() -> decide(olivia, job, extend(1)), ProblemCode.RETENTION_ABOVE_CAP);
  }

  @Test
  void givenWishThatLacksOrMixesSomething_whenDeciding_thenItIsMalformed() {
    String job = job();
    for (Wish wrong :
        List.of(
            wish(Action.EXTEND, DispositionReason.MATTER_OPEN),
            wish(Action.RELABEL, DispositionReason.WRONG_CLASS),
            wish(Action.REASSIGN, DispositionReason.ABSENCE),
            wish(Action.APPROVE, DispositionReason.MATTER_OPEN),
            extend(0),
            new Wish(
                Action.APPROVE,
                DispositionReason.TIME_OVER,
                Optional.of(TIMER),
                Optional.empty(),
                Optional.empty()))) {
      assertRefused(() -> decide(olivia, job, wrong), ProblemCode.REQUEST_MALFORMED);
    }
    assertThat(of(job).disposition().revision()).isEqualTo(1);
  }

  @Test
  void givenDecisionOnWhatHasChanged_whenMade_thenItIsRefused() {
    String job = job();
    DispositionId id = of(job).disposition().id();
    decide(olivia, job, reassign(otto));
    assertRefused(() -> reviews.decide(olivia, id, 1, approve()), ProblemCode.PRECONDITION_FAILED);
    assertRefused(() -> decide(olivia, job, approve()), ProblemCode.REVIEW_ASSIGNED);
    assertThat(of(job).decidable()).isFalse();
    assertThat(of(job).assignable()).isTrue();
    assertThat(reviews.get(otto, id).decidable()).isTrue();
    assertThat(reviews.get(person("adam", Role.AUDITOR), id).assignable()).isFalse();
    assertThat(decide(otto, job, approve()).state()).isEqualTo(State.APPROVED);
  }

  @Test
  void givenReviewOfAnotherTenant_whenLookedForOrDecided_thenThereIsNone() {
    DispositionId id = of(job()).disposition().id();
    Caller stranger =
        new Caller(transactions.newTenant(), new ActorId("eve"), Set.of(Role.COMPLIANCE_OFFICER));
    assertRefused(() -> reviews.get(stranger, id), ProblemCode.NOT_FOUND);
    assertRefused(() -> reviews.decide(stranger, id, 1, approve()), ProblemCode.NOT_FOUND);
    assertThat(reviews.list(stranger, all(), Optional.empty(), 10)).isEmpty();
    assertThat(reviews.pending(stranger)).isZero();
    // the tables keep it apart by themselves
    List<String> seen =
        transactions.with(
            stranger.tenant(),
            connection ->
                Sql.list(
                    connection,
                    rows -> rows.getString(1),
                    "select id from disposition union all"
                        + " select disposition_id from disposition_step"));
    assertThat(seen).isEmpty();
  }

  @Test
  void givenRequestOrWithdrawal_whenItComes_thenItGoesAtOnceAndNobodyPutsItOff() {
    String job = job();
    retention.register().bringForward(tenant, job, clock.instant());
    assertThat(of(job).state()).isEqualTo(State.SUPERSEDED);
    assertRefused(() -> decide(olivia, job, extend(1)), ProblemCode.CONFLICT);
    sweep(job);
    assertThat(receipts()).extracting(DeletionReceipt::trigger).containsExactly("deadline");

    String other = job();
    erasing.erase(tenant, olivia.actor(), other, Set.of(FIELDS), Trigger.REQUEST);
    assertThat(of(other).state()).isEqualTo(State.DELETED);
    assertRefused(() -> decide(olivia, other, approve()), ProblemCode.CONFLICT);
  }

  @Test
  void givenHold_whenApproved_thenItIsDeferredUntilTheHoldEnds() {
    String job = job();
    LegalHold hold = hold(job);
    retention.holds().place(tenant, hold, clock.instant());
    assertThat(decide(olivia, job, approve()).state()).isEqualTo(State.APPROVED);
    sweep(job);
    assertThat(receipts()).isEmpty();
    assertThat(of(job).disposition().held()).isTrue();
    retention.holds().release(tenant, hold.id(), clock.instant());
    sweep(job);
    assertThat(receipts()).extracting(DeletionReceipt::trigger).containsExactly("disposition");
  }

  @Test
  void givenHoldPlacedWhileApprovedAndSwept_whenBothEnd_thenWhatItHoldsIsThere() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      for (int i = 0; i < 25; i++) {
        String job = job();
        LegalHold hold = hold(job);
        long[] held = {0};
        together(
            threads,
            () ->
                held[0] =
                    transactions.inNewTransaction(
                        () -> retention.holds().place(tenant, hold, clock.instant()).held()),
            () -> decide(olivia, job, approve()),
            () -> {
              sweep(job);
              sweep(job);
            });
        assertThat(held[0] == 1).isEqualTo(of(job).disposition().deletedAt().isEmpty());
        assertThat(of(job).state()).isIn(State.APPROVED, State.DELETED);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void givenTwoWhoDecideAtOnce_whenBothMeanTheSameRevision_thenOneIsRefused() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < 10; i++) {
        String job = job();
        DispositionId id = of(job).disposition().id();
        List<ProblemCode> refused = java.util.Collections.synchronizedList(new ArrayList<>());
        together(
            threads,
            () -> attempt(olivia, id, approve(), refused),
            () -> attempt(otto, id, extend(3), refused));
        assertThat(refused).containsExactly(ProblemCode.PRECONDITION_FAILED);
        assertThat(reviews.steps(olivia, id)).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void attempt(Caller who, DispositionId id, Wish wish, List<ProblemCode> refused) {
    try {
      reviews.decide(who, id, 1, wish);
    } catch (LetheException e) {
      refused.add(e.code());
    }
  }

  private static void together(ExecutorService threads, Runnable... works) throws Exception {
    CyclicBarrier together = new CyclicBarrier(works.length);
    List<Future<?>> running = new ArrayList<>();
    for (Runnable work : works) {
      running.add(
          threads.submit(
              () -> {
                together.await();
                work.run();
                return true;
              }));
    }
    for (Future<?> each : running) {
      each.get();
    }
  }

  @Test
  void givenList_whenFilteredAndPaged_thenEachIsThereOnce() {
    List<String> jobs = List.of(job(), job(), job());
    decide(olivia, jobs.get(0), approve());
    decide(olivia, jobs.get(1), relabel("signature_page"));
    assertThat(jobsOf(filter(State.PENDING, Optional.empty()))).hasSize(2);
    assertThat(jobsOf(filter(State.APPROVED, Optional.empty()))).containsExactly(jobs.get(0));
    assertThat(jobsOf(filter(State.PENDING, Optional.of("signature_page"))))
        .containsExactly(jobs.get(1));
    for (State none : List.of(State.SCHEDULED, State.LAPSED, State.SUPERSEDED, State.DELETED)) {
      assertThat(jobsOf(filter(none, Optional.empty()))).isEmpty();
    }
    List<String> seen = new ArrayList<>();
    Optional<DispositionId> after = Optional.empty();
    for (int i = 0; i < 3; i++) {
      View one = reviews.list(olivia, all(), after, 1).get(0);
      seen.add(one.disposition().job());
      after = Optional.of(one.disposition().id());
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(jobs);
    assertThat(reviews.list(olivia, all(), after, 1)).isEmpty();
    assertThat(
            jobsOf(
                new DispositionFilter(
                    Optional.empty(),
                    Optional.of(FIELDS),
                    Optional.of(created.plus(Duration.ofDays(11))),
                    Optional.empty())))
        .hasSize(2);
  }

  private List<String> jobsOf(DispositionFilter filter) {
    return reviews.list(olivia, filter, Optional.empty(), 100).stream()
        .map(one -> one.disposition().job())
        .toList();
  }

  private static DispositionFilter filter(State state, Optional<String> label) {
    return new DispositionFilter(Optional.of(state), Optional.empty(), Optional.empty(), label);
  }

  @Test
  void givenReviewThatPolicyHasNoMore_whenLookedAt_thenOnlyItsTimerEndsIt() {
    String job = job();
    bundle =
        new PolicyFolder()
            .replace(
                "retention.yaml",
                "    purpose: contract_management\n    reviewers",
                "    purpose: invoice_processing\n    reviewers")
            .bundle();
    assertThat(of(job).stages()).isZero();
    assertRefused(() -> decide(olivia, job, approve()), ProblemCode.CONFLICT);
    clock.advance(TIMER);
    sweep(job);
    assertThat(receipts()).hasSize(1);
  }

  @Test
  void givenRestoredDatabase_whenTheJournalIsReplayed_thenWhatWasApprovedIsDueAgain() {
    String job = job();
    decide(olivia, job, extend(2));
    assertThat(journal.entries()).isEmpty();
    clock.advance(Duration.ofDays(2));
    decide(olivia, job, approve());
    Instant due = clock.instant();
    List<JournalEntry> entries = journal.entries();
    assertThat(entries).hasSize(1);
    transactions.tamper(
        "update artefact set delete_at = delete_at + interval '5 days' where job_id = '"
            + job
            + "'");
    transactions.tamper(
        "update disposition set revision = 2, approved_by = null, approved_at = null"
            + " where job_id = '"
            + job
            + "'");
    DeadlineReplay replay = new DeadlineReplay();
    replay.starts = retention.starts();
    replay.dispositions = retention.dispositions();
    replay.journal = TestJournals.ledger();
    replay.transactions = transactions;
    replay.audit = audit;
    assertThat(replay.replay(tenant, entries)).isEqualTo(1);
    assertThat(of(job).disposition().deleteAt()).isEqualTo(due);
    assertThat(replay.replay(tenant, entries)).isZero();
  }

  @Test
  void givenDecisionsThatTheDatabaseKnows_whenTheJournalIsReplayed_thenWhatCameLaterStands() {
    String job = job();
    decide(olivia, job, relabel("signature_page"));
    List<JournalEntry> entries = journal.entries();
    assertThat(entries).hasSize(1);
    decide(olivia, job, relabel("contract"));
    Instant end = of(job).disposition().deleteAt();
    DeadlineReplay replay = new DeadlineReplay();
    replay.starts = retention.starts();
    replay.dispositions = retention.dispositions();
    replay.journal = TestJournals.ledger();
    replay.transactions = transactions;
    replay.audit = audit;
    assertThat(replay.replay(tenant, entries)).isZero();
    assertThat(of(job).disposition().deleteAt()).isEqualTo(end);
  }

  private LegalHold hold(String job) {
    return LegalHold.requested(
        "A-1",
        HoldReason.AUDIT,
        new HoldScope(
            List.of(job),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(FIELDS)),
        "olivia",
        clock.instant(),
        clock.instant().plus(TIMER));
  }
}
