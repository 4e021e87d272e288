package dev.lethe.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.Tables;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tenant with 50,000 jobs: 100,000 artefacts, 50,000 consents, 100,000 audit events. */
@Tag("soak")
@ExtendWith(ConsoleBrowser.Provider.class)
class LargeTablesIT {

  private static final int JOBS = 50_000;
  private static final int DUE = 200;

  /** Bounds for a busy machine; each of these took a tenth of it on a quiet one. */
  private static final Duration QUICK = Duration.ofSeconds(5);

  /** Others in each run: the journal outside of the database remembers jobs for longer than it. */
  private static final String PREFIX = "job_1a26" + UUID.randomUUID().toString().substring(0, 8);

  private static final String JOB = "'" + PREFIX + "' || lpad(to_hex(n), 20, '0')";

  @BeforeAll
  static void fill() {
    ApiCalls.as("contoso-app").post("/uploads", "application/json", "");
    Tables.change(
        "contoso",
        "insert into job (id, tenant_id, state, actor, purpose, request, region, policy_id,"
            + " policy_version, policy_sha256, created_at, completed_at) select "
            + JOB
            + ", 'contoso', 'DONE', 'large', 'invoice_processing', '{}', 'eu-central', 'test', '1',"
            + " repeat('0', 64), now() - n * interval '1 second', now() from generate_series(1, "
            + JOBS
            + ") n",
        "insert into artefact (tenant_id, job_id, artefact, created_at, delete_at) select"
            + " 'contoso', "
            + JOB
            + ", kind, now() - n * interval '1 second', now() + interval '1 hour'"
            + " + n * interval '1 minute' from generate_series(1, "
            + JOBS
            + ") n cross join (values ('FIELDS'), ('AUDIT')) as kinds (kind)",
        "insert into consent (id, tenant_id, job_id, purpose, basis, allow_model_improvement,"
            + " allow_manual_review, policy_version, policy_sha256, given_at, mechanism, actor,"
            + " recorded_at) select 'large-' || n, 'contoso', "
            + JOB
            + ", 'invoice_processing', 'customer_authorized', false, true, '1', repeat('0', 64),"
            + " now() - n * interval '1 second', 'request_declaration', 'large', now()"
            + " from generate_series(1, "
            + JOBS
            + ") n",
        "insert into audit_event (id, tenant_id, time, type, job_id, actor, outcome,"
            + " policy_version, policy_sha256, facts, position, leaf_hash) select 'large-' || n ||"
            + " '-' || place, 'contoso', now() - n * interval '1 second',"
            + " case place when 1 then 'policy.permitted' else 'consent.verified' end, "
            + JOB
            + ", 'large', 'permitted', '1', repeat('0', 64), '{}', place, repeat('0', 64)"
            + " from generate_series(1, "
            + JOBS
            + ") n cross join generate_series(1, 2) place",
        "analyze job, artefact, consent, audit_event");
  }

  @AfterAll
  static void empty() {
    // the ledger is only added to: what was made up for this test alone is taken out past its guard
    Tables.change("contoso", "alter table consent disable trigger user");
    for (String table :
        new String[] {
          "audit_event",
          "consent",
          "artefact",
          "tombstone",
          "certificate_pending",
          "deletion_certificate",
          "deletion_receipt"
        }) {
      Tables.change(
          "contoso",
          "delete from "
              + table
              + " where tenant_id = 'contoso' and job_id like '"
              + PREFIX
              + "%'");
    }
    Tables.change(
        "contoso",
        "delete from job where tenant_id = 'contoso' and id like '" + PREFIX + "%'",
        "alter table consent enable trigger user");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/home",
        "/consent",
        "/consent?page=1999",
        "/consent?purpose=invoice_processing",
        "/retention",
        "/certificates",
        "/runs",
        "/audit",
        "/audit?page=3000",
        "/audit?type=policy"
      })
  void givenManyRows_whenAPageIsOpened_thenItComesQuickly(String path, ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("carla")) {
      Page page = window.newPage();
      page.navigate(ConsoleBrowser.address(path));
      long start = System.nanoTime();
      page.navigate(ConsoleBrowser.address(path));
      assertThat(page.locator("h1")).isVisible();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      System.out.printf("%s: %d ms%n", path, took.toMillis());
      assertThat(took).isLessThan(QUICK);
    }
  }

  @Test
  void givenManyRows_whenSomeAreDue_thenTheSweepFindsThoseAndDeletesThemInTime() {
    Tables.change(
        "contoso",
        "update artefact set delete_at = now() - interval '1 second' where tenant_id = 'contoso'"
            + " and artefact = 'FIELDS' and job_id in (select "
            + JOB
            + " from generate_series(1, "
            + DUE
            + ") n)");
    // a timer that a killed server held is taken up again after two minutes
    long start = System.nanoTime();
    long left = DUE;
    while (left > 0 && System.nanoTime() - start < TimeUnit.MINUTES.toNanos(6)) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      left =
          Tables.number(
              "contoso",
              "select count(*) from artefact where delete_at <= now() and deleted_at is null");
    }
    System.out.printf(
        "%d of %d artefacts deleted after %d s%n",
        DUE, 2 * JOBS, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    assertThat(left).isZero();
  }
}
