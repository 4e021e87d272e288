package dev.lethe.retention.adapter;

import static java.util.stream.Collectors.joining;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.retention.model.DeletionDetails.Store;
import dev.lethe.retention.model.DeletionLedger;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.model.DueJob;
import dev.lethe.retention.model.Erasure;
import dev.lethe.retention.model.Tombstones;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is due, what was deleted, and the runs that did it. */
@ApplicationScoped
public class DeletionTables implements DeletionLedger, Tombstones {

  /** What a deletion changes: rows of jobs that it holds. */
  private static final String OF_ERASURES =
      " from unnest(?::text[], ?::text[]) e (job_id, artefact)"
          + " where a.tenant_id = ? and a.job_id = e.job_id and a.artefact = e.artefact"
          + " and a.deleted_at is null";

  @Inject TenantDatabase database;

  /** For the container. */
  public DeletionTables() {}

  DeletionTables(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<Erasure> lock(TenantId tenant, String job, Set<ArtefactClass> artefacts) {
    Map<String, PolicyVersion> held = hold(tenant, List.of(job), "for no key update");
    return erasures(
            held,
            rows(
                tenant,
                "select job_id, artefact, false as reviewed from artefact"
                    + " where tenant_id = ? and job_id = ?"
                    + " and artefact = any (?) and deleted_at is null and holds = 0"
                    + " order by artefact for update",
                tenant.value(),
                job,
                artefacts.stream().map(Enum::name).toArray(String[]::new)))
        .stream()
        .findFirst();
  }

  @Override
  public List<Erasure> claim(TenantId tenant, Collection<String> jobs, Instant until) {
    Map<String, PolicyVersion> held = hold(tenant, jobs, "for no key update skip locked");
    return erasures(
        held,
        rows(
            tenant,
            "select job_id, artefact, review_for is not null as reviewed from artefact"
                + " where tenant_id = ? and job_id = any (?)"
                + " and deleted_at is null and holds = 0 and delete_at <= ?"
                + " and (next_attempt_at is null or next_attempt_at <= ?)"
                + " order by job_id, artefact for update",
            tenant.value(),
            held.keySet().toArray(String[]::new),
            until,
            until));
  }

  /**
   * The lock that every step of a job takes first; it lets rows be added that refer to the job.
   *
   * @return for each job that is held, its policy
   */
  private Map<String, PolicyVersion> hold(TenantId tenant, Collection<String> jobs, String lock) {
    HoldTables.heed(database, tenant);
    Map<String, PolicyVersion> held = new HashMap<>();
    database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows -> held.put(rows.getString(1), policy(rows)) == null,
                "select id, policy_id, policy_version, policy_sha256 from job where tenant_id = ? and id = any (?)"
                    + " order by id "
                    + lock,
                tenant.value(),
                jobs.toArray(String[]::new)));
    return held;
  }

  private static PolicyVersion policy(ResultSet rows) throws SQLException {
    return new PolicyVersion(rows.getString(2), rows.getString(3), rows.getString(4));
  }

  /** A row of an artefact. */
  private record Artefact(String job, ArtefactClass artefact, boolean reviewed) {}

  private List<Artefact> rows(TenantId tenant, String sql, Object... values) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows ->
                    new Artefact(
                        rows.getString("job_id"),
                        ArtefactClass.valueOf(rows.getString("artefact")),
                        rows.getBoolean("reviewed")),
                sql,
                values));
  }

  private static List<Erasure> erasures(
      Map<String, PolicyVersion> policies, List<Artefact> artefacts) {
    Map<List<Object>, Set<ArtefactClass>> together = new LinkedHashMap<>();
    for (Artefact row : artefacts) {
      together
          .computeIfAbsent(
              List.of(row.job(), row.reviewed()), key -> EnumSet.noneOf(ArtefactClass.class))
          .add(row.artefact());
    }
    List<Erasure> erasures = new ArrayList<>();
    together.forEach(
        (key, classes) ->
            erasures.add(
                new Erasure(
                    (String) key.get(0),
                    java.util.Objects.requireNonNull(policies.get((String) key.get(0))),
                    classes,
                    (Boolean) key.get(1))));
    return erasures;
  }

  @Override
  public List<Standing> standing(TenantId tenant, Collection<String> jobs) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows ->
                    new Standing(
                        rows.getString("job_id"),
                        ArtefactClass.valueOf(rows.getString("artefact")),
                        store(rows.getString("place")),
                        Sql.instant(rows, "delete_at"),
                        rows.getInt("holds") > 0),
                "select job_id, artefact, place, delete_at, holds from artefact"
                    + " where tenant_id = ? and job_id = any (?) and deleted_at is null",
                tenant.value(),
                jobs.toArray(String[]::new)));
  }

  /** What has no place of its own lies in the database. */
  private static Store store(@Nullable String place) {
    if (place == null) {
      return Store.DATABASE;
    }
    return place.equals("MEMORY") ? Store.MEMORY : Store.DOCUMENT_STORE;
  }

  @Override
  public void deleted(TenantId tenant, Collection<Erasure> erasures, Instant now) {
    List<String> jobs = new ArrayList<>();
    List<String> artefacts = new ArrayList<>();
    for (Erasure erasure : erasures) {
      for (ArtefactClass artefact : erasure.artefacts()) {
        jobs.add(erasure.job());
        artefacts.add(artefact.name());
      }
    }
    update(
        tenant,
        "update artefact a set deleted_at = ?, next_attempt_at = null" + OF_ERASURES,
        now,
        jobs.toArray(String[]::new),
        artefacts.toArray(String[]::new),
        tenant.value());
  }

  @Override
  public void failed(
      TenantId tenant,
      String job,
      Set<ArtefactClass> artefacts,
      Instant now,
      Duration first,
      Duration longest) {
    hold(tenant, List.of(job), "for no key update");
    update(
        tenant,
        "update artefact set attempts = attempts + 1, next_attempt_at = ?::timestamptz"
            + " + least(? * power(2, least(attempts, 30)), ?) * interval '1 second'"
            + " where tenant_id = ? and job_id = ? and artefact = any (?)"
            + " and deleted_at is null",
        now,
        first.toSeconds(),
        longest.toSeconds(),
        tenant.value(),
        job,
        artefacts.stream().map(Enum::name).toArray(String[]::new));
  }

  @Override
  public Set<String> withoutContent(TenantId tenant, Collection<String> jobs) {
    return database.with(
        tenant,
        connection ->
            Sql.texts(
                connection,
                "select j from unnest(?::text[]) j where not exists (select 1 from artefact a"
                    + " where a.tenant_id = ? and a.job_id = j and a.artefact <> 'AUDIT'"
                    + " and a.deleted_at is null)",
                jobs.toArray(String[]::new),
                tenant.value()));
  }

  @Override
  public void record(TenantId tenant, Collection<DeletionReceipt> receipts) {
    update(
        tenant,
        "insert into deletion_receipt (tenant_id, id, job_id, trigger, method, counts,"
            + " keys_destroyed, policy_version, deleted_at, verified, details)"
            + " select ?, id, job_id, trigger, method, counts::jsonb,"
            + " to_jsonb(string_to_array(keys_destroyed, ',')), policy_version,"
            + " deleted_at::timestamptz, verified::boolean, details::jsonb"
            + " from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],"
            + " ?::text[], ?::text[], ?::text[], ?::text[]) r (id, job_id, trigger, method, counts,"
            + " keys_destroyed, policy_version, deleted_at, verified, details)",
        tenant.value(),
        column(receipts, DeletionReceipt::id),
        column(receipts, DeletionReceipt::job),
        column(receipts, DeletionReceipt::trigger),
        column(receipts, DeletionReceipt::method),
        column(receipts, receipt -> json(receipt.counts())),
        column(receipts, receipt -> String.join(",", receipt.keysDestroyed())),
        column(receipts, DeletionReceipt::policyVersion),
        column(receipts, receipt -> receipt.deletedAt().toString()),
        column(receipts, receipt -> Boolean.toString(receipt.verified())),
        column(receipts, receipt -> DetailsJson.write(receipt.details())));
    update(
        tenant,
        "insert into certificate_pending (tenant_id, receipt_id, job_id, noted_at)"
            + " select ?, id, job_id, deleted_at::timestamptz"
            + " from unnest(?::text[], ?::text[], ?::text[]) r (id, job_id, deleted_at)",
        tenant.value(),
        column(receipts, DeletionReceipt::id),
        column(receipts, DeletionReceipt::job),
        column(receipts, receipt -> receipt.deletedAt().toString()));
  }

  private static <T> String[] column(Collection<T> rows, Function<T, String> value) {
    return rows.stream().map(value).toArray(String[]::new);
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
  public Set<String> known(TenantId tenant, Collection<String> receipts) {
    return database.with(
        tenant,
        connection ->
            Sql.texts(
                connection,
                "select id from deletion_receipt where tenant_id = ? and id = any (?)",
                tenant.value(),
                receipts.toArray(String[]::new)));
  }

  @Override
  public boolean isBuried(TenantId tenant, String job) {
    return database
        .with(
            tenant,
            connection ->
                Sql.first(
                    connection,
                    rows -> true,
                    "select 1 from tombstone where tenant_id = ? and job_id = ?",
                    tenant.value(),
                    job))
        .orElse(false);
  }

  @Override
  public void bury(TenantId tenant, Collection<DeletionReceipt> receipts) {
    update(
        tenant,
        "insert into tombstone (tenant_id, job_id, receipt_id, deleted_at)"
            + " select ?, job_id, receipt_id, deleted_at::timestamptz"
            + " from unnest(?::text[], ?::text[], ?::text[]) t (job_id, receipt_id, deleted_at)"
            + " on conflict do nothing",
        tenant.value(),
        column(receipts, DeletionReceipt::job),
        column(receipts, DeletionReceipt::id),
        column(receipts, receipt -> receipt.deletedAt().toString()));
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
  public List<DueJob> due(TenantId tenant, Instant now, Optional<DueJob> after, int limit) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows -> new DueJob(rows.getString("job_id"), Sql.instant(rows, "delete_at")),
                "select distinct delete_at, job_id from artefact"
                    + " where tenant_id = ? and deleted_at is null and holds = 0 and delete_at <= ?"
                    + " and (next_attempt_at is null or next_attempt_at <= ?)"
                    + " and (delete_at, job_id) > (?, ?)"
                    + " order by delete_at, job_id limit ?",
                tenant.value(),
                now,
                now,
                after.map(DueJob::deleteAt).orElse(Instant.EPOCH),
                after.map(DueJob::job).orElse(""),
                limit));
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
