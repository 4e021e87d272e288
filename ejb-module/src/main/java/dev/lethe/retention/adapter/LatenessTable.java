package dev.lethe.retention.adapter;

import dev.lethe.retention.model.LatenessLedger;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One row for each alarm that stands. */
@ApplicationScoped
public class LatenessTable implements LatenessLedger {

  @Inject TenantDatabase database;

  /** For the container. */
  public LatenessTable() {}

  LatenessTable(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public List<Lateness> all(Instant now) {
    return database.withoutTenant(
        connection ->
            Sql.list(
                connection,
                rows ->
                    new Lateness(
                        new TenantId(rows.getString("tenant")),
                        rows.getLong("due"),
                        rows.getLong("late_seconds"),
                        rows.getBoolean("alarmed")),
                "select * from list_lateness(?)",
                now));
  }

  @Override
  public boolean begin(TenantId tenant, Instant now, long lateSeconds) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                    connection,
                    rows -> rows.getBoolean(1),
                    // xmax is 0 in a row that was inserted
                    "insert into late_deletion as l (tenant_id, began_at, worst_seconds)"
                        + " values (?, ?, ?) on conflict (tenant_id) do update"
                        + " set worst_seconds = greatest(l.worst_seconds, excluded.worst_seconds)"
                        + " returning xmax = 0",
                    tenant.value(),
                    now,
                    lateSeconds)
                .orElseThrow());
  }

  @Override
  public Optional<Episode> end(TenantId tenant) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                rows -> new Episode(Sql.instant(rows, "began_at"), rows.getLong("worst_seconds")),
                "delete from late_deletion where tenant_id = ? returning began_at, worst_seconds",
                tenant.value()));
  }
}
