package dev.lethe.retention.service;

import static dev.lethe.policy.model.ArtefactClass.AUDIT;
import static dev.lethe.policy.model.ArtefactClass.FIELDS;
import static dev.lethe.policy.model.ArtefactClass.SOURCE;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.MemoryJournal;
import dev.lethe.recovery.service.TestJournals;
import dev.lethe.retention.adapter.TestRetention;
import dev.lethe.retention.model.DueJob;
import dev.lethe.retention.model.HoldReason;
import dev.lethe.retention.model.HoldScope;
import dev.lethe.retention.model.LegalHold;
import dev.lethe.retention.model.RetentionBlock;
import dev.lethe.retention.model.RetentionPlan;
import dev.lethe.retention.model.StartedWindow;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.TestTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that callers report, on the real database. */
class RetentionEventsTest {

  private static final RetentionStart ENDED = new RetentionStart("contract_ended");
  private static final Duration WINDOW = Duration.ofDays(7);
  private static final Duration CAP = Duration.ofDays(30);

  private final TestTransactions transactions = new TestTransactions();
  private final TestRetention retention = new TestRetention(transactions);
  private final TenantId tenant = transactions.newTenant();
  private final MutableClock clock = new MutableClock("2026-03-10T12:00:00Z");
  private final Instant created = Instant.parse("2026-03-01T12:00:00Z");
  private final Caller app = caller(tenant, Role.SUBMITTER);
  private final RecordedEvents<AuditEvent> audit =
      new RecordedEvents<>(EventCatalogue::requireListed);
  private final MemoryJournal journal = new MemoryJournal();
  private final RetentionEvents events = new RetentionEvents();

  private static Caller caller(TenantId tenant, Role role) {
    return new Caller(tenant, new ActorId("app-1"), Set.of(role));
  }

  @BeforeEach
  void prepare() {
    events.starts = retention.starts();
    events.policy = () -> DefaultPolicy.BUNDLE;
    events.journaling = TestJournals.in(journal);
    events.transactions = transactions;
    events.audit = audit;
    events.clock = clock;
  }

  @Test
  void givenWindowThatWaits_whenTheEventIsReported_thenTheDeadlineIsTheWindowFromIt() {
    String job = waiting(tenant);
    Instant at = created.plus(Duration.ofDays(3));
    StartedWindow window = report(job, at).get(0);
    assertThat(window.artefact()).isEqualTo(FIELDS);
    assertThat(window.before()).isEqualTo(created.plus(CAP));
    assertThat(window.after()).isEqualTo(at.plus(WINDOW));
    assertThat(window.isNew()).isTrue();
    assertThat(window.held()).isFalse();
    assertThat(deadline(tenant, job).deleteAt()).isEqualTo(at.plus(WINDOW));
    assertThat(deadline(tenant, job).startsOn()).isEqualTo(ENDED);
    assertThat(audit.fired()).hasSize(1);
    assertThat(audit.fired().get(0).type()).isEqualTo("retention.started");
    assertThat(audit.fired().get(0).job()).contains(job);
    assertThat(audit.fired().get(0).facts())
        .containsEntry("event", "contract_ended")
        .containsEntry("fields", at.plus(WINDOW).toString());
  }

  @Test
  void givenReportWithoutTime_whenReported_thenItIsNow() {
    String job = waiting(tenant);
    assertThat(events.report(app, ENDED, Set.of(job), Optional.empty()).occurredAt())
        .isEqualTo(clock.instant());
    assertThat(deadline(tenant, job).deleteAt()).isEqualTo(clock.instant().plus(WINDOW));
  }

  @Test
  void givenReport_whenReportedAgainWithAnotherTime_thenTheFirstCounts() {
    String job = waiting(tenant);
    Instant first = created.plus(Duration.ofDays(5));
    report(job, first);
    for (Instant again : List.of(first, created, clock.instant())) {
      StartedWindow window = report(job, again).get(0);
      assertThat(window.isNew()).isFalse();
      assertThat(window.startedAt()).isEqualTo(first);
      assertThat(window.before()).isEqualTo(window.after()).isEqualTo(first.plus(WINDOW));
    }
    assertThat(audit.fired()).hasSize(1);
    assertThat(journaled()).hasSize(1);
  }

  @Test
  void givenEventThatComesLate_whenReported_thenTheCapHolds() {
    String job = waiting(tenant);
    clock.advance(Duration.ofDays(19));
    StartedWindow window = report(job, clock.instant()).get(0);
    assertThat(window.after()).isEqualTo(created.plus(CAP));
  }

  @Test
  void givenArtefactThatCameAfterTheEvent_whenReported_thenItsWindowRunsFromItsOwnBeginning() {
    String job = retention.newJob(tenant, created);
    Instant later = created.plus(Duration.ofDays(2));
    plan(tenant, job, later);
    assertThat(report(job, created).get(0).after()).isEqualTo(later.plus(WINDOW));
  }

  @Test
  void givenWindowThatIsOverWhenReported_whenSwept_thenItIsDueAtOnce() {
    String job = waiting(tenant);
    report(job, created);
    assertThat(
            retention.ledger().due(tenant, clock.instant(), Optional.empty(), 10).stream()
                .map(DueJob::job))
        .containsExactly(job);
  }

