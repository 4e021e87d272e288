package dev.lethe.retention.service;

import static dev.lethe.policy.model.ArtefactClass.AUDIT;
import static dev.lethe.policy.model.ArtefactClass.FIELDS;
import static dev.lethe.policy.model.ArtefactClass.SOURCE;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.adapter.TestRetention;
import dev.lethe.retention.model.HoldReason;
import dev.lethe.retention.model.HoldScope;
import dev.lethe.retention.model.LegalHold;
import dev.lethe.retention.model.PlannedDeletion;
import dev.lethe.retention.model.PlannedDeletion.Which;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.TestTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept, asked as the sweep asks. */
class PlannedDeletionsTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration WEEK = Duration.ofDays(7);

  private final TestTransactions transactions = new TestTransactions();
  private final TestRetention retention = new TestRetention(transactions);
  private final TenantId tenant = transactions.newTenant();
  private final MutableClock clock = new MutableClock("2026-03-01T12:00:00Z");
  private final Caller auditor = new Caller(tenant, new ActorId("aldo"), Set.of(Role.AUDITOR));
  private final RetentionViews views = new RetentionViews();
  private final String job = retention.newJob(tenant);
  private final Instant now = clock.instant();

  @BeforeEach
  void prepare() {
    views.reports = retention.reports();
    views.clock = clock;
    views.policy = () -> DefaultPolicy.BUNDLE;
    retention.plan(tenant, job, SOURCE, now.minusSeconds(1));
    retention.plan(tenant, job, FIELDS, now.plus(HOUR));
    retention.plan(tenant, job, AUDIT, now.plus(WEEK));
  }

  @Test
  void givenDeadlines_whenListed_thenEachListHasItsOwnInTheirOrder() {
    assertThat(classes(Which.SCHEDULE)).containsExactly(SOURCE, FIELDS, AUDIT);
    assertThat(classes(Which.OVERDUE)).containsExactly(SOURCE);
    assertThat(classes(Which.UPCOMING)).containsExactly(FIELDS);
    assertThat(classes(Which.HELD)).isEmpty();
  }

  @Test
  void givenDryRun_whenAsked_thenItSaysWhatWouldGoWhenAndByWhichPolicy() {
    List<PlannedDeletion> run = views.dryRun(auditor, now.plus(HOUR), 0, 10);
    assertThat(run).extracting(PlannedDeletion::artefact).containsExactly(SOURCE, FIELDS);
    assertThat(run.get(1).deleteAt()).isEqualTo(now.plus(HOUR));
    assertThat(run.get(1).policyVersion()).isEqualTo("7");
    assertThat(run.get(1).purpose()).isEqualTo("invoice_processing");
    assertThat(retention.ledger().due(tenant, now.plus(HOUR), Optional.empty(), 10)).hasSize(2);
  }

  @Test
  void givenHold_whenAsked_thenTheHeldIsListedAndTheDryRunLeavesItOut() {
    LegalHold hold =
        LegalHold.requested(
            "A-1",
            HoldReason.AUDIT,
            new HoldScope(
                List.of(job),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(SOURCE)),
            "olivia",
            now,
            now.plus(WEEK));
    retention.holds().place(tenant, hold, now);
    assertThat(classes(Which.HELD)).containsExactly(SOURCE);
    assertThat(classes(Which.OVERDUE)).isEmpty();
    assertThat(views.dryRun(auditor, now.plus(HOUR), 0, 10))
        .extracting(PlannedDeletion::artefact)
        .containsExactly(FIELDS);
  }

  @Test
  void givenDeletionThatFailed_whenAsked_thenTheNextAttemptIsShown() {
    retention.ledger().failed(tenant, job, Set.of(SOURCE), now, Duration.ofMinutes(30), HOUR);
    PlannedDeletion overdue = views.planned(auditor, Which.OVERDUE, 0, 10).get(0);
    assertThat(overdue.attempts()).isEqualTo(1);
    assertThat(overdue.nextAttemptAt()).isEqualTo(now.plus(Duration.ofMinutes(30)));
    assertThat(views.dryRun(auditor, now.plusSeconds(60), 0, 10)).isEmpty();
    assertThat(views.dryRun(auditor, now.plus(Duration.ofMinutes(30)), 0, 10)).hasSize(1);
  }

  @Test
  void givenTimeThatHasPassed_whenAskedForADryRun_thenItIsRefused() {
    assertRefused(
        () -> views.dryRun(auditor, now.minusSeconds(1), 0, 10), ProblemCode.REQUEST_MALFORMED);
  }

  @Test
  void givenOtherTenantOrRole_whenAsked_thenNothingIsShown() {
    TenantId other = transactions.newTenant();
    Caller stranger = new Caller(other, new ActorId("x"), Set.of(Role.AUDITOR));
    assertThat(views.planned(stranger, Which.SCHEDULE, 0, 10)).isEmpty();
    Caller submitter = new Caller(tenant, new ActorId("app"), Set.of(Role.SUBMITTER));
    assertThatThrownBy(() -> views.planned(submitter, Which.SCHEDULE, 0, 10))
        .isInstanceOf(LetheException.class);
    assertThatThrownBy(() -> views.dryRun(submitter, now.plus(HOUR), 0, 10))
        .isInstanceOf(LetheException.class);
  }

  private List<ArtefactClass> classes(Which which) {
    return views.planned(auditor, which, 0, 10).stream().map(PlannedDeletion::artefact).toList();
  }
}
