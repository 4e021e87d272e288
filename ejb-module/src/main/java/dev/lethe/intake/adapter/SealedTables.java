package dev.lethe.intake.adapter;

import dev.lethe.intake.model.ObjectName;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.intake.model.SealedLedger;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    String[] names = names(objects);
    return new HashSet<>(
        database.with(
            tenant,
            connection ->
                Sql.list(
                    connection,
                    rows -> new ObjectName(rows.getString(1)),
                    "select object_id from artefact where tenant_id = ? and deleted_at is null"
                        + " and object_id = any (?)"
                        + " union select object_id from upload_slot where tenant_id = ?"
                        + " and destroyed_at is null"
                        + " and object_id = any (?)",
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

  @Override
  public Map<String, Integer> discard(
      TenantId tenant, ArtefactClass artefact, Collection<String> jobs, Instant now) {
    return database.with(
        tenant,
        connection ->
            Sql.rowsByText(
                connection,
                "insert into object_removal (tenant_id, job_id, object_id, place, next_attempt_at)"
                    + " select tenant_id, job_id, object_id, place, ? from artefact"
                    + " where tenant_id = ? and job_id = any (?) and artefact = ?"
                    + " and deleted_at is null and object_id is not null and missing_at is null"
                    + " on conflict (tenant_id, object_id) do nothing returning job_id",
                now,
                tenant.value(),
                jobs.toArray(String[]::new),
                artefact.name()));
  }

  @Override
  public Set<String> notDiscarded(
      TenantId tenant, ArtefactClass artefact, Collection<String> jobs) {
    return database.with(
        tenant,
        connection ->
            Sql.texts(
                connection,
                "select job_id from artefact a where tenant_id = ? and job_id = any (?)"
                    + " and artefact = ? and deleted_at is null and object_id is not null"
                    + " and missing_at is null"
                    + " and not exists (select 1 from object_removal o"
                    + "  where o.tenant_id = a.tenant_id and o.object_id = a.object_id)",
                tenant.value(),
                jobs.toArray(String[]::new),
                artefact.name()));
  }

  @Override
  public List<Discarded> discarded(TenantId tenant, Collection<String> jobs) {
    return noted(
        tenant,
        "select object_id, place from object_removal where tenant_id = ? and job_id = any (?)",
        tenant.value(),
        jobs.toArray(String[]::new));
  }

  @Override
  public List<Discarded> discarded(TenantId tenant, Instant now, int limit) {
    return noted(
        tenant,
        "select object_id, place from object_removal where tenant_id = ? and next_attempt_at <= ?"
            + " order by next_attempt_at limit ?",
        tenant.value(),
        now,
        limit);
  }

  private List<Discarded> noted(TenantId tenant, String sql, Object... values) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows ->
                    new Discarded(
                        new ObjectName(rows.getString(1)),
                        SealedDocument.Place.valueOf(rows.getString(2))),
                sql,
                values));
  }

  @Override
  public int removed(TenantId tenant, Collection<ObjectName> objects) {
    return database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "delete from object_removal where tenant_id = ? and object_id = any (?)",
                tenant.value(),
                names(objects)));
  }

  @Override
  public int putOff(
      TenantId tenant,
      Collection<ObjectName> objects,
      Instant now,
      Duration first,
      Duration longest) {
    return database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "update object_removal set attempts = attempts + 1, next_attempt_at ="
                    + " ?::timestamptz + least(? * power(2, least(attempts, 30)), ?)"
                    + " * interval '1 second' where tenant_id = ? and object_id = any (?)",
                now,
                first.toSeconds(),
                longest.toSeconds(),
                tenant.value(),
                names(objects)));
  }

  @Override
  public List<ObjectName> expected(
      TenantId tenant, Instant before, Optional<ObjectName> after, int limit) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows -> new ObjectName(rows.getString(1)),
                "select object_id from artefact where tenant_id = ? and object_id > ?"
                    + " and place = 'STORE' and deleted_at is null and created_at < ?"
                    + " order by object_id limit ?",
                tenant.value(),
                after.map(ObjectName::value).orElse(""),
                before,
                limit));
  }

  @Override
  public int looked(
      TenantId tenant, Collection<ObjectName> there, Collection<ObjectName> missing, Instant now) {
    return database.with(
        tenant,
        connection -> {
          Sql.update(
              connection,
              "update artefact set missing_at = null where tenant_id = ? and object_id = any (?)"
                  + " and missing_at is not null and deleted_at is null",
              tenant.value(),
              names(there));
          return Sql.update(
              connection,
              "update artefact set missing_at = ? where tenant_id = ? and object_id = any (?)"
                  + " and missing_at is null and deleted_at is null",
              now,
              tenant.value(),
              names(missing));
        });
  }

  @Override
  public List<Missing> missing(TenantId tenant, Instant before, int limit) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows ->
                    new Missing(
                        rows.getString("job_id"),
                        ArtefactClass.valueOf(rows.getString("artefact")),
                        rows.getInt("holds") > 0),
                "select job_id, artefact, holds from artefact where tenant_id = ?"
                    + " and missing_at < ? and deleted_at is null"
                    + " order by holds, missing_at, job_id limit ?",
                tenant.value(),
                before,
                limit));
  }

  private static String[] names(Collection<ObjectName> objects) {
    return objects.stream().map(ObjectName::value).toArray(String[]::new);
  }
}
