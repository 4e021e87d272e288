package dev.lethe.consent.adapter;

import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.Withdrawal;
import dev.lethe.consent.model.WithdrawalEffect;
import dev.lethe.consent.model.WithdrawalFilter;
import dev.lethe.consent.model.WithdrawalId;
import dev.lethe.consent.model.WithdrawalStore;
import dev.lethe.consent.model.WithdrawalTarget;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Withdrawals in PostgreSQL. */
@ApplicationScoped
public class WithdrawalTables implements WithdrawalStore {

  /** A deletion is done when its artefact is deleted, whoever deleted it. */
  private static final String EFFECTS =
      "select e.kind, e.consent_id, e.job_id, e.artefact, e.count, e.begun_at, e.due_at,"
          + " case when a.deleted_at is not null then 'done' else e.state end as state,"
          + " coalesce(e.settled_at, a.deleted_at) as settled_at"
          + " from withdrawal_effect e left join artefact a on e.kind = 'deletion_due'"
          + " and a.job_id = e.job_id and a.artefact = upper(e.artefact)"
          + " where e.tenant_id = ? and e.withdrawal_id = ? order by e.position";

  /** As {@link Withdrawal#isCompleted} has it. */
  private static final String DONE =
      "(w.settled_at is not null and not exists (select 1 from withdrawal_effect e"
          + " left join artefact a on e.kind = 'deletion_due' and a.job_id = e.job_id"
          + " and a.artefact = upper(e.artefact) where e.withdrawal_id = w.id"
          + " and e.state = 'pending' and a.deleted_at is null))";

  @Inject TenantDatabase database;

