package dev.lethe.e2e.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.Stack;
import dev.lethe.e2e.Stack.Part;
import dev.lethe.e2e.Tables;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Kills whatever there is, at any moment, while callers work and deadlines of their jobs pass.
 * After each kill {@code ./lethe up} brings the stack back; in the end no job is lost, none was
 * read twice, nothing is past its deadline, nothing has two receipts, and nothing is left over. How
 * many kills and for how long at the most: the properties {@code lethe.soak.kills} (50) and {@code
 * lethe.soak.kill.minutes} (30). The seed is printed, so that a run can be repeated.
 */
@Tag("soak")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RecoveryIT {

  private static final int KILLS = Integer.getInteger("lethe.soak.kills", 50);
  private static final Duration MOST =
      Duration.ofMinutes(Integer.getInteger("lethe.soak.kill.minutes", 30));

  /** Workers end most often in real life; the larger parts take longer to come back. */
  private static final List<Part> TARGETS =
      List.of(
          Part.WORKER,
          Part.WORKER,
          Part.WORKER,
          Part.WORKER,
          Part.WORKER,
          Part.WORKER,
          Part.POSTGRES,
          Part.POSTGRES,
          Part.KEYCLOAK,
          Part.SERVER);

  /** From a deadline to its deletion, where nothing is killed. */
  private static final Duration BOUND = Duration.ofSeconds(60);

  private static final int DUE_AT_ONCE = 8;

  private final ApiCalls app = ApiCalls.as("northwind-evaluator");

  /** Each part once by itself, so that a short run has seen them all. */
  @Test
  @Order(1)
  void givenLoad_whenEachPartIsKilledOnce_thenTheNextUpBringsItBack() {
    try (Load load = new Load(2)) {
      for (Part part : Part.values()) {
        pause(3_000);
        killOneOf(part, new Random(part.ordinal()));
        assertThat(Stack.up()).as("up after %s was killed", part).isZero();
        assertThat(app.get("/ocr/jobs/job_" + "0".repeat(32)).statusCode()).isEqualTo(404);
      }
      assertThat(load.accepted()).isNotEmpty();
    }
    assertThat(Stack.within(Duration.ofSeconds(30), () -> Stack.orphans().isEmpty())).isTrue();
  }

  @Test
  @Order(2)
  void givenLoad_whenPartsAreKilledByChance_thenNoJobIsLostOrReadTwiceOrLeftOver()
      throws IOException {
    long seed = Long.getLong("lethe.soak.seed", System.nanoTime());
    Random chance = new Random(seed);
    TreeMap<Part, Integer> killed = new TreeMap<>();
    long end = System.nanoTime() + MOST.toNanos();
    Load load = new Load(2);
    try (load) {
      for (int kill = 0; kill < KILLS && System.nanoTime() < end; kill++) {
        makeDue(load, chance);
        pause(500 + chance.nextInt(4_000));
        Part part = TARGETS.get(chance.nextInt(TARGETS.size()));
        killOneOf(part, chance);
        killed.merge(part, 1, Integer::sum);
        if (part != Part.WORKER) {
          assertThat(Stack.up()).as("up after %s, seed %d", part, seed).isZero();
        }
      }
    }
    System.out.printf(
        "seed %d, killed %s, answers %s, %d jobs%n",
        seed, killed, load.answers(), load.accepted().size());
    assertThat(load.answers()).as("what nobody foresaw").doesNotContainKeys("500", "500 internal");
    requireNothingOverdue();
    load.accepted().forEach(this::requireEnded);
    requireNothingTwice();
    requireCertificates();
    load.accepted().keySet().forEach(job -> app.delete("/ocr/jobs/" + job));
    requireNothingLeft();
  }

  /** Jobs in any state, also such as are being read, reach their deadlines. */
  private static void makeDue(Load load, Random chance) {
    List<String> jobs =
        new ArrayList<>(
            load.accepted().entrySet().stream()
                .filter(job -> !job.getValue())
                .map(Map.Entry::getKey)
                .toList());
    Collections.shuffle(jobs, chance);
    List<String> due = jobs.subList(0, Math.min(jobs.size(), chance.nextInt(DUE_AT_ONCE)));
    due.forEach(job -> load.accepted().put(job, true));
    Tables.change(
        "northwind",
        "update artefact set delete_at = clock_timestamp() where artefact <> 'AUDIT'"
            + " and deleted_at is null and job_id = any ('{"
            + String.join(",", due)
            + "}')");
  }

  private static void requireNothingOverdue() {
    assertThat(Stack.within(BOUND, () -> overdue() == 0))
        .as("past their deadlines: %d", overdue())
        .isTrue();
    System.out.printf(
        "deleted at their deadlines: %d, seconds late with all outages: %s%n",
        Tables.number(
            "northwind", "select count(*) from deletion_receipt where trigger = 'deadline'"),
        Tables.text(
            "northwind",
            "select percentile_disc(array[0.5, 0.99, 1]) within group (order by"
                + " extract(epoch from deleted_at - delete_at)::int)::text from artefact"
                + " where deleted_at >= delete_at"));
  }

  private static long overdue() {
    return Tables.number(
        "northwind",
        "select count(*) from artefact where deleted_at is null and holds = 0"
            + " and delete_at <= now()");
  }

  private static void requireCertificates() {
    assertThat(
            Stack.within(
                BOUND,
                () -> Tables.number("northwind", "select count(*) from certificate_pending") == 0))
        .isTrue();
    assertThat(
            Tables.number(
                "northwind",
                "select count(*) from deletion_receipt r where (select count(*)"
                    + " from deletion_certificate c where c.id = r.id) <> 1"))
        .isZero();
  }

  private static void killOneOf(Part part, Random chance) {
    List<ProcessHandle> processes = part.processes();
    if (!processes.isEmpty()) {
      Stack.kill(processes.get(chance.nextInt(processes.size())));
    }
  }

  /** Done, gone as was asked, or failed because what read it was killed: never open for ever. */
  private void requireEnded(String job, boolean askedToDelete) {
    JsonObject end = app.finished(job);
    String how = end.getString("state", end.getString("code", "lost"));
    assertThat(how).as("%s", job).isIn("done", "failed", "deleted", "job-gone");
    if (how.equals("failed")) {
      assertThat(end.getJsonObject("problem").getString("code"))
          .isIn("processing-failed", "document-unreadable", "source-gone", "capacity");
    } else if (!how.equals("done")) {
      assertThat(askedToDelete).as("%s was deleted", job).isTrue();
    }
  }

  private static void requireNothingTwice() {
    for (String once : List.of("processing.completed", "intake.sealed", "job.failed")) {
      assertThat(
              Tables.number(
                  "northwind",
                  "select count(*) from (select job_id from audit_event where type = '"
                      + once
                      + "' group by job_id having count(*) > 1) twice"))
          .as(once)
          .isZero();
    }
    assertThat(
            Tables.number(
                "northwind",
                "select count(*) from deletion_receipt r cross join lateral"
                    + " jsonb_object_keys(r.counts) artefact group by r.job_id, artefact"
                    + " order by 1 desc limit 1"))
        .isLessThanOrEqualTo(1);
  }

  /** Orphans are removed when they are old; here they are made old. */
  private static void requireNothingLeft() throws IOException {
    Tables.change("northwind", "update data_key set created_at = created_at - interval '2 hours'");
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
    for (Path file : Stack.storedFiles()) {
      Files.setLastModifiedTime(file, old);
    }
    assertThat(Stack.within(Duration.ofMinutes(4), () -> needless() == 0))
        .as("sealed files that nothing refers to: %d", needless())
        .isTrue();
    assertThat(Stack.within(Duration.ofMinutes(1), () -> Stack.orphans().isEmpty())).isTrue();
    assertThat(Tables.number("northwind", "select count(*) from job_queue")).isZero();
    assertThat(
            Tables.number(
                "northwind",
                "select count(*) from data_key k where not exists (select 1 from artefact a"
                    + " where a.job_id = k.job_id and a.deleted_at is null)"
                    + " and not exists (select 1 from upload_slot s where s.id = k.job_id"
                    + " and s.destroyed_at is null)"))
        .isZero();
  }

  private static long needless() {
    return Stack.storedFiles().stream()
        .filter(file -> file.toString().contains("northwind"))
        .map(file -> file.getFileName().toString().replace(".part", ""))
        .filter(
            object ->
                Tables.number(
                        "northwind",
                        "select (select count(*) from artefact where deleted_at is null"
                            + " and object_id = '"
                            + object
                            + "') + (select count(*) from upload_slot where destroyed_at is null"
                            + " and object_id = '"
                            + object
                            + "')")
                    == 0)
        .count();
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
