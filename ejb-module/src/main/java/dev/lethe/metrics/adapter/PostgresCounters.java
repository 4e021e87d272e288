package dev.lethe.metrics.adapter;

import dev.lethe.metrics.model.CounterSource;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Counts in one statement, under the tenant's row-level security. */
@ApplicationScoped
public class PostgresCounters implements CounterSource {

  private static final String COUNTS =
      """
      with t as (select cast(? as timestamptz) as day_begins,
                        cast(? as timestamptz) as day_ahead,
                        cast(? as timestamptz) as now)
      select (select count(*) from job, t where created_at >= day_begins),
             (select count(*) from job where state in ('ADMITTED', 'QUEUED', 'PROCESSING')),
             (select count(*) from job, t where state = 'FAILED' and completed_at >= day_begins),
             (select count(*) from consent c, t where (expires_at is null or expires_at > t.now)
               and not exists (select 1 from consent_event e
                 where e.consent_id = c.id and e.job_id is null)),
             (select count(*) from artefact where deleted_at is null),
             (select count(*) from artefact, t
               where deleted_at is null and holds = 0 and delete_at > t.now
                 and delete_at <= day_ahead),
             (select count(*) from artefact, t
               where deleted_at is null and holds = 0 and delete_at <= t.now),
             (select count(*) from artefact, t where deleted_at >= day_begins),
             (select count(*) from dead_letter where closed_at is null),
             (select count(*) from disposition d join artefact a
               on a.job_id = d.job_id and a.artefact = d.artefact cross join t
               where a.deleted_at is null and d.approved_at is null and a.review_for is not null
                 and a.delete_at > t.now and a.delete_at - a.review_for <= t.now),
             (select count(*) from audit_event, t
               where type = 'field.revealed' and time >= day_begins),
             (select max(ended_at) from deletion_run where state = 'completed'),
             (select min(began_at) from late_deletion)
      """;

  @Inject TenantDatabase database;

  @Override
  public Counts count(TenantId tenant, Instant dayBegins, Instant now) {
    return database.with(tenant, connection -> count(connection, dayBegins, now));
  }

  private static Counts count(Connection connection, Instant dayBegins, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNTS)) {
      statement.setObject(1, utc(dayBegins));
      statement.setObject(2, utc(now.plus(Duration.ofDays(1))));
      statement.setObject(3, utc(now));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Counts(
            row.getLong(1),
            row.getLong(2),
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            row.getLong(6),
            row.getLong(7),
            row.getLong(8),
            row.getLong(9),
            row.getLong(10),
            row.getLong(11),
            instant(row, 12),
            instant(row, 13));
      }
    }
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
