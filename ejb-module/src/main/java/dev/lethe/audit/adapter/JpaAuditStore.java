package dev.lethe.audit.adapter;

import dev.lethe.audit.model.AuditEntry;
import dev.lethe.audit.model.AuditFilter;
import dev.lethe.audit.model.AuditStore;
import dev.lethe.tenancy.adapter.TenantSession;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The outbox in PostgreSQL, whose role for the server can add and read and nothing else. */
@ApplicationScoped
public class JpaAuditStore implements AuditStore {

  /** Events of a job can share a microsecond: their place in its chain then tells them apart. */
  private static final String PLACE = "coalesce(e.position, 0)";

  @Inject TenantSession session;

  @Override
  public Optional<Tail> lockTail(TenantId tenant, String job) {
    EntityManager entities = session.enter(tenant);
    if (session.remembered(new Chain(job)) instanceof Tail tail) {
      return Optional.of(tail);
    }
    entities
        .createNativeQuery(
            "select 1 from pg_advisory_xact_lock(hashtextextended(:chain, 0))", Integer.class)
        .setParameter("chain", "audit/" + tenant.value() + "/" + job)
        .getSingleResult();
    return entities
        .createQuery(
            "select e from AuditEventRow e where e.tenant = :tenant and e.job = :job"
                + " order by e.position desc",
            AuditEventRow.class)
        .setParameter("tenant", tenant.value())
        .setParameter("job", job)
        .setMaxResults(1)
        .getResultStream()
        .findFirst()
        .map(row -> new Tail(row.position == null ? 0 : row.position, row.leafHash));
  }

  @Override
  public void add(TenantId tenant, AuditEntry entry) {
    // a chain that has begun belongs to a tenant that is known
    EntityManager entities =
        entry.previousLeafHash().isPresent()
            ? session.enter(tenant)
            : session.enterToAdd(tenant, entry.time());
    entities.persist(row(entry));
    entities.flush();
    entry.job().ifPresent(job -> session.remember(new Chain(job), tail(entry)));
  }

  /** Under which a chain's end is known to the transaction that holds its lock. */
  private record Chain(String job) {}

  private static Tail tail(AuditEntry entry) {
    return new Tail(entry.position().orElse(0L), entry.leafHash());
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

  private static AuditEventRow row(AuditEntry entry) {
    AuditEventRow row = new AuditEventRow();
    row.id = entry.id();
    row.tenant = entry.tenant();
    row.time = entry.time();
    row.type = entry.type();
    row.job = entry.job().orElse(null);
    row.position = entry.position().orElse(null);
    row.actor = entry.actor();
    row.outcome = entry.outcome();
    row.policyVersion = entry.policyVersion();
    row.policySha256 = entry.policySha256();
    JsonObjectBuilder facts = Json.createObjectBuilder();
    entry.facts().forEach(facts::add);
    row.facts = facts.build().toString();
    row.previousLeafHash = entry.previousLeafHash().orElse(null);
    row.leafHash = entry.leafHash();
    return row;
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
