package dev.lethe.benchmarks.retention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Jobs of a tenant that only exists while it is measured, made by the database itself: each with
 * source, fields, their keys, a sealed result, the beginning of a trail and, where it is to be
 * deleted, a sealed file. A number range names them.
 */
final class MadeJobs implements AutoCloseable {

  static final String TENANT = "bench-retention";

  private static final String JOB = "'job_' || lpad(to_hex(n), 32, '0')";
  private static final String OBJECT = "'obj_' || lpad(to_hex(n), 32, '0')";
  private static final String RANGE = " from generate_series(?::bigint, ?::bigint) n";
  private static final int SEALED_BYTES = 600;
  private static final String EPOCH = "epoch_" + "be".repeat(16);

  private final Connection owner;

  /** A checkpoint writes more often than that, and takes no longer than five minutes. */
  private static final long QUIET_SECONDS = 15;

  private static final long SETTLED_NANOS = TimeUnit.MINUTES.toNanos(6);

  private final Path files;
  private long next;

  MadeJobs(String url, String user, String password, Path store) throws SQLException {
    owner = DriverManager.getConnection(url, user, password);
    files = store.resolve(TENANT);
    execute("select set_config('lethe.tenant', '" + TENANT + "', false)");
    execute("set maintenance_work_mem = '256MB'");
    remove();
    execute(
        "insert into tenant (id, created_at) values ('"
            + TENANT
            + "', now()) on conflict do nothing");
    execute(
        "insert into shred_epoch (id, tenant_id, artefact, day, ends_at, commitment, created_at)"
            + " values ('"
            + EPOCH
            + "', 'bench-retention', 'fields', current_date + 900, now() + interval '900 days',"
            + " repeat('0', 64), now()) on conflict do nothing");
  }

  /** Jobs whose artefacts are due in a year. */
  void addKept(int jobs) throws SQLException {
    long first = next;
    next += jobs;
    insert(first, next - 1, "now() + interval '1 year' + n * interval '1 millisecond'");
    execute("vacuum analyze job, artefact, data_key, job_result, audit_event");
  }

  /**
   * Waits until the database has written what was added: a deletion that shares the disk with it
   * measures the adding.
   */
  void settle() throws SQLException, IOException, InterruptedException {
    new ProcessBuilder("sync").start().waitFor();
    long end = System.nanoTime() + SETTLED_NANOS;
    double written = -1;
    for (double now = written(); now != written && System.nanoTime() < end; now = written()) {
      written = now;
      TimeUnit.SECONDS.sleep(QUIET_SECONDS);
    }
    new ProcessBuilder("sync").start().waitFor();
  }

  private double written() throws SQLException {
    return number("select buffers_written from pg_stat_checkpointer");
  }

  /**
   * Jobs whose artefacts are due now.
   *
   * @return the moment at which they were
   */
  String addDue(int jobs) throws SQLException, IOException {
    long first = next;
    next += jobs;
    Files.createDirectories(files);
    for (long n = first; n < next; n++) {
      Files.write(files.resolve("obj_%032x".formatted(n)), new byte[SEALED_BYTES]);
    }
    owner.setAutoCommit(false);
    insert(first, next - 1, "clock_timestamp()");
    owner.commit();
    owner.setAutoCommit(true);
    return text("select clock_timestamp()::text");
  }

  private void insert(long first, long last, String deadline) throws SQLException {
    for (String sql :
        List.of(
            "insert into job (id, tenant_id, state, actor, purpose, request, region, policy_id,"
                + " policy_version, policy_sha256, created_at, completed_at) select "
                + JOB
                + ", 'bench-retention', 'DONE', 'bench', 'invoice_processing', '{}', 'eu-central',"
                + " 'bench', '1', repeat('0', 64), now(), now()",
            "insert into artefact (tenant_id, job_id, artefact, object_id, data_key_id, place,"
                + " created_at, delete_at) select 'bench-retention', "
                + JOB
                + ", kind, case kind when 'SOURCE' then "
                + OBJECT
                + " end, kind || n, case kind when 'SOURCE' then 'STORE' end, now(), "
                + deadline,
            "insert into data_key (id, tenant_id, job_id, artefact, scheme, tenant_key_version,"
                + " wrapped, epoch_id, commitment) select 'bench_' || kind || n,"
                + " 'bench-retention', "
                + JOB
                + ", lower(kind), 'V1', 0, decode(repeat('00', 60), 'hex'), '"
                + EPOCH
                + "', repeat('0', 64)",
            "insert into job_result (job_id, tenant_id, data_key_id, sealed, created_at) select "
                + JOB
                + ", 'bench-retention', 'bench_FIELDS' || n, decode(repeat('00', 600), 'hex'), now()",
            "insert into audit_event (id, tenant_id, time, type, job_id, actor, outcome,"
                + " policy_version, policy_sha256, facts, position, leaf_hash) select 'bench-' || n,"
                + " 'bench-retention', now(), 'response.structured', "
                + JOB
                + ", 'bench', 'done', '1', repeat('0', 64), '{}', 1, repeat('0', 64)")) {
      String kinds =
          sql.contains("kind") ? " cross join (values ('SOURCE'), ('FIELDS')) k (kind)" : "";
      try (PreparedStatement insert = owner.prepareStatement(sql + RANGE + kinds)) {
        insert.setLong(1, first);
        insert.setLong(2, last);
        insert.executeUpdate();
      }
    }
  }

  double number(String sql) throws SQLException {
    try (Statement statement = owner.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getDouble(1) : Double.NaN;
    }
  }

  private String text(String sql) throws SQLException {
    try (Statement statement = owner.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** Artefacts and files that are due and still there. */
  long left() throws SQLException {
    return (long)
        number(
            "select (select count(*) from artefact where tenant_id = 'bench-retention'"
                + " and deleted_at is null and holds = 0 and delete_at <= now())"
                + " + (select count(*) from object_removal where tenant_id = 'bench-retention')");
  }

  /** Sealed files that are still there. */
  long files() throws IOException {
    if (!Files.isDirectory(files)) {
      return 0;
    }
    try (var list = Files.list(files)) {
      return list.count();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Removes the tenant. */
  @Override
  public void close() throws SQLException {
    remove();
    owner.close();
  }

  /** Also what a run that was cut off left behind. */
  private void remove() throws SQLException {
    for (String table :
        List.of(
            "object_removal",
            "tombstone",
            "certificate_pending",
            "deletion_certificate",
            "deletion_receipt",
            "deletion_run",
            "audit_event",
            "job_result",
            "data_key",
            "shred_epoch",
            "artefact",
            "job")) {
      execute("delete from " + table + " where tenant_id = '" + TENANT + "'");
    }
    execute("delete from tenant where id = '" + TENANT + "'");
    execute("vacuum analyze job, artefact, data_key, job_result, audit_event, deletion_receipt");
  }
}
