package dev.lethe.benchmarks.retention;

import dev.lethe.benchmarks.Numbers;
import dev.lethe.benchmarks.Options;
import dev.lethe.benchmarks.Report;
import dev.lethe.benchmarks.Table;
import dev.lethe.benchmarks.Table.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code ./lethe bench retention}: the running service deletes what the benchmark made due, on its
 * own PostgreSQL and its own store. Nothing is called: the scheduled sweep finds it.
 */
public final class RetentionBench {

  private static final int SMALL = 10_000;
  private static final int LARGE = 1_000_000;
  private static final int DUE_JOBS = 10_000;
  private static final int ARTEFACTS_A_JOB = 2;
  private static final int STEADY_SECONDS = 60;
  private static final int STEADY_JOBS_A_SECOND = 100;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(15);

  private final MadeJobs jobs;
  private final Options options;
  private final Report report;

  private RetentionBench(MadeJobs jobs, Options options, Report report) {
    this.jobs = jobs;
    this.options = options;
    this.report = report;
  }

  /** Takes database and store from the environment. */
  public static void run(Options options, Report report)
      throws SQLException, IOException, InterruptedException {
    if (options.wants("wraps")) {
      report.add(Wraps.measure());
    }
    if (!options.wants("deletions") && !options.wants("lag")) {
      return;
    }
    Map<String, String> environment = System.getenv();
    String password =
        Files.readString(Path.of(required(environment, "LETHE_OWNER_PASSWORD_FILE"))).strip();
    try (MadeJobs jobs =
        new MadeJobs(
            required(environment, "LETHE_DATABASE_URL"),
            "lethe_owner",
            password,
            Path.of(required(environment, "LETHE_STORE_DIR")))) {
      new RetentionBench(jobs, options, report).run();
    }
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set; ./lethe bench retention sets it");
    }
    return value;
  }

  private void run() throws SQLException, IOException, InterruptedException {
    if (options.wants("deletions")) {
      report.add(deletions());
    }
    if (options.wants("lag")) {
      report.add(lag());
    }
  }

  private Table deletions() throws SQLException, IOException, InterruptedException {
    Table table =
        new Table(
            "deletions",
            "%,d jobs due at once, each with source and fields: %,d artefacts, as many keys, %,d results and sealed files. Of each run: from its start to the last file that is gone; median of %d runs, after one to warm up."
                .formatted(DUE_JOBS, DUE_JOBS * ARTEFACTS_A_JOB, DUE_JOBS, options.rounds()),
            new Column("artefacts kept beside", "%,.0f"),
            new Column("due artefacts deleted a second", "%,.0f"),
            new Column("ms an artefact", "%.3f"),
            new Column("fastest and slowest run, a second", "%s"));
    report.say("to warm up");
    jobs.addKept(SMALL / ARTEFACTS_A_JOB);
    deleteDue();
    measure(table, SMALL);
    report.say("filling the table");
    jobs.addKept((LARGE - SMALL) / ARTEFACTS_A_JOB);
    report.say("waiting until the database has written it");
    jobs.settle();
    measure(table, LARGE);
    return table;
  }

  private void measure(Table table, int kept) throws SQLException, IOException {
    List<Double> rates = new ArrayList<>();
    for (int round = 0; round < options.rounds(); round++) {
      double seconds = deleteDue();
      rates.add(DUE_JOBS * ARTEFACTS_A_JOB / seconds);
      report.say("%,d beside: %.0f a second".formatted(kept, rates.get(round)));
    }
    double median = Numbers.median(rates);
    table.row(
        kept,
        median,
        1000 / median,
        "%,.0f and %,.0f".formatted(Numbers.percentile(rates, 100), Numbers.percentile(rates, 0)));
  }

  /** Seconds from the start of the run that found the jobs to the end of the last. */
  private double deleteDue() throws SQLException, IOException {
    String since = jobs.addDue(DUE_JOBS);
    awaitNothingLeft();
    return jobs.number(
        "select extract(epoch from clock_timestamp() - min(started_at)) from deletion_run"
            + " where tenant_id = 'bench-retention' and started_at >= '"
            + since
            + "'::timestamptz - interval '1 second'");
  }

  private void awaitNothingLeft() throws SQLException, IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (jobs.left() > 0) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the service does not delete what is due");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
    if (jobs.files() > 0) {
      throw new IllegalStateException("sealed files were left over");
    }
  }

  private Table lag() throws SQLException, IOException {
    report.say("a minute of steady load");
    long second = TimeUnit.SECONDS.toNanos(1);
    long start = System.nanoTime();
    String since = "";
    for (int i = 0; i < STEADY_SECONDS; i++) {
      String at = jobs.addDue(STEADY_JOBS_A_SECOND);
      since = since.isEmpty() ? at : since;
      LockSupport.parkNanos(start + (i + 1) * second - System.nanoTime());
    }
    awaitNothingLeft();
    Table table =
        new Table(
            "lag",
            "%d jobs falling due each second for a minute: from a deadline to the commit of its deletion."
                .formatted(STEADY_JOBS_A_SECOND),
            new Column("p50 s", "%.1f"),
            new Column("p99 s", "%.1f"),
            new Column("longest s", "%.1f"));
    table.row(percentile(since, 0.5), percentile(since, 0.99), percentile(since, 1));
    return table;
  }

  private double percentile(String since, double part) throws SQLException {
    return jobs.number(
        "select percentile_cont("
            + part
            + ") within group (order by extract(epoch from deleted_at - delete_at)) from artefact"
            + " where tenant_id = 'bench-retention' and deleted_at is not null and deleted_at >= '"
            + since
            + "'::timestamptz");
  }
}
