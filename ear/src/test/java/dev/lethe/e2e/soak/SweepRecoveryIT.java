package dev.lethe.e2e.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.Stack;
import dev.lethe.e2e.Stack.Part;
import dev.lethe.e2e.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills the server, or the database under it, in the midst of a sweep. The next {@code ./lethe up}
 * goes on with the deletion by itself; nothing is left, and nothing is receipted twice.
 */
@Tag("soak")
class SweepRecoveryIT {

  private static final String TENANT = "contoso";
  private static final int JOBS = 8_000;

  /**
   * From ready to the first deletion: a server that was killed has its lease back at once; one that
   * only lost its database for a while has to wait until its run counts as dead.
   */
  private static final Duration GOES_ON = Duration.ofSeconds(60);

  private static final Duration ALL = Duration.ofMinutes(5);

  /** Others in each test: the journal outside of the database remembers jobs for longer than it. */
  private final String prefix = "job_5eeb" + UUID.randomUUID().toString().substring(0, 8);

  private final String newJob = "'" + prefix + "' || lpad(to_hex(n), 20, '0')";
  private final String ours = " tenant_id = 'contoso' and job_id like '" + prefix + "%'";

  @ParameterizedTest
  @EnumSource(
      value = Part.class,
      names = {"SERVER", "POSTGRES"})
  void givenSweepUnderWay_whenAPartIsKilled_thenTheNextUpGoesOnInTime(Part part) {
    Instant began = Instant.now();
    makeDue();
    assertThat(Stack.within(ALL, () -> deleted() > 0)).isTrue();
    long before = deleted();
    Stack.kill(part.processes().get(0));
    assertThat(before).as("killed in the midst").isBetween(1L, JOBS - 1L);
    assertThat(Stack.up()).isZero();
    assertThat(Stack.within(GOES_ON, () -> deleted() > before)).isTrue();
    assertThat(Stack.within(ALL, () -> deleted() == JOBS)).isTrue();
    assertThat(Stack.within(GOES_ON, () -> running() == 0)).isTrue();

    assertThat(number("select count(*) from deletion_receipt where" + ours)).isEqualTo(JOBS);
    assertThat(
            number(
                "select count(*) from (select job_id from deletion_receipt where"
                    + ours
                    + " group by job_id having count(*) > 1) twice"))
        .isZero();
    assertThat(
            Stack.within(
                GOES_ON,
                () -> number("select count(*) from certificate_pending where" + ours) == 0))
        .isTrue();
    assertThat(number("select count(*) from deletion_certificate where" + ours)).isEqualTo(JOBS);
    assertThat(number("select count(*) from data_key where" + ours)).isZero();
    assertThat(number("select count(*) from object_removal where tenant_id = 'contoso'")).isZero();
    // a run whose server was killed is known as failed, and nothing waits for it
    assertThat(
            number(
                "select count(*) from deletion_run where tenant_id = 'contoso'"
                    + " and state = 'completed' and started_at > '"
                    + began
                    + "'"))
        .isPositive();
  }

  @AfterEach
  void empty() {
    for (String table :
        new String[] {
          "tombstone",
          "certificate_pending",
          "deletion_certificate",
          "deletion_receipt",
          "audit_event",
          "data_key",
          "artefact"
        }) {
      Tables.change(TENANT, "delete from " + table + " where" + ours);
    }
    Tables.change(
        TENANT, "delete from job where tenant_id = 'contoso' and id like '" + prefix + "%'");
  }

  private void makeDue() {
    Tables.change(
        TENANT,
        "insert into tenant (id, created_at) values ('contoso', now()) on conflict do nothing",
        "insert into job (id, tenant_id, state, actor, purpose, request, region, policy_id,"
            + " policy_version, policy_sha256, created_at, completed_at) select "
            + newJob
            + ", 'contoso', 'DONE', 'soak', 'invoice_processing', '{}', 'eu-central', 'test', '1',"
            + " repeat('0', 64), now(), now() from generate_series(1, "
            + JOBS
            + ") n",
        "insert into data_key (id, tenant_id, job_id, artefact, scheme, tenant_key_version, wrapped)"
            + " select '"
            + prefix
            + "_' || n, 'contoso', "
            + newJob
            + ", 'fields', 'V1', 1, decode('00', 'hex') from generate_series(1, "
            + JOBS
            + ") n",
        "insert into artefact (tenant_id, job_id, artefact, created_at, delete_at) select"
            + " 'contoso', "
            + newJob
            + ", 'FIELDS', now(), now() from generate_series(1, "
            + JOBS
            + ") n");
  }

  private long deleted() {
    return number("select count(*) from artefact where deleted_at is not null and" + ours);
  }

  private static long running() {
    return number(
        "select count(*) from deletion_run where tenant_id = 'contoso' and state = 'running'");
  }

  private static long number(String query) {
    return Tables.number(TENANT, query);
  }
}
