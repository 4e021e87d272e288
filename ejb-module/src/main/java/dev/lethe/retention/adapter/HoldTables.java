package dev.lethe.retention.adapter;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.retention.model.HoldId;
import dev.lethe.retention.model.HoldLedger;
import dev.lethe.retention.model.HoldReason;
import dev.lethe.retention.model.HoldScope;
import dev.lethe.retention.model.LegalHold;
import dev.lethe.retention.model.LegalHold.Decision;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds in PostgreSQL. Like every step of a job, placing and ending a hold take the lock of all
 * holds first, which they have alone, and then the jobs' rows in the order of their ids. What a
 * hold reaches is said once, by the view {@code hold_reach}.
 */
@ApplicationScoped
public class HoldTables implements HoldLedger {

  private static final String OF_HOLD =
      " from held_artefact k where k.tenant_id = ? and k.hold_id = ?"
          + " and k.let_go_at is null and a.job_id = k.job_id and a.artefact = k.artefact";

  @Inject TenantDatabase database;

  /** For the container. */
  public HoldTables() {}

  HoldTables(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public Extent place(TenantId tenant, LegalHold hold, Instant now) {
    return database.with(
        tenant,
        connection -> {
          alone(connection, tenant);
          insert(connection, tenant, hold);
          lockJobs(connection, tenant, hold.id());
          hold(connection, tenant, hold.id());
          return extent(connection, tenant, hold.id(), now);
        });
  }

  /**
   * Waits while a hold is placed or ended, and keeps others from it until the transaction is over.
   * Whoever takes the row of a job does this before.
   */
  static void heed(TenantDatabase database, TenantId tenant) {
    database.with(
        tenant,
        connection ->
            Sql.first(
                connection, rows -> rows.getBoolean(1), "select heed_holds(?)", tenant.value()));
  }

  @Override
  public void alone(TenantId tenant) {
    database.with(tenant, connection -> alone(connection, tenant));
  }

  private static boolean alone(Connection connection, TenantId tenant) throws SQLException {
    return Sql.first(
            connection, rows -> rows.getBoolean(1), "select have_holds_alone(?)", tenant.value())
        .orElseThrow();
  }

  private static void insert(Connection connection, TenantId tenant, LegalHold hold)
      throws SQLException {
    HoldScope scope = hold.scope();
    // a hold may be the first that is kept of a tenant
    Sql.update(
        connection,
        "insert into tenant (id, created_at) values (?, ?) on conflict do nothing",
        tenant.value(),
        hold.requestedAt());
    Sql.update(
        connection,
        "insert into legal_hold (id, tenant_id, case_reference, reason, jobs, subject_id,"
            + " document_class, purpose, region, created_from, created_until, artefacts, state,"
            + " requested_by, requested_at, review_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " ?::timestamptz, ?::timestamptz, ?, ?, ?, ?, ?)",
        hold.id().value(),
        tenant.value(),
        hold.caseReference(),
        hold.reason().name(),
        scope.jobs().isEmpty() ? null : scope.jobs().toArray(String[]::new),
        scope.subject().orElse(null),
        scope.documentClass().map(DocumentClass::name).orElse(null),
        scope.purpose().orElse(null),
        scope.region().orElse(null),
        scope.createdFrom().orElse(null),
        scope.createdUntil().orElse(null),
        scope.artefacts().stream().map(Enum::name).toArray(String[]::new),
        hold.state().name(),
        hold.requestedBy(),
        hold.requestedAt(),
        hold.reviewAt());
  }

  /** A statement of its own: what the next one sees begins when the locks are held. */
  private static void lockJobs(Connection connection, TenantId tenant, HoldId hold)
      throws SQLException {
    Sql.list(
        connection,
        rows -> true,
        "select id from job where tenant_id = ? and id in (select job_id from hold_reach"
            + " where tenant_id = ? and hold_id = ?) order by id for no key update",
        tenant.value(),
        tenant.value(),
        hold.value());
  }

