package dev.lethe.intake.adapter;

import static java.util.stream.Collectors.joining;

import dev.lethe.intake.model.ObjectName;
import dev.lethe.intake.model.SealedLedger;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks the database what of the sealed content is still needed. */
@ApplicationScoped
public class SealedTables implements SealedLedger {

  @Inject TenantDatabase database;

  /** For the container. */
  public SealedTables() {}

  SealedTables(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public Set<ObjectName> needed(TenantId tenant, Collection<ObjectName> objects) {
    String names = objects.stream().map(ObjectName::value).collect(joining(","));
    return new HashSet<>(
        database.with(
            tenant,
            connection ->
                Sql.list(
                    connection,
                    rows -> new ObjectName(rows.getString(1)),
                    "select object_id from artefact where tenant_id = ? and deleted_at is null"
                        + " and object_id = any (string_to_array(?, ','))"
                        + " union select object_id from upload_slot where tenant_id = ?"
                        + " and destroyed_at is null"
                        + " and object_id = any (string_to_array(?, ','))",
                    tenant.value(),
                    names,
                    tenant.value(),
                    names)));
  }

  @Override
  public List<OwnedKey> orphanKeys(TenantId tenant, Instant before, int limit) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows -> new OwnedKey(rows.getString(1), rows.getString(2)),
                "select distinct k.job_id, k.artefact from data_key k where k.tenant_id = ?"
                    + " and k.created_at < ?"
                    + " and not exists (select 1 from artefact a where a.tenant_id = k.tenant_id"
                    + "   and a.job_id = k.job_id and lower(a.artefact) = k.artefact"
                    + "   and a.deleted_at is null)"
                    + " and not exists (select 1 from upload_slot s where s.id = k.job_id"
                    + "   and s.destroyed_at is null) limit ?",
                tenant.value(),
                before,
                limit));
  }
}
