package dev.lethe.metrics.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.metrics.model.CounterSource.Counts;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.adapter.TestRetention;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.TestTransactions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresCountersTest {

  private final TestTransactions transactions = new TestTransactions();
  private final TenantId tenant = transactions.newTenant();
  private final PostgresCounters counters = new PostgresCounters();

  @BeforeEach
  void prepare() {
    counters.database = transactions;
  }

  @Test
  void givenDeadLetters_whenCounted_thenOnlyOpenOnesOfTheTenantCount() {
    letter(tenant, "null");
    letter(tenant, "null");
    letter(tenant, "now()");
    letter(transactions.newTenant(), "null");
    assertThat(count().deadLetters()).isEqualTo(2);
  }

  @Test
  void givenNothing_whenCounted_thenAllIsZero() {
    Counts counts = count();
    assertThat(counts.deadLetters()).isZero();
    assertThat(counts.overdue()).isZero();
    assertThat(counts.revealsToday()).isZero();
    assertThat(counts.lastDeletionRun()).isEmpty();
  }

  /** As the lists of {@code /v1/retention} do, to which the numbers lead. */
  @Test
  void givenAHold_whenCounted_thenWhatItKeepsIsNeitherDueNorOverdue() {
    TestRetention retention = new TestRetention(transactions);
    String kept = retention.newJob(tenant);
    String other = retention.newJob(tenant);
    for (String job : List.of(kept, other)) {
      retention.plan(tenant, job, ArtefactClass.SOURCE, Instant.now().minusSeconds(60));
      retention.plan(tenant, job, ArtefactClass.FIELDS, Instant.now().plusSeconds(600));
    }
    assertThat(count()).extracting(Counts::overdue, Counts::dueToday).containsExactly(2L, 2L);
    transactions.tamper("update artefact set holds = 1 where job_id = '" + kept + "'");
    assertThat(count()).extracting(Counts::overdue, Counts::dueToday).containsExactly(1L, 1L);
  }

  private Counts count() {
    Instant now = Instant.now();
    return counters.count(tenant, now.truncatedTo(ChronoUnit.DAYS), now);
  }

  private void letter(TenantId of, String closedAt) {
    String random = UUID.randomUUID().toString().replace("-", "");
    transactions.tamper(
        "insert into dead_letter (id, tenant_id, job_id, artefact, step, cause, attempts,"
            + " opened_at, last_failed_at, closed_at) values ('letter_"
            + random
            + "', '"
            + of.value()
            + "', 'job_"
            + random
            + "', 'FIELDS', 'erase', 'internal', 8, now(), now(), "
            + closedAt
            + ")");
  }
}
