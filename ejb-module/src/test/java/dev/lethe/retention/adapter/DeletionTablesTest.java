package dev.lethe.retention.adapter;

import static dev.lethe.policy.model.ArtefactClass.AUDIT;
import static dev.lethe.policy.model.ArtefactClass.FIELDS;
import static dev.lethe.policy.model.ArtefactClass.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.policy.model.RetentionStart;
import dev.lethe.retention.model.DeletionLedger;
import dev.lethe.retention.model.DeletionRun;
import dev.lethe.retention.model.DueJob;
import dev.lethe.retention.model.Erasure;
import dev.lethe.retention.model.RetentionBlock;
import dev.lethe.retention.model.RetentionPlan;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.TestTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeletionTablesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final TestTransactions transactions = new TestTransactions();
  private final TestRetention retention = new TestRetention(transactions);
  private final TenantId tenant = transactions.newTenant();
  private final DeletionLedger ledger = retention.ledger();

  @Test
  void givenDeadlines_whenAskedWhatIsDue_thenOnlyThosePassedComeInTheirOrder() {
    String early = job(SOURCE, NOW.minusSeconds(60));
    String later = job(SOURCE, NOW);
    job(SOURCE, NOW.plusSeconds(1));
    assertThat(due()).extracting(DueJob::job).containsExactly(early, later);
  }

  @Test
  void givenSeveralArtefactsOfAJob_whenDueTogether_thenTheyComeAsOne() {
    String job = job(SOURCE, NOW);
    retention.plan(tenant, job, FIELDS, NOW);
    retention.plan(tenant, job, AUDIT, NOW.plusSeconds(1));
    assertThat(due()).containsExactly(new DueJob(job, NOW));
    assertThat(claim(job))
        .containsExactly(new Erasure(job, TestRetention.POLICY, Set.of(SOURCE, FIELDS)));
  }

  @Test
  void givenManyDue_whenReadInPieces_thenEachComesOnce() {
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      jobs.add(job(SOURCE, NOW.minusSeconds(i / 5)));
    }
    List<String> read = new ArrayList<>();
    Optional<DueJob> position = Optional.empty();
    List<DueJob> piece = ledger.due(tenant, NOW, position, 4);
    while (!piece.isEmpty()) {
      piece.forEach(due -> read.add(due.job()));
      position = Optional.of(piece.get(piece.size() - 1));
      piece = ledger.due(tenant, NOW, position, 4);
    }
    assertThat(read).containsExactlyInAnyOrderElementsOf(jobs);
  }

  @Test
  void givenWhatIsDueForOthers_whenAsked_thenItIsNotGiven() {
    TenantId other = transactions.newTenant();
    retention.plan(other, retention.newJob(other), SOURCE, NOW);
    assertThat(due()).isEmpty();
    assertThat(ledger.tenantsDue(NOW)).contains(other).doesNotContain(tenant);
    assertThat(ledger.tenants()).contains(other, tenant);
  }

  @Test
  void givenDeletedArtefact_whenAskedWhatIsDue_thenItIsNotGiven() {
    String job = job(SOURCE, NOW);
    ledger.deleted(tenant, claim(job), NOW);
    assertThat(due()).isEmpty();
    assertThat(ledger.tenantsDue(NOW)).doesNotContain(tenant);
    assertThat(claim(job)).isEmpty();
    assertThat(ledger.lock(tenant, job, Set.of(SOURCE))).isEmpty();
  }

  @Test
  void givenJobBroughtForward_whenAskedWhatIsDue_thenAllButItsTrailIs() {
    String job = job(SOURCE, NOW.plusSeconds(3600));
    retention.plan(tenant, job, AUDIT, NOW.plusSeconds(3600));
    retention.register().bringForward(tenant, job, NOW);
    assertThat(due()).containsExactly(new DueJob(job, NOW));
    assertThat(claim(job)).containsExactly(new Erasure(job, TestRetention.POLICY, Set.of(SOURCE)));
  }

  @Test
  void givenEarlierDeadline_whenBroughtForward_thenItStays() {
    String job = job(SOURCE, NOW.minusSeconds(60));
    retention.register().bringForward(tenant, job, NOW);
    assertThat(due().get(0).deleteAt()).isEqualTo(NOW.minusSeconds(60));
  }

  @Test
  void givenLocatedArtefact_whenDeleted_thenItHasNoLocation() {
    String job = job(SOURCE, NOW);
    retention.register().located(tenant, job, SOURCE, "obj", "key", "STORE");
    assertThat(retention.register().location(tenant, job, SOURCE)).isPresent();
    ledger.deleted(tenant, claim(job), NOW);
    assertThat(retention.register().location(tenant, job, SOURCE)).isEmpty();
  }

  @Test
  void givenRun_whenCountedAndTakenUpAgain_thenTheNumbersGoOn() {
    ledger.begin(tenant, "run-1", NOW);
    ledger.count(tenant, "run-1", 10, 7, 3);
    ledger.end(tenant, "run-1", "failed", NOW.plusSeconds(1));
    ledger.begin(tenant, "run-1", NOW.plusSeconds(2));
    ledger.count(tenant, "run-1", 5, 5, 0);
    assertThat(runs())
        .containsExactly(new DeletionRun("run-1", NOW, Optional.empty(), "running", 15, 12, 3));
    ledger.end(tenant, "run-1", "completed", NOW.plusSeconds(3));
    assertThat(runs().get(0).endedAt()).contains(NOW.plusSeconds(3));
  }

  @Test
  void givenRunThatNeverEnded_whenTheNextBegins_thenItHasFailed() {
    ledger.begin(tenant, "run-1", NOW);
    ledger.begin(tenant, "run-2", NOW.plusSeconds(9));
    assertThat(runs()).extracting(DeletionRun::state).containsExactly("running", "failed");
    ledger.end(tenant, "run-1", "completed", NOW.plusSeconds(10));
    assertThat(runs()).extracting(DeletionRun::state).containsExactly("running", "failed");
  }

  @Test
  void givenLease_whenAnotherServerAsks_thenItWaitsUntilTheTimeIsOver() {
    String lease = "lease-" + tenant.value();
    assertThat(ledger.takeLease(lease, "node-a/1", Duration.ofHours(1))).isTrue();
    assertThat(ledger.takeLease(lease, "node-b/1", Duration.ofHours(1))).isFalse();
    assertThat(ledger.takeLease(lease, "node-a/1", Duration.ofSeconds(-1))).isTrue();
    assertThat(ledger.takeLease(lease, "node-b/1", Duration.ofHours(1))).isTrue();
    assertThat(ledger.takeLease(lease, "node-a/1", Duration.ofHours(1))).isFalse();
  }

  @Test
  void givenServerThatWasKilled_whenItStartsAgain_thenItsLeaseIsNotInItsWay() {
    String lease = "lease-" + tenant.value();
    assertThat(ledger.takeLease(lease, "node-a/1", Duration.ofHours(1))).isTrue();
    assertThat(ledger.takeLease(lease, "node-a/2", Duration.ofHours(1))).isTrue();
    assertThat(ledger.takeLease(lease, "node-aa/1", Duration.ofHours(1))).isFalse();
  }

  private List<Erasure> claim(String job) {
    return ledger.claim(tenant, List.of(job), NOW);
  }

  private String job(dev.lethe.policy.model.ArtefactClass artefact, Instant deleteAt) {
    String job = retention.newJob(tenant);
    retention.plan(tenant, job, artefact, deleteAt);
    return job;
  }

  private List<DueJob> due() {
    return ledger.due(tenant, NOW, Optional.empty(), 100);
  }

  private List<DeletionRun> runs() {
    return retention.reports().runs(tenant, 0, 10);
  }

  private RetentionBlock.Deadline deadlineOf(String of) {
    return retention.register().block(tenant, of, TestRetention.POLICY).artefacts().get(0);
  }

  @Test
  void givenWindowThatStartsWithAnEvent_whenItComes_thenTheDeadlineIsBroughtForwardOnce() {
    String own = retention.newJob(tenant);
    Instant cap = NOW.plusSeconds(9_000);
    retention
        .register()
        .plan(
            tenant,
            own,
            FIELDS,
            NOW,
            new RetentionPlan(cap, RetentionStart.COMPLETED, Duration.ofSeconds(60)));
    retention.register().started(tenant, own, RetentionStart.RETRIEVED, NOW);
    assertThat(deadlineOf(own).deleteAt()).isEqualTo(cap);
    assertThat(deadlineOf(own).startsOn()).isEqualTo(RetentionStart.COMPLETED);
    retention.register().started(tenant, own, RetentionStart.COMPLETED, NOW.plusSeconds(10));
    assertThat(deadlineOf(own).deleteAt()).isEqualTo(NOW.plusSeconds(70));
    retention.register().started(tenant, own, RetentionStart.COMPLETED, NOW.minusSeconds(60));
    assertThat(deadlineOf(own).deleteAt()).isEqualTo(NOW.plusSeconds(70));
  }

  @Test
  void givenEventThatComesLate_whenItComes_thenTheCapHoldsAllTheSame() {
    String own = retention.newJob(tenant);
    retention
        .register()
        .plan(
            tenant,
            own,
            FIELDS,
            NOW,
            new RetentionPlan(
                NOW.plusSeconds(100), RetentionStart.RETRIEVED, Duration.ofSeconds(60)));
    retention.register().started(tenant, own, RetentionStart.RETRIEVED, NOW.plusSeconds(90));
    assertThat(deadlineOf(own).deleteAt()).isEqualTo(NOW.plusSeconds(100));
  }

  @Test
  void givenResultThatIsHandedOutOnce_whenAskedForAgain_thenNobodyElseHasIt() {
    String own = retention.newJob(tenant);
    retention.plan(tenant, own, FIELDS, NOW.plusSeconds(9_000));
    Instant until = NOW.plusSeconds(60);
    assertThat(retention.register().beginDelivery(tenant, own, NOW, until)).isTrue();
    assertThat(retention.register().beginDelivery(tenant, own, NOW, until)).isFalse();
    assertThat(retention.register().beginDelivery(tenant, own, until, until.plusSeconds(60)))
        .isTrue();
    retention.register().endDelivery(tenant, own);
    assertThat(retention.register().beginDelivery(tenant, own, NOW, until)).isTrue();
    retention.register().delivered(tenant, own);
    assertThat(
            retention
                .register()
                .beginDelivery(tenant, own, NOW.plusSeconds(99_999), NOW.plusSeconds(99_999)))
        .isFalse();
  }
}
