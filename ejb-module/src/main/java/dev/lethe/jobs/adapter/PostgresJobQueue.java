package dev.lethe.jobs.adapter;

import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobQueue;
import dev.lethe.tenancy.adapter.TenantSession;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The queue in PostgreSQL. Claims pass over rows that others are claiming ({@code SKIP LOCKED}), so
 * any number of servers can take from it.
 */
@ApplicationScoped
public class PostgresJobQueue implements JobQueue {

  @Inject TenantSession session;

  @Override
  public void add(TenantId tenant, JobId id, Instant availableAt) {
    session
        .enter(tenant)
        .createNativeQuery(
            "insert into job_queue (job_id, tenant_id, available_at) values (:job, :tenant, :at)")
        .setParameter("job", id.value())
        .setParameter("tenant", tenant.value())
        .setParameter("at", availableAt)
        .executeUpdate();
  }

  @Override
  @SuppressWarnings("unchecked")
  public Optional<Claim> claim(String owner, Duration lease) {
    List<Tuple> rows =
        session
            .withoutTenant()
            .createNativeQuery(
                "select tenant, job, attempt from"
                    + " claim_jobs(:owner, make_interval(secs => :seconds), 1)",
                Tuple.class)
            .setParameter("owner", owner)
            .setParameter("seconds", (double) lease.toSeconds())
            .getResultList();
    return rows.stream()
        .findFirst()
        .map(
            row ->
                new Claim(
                    new TenantId(row.get(0, String.class)),
                    new JobId(row.get(1, String.class)),
                    row.get(2, Integer.class)));
  }

  @Override
  public int releaseOfEarlierStarts(String owner) {
    Object released =
        session
            .withoutTenant()
            .createNativeQuery("select release_claims(:owner)", Integer.class)
            .setParameter("owner", owner)
            .getSingleResult();
    return ((Number) released).intValue();
  }

  @Override
  public void release(TenantId tenant, JobId id, Instant availableAt) {
    session
        .enter(tenant)
        .createNativeQuery(
            "update job_queue set lease_owner = null, lease_until = null, available_at = :at,"
                + " attempts = greatest(attempts - 1, 0) where job_id = :job")
        .setParameter("job", id.value())
        .setParameter("at", availableAt)
        .executeUpdate();
  }

  @Override
  public void remove(TenantId tenant, JobId id) {
    session
        .enter(tenant)
        .createNativeQuery("delete from job_queue where job_id = :job")
        .setParameter("job", id.value())
        .executeUpdate();
  }
}
