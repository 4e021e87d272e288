package dev.lethe.retention.adapter;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.Disposition;
import dev.lethe.retention.model.Disposition.Approval;
import dev.lethe.retention.model.DispositionFilter;
import dev.lethe.retention.model.DispositionId;
import dev.lethe.retention.model.DispositionLedger;
import dev.lethe.retention.model.DispositionReason;
import dev.lethe.retention.model.DispositionStep;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reviews in PostgreSQL. When an artefact goes stands in its own row. */
@ApplicationScoped
public class DispositionTables implements DispositionLedger {

  private static final String SELECT =
      "select d.*, j.purpose, j.region, j.actor, a.created_at, a.delete_at, a.deleted_at, a.holds,"
          + " coalesce(d.label, j.document_class, j.request->>'document_class') as found,"
          + " array(select jsonb_array_elements_text(j.request->'output')) as fields,"
          + " extract(epoch from a.review_for)::bigint as review_seconds,"
          + " extract(epoch from d.extended)::bigint as extended_seconds"
          + " from disposition d"
          + " join artefact a on a.job_id = d.job_id and a.artefact = d.artefact"
          + " join job j on j.id = d.job_id where d.tenant_id = ?";

  private static final String WAITS =
      " and a.deleted_at is null and d.approved_at is null and a.review_for is not null"
          + " and a.delete_at > ? and a.delete_at - a.review_for <= ?";

  @Inject TenantDatabase database;

  /** For the container. */
  public DispositionTables() {}