  @Test
  void givenHold_whenTheEventIsReported_thenTheClockGoesOnAndNothingIsDue() {
    String job = waiting(tenant);
    HoldScope scope =
        new HoldScope(
            List.of(job),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(FIELDS));
    retention
        .holds()
        .place(
            tenant,
            LegalHold.requested("A-1", HoldReason.AUDIT, scope, "olivia", created, clock.instant()),
            clock.instant());
    StartedWindow window = report(job, created).get(0);
    assertThat(window.held()).isTrue();
    assertThat(window.after()).isEqualTo(created.plus(WINDOW));
    assertThat(retention.ledger().due(tenant, clock.instant(), Optional.empty(), 10)).isEmpty();
  }

  @Test
  void givenJobsOfWhichOneIsUnknown_whenReported_thenNoneBegins() {
    String job = waiting(tenant);
    String unknown = "job_" + "0".repeat(32);
    assertRefused(
        () -> events.report(app, ENDED, Set.of(job, unknown), Optional.of(created)),
        ProblemCode.NOT_FOUND);
    assertThat(deadline(tenant, job).deleteAt()).isEqualTo(created.plus(CAP));
    assertThat(audit.fired()).isEmpty();
  }

  @Test
  void givenJobOfAnotherTenant_whenReported_thenItIsNotFoundAndStaysAsItIs() {
    TenantId other = transactions.newTenant();
    String job = waiting(other);
    assertRefused(
        () -> events.report(app, ENDED, Set.of(job), Optional.of(created)), ProblemCode.NOT_FOUND);
    // the tables themselves keep it apart, whatever the service asks for
    assertThat(retention.starts().lock(tenant, List.of(job))).isEmpty();
    assertThat(retention.starts().start(tenant, List.of(job), ENDED, created)).isEmpty();
    assertThat(deadline(other, job).deleteAt()).isEqualTo(created.plus(CAP));
  }

  @Test
  void givenTimeThatCannotBe_whenReported_thenItIsRefused() {
    String job = waiting(tenant);
    for (Instant wrong : List.of(clock.instant().plusMillis(1), created.minusMillis(1))) {
      assertRefused(
          () -> events.report(app, ENDED, Set.of(job), Optional.of(wrong)),
          ProblemCode.REQUEST_MALFORMED);
    }
    assertThat(deadline(tenant, job).deleteAt()).isEqualTo(created.plus(CAP));
  }

  @ParameterizedTest
  @ValueSource(strings = {"contract_signed", "created", "completed", "retrieved"})
  void givenEventThatNobodyReports_whenReported_thenItIsRefused(String name) {
    String job = waiting(tenant);
    assertRefused(
        () -> events.report(app, new RetentionStart(name), Set.of(job), Optional.of(created)),
        ProblemCode.EVENT_UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SUBMITTER", "COMPLIANCE_OFFICER"})
  void givenOtherRole_whenReporting_thenItIsRefused(Role role) {
    String job = waiting(tenant);
    assertRefused(
        () -> events.report(caller(tenant, role), ENDED, Set.of(job), Optional.of(created)),
        ProblemCode.FORBIDDEN);
  }

  @Test
  void givenWhatNeverWaitedOrIsDeleted_whenReported_thenNothingIsSaidOfIt() {
    String job = waiting(tenant);
    retention.plan(tenant, job, SOURCE, created.plus(CAP));
    retention.plan(tenant, job, AUDIT, created.plus(CAP));
    assertThat(report(job, created)).hasSize(1);
    String gone = waiting(tenant);
    retention.delete(tenant, gone, clock.instant(), FIELDS);
    assertThat(report(gone, created)).isEmpty();
    assertThat(audit.fired()).hasSize(1);
  }

  @Test
  void givenRestoredDatabase_whenTheJournalIsReplayed_thenTheDeadlineComesForwardAgainOnce() {
    String job = waiting(tenant);
    report(job, created);
    List<JournalEntry> entries = journaled();
    assertThat(entries).hasSize(1);
    forget(job);
    DeadlineReplay replay = new DeadlineReplay();
    replay.starts = retention.starts();
    replay.dispositions = retention.dispositions();
    replay.journal = TestJournals.ledger();
    replay.transactions = transactions;
    replay.audit = audit;
    assertThat(replay.replay(tenant, entries)).isEqualTo(1);
    assertThat(deadline(tenant, job).deleteAt()).isEqualTo(created.plus(WINDOW));
    assertThat(replay.replay(tenant, entries)).isZero();
    assertThat(audit.fired())
        .extracting(AuditEvent::type)
        .containsExactly("retention.started", "retention.replayed");
    assertThat(
            replay.replay(
                tenant,
                List.of(DeadlineEntry.started(tenant, "job_" + "0".repeat(32), ENDED, created))))
        .isZero();
  }

  private void forget(String job) {
    transactions.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "update artefact set started_at = null, delete_at = ? where job_id = ?",
                created.plus(CAP),
                job));
  }

  private List<JournalEntry> journaled() {
    return journal.entries();
  }

  private List<StartedWindow> report(String job, Instant at) {
    return events.report(app, ENDED, Set.of(job), Optional.of(at)).windows();
  }

  private String waiting(TenantId of) {
    String job = retention.newJob(of, created);
    plan(of, job, created);
    return job;
  }

  private void plan(TenantId of, String job, Instant from) {
    retention
        .register()
        .plan(of, job, FIELDS, from, new RetentionPlan(from.plus(CAP), ENDED, WINDOW));
  }

  private RetentionBlock.Deadline deadline(TenantId of, String job) {
    return retention.register().block(of, job, TestRetention.POLICY).artefacts().get(0);
  }
}
