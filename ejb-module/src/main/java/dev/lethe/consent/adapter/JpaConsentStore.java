package dev.lethe.consent.adapter;

import dev.lethe.consent.model.ConsentFilter;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentStore;
import dev.lethe.tenancy.adapter.TenantSession;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ledger in PostgreSQL, whose role for the server can add and read and nothing else. */
@ApplicationScoped
public class JpaConsentStore implements ConsentStore {

  @Inject TenantSession session;

  @Override
  public void add(TenantId tenant, ConsentRecord record, String policySha256) {
    EntityManager entities = session.enter(tenant);
    entities.persist(row(tenant, record, policySha256));
    entities.flush();
  }

  @Override
  public List<ConsentRecord> list(
      TenantId tenant, ConsentFilter filter, Instant now, int offset, int limit) {
    return query(
            tenant, "select c", filter, now, " order by c.givenAt desc, c.id", ConsentRow.class)
        .setFirstResult(offset)
        .setMaxResults(limit)
        .getResultList()
        .stream()
        .map(row -> record(row, now))
        .toList();
  }

  @Override
  public long count(TenantId tenant, ConsentFilter filter, Instant now) {
    return query(tenant, "select count(c)", filter, now, "", Long.class).getSingleResult();
  }

  private <T> TypedQuery<T> query(
      TenantId tenant,
      String select,
      ConsentFilter filter,
      Instant now,
      String order,
      Class<T> type) {
    List<String> clauses = new ArrayList<>(List.of("c.tenant = :tenant"));
    filter.purpose().ifPresent(purpose -> clauses.add("c.purpose = :purpose"));
    filter.job().ifPresent(job -> clauses.add("c.job = :job"));
    filter.state().ifPresent(state -> clauses.add(clause(state)));
    TypedQuery<T> query =
        session
            .enter(tenant)
            .createQuery(
                select + " from ConsentRow c where " + String.join(" and ", clauses) + order, type)
            .setParameter("tenant", tenant.value());
    filter.purpose().ifPresent(purpose -> query.setParameter("purpose", purpose));
    filter.job().ifPresent(job -> query.setParameter("job", job));
    filter
        .state()
        .filter(state -> clause(state).contains(":now"))
        .ifPresent(state -> query.setParameter("now", now));
    return query;
  }

  private static String clause(String state) {
    return switch (state) {
      case "active" -> "(c.expiresAt is null or c.expiresAt > :now)";
      case "expired" -> "c.expiresAt <= :now";
      default -> "1 = 0";
    };
  }

  private static ConsentRow row(TenantId tenant, ConsentRecord record, String policySha256) {
    ConsentRow row = new ConsentRow();
    row.id = record.id();
    row.tenant = tenant.value();
    row.job = record.job();
    row.purpose = record.purpose();
    row.basis = record.basis();
    row.allowModelTraining = record.allowModelTraining();
    row.allowManualReview = record.allowManualReview();
    row.subject = record.subject().orElse(null);
    row.policyVersion = record.policyVersion();
    row.policySha256 = policySha256;
    row.givenAt = record.givenAt();
    row.expiresAt = record.expiresAt().orElse(null);
    return row;
  }

  private static ConsentRecord record(ConsentRow row, Instant now) {
    return new ConsentRecord(
        row.id,
        row.job,
        row.purpose,
        row.basis,
        row.allowModelTraining,
        row.allowManualReview,
        Optional.ofNullable(row.subject),
        row.policyVersion,
        row.givenAt,
        Optional.ofNullable(row.expiresAt),
        row.expiresAt == null || row.expiresAt.isAfter(now) ? "active" : "expired");
  }
}
