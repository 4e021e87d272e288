package dev.lethe.audit.adapter;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.Erasable;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The audit events of jobs, for deletion when their long time is over. The database itself sees
 * that it is: the server's role cannot delete events but through a function that looks at the
 * deadline.
 */
@ApplicationScoped
public class ErasableAuditTrail implements Erasable {

  @Inject TenantDatabase database;

  @Override
  public ArtefactClass artefact() {
    return ArtefactClass.AUDIT;
  }

  @Override
  public Set<String> tables() {
    return Set.of("audit_event");
  }

  @Override
  public Map<String, Integer> erase(TenantId tenant, Collection<String> jobs) {
    Map<String, Integer> counts = new HashMap<>();
    database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows -> counts.put(rows.getString(1), rows.getInt(2)) == null,
                "select job, removed from expire_audit_events(?)",
                (Object) jobs.toArray(String[]::new)));
    return counts;
  }

  @Override
  public Set<String> holding(TenantId tenant, Collection<String> jobs) {
    return database.with(
        tenant,
        connection ->
            Sql.texts(
                connection,
                "select distinct job_id from audit_event where tenant_id = ? and job_id = any (?)",
                tenant.value(),
                jobs.toArray(String[]::new)));
  }
}