  private static void hold(Connection connection, TenantId tenant, HoldId hold)
      throws SQLException {
    Sql.update(
        connection,
        "insert into held_artefact (tenant_id, hold_id, job_id, artefact)"
            + " select r.tenant_id, r.hold_id, a.job_id, a.artefact from hold_reach r, artefact a"
            + " where r.tenant_id = ? and r.hold_id = ?"
            + " and a.tenant_id = r.tenant_id and a.job_id = r.job_id"
            + " and a.artefact = any (r.artefacts) and a.deleted_at is null",
        tenant.value(),
        hold.value());
    Sql.update(
        connection,
        "update artefact a set holds = holds + 1" + OF_HOLD + " and a.deleted_at is null",
        tenant.value(),
        hold.value());
  }

  @Override
  public long release(TenantId tenant, HoldId hold, Instant now) {
    return database.with(
        tenant,
        connection -> {
          alone(connection, tenant);
          Sql.list(
              connection,
              rows -> true,
              "select id from job where tenant_id = ? and id in (select job_id from held_artefact"
                  + " where tenant_id = ? and hold_id = ?) order by id for no key update",
              tenant.value(),
              tenant.value(),
              hold.value());
          Sql.update(
              connection,
              "update artefact a set holds = holds - 1, next_attempt_at = null" + OF_HOLD,
              tenant.value(),
              hold.value());
          return number(
              connection,
              "select count(*) from artefact a, held_artefact k where k.tenant_id = ?"
                  + " and k.hold_id = ? and k.let_go_at is null"
                  + " and a.job_id = k.job_id and a.artefact = k.artefact and a.deleted_at is null and a.holds = 0 and a.delete_at <= ?",
              tenant.value(),
              hold.value(),
              now);
        });
  }

  @Override
  public Optional<LegalHold> find(TenantId tenant, HoldId id) {
    return one(tenant, id, "");
  }

  @Override
  public Optional<LegalHold> lock(TenantId tenant, HoldId id) {
    // an artefact that comes to be held refers to the hold, and must not wait for this lock
    return one(tenant, id, " for no key update");
  }

