package dev.lethe.retention.adapter;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Purpose;
import dev.lethe.retention.model.DeletionRun;
import dev.lethe.retention.model.PlannedDeletion;
import dev.lethe.retention.model.RetentionItem;
import dev.lethe.retention.model.RetentionItem.State;
import dev.lethe.retention.model.RetentionOverview;
import dev.lethe.retention.model.RetentionPlace;
import dev.lethe.retention.model.RetentionReports;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The numbers and lists of the retention dashboard. */
@ApplicationScoped
public class ReportQueries implements RetentionReports {

  @Inject TenantDatabase database;

  /** For the container. */
  public ReportQueries() {}

  ReportQueries(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public RetentionOverview overview(TenantId tenant, Instant now, LocalDate first, LocalDate last) {
    return database.with(
        tenant,
        connection ->
            new RetentionOverview(
                count(connection, tenant, "deleted_at is null"),
                count(connection, tenant, condition(State.DUE_TODAY, now)),
                count(connection, tenant, condition(State.OVERDUE, now)),
                count(connection, tenant, condition(State.HELD, now)),
                count(connection, tenant, condition(State.DELETED, now)),
                deadLetters(connection, tenant),
                count(connection, tenant, "deleted_at is null and missing_at is not null"),
                byClass(connection, tenant),
                days(connection, tenant, first, last)));
  }

  private static long deadLetters(Connection connection, TenantId tenant) throws SQLException {
    return Sql.first(
            connection,
            rows -> rows.getLong(1),
            "select count(*) from dead_letter where tenant_id = ? and closed_at is null",
            tenant.value())
        .orElseThrow();
  }

  private static Map<ArtefactClass, Long> byClass(Connection connection, TenantId tenant)
      throws SQLException {
    Map<ArtefactClass, Long> counts = new EnumMap<>(ArtefactClass.class);
    Sql.list(
        connection,
        rows -> counts.put(ArtefactClass.valueOf(rows.getString(1)), rows.getLong(2)) == null,
        "select artefact, count(*) from artefact where tenant_id = ? and deleted_at is null"
            + " group by artefact",
        tenant.value());
    return counts;
  }

  private static List<RetentionOverview.Day> days(
      Connection connection, TenantId tenant, LocalDate first, LocalDate last) throws SQLException {
    return Sql.list(
        connection,
        rows ->
            new RetentionOverview.Day(
                rows.getObject("day", LocalDate.class), rows.getLong("due"), rows.getLong("gone")),
        "select d::date as day,"
            + " (select count(*) from artefact a where a.tenant_id = ?"
            + "   and a.delete_at >= d at time zone 'UTC'"
            + "   and a.delete_at < (d + interval '1 day') at time zone 'UTC') as due,"
            + " (select count(*) from artefact a where a.tenant_id = ?"
            + "   and a.deleted_at >= d at time zone 'UTC'"
            + "   and a.deleted_at < (d + interval '1 day') at time zone 'UTC') as gone"
            + " from generate_series(?::timestamp, ?::timestamp, interval '1 day') d order by d",
        tenant.value(),
        tenant.value(),
        first.atStartOfDay(),
        last.atStartOfDay());
  }

  @Override
  public List<Kind> kinds(TenantId tenant, Instant now) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                ReportQueries::kind,
                "select j.region, j.purpose,"
                    + " coalesce(j.document_class, j.request->>'document_class') as document_class,"
                    + " sum(a.kept) as kept, sum(a.upcoming) as upcoming, sum(a.overdue) as overdue,"
                    + " sum(a.held) as held, sum(a.deleted) as deleted"
                    + " from (select job_id, count(*) filter (where deleted_at is null) as kept,"
                    + " count(*) filter (where deleted_at is null and holds = 0"
                    + "   and delete_at > ? and delete_at <= ?) as upcoming,"
                    + " count(*) filter (where deleted_at is null and holds = 0"
                    + "   and delete_at <= ?) as overdue,"
                    + " count(*) filter (where deleted_at is null and holds > 0) as held,"
                    + " count(*) filter (where deleted_at is not null) as deleted"
                    + " from artefact where tenant_id = ? group by job_id) a"
                    + " join job j on j.id = a.job_id group by 1, 2, 3 order by 1, 2, 3",
                now,
                now.plus(Duration.ofDays(1)),
                now,
                tenant.value()));
  }

  private static Kind kind(ResultSet rows) throws SQLException {
    return new Kind(
        rows.getString("region"),
        new Purpose(rows.getString("purpose")),
        Optional.ofNullable(rows.getString("document_class")).map(DocumentClass::new),
        new RetentionPlace.Counts(
            rows.getLong("kept"),
            rows.getLong("upcoming"),
            rows.getLong("overdue"),
            rows.getLong("held"),
            rows.getLong("deleted")));
  }

  /** A condition on artefact with the moment it is asked for. */
  private record Condition(String sql, Instant... values) {}

  private static Condition condition(State state, Instant now) {
    Instant tomorrow = now.plus(Duration.ofDays(1));
    return switch (state) {
      case DELETED -> new Condition("deleted_at is not null");
      case OVERDUE -> new Condition("deleted_at is null and holds = 0 and delete_at <= ?", now);
      case DUE_TODAY ->
          new Condition(
              "deleted_at is null and holds = 0 and delete_at > ? and delete_at <= ?",
              now,
              tomorrow);
      case DUE_LATER ->
          new Condition("deleted_at is null and holds = 0 and delete_at > ?", tomorrow);
      case HELD -> new Condition("deleted_at is null and holds > 0");
    };
  }

  @Override
  public long count(TenantId tenant, State state, Instant now) {
    return database.with(tenant, connection -> count(connection, tenant, condition(state, now)));
  }

  private static long count(Connection connection, TenantId tenant, String condition)
      throws SQLException {
    return count(connection, tenant, new Condition(condition));
  }

  private static long count(Connection connection, TenantId tenant, Condition condition)
      throws SQLException {
    return Sql.first(
            connection,
            rows -> rows.getLong(1),
            "select count(*) from artefact where tenant_id = ? and " + condition.sql(),
            values(tenant, condition))
        .orElseThrow();
  }

  @Override
  public List<RetentionItem> items(
      TenantId tenant, State state, Instant now, int offset, int limit) {
    Condition condition = condition(state, now);
    String order = state == State.DELETED ? "deleted_at desc" : "delete_at";
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows -> item(rows, state),
                "select a.job_id, a.artefact, j.purpose, j.region, a.created_at, a.delete_at,"
                    + " a.deleted_at from (select * from artefact where tenant_id = ? and "
                    + condition.sql()
                    + " order by "
                    + order
                    + ", job_id, artefact offset ? limit ?) a"
                    + " join job j on j.id = a.job_id order by a."
                    + order
                    + ", a.job_id, a.artefact",
                values(tenant, condition, offset, limit)));
  }

  @Override
  public List<PlannedDeletion> planned(
      TenantId tenant,
      PlannedDeletion.Which which,
      Instant now,
      Instant until,
      int offset,
      int limit) {
    Condition condition = condition(which, now, until);
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                ReportQueries::planned,
                "select a.job_id, a.artefact, j.purpose, j.region, j.policy_id, j.policy_version,"
                    + " a.created_at, a.delete_at, greatest(a.delete_at, a.next_attempt_at)"
                    + " as next_at, a.attempts, a.holds from (select * from artefact"
                    + " where tenant_id = ? and deleted_at is null"
                    + condition.sql()
                    + " order by delete_at, job_id, artefact offset ? limit ?) a"
                    + " join job j on j.id = a.job_id order by a.delete_at, a.job_id, a.artefact",
                values(tenant, condition, offset, limit)));
  }

  private static Condition condition(PlannedDeletion.Which which, Instant now, Instant until) {
    return switch (which) {
      case SCHEDULE -> new Condition("");
      case UPCOMING ->
          new Condition(
              " and holds = 0 and delete_at > ? and delete_at <= ?",
              now,
              now.plus(Duration.ofDays(1)));
      case OVERDUE -> new Condition(" and holds = 0 and delete_at <= ?", now);
      case HELD -> new Condition(" and holds > 0");
      case DUE_UNTIL ->
          new Condition(
              " and holds = 0 and delete_at <= ?"
                  + " and (next_attempt_at is null or next_attempt_at <= ?)",
              until,
              until);
    };
  }

  private static PlannedDeletion planned(ResultSet rows) throws SQLException {
    return new PlannedDeletion(
        rows.getString("job_id"),
        ArtefactClass.valueOf(rows.getString("artefact")),
        rows.getString("purpose"),
        rows.getString("region"),
        rows.getString("policy_id"),
        rows.getString("policy_version"),
        Sql.instant(rows, "created_at"),
        Sql.instant(rows, "delete_at"),
        Sql.instant(rows, "next_at"),
        rows.getInt("attempts"),
        rows.getInt("holds") > 0);
  }

  private static Object[] values(TenantId tenant, Condition condition, Object... more) {
    List<Object> values = new ArrayList<>(List.of(tenant.value()));
    values.addAll(Arrays.asList(condition.values()));
    values.addAll(Arrays.asList(more));
    return values.toArray();
  }

  private static RetentionItem item(ResultSet rows, State state) throws SQLException {
    return new RetentionItem(
        rows.getString("job_id"),
        ArtefactClass.valueOf(rows.getString("artefact")),
        state,
        rows.getString("purpose"),
        rows.getString("region"),
        Sql.instant(rows, "created_at"),
        Sql.instant(rows, "delete_at"),
        Sql.optionalInstant(rows, "deleted_at"));
  }

  @Override
  public List<DeletionRun> runs(TenantId tenant, int offset, int limit) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows ->
                    new DeletionRun(
                        rows.getString("id"),
                        Sql.instant(rows, "started_at"),
                        Sql.optionalInstant(rows, "ended_at"),
                        rows.getString("state"),
                        rows.getLong("due"),
                        rows.getLong("deleted"),
                        rows.getLong("failed")),
                "select * from deletion_run where tenant_id = ?"
                    + " order by started_at desc, id offset ? limit ?",
                tenant.value(),
                offset,
                limit));
  }
}
