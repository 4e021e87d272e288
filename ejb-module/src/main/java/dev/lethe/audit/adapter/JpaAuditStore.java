package dev.lethe.audit.adapter;

import dev.lethe.audit.model.AuditEntry;
import dev.lethe.audit.model.AuditFilter;
import dev.lethe.audit.model.AuditStore;
import dev.lethe.audit.model.LifecycleStage;
import dev.lethe.tenancy.adapter.TenantSession;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The outbox in PostgreSQL, whose role for the server can add and read and nothing else. */
@ApplicationScoped
public class JpaAuditStore implements AuditStore {

  /** Events of a job can share a microsecond: their place in its chain then tells them apart. */
  private static final String PLACE = "coalesce(e.position, 0)";

  @Inject TenantSession session;
  @Inject TenantDatabase database;

  @Override
  public Map<String, Tail> lockTails(TenantId tenant, Collection<String> jobs) {
    session.enter(tenant);
    Map<String, Tail> tails = new HashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String job : jobs) {
      if (session.remembered(new Chain(job)) instanceof Tail tail) {
        tails.put(job, tail);
      } else {
        unknown.add(job);
      }
    }
    if (!unknown.isEmpty()) {
      Map<String, Tail> locked = lock(tenant, unknown.toArray(String[]::new));
      locked.forEach((job, tail) -> session.remember(new Chain(job), tail));
      tails.putAll(locked);
    }
    return tails;
  }

  /** Two statements: what the second sees begins when the locks are held. */
  private Map<String, Tail> lock(TenantId tenant, String[] jobs) {
    Map<String, Tail> tails = new HashMap<>();
    database.with(
        tenant,
        connection -> {
          Sql.list(
              connection,
              rows -> true,
              "select 1 from (select job from unnest(?::text[]) job order by job) sorted,"
                  + " pg_advisory_xact_lock(hashtextextended('audit/' || ? || '/' || job, 0))",
              jobs,
              tenant.value());
          return Sql.list(
              connection,
              rows ->
                  tails.put(
                      rows.getString(1),
                      new Tail(rows.getLong(2), rows.getString(3), stages(rows.getInt(4)))),
              "select job, last.position, last.leaf_hash, coalesce(done.stages, 0)"
                  + " from unnest(?::text[]) job"
                  + " cross join lateral (select e.position, e.leaf_hash from audit_event e"
                  + " where e.tenant_id = ? and e.job_id = job"
                  + " order by e.position desc limit 1) last"
                  + " cross join lateral (select bit_or(1 << e.stage) stages from audit_event e"
                  + " where e.tenant_id = ? and e.job_id = job and e.stage is not null) done",
              jobs,
              tenant.value(),
              tenant.value());
        });
    return tails;
  }

  private static Set<LifecycleStage> stages(int bits) {
    return Arrays.stream(LifecycleStage.values())
        .filter(stage -> (bits & 1 << stage.number()) != 0)
        .collect(Collectors.toSet());
  }

  @Override
  public void add(TenantId tenant, List<AuditEntry> entries) {
    // a chain that has begun belongs to a tenant that is known
    if (entries.stream().allMatch(entry -> entry.previousLeafHash().isPresent())) {
      session.enter(tenant);
    } else {
      session.enterToAdd(tenant, entries.get(0).time());
    }
    database.with(tenant, connection -> insert(connection, tenant, entries));
    entries.forEach(
        entry -> entry.job().ifPresent(job -> session.remember(new Chain(job), tail(job, entry))));
  }

  private static int insert(Connection connection, TenantId tenant, List<AuditEntry> entries)
      throws SQLException {
    return Sql.update(
        connection,
        "insert into audit_event (tenant_id, id, time, type, job_id, position, actor, outcome,"
            + " policy_version, policy_sha256, facts, previous_leaf_hash, leaf_hash)"
            + " select ?, id, time::timestamptz, type, job_id, position::bigint, actor, outcome,"
            + " policy_version, policy_sha256, facts::jsonb, previous_leaf_hash, leaf_hash"
            + " from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],"
            + " ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])"
            + " e (id, time, type, job_id, position, actor, outcome, policy_version,"
            + " policy_sha256, facts, previous_leaf_hash, leaf_hash)",
        tenant.value(),
        column(entries, AuditEntry::id),
        column(entries, entry -> entry.time().toString()),
        column(entries, AuditEntry::type),
        column(entries, entry -> entry.job().orElse(null)),
        column(entries, entry -> entry.position().map(Object::toString).orElse(null)),
        column(entries, AuditEntry::actor),
        column(entries, AuditEntry::outcome),
        column(entries, AuditEntry::policyVersion),
        column(entries, AuditEntry::policySha256),
        column(entries, entry -> facts(entry.facts())),
        column(entries, entry -> entry.previousLeafHash().orElse(null)),
        column(entries, AuditEntry::leafHash));
  }

  private static @Nullable String[] column(
      List<AuditEntry> entries, Function<AuditEntry, @Nullable String> value) {
    @Nullable String[] column = new String[entries.size()];
    for (int i = 0; i < column.length; i++) {
      column[i] = value.apply(entries.get(i));
    }
    return column;
  }

  private static String facts(Map<String, String> facts) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    facts.forEach(json::add);
    return json.build().toString();
  }

  /** Under which a chain's end is known to the transaction that holds its lock. */
  private record Chain(String job) {}

  private Tail tail(String job, AuditEntry entry) {
    Set<LifecycleStage> stages = EnumSet.noneOf(LifecycleStage.class);
    if (session.remembered(new Chain(job)) instanceof Tail before) {
      stages.addAll(before.stages());
    }
    LifecycleStage.ofEvent(entry.type()).ifPresent(stages::add);
    return new Tail(entry.position().orElse(0L), entry.leafHash(), stages);
  }

  @Override
  public List<AuditEntry> chain(TenantId tenant, String job, long after, int limit) {
    return session
        .enter(tenant)
        .createQuery(
            "select e from AuditEventRow e where e.tenant = :tenant and e.job = :job"
                + " and e.position > :after order by e.position",
            AuditEventRow.class)
        .setParameter("tenant", tenant.value())
        .setParameter("job", job)
        .setParameter("after", after)
        .setMaxResults(limit)
        .getResultList()
        .stream()
        .map(JpaAuditStore::entry)
        .toList();
  }

  @Override
  public List<AuditEntry> list(TenantId tenant, AuditFilter filter, int offset, int limit) {
    Conditions conditions = new Conditions(tenant, filter);
    return conditions
        .query(
            session.enter(tenant),
            "select e",
            " order by e.time desc, " + PLACE + " desc, e.id desc",
            AuditEventRow.class)
        .setFirstResult(offset)
        .setMaxResults(limit)
        .getResultList()
        .stream()
        .map(JpaAuditStore::entry)
        .toList();
  }

  @Override
  public long count(TenantId tenant, AuditFilter filter) {
    return new Conditions(tenant, filter)
        .query(session.enter(tenant), "select count(e)", "", Long.class)
        .getSingleResult();
  }

  @Override
  public List<AuditEntry> after(
      TenantId tenant, AuditFilter filter, Optional<AuditEntry> last, Instant until, int limit) {
    Conditions conditions = new Conditions(tenant, filter);
    conditions.add("e.time <= :end", "end", until);
    last.ifPresent(
        entry -> {
          conditions.add(
              "(e.time > :time or e.time = :time and ("
                  + PLACE
                  + " > :place or "
                  + PLACE
                  + " = :place and e.id > :id))",
              "time",
              entry.time());
          conditions.bind("place", entry.position().orElse(0L));
          conditions.bind("id", entry.id());
        });
    return conditions
        .query(
            session.enter(tenant),
            "select e",
            " order by e.time, " + PLACE + ", e.id",
            AuditEventRow.class)
        .setMaxResults(limit)
        .getResultList()
        .stream()
        .map(JpaAuditStore::entry)
        .toList();
  }

  /** The where clause of a filter. */
  private static final class Conditions {

    private final List<String> clauses = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    Conditions(TenantId tenant, AuditFilter filter) {
      add("e.tenant = :tenant", "tenant", tenant.value());
      filter.from().ifPresent(from -> add("e.time >= :from", "from", from));
      filter.until().ifPresent(until -> add("e.time < :until", "until", until));
      filter.type().ifPresent(type -> add("left(e.type, length(:type)) = :type", "type", type));
      filter.job().ifPresent(job -> add("e.job = :job", "job", job));
    }

    void add(String clause, String name, Object value) {
      clauses.add(clause);
      bind(name, value);
    }

    void bind(String name, Object value) {
      parameters.put(name, value);
    }

    <T> TypedQuery<T> query(EntityManager entities, String select, String order, Class<T> type) {
      TypedQuery<T> query =
          entities.createQuery(
              select + " from AuditEventRow e where " + String.join(" and ", clauses) + order,
              type);
      parameters.forEach(query::setParameter);
      return query;
    }
  }

  private static AuditEntry entry(AuditEventRow row) {
    return new AuditEntry(
        row.tenant,
        row.id,
        row.time,
        row.type,
        Optional.ofNullable(row.job),
        Optional.ofNullable(row.position),
        row.actor,
        row.outcome,
        row.policyVersion,
        row.policySha256,
        facts(row.facts),
        Optional.ofNullable(row.previousLeafHash),
        row.leafHash);
  }

  private static Map<String, String> facts(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      JsonObject object = reader.readObject();
      Map<String, String> facts = new HashMap<>();
      object.keySet().forEach(key -> facts.put(key, object.getString(key)));
      return facts;
    }
  }
}
