package dev.lethe.consent.adapter;

import dev.lethe.consent.model.ConsentFilter;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentMechanism;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentState;
import dev.lethe.consent.model.ConsentStore;
import dev.lethe.consent.model.ConsentTerms;
import dev.lethe.consent.model.ConsentUse;
import dev.lethe.consent.model.Notice;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Purpose;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ledger in PostgreSQL, whose role for the server can add and read and nothing else. */
@ApplicationScoped
public class ConsentTables implements ConsentStore {

  private static final String SELECT =
      "select c.*, e.time as ended_at from consent c"
          + " left join consent_event e on e.consent_id = c.id and e.job_id is null";

  @Inject TenantDatabase database;

  @Override
  public void add(TenantId tenant, ConsentRecord record) {
    insert(tenant, record, null, null);
  }

  @Override
  public void add(TenantId tenant, ConsentRecord record, Repeatable request) {
    insert(tenant, record, request.key(), request.fingerprint());
  }

  private void insert(
      TenantId tenant, ConsentRecord record, @Nullable String key, @Nullable String fingerprint) {
    ConsentTerms terms = record.terms();
    database.with(
        tenant,
        connection -> {
          Sql.update(
              connection,
              "insert into tenant (id, created_at) values (?, ?) on conflict do nothing",
              tenant.value(),
              record.recordedAt());
          return Sql.update(
              connection,
              "insert into consent (id, tenant_id, job_id, purpose, basis, allow_processing,"
                  + " allow_manual_review, allow_analytics, allow_model_improvement,"
                  + " allow_troubleshooting, document_classes, notice_version, notice_sha256,"
                  + " notice_language, jurisdiction, reference, subject_id, mechanism, actor,"
                  + " policy_version, policy_sha256, given_at, recorded_at, expires_at,"
                  + " idempotency_key, fingerprint)"
                  + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                  + " ?, ?)",
              record.id().value(),
              tenant.value(),
              record.job().orElse(null),
              terms.purpose().name(),
              terms.basis(),
              terms.permits(ConsentUse.PROCESSING),
              terms.permits(ConsentUse.MANUAL_REVIEW),
              terms.permits(ConsentUse.ANALYTICS),
              terms.permits(ConsentUse.MODEL_IMPROVEMENT),
              terms.permits(ConsentUse.TROUBLESHOOTING),
              terms.documentClasses().stream()
                  .map(DocumentClass::name)
                  .sorted()
                  .toArray(String[]::new),
              terms.notice().map(Notice::version).orElse(null),
              terms.notice().map(Notice::sha256).orElse(null),
              terms.notice().flatMap(Notice::language).orElse(null),
              terms.jurisdiction().orElse(null),
              terms.reference().orElse(null),
              record.subject().orElse(null),
              record.mechanism().apiName(),
              record.actor().value(),
              record.policyVersion(),
              record.policySha256(),
              record.givenAt(),
              record.recordedAt(),
              record.expiresAt().orElse(null),
              key,
              fingerprint);
        });
  }

