package dev.lethe.retention.service;

import static dev.lethe.policy.model.ArtefactClass.FIELDS;
import static dev.lethe.policy.model.ArtefactClass.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.retention.adapter.TestRetention;
import dev.lethe.retention.model.LatenessLedger.Lateness;
import dev.lethe.retention.model.RetentionAlarms.Alarms;
import dev.lethe.tenancy.adapter.Gate;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.TestTransactions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenessWatchTest {

  private static final Duration BOUND = Duration.ofSeconds(60);

  private final TestTransactions transactions = new TestTransactions();
  private final TestRetention retention = new TestRetention(transactions);
  // the database's own clock decides when a hold's release makes something due
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final MutableClock clock = new MutableClock(now.toString());
  private final TenantId tenant = transactions.newTenant();
  private final RecordedEvents<AuditEvent> events =
      new RecordedEvents<>(EventCatalogue::requireListed);
  private final Gate gate = new Gate();
  private final LatenessWatch watch = watch();

  private LatenessWatch watch() {
    LatenessWatch made = new LatenessWatch();
    made.ledger = retention.lateness();
    made.settings = new LatenessSettings(BOUND);
    made.gate = gate;
    made.audit = events;
    made.clock = clock;
    return made;
  }

  @BeforeEach
  void begin() {
    gate.open();
    plan(now.plus(Duration.ofHours(1)));
  }

  @Test
  void givenDeletionPastTheBound_whenWatchedAgainAndAgain_thenItIsToldOnce() {
    plan(now.minusSeconds(61));
    tick();
    clock.advance(Duration.ofSeconds(30));
    tick();
    assertThat(events.fired()).hasSize(1);
    AuditEvent late = events.fired().get(0);
    assertThat(late.type()).isEqualTo("deletion.late");
    assertThat(late.tenant()).isEqualTo(tenant);
    assertThat(late.job()).isEmpty();
    assertThat(late.actor()).isEqualTo(ActorId.SYSTEM);
    assertThat(late.facts())
        .containsOnly(
            java.util.Map.entry("late_seconds", "61"),
            java.util.Map.entry("bound_seconds", "60"),
            java.util.Map.entry("due", "1"));
  }

  @Test
  void givenDeletionAtTheBound_whenWatched_thenNothingIsTold() {
    plan(now.minusSeconds(60));
    tick();
    assertThat(events.fired()).isEmpty();
    assertThat(lateness().orElseThrow().alarmed()).isFalse();
  }

  @Test
  void givenAlarm_whenAllIsDeleted_thenItsEndIsToldOnceWithTheWorst() {
    String job = plan(now.minusSeconds(100));
    tick();
    clock.advance(Duration.ofSeconds(40));
    tick();
    retention.delete(tenant, job, clock.instant(), FIELDS);
    clock.advance(Duration.ofSeconds(10));
    tick();
    tick();
    assertThat(events.fired())
        .extracting(AuditEvent::type)
        .containsExactly("deletion.late", "deletion.caught_up");
    assertThat(events.fired().get(1).facts())
        .containsOnly(
            java.util.Map.entry("lasted_seconds", "50"),
            java.util.Map.entry("worst_seconds", "140"));
    assertThat(lateness()).isEmpty();
  }

  @Test
  void givenAlarm_whenLatenessIsBarelyWithinTheBound_thenItStands() {
    String worst = plan(now.minusSeconds(100));
    plan(now.minusSeconds(31));
    tick();
    retention.delete(tenant, worst, now, FIELDS);
    tick();
    assertThat(events.fired()).extracting(AuditEvent::type).containsExactly("deletion.late");
    assertThat(lateness().orElseThrow().alarmed()).isTrue();
  }

  @Test
  void givenAlarmThatIsOver_whenDeletionIsLateAgain_thenItIsAnotherOne() {
    String job = plan(now.minusSeconds(61));
    tick();
    retention.delete(tenant, job, now, FIELDS);
    tick();
    plan(now.minusSeconds(90));
    tick();
    assertThat(events.fired())
        .extracting(AuditEvent::type)
        .containsExactly("deletion.late", "deletion.caught_up", "deletion.late");
  }

  @Test
  void givenTwoServers_whenBothSeeTheSame_thenOneTells() {
    plan(now.minusSeconds(61));
    Lateness seen = lateness().orElseThrow();
    watch.judge(seen);
    watch().judge(seen);
    assertThat(events.fired()).hasSize(1);
  }

  @Test
  void givenEventThatCannotBeWritten_whenTold_thenTheAlarmIsToldTheNextTime() {
    plan(now.minusSeconds(61));
    watch.audit =
        new RecordedEvents<>(
            event -> {
              throw new IllegalStateException();
            });
    assertThatThrownBy(this::tick).isInstanceOf(IllegalStateException.class);
    watch.audit = events;
    tick();
    assertThat(events.fired()).extracting(AuditEvent::type).containsExactly("deletion.late");
  }

  @Test
  void givenHeldArtefact_whenPastItsDeadline_thenItIsNotLate() {
    String job = plan(now.minus(Duration.ofDays(9)));
    tamper("holds = 1", job);
    tick();
    assertThat(events.fired()).isEmpty();
    assertThat(lateness()).isEmpty();
  }

  @Test
  void givenHoldThatIsReleased_whenTheDeadlineHasLongPassed_thenLatenessCountsFromTheRelease() {
    String job = plan(now.minus(Duration.ofDays(9)));
    tamper("holds = 2", job);
    tamper("holds = 1", job);
    tamper("holds = 0", job);
    tick();
    assertThat(events.fired()).isEmpty();
    assertThat(lateness().orElseThrow().due()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(90));
    tick();
    assertThat(events.fired()).extracting(AuditEvent::type).containsExactly("deletion.late");
    assertThat(lateness().orElseThrow().lateSeconds()).isBetween(61L, 91L);
  }

  @Test
  void givenDeadlineThatIsBroughtIntoThePast_whenWatched_thenLatenessCountsFromThen() {
    String job = plan(now.plus(Duration.ofDays(9)));
    transactions.tamper(
        "update artefact set delete_at = now() - interval '3 days' where job_id = '" + job + "'");
    tick();
    assertThat(events.fired()).isEmpty();
    assertThat(lateness().orElseThrow().lateSeconds()).isLessThan(10);
  }

  @Test
  void givenDeletionThatFailsAndIsTriedLater_whenPastTheBound_thenItIsLateAllTheSame() {
    String job = plan(now.minusSeconds(61));
    tamper("attempts = 9, next_attempt_at = now() + interval '1 day'", job);
    tick();
    assertThat(events.fired()).hasSize(1);
  }

  @Test
  void givenReview_whenItIsNotOver_thenWhatWaitsIsNotLate() {
    String job = plan(now.plusSeconds(5));
    tamper("review_for = interval '7 days'", job);
    tick();
    assertThat(events.fired()).isEmpty();
    assertThat(lateness()).isEmpty();
  }

  @Test
  void givenRestoredDatabaseThatIsNotUpToDate_whenWatched_thenNothingIsLate() {
    plan(now.minusSeconds(61));
    gate.shut();
    assertThat(watch.look()).isEmpty();
  }

  @Test
  void givenNumbersOfAllTenants_whenOneIsLate_thenTheyAreOfTheWorst() {
    String job = plan(now.minus(Duration.ofDays(4000)));
    Alarms alarms = retention.alarms().at(now);
    assertThat(alarms.due()).isPositive();
    assertThat(alarms.lateSeconds()).isEqualTo(Duration.ofDays(4000).toSeconds());
    retention.delete(tenant, job, now, FIELDS);
    assertThat(retention.alarms().at(now).lateSeconds())
        .isLessThan(Duration.ofDays(4000).toSeconds());
  }

  @Test
  void givenNumbers_whenHeldAgainstTheBound_thenOnlyMoreIsLate() {
    Instant ahead = now.plusSeconds(2);
    for (long seconds : List.of(0L, 59L, 60L)) {
      assertThat(numbers(seconds, ahead).isLate()).isFalse();
    }
    assertThat(numbers(61, ahead).isLate()).isTrue();
    assertThat(numbers(0, ahead).sinceLooked()).contains(Duration.ZERO);
    assertThat(numbers(0, now.minusSeconds(7)).sinceLooked()).contains(Duration.ofSeconds(7));
    assertThat(numbers(0, ahead).sinceSwept()).isEmpty();
  }

  private RetentionHealth.Numbers numbers(long late, Instant looked) {
    return new RetentionHealth.Numbers(
        new Alarms(0, 0, 1, late, Optional.of(looked), Optional.empty()), BOUND, now);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT9.999S", "-PT60S", "P1DT1S"})
  void givenBoundThatMakesNoSense_whenStarted_thenItIsRefused(String bound) {
    assertThatIllegalStateException()
        .isThrownBy(() -> new LatenessSettings(Duration.parse(bound)).check())
        .withMessageContaining("lethe.retention.late.after");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT10S", "PT60S", "P1D"})
  void givenBoundInRange_whenStarted_thenItIsTaken(String bound) {
    assertThatCode(() -> new LatenessSettings(Duration.parse(bound)).check())
        .doesNotThrowAnyException();
  }

  private void tick() {
    lateness().ifPresent(one -> transactions.inNewTransaction(() -> judged(one)));
  }

  private boolean judged(Lateness one) {
    watch.judge(one);
    return true;
  }

  /** Other tests have tenants in the same database. */
  private Optional<Lateness> lateness() {
    return watch.look().stream().filter(one -> one.tenant().equals(tenant)).findFirst();
  }

  private String plan(Instant deleteAt) {
    String job = retention.newJob(tenant);
    retention.plan(tenant, job, FIELDS, deleteAt);
    retention.plan(tenant, job, SOURCE, now.plus(Duration.ofDays(1)));
    return job;
  }

  private void tamper(String what, String job) {
    assertThat(
            transactions.tamper(
                "update artefact set "
                    + what
                    + " where artefact = 'FIELDS' and job_id = '"
                    + job
                    + "'"))
        .isEqualTo(1);
  }
}
