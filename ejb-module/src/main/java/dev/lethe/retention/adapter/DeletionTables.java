package dev.lethe.retention.adapter;

import static java.util.stream.Collectors.joining;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.DeletionLedger;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.model.DueArtefacts;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is due, what was deleted, and the runs that did it. */
@ApplicationScoped
public class DeletionTables implements DeletionLedger {

  private static final String PENDING =
      " where tenant_id = ? and job_id = ? and artefact = any (string_to_array(?, ','))"
          + " and deleted_at is null";

  @Inject TenantDatabase database;

  /** For the container. */
  public DeletionTables() {}

  DeletionTables(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public Set<ArtefactClass> mark(
      TenantId tenant, String job, Set<ArtefactClass> artefacts, Instant now) {
    holdJob(tenant, job);
    return classes(
        tenant,
        "update artefact set deleting_at = coalesce(deleting_at, ?)"
            + PENDING
            + " returning artefact",
        now,
        tenant.value(),
        job,
        names(artefacts));
  }

  @Override
  public Set<ArtefactClass> lock(TenantId tenant, String job, Set<ArtefactClass> artefacts) {
    holdJob(tenant, job);
    return classes(
        tenant,
        "select artefact from artefact" + PENDING + " order by artefact for update",
        tenant.value(),
        job,
        names(artefacts));
  }

  /** The lock that every step of a job takes first; it lets rows be added that refer to the job. */
  private void holdJob(TenantId tenant, String job) {
    database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                rows -> rows.getString("id"),
                "select id from job where tenant_id = ? and id = ? for no key update",
                tenant.value(),
                job));
  }

  private Set<ArtefactClass> classes(TenantId tenant, String sql, Object... values) {
    Set<ArtefactClass> classes = EnumSet.noneOf(ArtefactClass.class);
    classes.addAll(
        database.with(
            tenant,
            connection ->
                Sql.list(
                    connection,
                    rows -> ArtefactClass.valueOf(rows.getString("artefact")),
                    sql,
                    values)));
    return classes;
  }

  private static String names(Set<ArtefactClass> artefacts) {
    return artefacts.stream().map(Enum::name).collect(joining(","));
  }

  @Override
  public void deleted(TenantId tenant, String job, Set<ArtefactClass> artefacts, Instant now) {
    update(
        tenant,
        "update artefact set deleted_at = ?, next_attempt_at = null" + PENDING,
        now,
        tenant.value(),
        job,
        names(artefacts));
  }

  @Override
  public void failed(
      TenantId tenant,
      String job,
      Set<ArtefactClass> artefacts,
      Instant now,
      Duration first,
      Duration longest) {
    holdJob(tenant, job);
    update(
        tenant,
        "update artefact set attempts = attempts + 1, next_attempt_at = ?::timestamptz"
            + " + least(? * power(2, least(attempts, 30)), ?) * interval '1 second'"
            + PENDING,
        now,
        first.toSeconds(),
        longest.toSeconds(),
        tenant.value(),
        job,
        names(artefacts));
  }

  @Override
  public boolean holdsContent(TenantId tenant, String job) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                    connection,
                    rows -> rows.getInt(1),
                    "select 1 from artefact where tenant_id = ? and job_id = ?"
                        + " and artefact <> 'AUDIT' and deleted_at is null limit 1",
                    tenant.value(),
                    job)
                .isPresent());
  }

  @Override
  public String policyVersion(TenantId tenant, String job) {
    return database
        .with(
            tenant,
            connection ->
                Sql.first(
                    connection,
                    rows -> rows.getString(1),
                    "select policy_version from job where tenant_id = ? and id = ?",
                    tenant.value(),
                    job))
        .orElseThrow();
  }

  @Override
  public void record(TenantId tenant, DeletionReceipt receipt) {
    update(
        tenant,
        "insert into deletion_receipt (id, tenant_id, job_id, trigger, method, counts,"
            + " keys_destroyed, policy_version, deleted_at, verified)"
            + " values (?, ?, ?, ?, ?, ?::jsonb, to_jsonb(string_to_array(?, ',')), ?, ?, ?)",
        receipt.id(),
        tenant.value(),
        receipt.job(),
        receipt.trigger(),
        receipt.method(),
        json(receipt.counts()),
        String.join(",", receipt.keysDestroyed()),
        receipt.policyVersion(),
        receipt.deletedAt(),
        receipt.verified());
  }

  /** Names of classes and numbers only, so that nothing needs escaping. */
  private static String json(Map<ArtefactClass, Integer> counts) {
    return counts.entrySet().stream()
        .map(count -> "\"" + count.getKey().name() + "\":" + count.getValue())
        .collect(joining(",", "{", "}"));
  }

  @Override
  public List<String> receipts(TenantId tenant, String job) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows -> rows.getString(1),
                "select id from deletion_receipt where tenant_id = ? and job_id = ?"
                    + " order by deleted_at, id",
                tenant.value(),
                job));
  }

  @Override
  public void bury(TenantId tenant, String job, String receipt, Instant now) {
    update(
        tenant,
        "insert into tombstone (tenant_id, job_id, receipt_id, deleted_at) values (?, ?, ?, ?)"
            + " on conflict do nothing",
        tenant.value(),
        job,
        receipt,
        now);
  }

  @Override
  public boolean takeLease(String name, String holder, Duration time) {
    return database.withoutTenant(
        connection ->
            Sql.first(
                    connection,
                    rows -> rows.getBoolean(1),
                    "select take_lease(?, ?, ?::interval)",
                    name,
                    holder,
                    time.toString())
                .orElseThrow());
  }

  @Override
  public List<TenantId> tenantsDue(Instant now) {
    return database.withoutTenant(
        connection ->
            Sql.list(
                connection, DeletionTables::tenant, "select tenant from list_tenants_due(?)", now));
  }

  @Override
  public List<TenantId> tenants() {
    return database.withoutTenant(
        connection ->
            Sql.list(connection, DeletionTables::tenant, "select tenant from list_tenants()"));
  }

  private static TenantId tenant(ResultSet rows) throws SQLException {
    return new TenantId(rows.getString(1));
  }

  @Override
  public List<DueArtefacts> due(
      TenantId tenant, Instant now, Optional<DueArtefacts.Position> after, int limit) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                DeletionTables::due,
                "select delete_at, job_id, string_agg(artefact, ',') as artefacts from artefact"
                    + " where tenant_id = ? and deleted_at is null and delete_at <= ?"
                    + " and (next_attempt_at is null or next_attempt_at <= ?)"
                    + " and (delete_at, job_id) > (?, ?)"
                    + " group by delete_at, job_id order by delete_at, job_id limit ?",
                tenant.value(),
                now,
                now,
                after.map(DueArtefacts.Position::deleteAt).orElse(Instant.EPOCH),
                after.map(DueArtefacts.Position::job).orElse(""),
                limit));
  }

  private static DueArtefacts due(ResultSet rows) throws SQLException {
    Set<ArtefactClass> artefacts = EnumSet.noneOf(ArtefactClass.class);
    for (String name : rows.getString("artefacts").split(",", -1)) {
      artefacts.add(ArtefactClass.valueOf(name));
    }
    return new DueArtefacts(rows.getString("job_id"), artefacts, Sql.instant(rows, "delete_at"));
  }

  @Override
  public void begin(TenantId tenant, String run, Instant now) {
    update(
        tenant,
        "update deletion_run set state = 'failed', ended_at = ? where tenant_id = ?"
            + " and state = 'running' and id <> ?",
        now,
        tenant.value(),
        run);
    update(
        tenant,
        "insert into deletion_run (id, tenant_id, started_at, state) values (?, ?, ?, 'running')"
            + " on conflict (id, tenant_id) do update set state = 'running', ended_at = null",
        run,
        tenant.value(),
        now);
  }

  @Override
  public void count(TenantId tenant, String run, long due, long deleted, long failed) {
    update(
        tenant,
        "update deletion_run set due = due + ?, deleted = deleted + ?, failed = failed + ?"
            + " where tenant_id = ? and id = ?",
        due,
        deleted,
        failed,
        tenant.value(),
        run);
  }

  @Override
  public void end(TenantId tenant, String run, String state, Instant now) {
    update(
        tenant,
        "update deletion_run set state = ?, ended_at = ? where tenant_id = ? and id = ?"
            + " and state = 'running'",
        state,
        now,
        tenant.value(),
        run);
  }

  private void update(TenantId tenant, String sql, Object... values) {
    database.with(tenant, connection -> Sql.update(connection, sql, values));
  }
}