  private Optional<LegalHold> one(TenantId tenant, HoldId id, String lock) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                HoldTables::row,
                "select * from legal_hold where tenant_id = ? and id = ?" + lock,
                tenant.value(),
                id.value()));
  }

  @Override
  public List<LegalHold> list(TenantId tenant, int offset, int limit) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                HoldTables::row,
                "select * from legal_hold where tenant_id = ?"
                    + " order by requested_at desc, id offset ? limit ?",
                tenant.value(),
                offset,
                limit));
  }

  @Override
  public void save(TenantId tenant, LegalHold hold) {
    database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "update legal_hold set state = ?, approved_by = ?, approved_at = ?::timestamptz,"
                    + " release_requested_by = ?, release_requested_at = ?::timestamptz,"
                    + " ended_by = ?, ended_at = ?::timestamptz, review_at = ?"
                    + " where tenant_id = ? and id = ?",
                hold.state().name(),
                by(hold.approval()),
                at(hold.approval()),
                by(hold.releaseRequest()),
                at(hold.releaseRequest()),
                by(hold.end()),
                at(hold.end()),
                hold.reviewAt(),
                tenant.value(),
                hold.id().value()));
  }

  private static @Nullable String by(Optional<Decision> decision) {
    return decision.map(Decision::by).orElse(null);
  }

  private static @Nullable Instant at(Optional<Decision> decision) {
    return decision.map(Decision::at).orElse(null);
  }

  @Override
  public Extent extent(TenantId tenant, HoldId id, Instant now) {
    return database.with(tenant, connection -> extent(connection, tenant, id, now));
  }

  private static Extent extent(Connection connection, TenantId tenant, HoldId hold, Instant now)
      throws SQLException {
    long gone =
        number(
            connection,
            "select count(*) from hold_reach r, artefact a where r.tenant_id = ?"
                + " and r.hold_id = ? and a.tenant_id = r.tenant_id and a.job_id = r.job_id"
                + " and a.artefact = any (r.artefacts) and a.deleted_at is not null"
                + " and (not (r.by_class and r.unclassified) or exists (select 1 from held_artefact k"
                + " where k.hold_id = r.hold_id and k.job_id = a.job_id"
                + " and k.artefact = a.artefact))",
            tenant.value(),
            hold.value());
    return Sql.first(
            connection,
            rows -> new Extent(rows.getLong(1), rows.getLong(2), rows.getLong(3), gone),
            "select count(*), count(*) filter (where a.delete_at <= ?),"
                + " count(*) filter (where h.document_class is not null"
                + " and j.document_class is null and j.request->>'document_class' is null)"
                + " from artefact a, held_artefact k, legal_hold h, job j"
                + " where k.tenant_id = ? and k.hold_id = ? and k.let_go_at is null"
                + " and h.tenant_id = k.tenant_id and h.id = k.hold_id and h.ended_at is null"
                + " and a.job_id = k.job_id and a.artefact = k.artefact and a.deleted_at is null"
                + " and j.id = a.job_id",
            now,
            tenant.value(),
            hold.value())
        .orElseThrow();
  }

  private static long number(Connection connection, String sql, Object... values)
      throws SQLException {
    return Sql.first(connection, rows -> rows.getLong(1), sql, values).orElseThrow();
  }

  @Override
  public List<LegalHold> of(TenantId tenant, String job) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                HoldTables::row,
                "select * from legal_hold h where tenant_id = ? and exists (select 1 from"
                    + " held_artefact k where k.tenant_id = h.tenant_id and k.hold_id = h.id"
                    + " and k.job_id = ?) order by requested_at, id",
                tenant.value(),
                job));
  }

  @Override
  public boolean names(TenantId tenant, String subject) {
    return database
        .with(
            tenant,
            connection ->
                Sql.first(
                    connection,
                    rows -> true,
                    "select 1 from legal_hold where tenant_id = ? and subject_id = ?"
                        + " and ended_at is null limit 1",
                    tenant.value(),
                    subject))
        .orElse(false);
  }

  @Override
  public Set<ArtefactClass> held(TenantId tenant, String job) {
    Set<ArtefactClass> held = EnumSet.noneOf(ArtefactClass.class);
    held.addAll(
        database.with(
            tenant,
            connection ->
                Sql.list(
                    connection,
                    rows -> ArtefactClass.valueOf(rows.getString(1)),
                    "select artefact from artefact where tenant_id = ? and job_id = ?"
                        + " and deleted_at is null and holds > 0",
                    tenant.value(),
                    job)));
    return held;
  }

  private static LegalHold row(ResultSet rows) throws SQLException {
    return new LegalHold(
        new HoldId(rows.getString("id")),
        rows.getString("case_reference"),
        HoldReason.valueOf(rows.getString("reason")),
        new HoldScope(
            texts(rows.getArray("jobs")),
            Optional.ofNullable(rows.getString("subject_id")),
            Optional.ofNullable(rows.getString("document_class")).map(DocumentClass::new),
            Optional.ofNullable(rows.getString("purpose")),
            Optional.ofNullable(rows.getString("region")),
            Sql.optionalInstant(rows, "created_from"),
            Sql.optionalInstant(rows, "created_until"),
            classes(texts(rows.getArray("artefacts")))),
        LegalHold.State.valueOf(rows.getString("state")),
        rows.getString("requested_by"),
        Sql.instant(rows, "requested_at"),
        decision(rows, "approved"),
        decision(rows, "release_requested"),
        decision(rows, "ended"),
        Sql.instant(rows, "review_at"));
  }

  private static Optional<Decision> decision(ResultSet rows, String what) throws SQLException {
    Optional<Instant> at = Sql.optionalInstant(rows, what + "_at");
    return at.isEmpty()
        ? Optional.empty()
        : Optional.of(new Decision(rows.getString(what + "_by"), at.get()));
  }

  private static List<String> texts(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
  }

  private static Set<ArtefactClass> classes(List<String> names) {
    Set<ArtefactClass> classes = EnumSet.noneOf(ArtefactClass.class);
    names.forEach(name -> classes.add(ArtefactClass.valueOf(name)));
    return classes;
  }
}
