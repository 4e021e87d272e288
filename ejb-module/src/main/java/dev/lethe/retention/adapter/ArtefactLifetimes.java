package dev.lethe.retention.adapter;

import dev.lethe.keys.model.KeyLifetimes;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The deadlines of artefacts, for the keys that seal them. */
@ApplicationScoped
public class ArtefactLifetimes implements KeyLifetimes {

  @Inject TenantDatabase database;

  /** For the container. */
  public ArtefactLifetimes() {}

  ArtefactLifetimes(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<Instant> deleteAt(TenantId tenant, String job, String artefact) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                rows -> Sql.instant(rows, "delete_at"),
                "select delete_at from artefact where tenant_id = ? and job_id = ?"
                    + " and artefact = ? and deleted_at is null",
                tenant.value(),
                job,
                artefact.toUpperCase(Locale.ROOT)));
  }
}