  DispositionTables(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<Disposition> find(TenantId tenant, DispositionId id) {
    return database.with(tenant, connection -> find(connection, tenant, id));
  }

  private static Optional<Disposition> find(
      Connection connection, TenantId tenant, DispositionId id) throws SQLException {
    return Sql.first(
        connection, DispositionTables::row, SELECT + " and d.id = ?", tenant.value(), id.value());
  }

  @Override
  public Optional<Disposition> lock(TenantId tenant, DispositionId id) {
    HoldTables.heed(database, tenant);
    return database.with(
        tenant,
        connection -> {
          lock(
              connection,
              tenant,
              id,
              "select j.id from job j join disposition d on d.job_id = j.id"
                  + " where d.tenant_id = ? and d.id = ? for no key update of j");
          lock(
              connection,
              tenant,
              id,
              "select a.job_id from artefact a join disposition d on d.job_id = a.job_id"
                  + " and d.artefact = a.artefact where d.tenant_id = ? and d.id = ?"
                  + " for update of a, d");
          return find(connection, tenant, id);
        });
  }

  private static void lock(
      Connection connection, TenantId tenant, DispositionId id, String statement)
      throws SQLException {
    Sql.list(connection, rows -> true, statement, tenant.value(), id.value());
  }

  @Override
  public void save(TenantId tenant, Disposition disposition, DispositionStep step) {
    database.with(
        tenant,
        connection -> {
          Sql.update(
              connection,
              "update artefact set delete_at = ?, review_for = ?::bigint * interval '1 second',"
                  + " next_attempt_at = null where tenant_id = ? and job_id = ? and artefact = ?"
                  + " and deleted_at is null",
              disposition.deleteAt(),
              disposition.review().map(Duration::toSeconds).orElse(null),
              tenant.value(),
              disposition.job(),
              disposition.artefact().name());
          Sql.update(
              connection,
              "update disposition set label = coalesce(?, label),"
                  + " extended = ? * interval '1 second', assignee = ?, first_by = ?,"
                  + " first_at = ?::timestamptz, approved_by = ?, approved_at = ?::timestamptz,"
                  + " revision = ? where tenant_id = ? and id = ?",
              step.label().orElse(null),
              disposition.extended().toSeconds(),
              disposition.assignee().orElse(null),
              by(disposition.first()),
              at(disposition.first()),
              by(disposition.approval()),
              at(disposition.approval()),
              disposition.revision(),
              tenant.value(),
              disposition.id().value());
          return insert(connection, tenant, disposition, step);
        });
  }

  private static int insert(
      Connection connection, TenantId tenant, Disposition disposition, DispositionStep step)
      throws SQLException {
    return Sql.update(
        connection,
        "insert into disposition_step (tenant_id, disposition_id, revision, action, stage, reason,"
            + " actor, decided_at, before, after, label, assignee)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        tenant.value(),
        disposition.id().value(),
        disposition.revision(),
        step.action().name(),
        step.stage(),
        step.reason().name(),
        step.by(),
        step.at(),
        step.before(),
        step.after(),
        step.label().orElse(null),
        step.assignee().orElse(null));
  }

  private static @Nullable String by(Optional<Approval> approval) {
    return approval.map(Approval::by).orElse(null);
  }

  private static @Nullable Instant at(Optional<Approval> approval) {
    return approval.map(Approval::at).orElse(null);
  }

  @Override
  public List<DispositionStep> steps(TenantId tenant, DispositionId id) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows ->
                    new DispositionStep(
                        DispositionStep.Action.valueOf(rows.getString("action")),
                        rows.getInt("stage"),
                        DispositionReason.valueOf(rows.getString("reason")),
                        rows.getString("actor"),
                        Sql.instant(rows, "decided_at"),
                        Sql.instant(rows, "before"),
                        Sql.instant(rows, "after"),
                        Optional.ofNullable(rows.getString("label")),
                        Optional.ofNullable(rows.getString("assignee"))),
                "select * from disposition_step where tenant_id = ? and disposition_id = ?"
                    + " order by revision",
                tenant.value(),
                id.value()));
  }

  @Override
  public List<Disposition> list(
      TenantId tenant,
      DispositionFilter filter,
      Instant now,
      Optional<DispositionId> after,
      int limit) {
    List<Object> values = new ArrayList<>(List.of(tenant.value()));
    StringBuilder sql = new StringBuilder(SELECT);
    filter.state().ifPresent(state -> restrict(sql, values, state, now));
    filter.artefact().ifPresent(artefact -> restrict(sql, values, "d.artefact =", artefact.name()));
    filter.dueBefore().ifPresent(due -> restrict(sql, values, "a.delete_at <", due));
    filter
        .label()
        .ifPresent(
            label ->
                restrict(
                    sql,
                    values,
                    "coalesce(d.label, j.document_class, j.request->>'document_class') =",
                    label));
    after.ifPresent(
        last -> {
          sql.append(
              " and (a.delete_at, d.id) > (select b.delete_at, e.id from disposition e join"
                  + " artefact b on b.job_id = e.job_id and b.artefact = e.artefact"
                  + " where e.tenant_id = ? and e.id = ?)");
          values.add(tenant.value());
          values.add(last.value());
        });
    sql.append(" order by a.delete_at, d.id limit ?");
    values.add(limit);
    return database.with(
        tenant,
        connection ->
            Sql.list(connection, DispositionTables::row, sql.toString(), values.toArray()));
  }

  private static void restrict(StringBuilder sql, List<Object> values, String what, Object value) {
    sql.append(" and ").append(what).append(" ?");
    values.add(value);
  }

  private static void restrict(
      StringBuilder sql, List<Object> values, Disposition.State state, Instant now) {
    String kept = " and a.deleted_at is null and d.approved_at is null";
    switch (state) {
      case DELETED -> sql.append(" and a.deleted_at is not null");
      case APPROVED -> sql.append(" and a.deleted_at is null and d.approved_at is not null");
      case SUPERSEDED -> sql.append(kept).append(" and a.review_for is null");
      case LAPSED -> {
        sql.append(kept).append(" and a.review_for is not null and a.delete_at <= ?");
        values.add(now);
      }
      case SCHEDULED -> {
        sql.append(kept).append(" and a.delete_at - a.review_for > ?");
        values.add(now);
      }
      case PENDING -> {
        sql.append(WAITS);
        values.add(now);
        values.add(now);
      }
    }
  }

  @Override
  public long pending(TenantId tenant, Instant now) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                    connection,
                    rows -> rows.getLong(1),
                    "select count(*) from disposition d join artefact a on a.job_id = d.job_id"
                        + " and a.artefact = d.artefact where d.tenant_id = ?"
                        + WAITS,
                    tenant.value(),
                    now,
                    now)
                .orElseThrow());
  }

  @Override
  public boolean bringForward(
      TenantId tenant, String job, ArtefactClass artefact, Instant at, int revision) {
    HoldTables.heed(database, tenant);
    return database.with(
        tenant,
        connection -> {
          Sql.list(
              connection,
              rows -> true,
              "select id from job where tenant_id = ? and id = ? for no key update",
              tenant.value(),
              job);
          boolean unknown =
              Sql.update(
                      connection,
                      "update disposition set revision = ? where tenant_id = ? and job_id = ?"
                          + " and artefact = ? and revision < ?",
                      revision,
                      tenant.value(),
                      job,
                      artefact.name(),
                      revision)
                  > 0;
          return unknown && bringForward(connection, tenant, job, artefact, at);
        });
  }

  private static boolean bringForward(
      Connection connection, TenantId tenant, String job, ArtefactClass artefact, Instant at)
      throws SQLException {
    return Sql.update(
            connection,
            "update artefact set delete_at = least(delete_at, ?), next_attempt_at = null"
                + " where tenant_id = ? and job_id = ? and artefact = ? and deleted_at is null",
            at,
            tenant.value(),
            job,
            artefact.name())
        > 0;
  }

  private static Disposition row(ResultSet rows) throws SQLException {
    long seconds = rows.getLong("review_seconds");
    Optional<Duration> review =
        rows.wasNull() ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    return new Disposition(
        new DispositionId(rows.getString("id")),
        rows.getString("job_id"),
        ArtefactClass.valueOf(rows.getString("artefact")),
        rows.getString("purpose"),
        rows.getString("region"),
        Optional.ofNullable(rows.getString("found")),
        rows.getString("actor"),
        texts(rows.getArray("fields")),
        Sql.instant(rows, "created_at"),
        Sql.instant(rows, "delete_at"),
        review,
        Sql.optionalInstant(rows, "deleted_at"),
        rows.getInt("holds") > 0,
        Duration.ofSeconds(rows.getLong("extended_seconds")),
        Optional.ofNullable(rows.getString("assignee")),
        approval(rows, "first"),
        approval(rows, "approved"),
        rows.getInt("revision"));
  }

  private static List<String> texts(Array array) throws SQLException {
    return Arrays.asList((String[]) array.getArray());
  }

  private static Optional<Approval> approval(ResultSet rows, String what) throws SQLException {
    Optional<Instant> at = Sql.optionalInstant(rows, what + "_at");
    return at.isEmpty()
        ? Optional.empty()
        : Optional.of(new Approval(rows.getString(what + "_by"), at.get()));
  }
}