  @Override
  public Optional<Repeated> repeated(TenantId tenant, String key) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                rows -> new Repeated(record(rows), rows.getString("fingerprint")),
                SELECT + " where c.tenant_id = ? and c.idempotency_key = ?",
                tenant.value(),
                key));
  }

  @Override
  public Optional<ConsentRecord> find(TenantId tenant, ConsentId id) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                ConsentTables::record,
                SELECT + " where c.tenant_id = ? and c.id = ?",
                tenant.value(),
                id.value()));
  }

  @Override
  public Optional<ConsentRecord> ofJob(TenantId tenant, String job) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                ConsentTables::record,
                "select c.*, e.time as ended_at from consent c left join consent_event e"
                    + " on e.consent_id = c.id and (e.job_id is null or e.job_id = ?)"
                    + " where c.tenant_id = ? and (c.job_id = ?"
                    + " or c.id = (select consent_id from job_consent where job_id = ?))"
                    + " order by e.time limit 1",
                job,
                tenant.value(),
                job,
                job));
  }

  @Override
  public void link(TenantId tenant, String job, ConsentId id) {
    database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "insert into job_consent (job_id, tenant_id, consent_id) values (?, ?, ?)",
                job,
                tenant.value(),
                id.value()));
  }

  @Override
  public List<String> jobs(TenantId tenant, ConsentId id) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows -> rows.getString(1),
                "select job_id from consent where tenant_id = ? and id = ? and job_id is not null"
                    + " union select job_id from job_consent where tenant_id = ? and consent_id = ?"
                    + " order by 1",
                tenant.value(),
                id.value(),
                tenant.value(),
                id.value()));
  }

  @Override
  public List<ConsentRecord> list(
      TenantId tenant, ConsentFilter filter, Instant now, int offset, int limit) {
    Conditions conditions = new Conditions(tenant, filter, now);
    String order =
        filter.expiresBefore().isPresent()
            ? conditions.expiry() + ", c.id"
            : "c.given_at desc, c.id";
    conditions.values.add(limit);
    conditions.values.add(offset);
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                ConsentTables::record,
                SELECT + conditions.where() + " order by " + order + " limit ? offset ?",
                conditions.values.toArray()));
  }

  @Override
  public long count(TenantId tenant, ConsentFilter filter, Instant now) {
    Conditions conditions = new Conditions(tenant, filter, now);
    return database.with(
        tenant,
        connection ->
            Sql.first(
                    connection,
                    rows -> rows.getLong(1),
                    "select count(*) from consent c left join consent_event e"
                        + " on e.consent_id = c.id and e.job_id is null"
                        + conditions.where(),
                    conditions.values.toArray())
                .orElse(0L));
  }

  @Override
  public void end(TenantId tenant, Ending ending) {
    database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "insert into consent_event (id, tenant_id, consent_id, job_id, type, time, actor,"
                    + " withdrawal_id) values (gen_random_uuid(), ?, ?, ?, ?, ?, ?, ?)",
                tenant.value(),
                ending.consent().value(),
                ending.job().orElse(null),
                ending.objected() ? "objected" : "withdrawn",
                ending.at(),
                ending.actor().value(),
                ending.withdrawal().value()));
  }

  @Override
  public void share(TenantId tenant, Lock lock) {
    advise("pg_advisory_xact_lock_shared", tenant, lock);
  }

  @Override
  public void lock(TenantId tenant, Lock lock) {
    advise("pg_advisory_xact_lock", tenant, lock);
  }

  /** Rows cannot be locked by whoever may not change them. */
  private void advise(String function, TenantId tenant, Lock lock) {
    database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                rows -> true,
                "select 1 from " + function + "(hashtextextended(?, 0))",
                tenant.value() + "/" + lock.name()));
  }

  private static ConsentRecord record(ResultSet row) throws SQLException {
    return new ConsentRecord(
        new ConsentId(row.getString("id")),
        terms(row),
        Optional.ofNullable(row.getString("job_id")),
        Optional.ofNullable(row.getString("subject_id")),
        ConsentMechanism.ofApiName(row.getString("mechanism")).orElseThrow(),
        new ActorId(row.getString("actor")),
        row.getString("policy_version"),
        row.getString("policy_sha256"),
        Sql.instant(row, "given_at"),
        Sql.instant(row, "recorded_at"),
        Sql.optionalInstant(row, "expires_at"),
        Sql.optionalInstant(row, "ended_at"));
  }

  private static ConsentTerms terms(ResultSet row) throws SQLException {
    return new ConsentTerms(
        new Purpose(row.getString("purpose")),
        row.getString("basis"),
        uses(row),
        classes(row),
        notice(row),
        Optional.ofNullable(row.getString("jurisdiction")),
        Optional.ofNullable(row.getString("reference")));
  }

  private static Set<ConsentUse> uses(ResultSet row) throws SQLException {
    Set<ConsentUse> uses = EnumSet.noneOf(ConsentUse.class);
    for (ConsentUse use : ConsentUse.values()) {
      if (row.getBoolean("allow_" + use.apiName())) {
        uses.add(use);
      }
    }
    return uses;
  }

  private static Set<DocumentClass> classes(ResultSet row) throws SQLException {
    return Arrays.stream((String[]) row.getArray("document_classes").getArray())
        .map(DocumentClass::new)
        .collect(Collectors.toSet());
  }

  private static Optional<Notice> notice(ResultSet row) throws SQLException {
    String version = row.getString("notice_version");
    return version == null
        ? Optional.empty()
        : Optional.of(
            new Notice(
                version,
                row.getString("notice_sha256"),
                Optional.ofNullable(row.getString("notice_language"))));
  }

  /** The conditions of a filter and their values. */
  private static final class Conditions {

    private final List<String> clauses = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();
    private final Map<String, Duration> lives;

    Conditions(TenantId tenant, ConsentFilter filter, Instant now) {
      lives = new TreeMap<>(filter.lives());
      add("c.tenant_id = ?", tenant.value());
      filter.purpose().ifPresent(purpose -> add("c.purpose = ?", purpose));
      filter.subject().ifPresent(subject -> add("c.subject_id = ?", subject));
      filter
          .job()
          .ifPresent(
              job ->
                  add(
                      "(c.job_id = ? or c.id in (select consent_id from job_consent where job_id = ?))",
                      job,
                      job));
      filter.state().ifPresent(state -> state(state, now));
      filter
          .expiresBefore()
          .ifPresent(
              end -> {
                state(ConsentState.ACTIVE, now);
                add(expiry() + " < ?", end);
              });
    }

    /** When a consent ends; only where a tenant's lives are shorter is it more than a column. */
    private String expiry() {
      if (lives.isEmpty()) {
        return "c.expires_at";
      }
      StringBuilder life = new StringBuilder("case c.purpose");
      lives.forEach(
          (purpose, longest) -> {
            life.append(" when ? then ?::interval");
            values.add(purpose);
            values.add(longest.toString());
          });
      return "least(c.expires_at, c.given_at + " + life + " end)";
    }

    private void state(ConsentState state, Instant now) {
      switch (state) {
        case ACTIVE ->
            add(
                lives.isEmpty()
                    ? "e.id is null and (c.expires_at is null or c.expires_at > ?)"
                    : "e.id is null and coalesce(" + expiry() + " > ?, true)",
                now);
        case EXPIRED -> add("e.id is null and " + expiry() + " <= ?", now);
        case WITHDRAWN -> clauses.add("e.id is not null");
      }
    }

    private void add(String clause, Object... parameters) {
      clauses.add(clause);
      values.addAll(Arrays.asList(parameters));
    }

    String where() {
      return " where " + String.join(" and ", clauses);
    }
  }
}
