package dev.lethe.jobs.adapter;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.Erasable;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** The sealed fields of jobs, for deletion. */
@ApplicationScoped
public class ErasableResults implements Erasable {

  @Inject TenantDatabase database;

  @Override
  public ArtefactClass artefact() {
    return ArtefactClass.FIELDS;
  }

  @Override
  public Set<String> tables() {
    return Set.of("job_result");
  }

  @Override
  public Map<String, Integer> erase(TenantId tenant, Collection<String> jobs) {
    return database.with(
        tenant,
        connection ->
            Sql.rowsByText(
                connection,
                "delete from job_result where tenant_id = ? and job_id = any (?) returning job_id",
                tenant.value(),
                jobs.toArray(String[]::new)));
  }

  @Override
  public Set<String> holding(TenantId tenant, Collection<String> jobs) {
    return database.with(
        tenant,
        connection ->
            Sql.texts(
                connection,
                "select job_id from job_result where tenant_id = ? and job_id = any (?)",
                tenant.value(),
                jobs.toArray(String[]::new)));
  }
}
