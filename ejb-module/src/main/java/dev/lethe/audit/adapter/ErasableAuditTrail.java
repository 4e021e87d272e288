package dev.lethe.audit.adapter;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.Erasable;
import dev.lethe.tenancy.adapter.TenantSession;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;

/**
 * The audit events of jobs, for deletion when their long time is over. The database itself sees
 * that it is: the server's role cannot delete events but through a function that looks at the
 * deadline.
 */
@ApplicationScoped
public class ErasableAuditTrail implements Erasable {

  @Inject TenantSession session;

  @Override
  public ArtefactClass artefact() {
    return ArtefactClass.AUDIT;
  }

  @Override
  public Set<String> tables() {
    return Set.of("audit_event");
  }

  @Override
  public int erase(TenantId tenant, String job) {
    Object erased =
        session
            .enter(tenant)
            .createNativeQuery("select expire_audit_events(:job)", Integer.class)
            .setParameter("job", job)
            .getSingleResult();
    return ((Number) erased).intValue();
  }

  @Override
  public boolean holds(TenantId tenant, String job) {
    Object left =
        session
            .enter(tenant)
            .createNativeQuery("select count(*) from audit_event where job_id = :job", Long.class)
            .setParameter("job", job)
            .getSingleResult();
    return ((Number) left).longValue() > 0;
  }
}
