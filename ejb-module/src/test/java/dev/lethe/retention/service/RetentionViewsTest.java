package dev.lethe.retention.service;

import static dev.lethe.policy.model.ArtefactClass.FIELDS;
import static dev.lethe.policy.model.ArtefactClass.SOURCE;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.Purpose;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.adapter.TestRetention;
import dev.lethe.retention.model.DeadLetter;
import dev.lethe.retention.model.RetentionItem;
import dev.lethe.retention.model.RetentionItem.State;
import dev.lethe.retention.model.RetentionOverview;
import dev.lethe.retention.model.RetentionPlace;
import dev.lethe.retention.model.RetentionPlace.Counts;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.TestTransactions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetentionViewsTest {

  private final TestTransactions transactions = new TestTransactions();
  private final TestRetention retention = new TestRetention(transactions);
  private final MutableClock clock = new MutableClock("2026-03-01T12:00:00Z");
  private final Instant now = clock.instant();
  private final TenantId tenant = transactions.newTenant();
  private final Caller officer = caller(tenant, Role.COMPLIANCE_OFFICER);
  private final RetentionViews views = new RetentionViews();
  private final RecordedEvents<AuditEvent> events =
      new RecordedEvents<>(EventCatalogue::requireListed);

  @BeforeEach
  void prepare() {
    views.reports = retention.reports();
    views.letters = retention.letters();
    views.audit = events;
    views.clock = clock;
    views.policy = () -> DefaultPolicy.BUNDLE;
  }

  @Test
  void givenDeadLetter_whenRequeued_thenItIsClosedAndTheTrailSaysByWhom() {
    String job = plan(SOURCE, now.minusSeconds(1));
    String letter = deadLetter(job);
    assertThat(views.overview(officer).deadLetters()).isEqualTo(1);
    assertThat(views.deadLetters(officer, 0, 10))
        .extracting(DeadLetter::id)
        .containsExactly(letter);
    assertThat(views.requeue(officer, letter).job()).isEqualTo(job);
    assertThat(views.deadLetters(officer, 0, 10)).isEmpty();
    assertThat(events.fired()).hasSize(1);
    assertThat(events.fired().get(0).type()).isEqualTo("deletion.requeued");
    assertThat(events.fired().get(0).actor()).isEqualTo(officer.actor());
    assertThat(events.fired().get(0).facts()).containsEntry("letter", letter);
  }

  @Test
  void givenDeadLetterOfAnotherTenantOrNone_whenRequeued_thenItIsNotFound() {
    String letter = deadLetter(plan(SOURCE, now));
    Caller foreign = caller(transactions.newTenant(), Role.COMPLIANCE_OFFICER);
    for (String id : new String[] {letter, "letter_" + "0".repeat(32), "' or true", ""}) {
      assertRefused(() -> views.requeue(foreign, id), ProblemCode.NOT_FOUND);
    }
    assertThat(events.fired()).isEmpty();
  }

  @Test
  void givenAuditor_whenRequeued_thenItIsForbidden() {
    String letter = deadLetter(plan(SOURCE, now));
    assertRefused(() -> views.requeue(caller(tenant, Role.AUDITOR), letter), ProblemCode.FORBIDDEN);
    assertThat(views.deadLetters(officer, 0, 10)).hasSize(1);
  }

  private String deadLetter(String job) {
    transactions.tamper("update artefact set attempts = 9 where job_id = '" + job + "'");
    return transactions
        .inNewTransaction(
            () ->
                views.letters.erasingFailed(
                    tenant, job, Set.of(SOURCE), "store", 8, now, now.plusSeconds(1)))
        .get(0)
        .id();
  }

  @Test
  void givenArtefacts_whenLookedOver_thenEachStateIsCounted() {
    plan(SOURCE, now.minusSeconds(1));
    plan(SOURCE, now.plusSeconds(1));
    plan(FIELDS, now.plus(Duration.ofDays(2)));
    String gone = plan(FIELDS, now.minus(Duration.ofDays(1)));
    retention.delete(tenant, gone, now, FIELDS);
    RetentionOverview overview = views.overview(officer);
    assertThat(overview.kept()).isEqualTo(3);
    assertThat(overview.overdue()).isEqualTo(1);
    assertThat(overview.dueToday()).isEqualTo(1);
    assertThat(overview.deleted()).isEqualTo(1);
    assertThat(overview.byClass()).isEqualTo(Map.of(SOURCE, 2L, FIELDS, 1L));
    assertThat(overview.days()).hasSize(15);
    assertThat(overview.days())
        .contains(
            new RetentionOverview.Day(LocalDate.parse("2026-02-28"), 1, 0),
            new RetentionOverview.Day(LocalDate.parse("2026-03-01"), 2, 1),
            new RetentionOverview.Day(LocalDate.parse("2026-03-03"), 1, 0));
    assertThat(overview.held()).isZero();
    assertThat(views.count(officer, State.HELD)).isZero();
    for (State state : EnumSet.complementOf(EnumSet.of(State.HELD))) {
      assertThat(views.count(officer, state)).isEqualTo(1);
      assertThat(views.items(officer, state, 0, 10)).hasSize(1);
    }
  }

  @Test
  void givenJobsOfTwoRegionsAndZones_whenLookedOver_thenEachPlaceIsCounted() {
    String overdue = plan(SOURCE, now.minusSeconds(1));
    retention.plan(tenant, overdue, FIELDS, now.plus(Duration.ofDays(2)));
    String held = plan(FIELDS, now.minus(Duration.ofDays(3)));
    of(held, "holds = 1", "artefact", "job_id");
    String identity = plan(FIELDS, now.plusSeconds(5));
    of(
        identity,
        "document_class = 'identity_document', purpose = 'identity_verification'",
        "job",
        "id");
    String west = plan(FIELDS, now.minus(Duration.ofDays(1)));
    of(west, "region = 'eu-west'", "job", "id");
    retention.delete(tenant, west, now, FIELDS);
    String forgotten = plan(FIELDS, now.plus(Duration.ofDays(9)));
    of(forgotten, "purpose = 'no_such_purpose'", "job", "id");

    String invoices =
        DefaultPolicy.BUNDLE
            .of(tenant)
            .zone(new Purpose("invoice_processing"), Optional.empty())
            .name();
    assertThat(views.places(officer))
        .containsExactlyInAnyOrder(
            new RetentionPlace("eu-central", "", new Counts(1, 0, 0, 0, 0)),
            new RetentionPlace("eu-central", invoices, new Counts(3, 0, 1, 1, 0)),
            new RetentionPlace("eu-central", "identity", new Counts(1, 1, 0, 0, 0)),
            new RetentionPlace("eu-west", invoices, new Counts(0, 0, 0, 0, 1)));
  }

  @Test
  void givenPlaces_whenAddedUp_thenTheyAreWhatTheOverviewSays() {
    plan(SOURCE, now.minusSeconds(1));
    plan(FIELDS, now.plusSeconds(1));
    String gone = plan(FIELDS, now);
    retention.delete(tenant, gone, now, FIELDS);
    RetentionOverview overview = views.overview(officer);
    assertThat(
            views.places(officer).stream()
                .map(RetentionPlace::counts)
                .reduce(new Counts(0, 0, 0, 0, 0), Counts::plus))
        .isEqualTo(
            new Counts(
                overview.kept(),
                overview.dueToday(),
                overview.overdue(),
                overview.held(),
                overview.deleted()));
  }

  private void of(String job, String what, String table, String key) {
    transactions.tamper("update " + table + " set " + what + " where " + key + " = '" + job + "'");
  }

  @Test
  void givenDeadlineAtMidnight_whenLookedOver_thenItCountsForTheDayThatBegins() {
    plan(SOURCE, Instant.parse("2026-03-02T00:00:00Z"));
    assertThat(views.overview(officer).days())
        .contains(new RetentionOverview.Day(LocalDate.parse("2026-03-02"), 1, 0))
        .contains(new RetentionOverview.Day(LocalDate.parse("2026-03-01"), 0, 0));
  }

  @Test
  void givenItems_whenListed_thenTheSoonestComesFirstAndPagesFit() {
    String later = plan(SOURCE, now.plusSeconds(20));
    String sooner = plan(SOURCE, now.plusSeconds(10));
    assertThat(views.items(officer, State.DUE_TODAY, 0, 10))
        .extracting(RetentionItem::job)
        .containsExactly(sooner, later);
    assertThat(views.items(officer, State.DUE_TODAY, 1, 10))
        .extracting(RetentionItem::job)
        .containsExactly(later);
    RetentionItem item = views.items(officer, State.DUE_TODAY, 0, 1).get(0);
    assertThat(item.purpose()).isEqualTo("invoice_processing");
    assertThat(item.region()).isEqualTo("eu-central");
    assertThat(item.deletedAt()).isEmpty();
  }

  @Test
  void givenStrangeBounds_whenListed_thenTheyAreBroughtIntoRange() {
    plan(SOURCE, now.plusSeconds(20));
    assertThat(views.items(officer, State.DUE_TODAY, -5, Integer.MAX_VALUE)).hasSize(1);
    assertThat(views.items(officer, State.DUE_TODAY, 0, -1)).hasSize(1);
  }

  @Test
  void givenAnotherTenant_whenLooking_thenThereIsNothing() {
    plan(SOURCE, now.minusSeconds(1));
    Caller stranger = caller(transactions.newTenant(), Role.COMPLIANCE_OFFICER);
    assertThat(views.overview(stranger).kept()).isZero();
    assertThat(views.places(stranger)).isEmpty();
    assertThat(views.items(stranger, State.OVERDUE, 0, 10)).isEmpty();
    assertThat(views.runs(stranger, 0, 10)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"COMPLIANCE_OFFICER", "TENANT_ADMIN", "AUDITOR"},
      mode = EnumSource.Mode.EXCLUDE)
  void givenAnyOtherRole_whenLooking_thenItIsForbidden(Role role) {
    Caller other = caller(tenant, role);
    assertForbidden(() -> views.overview(other));
    assertForbidden(() -> views.places(other));
    assertForbidden(() -> views.items(other, State.DELETED, 0, 1));
    assertForbidden(() -> views.count(other, State.DELETED));
    assertForbidden(() -> views.runs(other, 0, 1));
  }

  private static void assertForbidden(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable looking) {
    assertRefused(looking, ProblemCode.FORBIDDEN);
  }

  private String plan(ArtefactClass artefact, Instant deleteAt) {
    String job = retention.newJob(tenant);
    retention.plan(tenant, job, artefact, deleteAt);
    return job;
  }

  private static Caller caller(TenantId tenant, Role role) {
    return new Caller(tenant, new ActorId("person-1"), Set.of(role));
  }
}
