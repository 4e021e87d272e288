package dev.lethe.retention.adapter;

import dev.lethe.retention.model.RetentionAlarms;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** Asks the one function that may count over tenants. */
@ApplicationScoped
public class AlarmQuery implements RetentionAlarms {

  @Inject TenantDatabase database;

  /** For the container. */
  public AlarmQuery() {}

  AlarmQuery(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public Alarms at(Instant now) {
    return database.withoutTenant(
        connection ->
            Sql.first(
                    connection,
                    rows ->
                        new Alarms(
                            rows.getLong("dead_letters"),
                            rows.getLong("missing"),
                            rows.getLong("due"),
                            rows.getLong("late_seconds"),
                            Sql.optionalInstant(rows, "looked_at"),
                            Sql.optionalInstant(rows, "swept_at")),
                    "select * from retention_alarms(?)",
                    now)
                .orElseThrow());
  }
}
