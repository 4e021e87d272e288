package dev.lethe.retention.adapter;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.retention.model.StartedWindow;
import dev.lethe.retention.model.WindowStarts;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Windows that wait for an event, in the artefacts' rows. */
@ApplicationScoped
public class WindowStartTable implements WindowStarts {

  @Inject TenantDatabase database;

  /** For the container. */
  public WindowStartTable() {}

  WindowStartTable(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public Map<String, Instant> lock(TenantId tenant, Collection<String> jobs) {
    Map<String, Instant> created = new LinkedHashMap<>();
    HoldTables.heed(database, tenant);
    database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows -> created.put(rows.getString("id"), Sql.instant(rows, "created_at")) == null,
                "select id, created_at from job where tenant_id = ? and id = any (?)"
                    + " order by id for no key update",
                tenant.value(),
                jobs.toArray(String[]::new)));
    return created;
  }

  @Override
  public List<StartedWindow> start(
      TenantId tenant, Collection<String> jobs, RetentionStart event, Instant at) {
    return database
        .with(
            tenant,
            connection ->
                Sql.list(
                    connection,
                    WindowStartTable::started,
                    "with waiting as (select tenant_id, job_id, artefact, delete_at, started_at"
                        + " from artefact where tenant_id = ? and job_id = any (?)"
                        + " and starts_on = ? and deleted_at is null"
                        + " order by job_id, artefact for update)"
                        + " update artefact a set started_at = coalesce(w.started_at, ?),"
                        + " delete_at = case when w.started_at is null then least(w.delete_at,"
                        + " greatest(?::timestamptz, a.created_at) + a.keeps_for)"
                        + " else w.delete_at end,"
                        + " next_attempt_at = case when w.started_at is null then null"
                        + " else a.next_attempt_at end"
                        + " from waiting w where a.tenant_id = w.tenant_id and a.job_id = w.job_id"
                        + " and a.artefact = w.artefact"
                        + " returning a.job_id, a.artefact, w.delete_at as before, a.delete_at,"
                        + " a.started_at, w.started_at is null as is_new, a.holds",
                    tenant.value(),
                    jobs.toArray(String[]::new),
                    event.event(),
                    at,
                    at))
        .stream()
        .sorted(Comparator.comparing(StartedWindow::job).thenComparing(StartedWindow::artefact))
        .toList();
  }

  private static StartedWindow started(ResultSet rows) throws SQLException {
    return new StartedWindow(
        rows.getString("job_id"),
        ArtefactClass.valueOf(rows.getString("artefact")),
        Sql.instant(rows, "before"),
        Sql.instant(rows, "delete_at"),
        Sql.instant(rows, "started_at"),
        rows.getBoolean("is_new"),
        rows.getInt("holds") > 0);
  }
}