  @Override
  public void add(TenantId tenant, Withdrawal withdrawal) {
    database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "insert into withdrawal (id, tenant_id, scope, target, actor, reason, reason_length,"
                    + " received_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
                withdrawal.id().value(),
                tenant.value(),
                withdrawal.scope().apiName(),
                withdrawal.target(),
                withdrawal.actor().value(),
                withdrawal.reason().orElse(null),
                withdrawal.reasonLength(),
                withdrawal.receivedAt()));
  }

  @Override
  public void add(TenantId tenant, WithdrawalId id, List<WithdrawalEffect> effects) {
    effects.forEach(effect -> add(tenant, id, effect));
  }

  private void add(TenantId tenant, WithdrawalId id, WithdrawalEffect effect) {
    database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "insert into withdrawal_effect (tenant_id, withdrawal_id, kind, consent_id, job_id,"
                    + " artefact, count, state, begun_at, due_at, settled_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                tenant.value(),
                id.value(),
                effect.kind().apiName(),
                effect.consent().orElse(null),
                effect.job().orElse(null),
                effect.artefact().map(ArtefactClass::apiName).orElse(null),
                number(effect.count()),
                effect.state().apiName(),
                effect.begunAt(),
                effect.dueAt().orElse(null),
                effect.settledAt().orElse(null)));
  }

  private static @Nullable Integer number(OptionalInt count) {
    return count.isPresent() ? count.getAsInt() : null;
  }

  @Override
  public Optional<Withdrawal> find(TenantId tenant, WithdrawalId id) {
    Optional<Withdrawal> found =
        database.with(
            tenant,
            connection ->
                Sql.first(
                    connection,
                    WithdrawalTables::withdrawal,
                    "select * from withdrawal where tenant_id = ? and id = ?",
                    tenant.value(),
                    id.value()));
    return found.map(withdrawal -> withEffects(tenant, withdrawal));
  }

  @Override
  public Optional<WithdrawalId> latest(
      TenantId tenant, WithdrawalTarget.Scope scope, String target) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                rows -> new WithdrawalId(rows.getString(1)),
                "select id from withdrawal where tenant_id = ? and scope = ? and target = ?"
                    + " order by received_at desc limit 1",
                tenant.value(),
                scope.apiName(),
                target));
  }

  @Override
  public Optional<WithdrawalId> thatEnded(
      TenantId tenant, ConsentId consent, Optional<String> job) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                rows -> new WithdrawalId(rows.getString(1)),
                "select withdrawal_id from consent_event where tenant_id = ? and consent_id = ?"
                    + " and (job_id is null or job_id = ?) order by time limit 1",
                tenant.value(),
                consent.value(),
                job.orElse("")));
  }

  @Override
  public List<Withdrawal> list(TenantId tenant, WithdrawalFilter filter, int offset, int limit) {
    List<Object> values = new ArrayList<>();
    String where = where(tenant, filter, values);
    values.add(limit);
    values.add(offset);
    List<Withdrawal> found =
        database.with(
            tenant,
            connection ->
                Sql.list(
                    connection,
                    WithdrawalTables::withdrawal,
                    "select * from withdrawal w"
                        + where
                        + " order by w.received_at desc, w.id limit ? offset ?",
                    values.toArray()));
    return found.stream().map(withdrawal -> withEffects(tenant, withdrawal)).toList();
  }

  private static String where(TenantId tenant, WithdrawalFilter filter, List<Object> values) {
    StringBuilder where = new StringBuilder(" where w.tenant_id = ?");
    values.add(tenant.value());
    filter.completed().ifPresent(done -> where.append(done ? " and " : " and not ").append(DONE));
    filter
        .scope()
        .ifPresent(
            scope -> {
              where.append(" and w.scope = ?");
              values.add(scope.apiName());
            });
    filter
        .target()
        .ifPresent(
            target -> {
              where.append(" and w.target = ?");
              values.add(target);
            });
    filter
        .after()
        .ifPresent(
            last -> {
              where.append(
                  " and exists (select 1 from withdrawal l where l.tenant_id = ? and l.id = ? and"
                      + " (l.received_at > w.received_at"
                      + " or (l.received_at = w.received_at and l.id < w.id)))");
              values.add(tenant.value());
              values.add(last.value());
            });
    return where.toString();
  }

  /** After the rows were read: a second statement may close what the first one gave. */
  private Withdrawal withEffects(TenantId tenant, Withdrawal head) {
    return new Withdrawal(
        head.id(),
        head.scope(),
        head.target(),
        head.actor(),
        head.reason(),
        head.reasonLength(),
        head.receivedAt(),
        head.settledAt(),
        effects(tenant, head.id()));
  }

  private static Withdrawal withdrawal(ResultSet row) throws SQLException {
    return new Withdrawal(
        new WithdrawalId(row.getString("id")),
        WithdrawalTarget.Scope.valueOf(row.getString("scope").toUpperCase(Locale.ROOT)),
        row.getString("target"),
        new ActorId(row.getString("actor")),
        Optional.ofNullable(row.getString("reason")),
        row.getInt("reason_length"),
        Sql.instant(row, "received_at"),
        Sql.optionalInstant(row, "settled_at"),
        List.of());
  }

  private List<WithdrawalEffect> effects(TenantId tenant, WithdrawalId id) {
    return database.with(
        tenant,
        connection ->
            Sql.list(connection, WithdrawalTables::effect, EFFECTS, tenant.value(), id.value()));
  }

  private static WithdrawalEffect effect(ResultSet row) throws SQLException {
    int count = row.getInt("count");
    OptionalInt counted = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(count);
    return new WithdrawalEffect(
        WithdrawalEffect.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getString("consent_id")),
        Optional.ofNullable(row.getString("job_id")),
        Optional.ofNullable(row.getString("artefact"))
            .map(name -> ArtefactClass.valueOf(name.toUpperCase(Locale.ROOT))),
        counted,
        WithdrawalEffect.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Sql.instant(row, "begun_at"),
        Sql.optionalInstant(row, "due_at"),
        Sql.optionalInstant(row, "settled_at"));
  }

  @Override
  public List<String> openJobs(
      TenantId tenant, WithdrawalId id, WithdrawalEffect.Kind kind, Instant begunBy) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows -> rows.getString(1),
                "select job_id from withdrawal_effect where tenant_id = ? and withdrawal_id = ?"
                    + " and kind = ? and state = 'pending' and begun_at <= ? order by position",
                tenant.value(),
                id.value(),
                kind.apiName(),
                begunBy));
  }

  @Override
  public List<WithdrawalId> settle(
      TenantId tenant, String job, WithdrawalEffect.Kind kind, Instant now) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows -> new WithdrawalId(rows.getString(1)),
                "update withdrawal_effect set state = 'done', settled_at = ? where tenant_id = ?"
                    + " and job_id = ? and kind = ? and state = 'pending' returning withdrawal_id",
                now,
                tenant.value(),
                job,
                kind.apiName()));
  }

  @Override
  public boolean settle(TenantId tenant, WithdrawalId id, Instant now) {
    return database.with(
        tenant,
        connection ->
            Sql.update(
                    connection,
                    "update withdrawal set settled_at = ? where tenant_id = ? and id = ?"
                        + " and settled_at is null and not exists (select 1 from withdrawal_effect"
                        + " where withdrawal_id = withdrawal.id and state = 'pending'"
                        + " and kind <> 'deletion_due')",
                    now,
                    tenant.value(),
                    id.value())
                > 0);
  }

  @Override
  public List<Open> open(Instant before) {
    return database.withoutTenant(
        connection ->
            Sql.list(
                connection,
                rows ->
                    new Open(new TenantId(rows.getString(1)), new WithdrawalId(rows.getString(2))),
                "select tenant, withdrawal from list_open_withdrawals(?)",
                before));
  }
}
