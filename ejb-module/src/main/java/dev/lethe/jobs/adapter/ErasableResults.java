package dev.lethe.jobs.adapter;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.Erasable;
import dev.lethe.tenancy.adapter.TenantSession;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;

/** The sealed fields of jobs, for deletion. */
@ApplicationScoped
public class ErasableResults implements Erasable {

  @Inject TenantSession session;

  @Override
  public ArtefactClass artefact() {
    return ArtefactClass.FIELDS;
  }

  @Override
  public Set<String> tables() {
    return Set.of("job_result");
  }

  @Override
  public int erase(TenantId tenant, String job) {
    return session
        .enter(tenant)
        .createNativeQuery("delete from job_result where job_id = :job")
        .setParameter("job", job)
        .executeUpdate();
  }

  @Override
  public boolean holds(TenantId tenant, String job) {
    Object left =
        session
            .enter(tenant)
            .createNativeQuery("select count(*) from job_result where job_id = :job", Long.class)
            .setParameter("job", job)
            .getSingleResult();
    return ((Number) left).longValue() > 0;
  }
}
