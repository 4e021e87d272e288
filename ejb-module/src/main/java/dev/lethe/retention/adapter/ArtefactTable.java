package dev.lethe.retention.adapter;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.retention.model.DispositionId;
import dev.lethe.retention.model.RetentionBlock;
import dev.lethe.retention.model.RetentionPlan;
import dev.lethe.retention.service.ArtefactRegister;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The artefacts of jobs, their deadlines and where they are kept. */
@ApplicationScoped
public class ArtefactTable implements ArtefactRegister {

  @Inject TenantDatabase database;

  /** For the container. */
  public ArtefactTable() {}

  ArtefactTable(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public void plan(
      TenantId tenant, String job, ArtefactClass artefact, Instant createdAt, RetentionPlan plan) {
    database.with(
        tenant,
        connection -> {
          Sql.update(
              connection,
              "insert into artefact (tenant_id, job_id, artefact, created_at, delete_at,"
                  + " starts_on, keeps_for, review_for) values (?, ?, ?, ?, ?, ?,"
                  + " ? * interval '1 second', ?::bigint * interval '1 second')",
              tenant.value(),
              job,
              artefact.name(),
              createdAt,
              plan.deleteAt(),
              plan.start().event(),
              plan.window().toSeconds(),
              plan.review().map(Duration::toSeconds).orElse(null));
          if (plan.review().isPresent()) {
            Sql.update(
                connection,
                "insert into disposition (id, tenant_id, job_id, artefact) values (?, ?, ?, ?)",
                DispositionId.random().value(),
                tenant.value(),
                job,
                artefact.name());
          }
          return plan;
        });
  }

  @Override
  public void started(TenantId tenant, String job, RetentionStart event, Instant at) {
    database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "update artefact set started_at = ?, next_attempt_at = null,"
                    + " delete_at = least(delete_at, ?::timestamptz + keeps_for)"
                    + " where tenant_id = ? and job_id = ? and starts_on = ?"
                    + " and started_at is null and deleted_at is null",
                at,
                at,
                tenant.value(),
                job,
                event.event()));
  }

  @Override
  public boolean beginDelivery(TenantId tenant, String job, Instant now, Instant until) {
    return database.with(
        tenant,
        connection ->
            Sql.update(
                        connection,
                        "update artefact set delivering_until = ? where tenant_id = ?"
                            + " and job_id = ? and artefact = 'FIELDS' and deleted_at is null"
                            + " and (delivering_until is null or delivering_until <= ?)",
                        until,
                        tenant.value(),
                        job,
                        now)
                    > 0
                || Sql.first(
                        connection,
                        rows -> 1,
                        "select 1 from artefact where tenant_id = ? and job_id = ?"
                            + " and artefact = 'FIELDS' and deleted_at is null",
                        tenant.value(),
                        job)
                    .isEmpty());
  }

  @Override
  public void delivered(TenantId tenant, String job) {
    delivering(tenant, job, "'infinity'");
  }

  @Override
  public void endDelivery(TenantId tenant, String job) {
    delivering(tenant, job, "null");
  }

  private void delivering(TenantId tenant, String job, String until) {
    database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "update artefact set delivering_until = "
                    + until
                    + " where tenant_id = ? and job_id = ? and artefact = 'FIELDS'"
                    + " and deleted_at is null",
                tenant.value(),
                job));
  }

  @Override
  public void located(
      TenantId tenant,
      String job,
      ArtefactClass artefact,
      String object,
      String keyId,
      String place) {
    database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "update artefact set object_id = ?, data_key_id = ?, place = ?"
                    + " where tenant_id = ? and job_id = ? and artefact = ? and deleted_at is null",
                object,
                keyId,
                place,
                tenant.value(),
                job,
                artefact.name()));
  }

  @Override
  public void bringForward(TenantId tenant, String job, Instant at) {
    database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "update artefact set delete_at = least(delete_at, ?), next_attempt_at = null,"
                    + " review_for = null"
                    + " where tenant_id = ? and job_id = ? and artefact <> 'AUDIT'"
                    + " and deleted_at is null",
                at,
                tenant.value(),
                job));
  }

  @Override
  public Set<ArtefactClass> bringForward(
      TenantId tenant, String job, Instant at, Set<ArtefactClass> except) {
    return classes(
        database.with(
            tenant,
            connection ->
                Sql.list(
                    connection,
                    rows -> rows.getString(1),
                    "update artefact set delete_at = least(delete_at, ?), next_attempt_at = null,"
                        + " review_for = null"
                        + " where tenant_id = ? and job_id = ? and artefact <> 'AUDIT'"
                        + " and artefact <> all (?) and deleted_at is null returning artefact",
                    at,
                    tenant.value(),
                    job,
                    except.stream().map(Enum::name).toArray(String[]::new))));
  }

  private static Set<ArtefactClass> classes(List<String> names) {
    Set<ArtefactClass> classes = EnumSet.noneOf(ArtefactClass.class);
    names.forEach(name -> classes.add(ArtefactClass.valueOf(name)));
    return classes;
  }

  @Override
  public Optional<Location> location(TenantId tenant, String job, ArtefactClass artefact) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                rows ->
                    new Location(
                        rows.getString("object_id"),
                        rows.getString("data_key_id"),
                        rows.getString("place")),
                "select object_id, data_key_id, place from artefact where tenant_id = ?"
                    + " and job_id = ? and artefact = ? and deleted_at is null"
                    + " and object_id is not null",
                tenant.value(),
                job,
                artefact.name()));
  }

  @Override
  public RetentionBlock block(TenantId tenant, String job, PolicyVersion policy) {
    List<RetentionBlock.Deadline> deadlines =
        database.with(
            tenant,
            connection ->
                Sql.list(
                    connection,
                    ArtefactTable::deadline,
                    "select a.artefact, a.delete_at, a.deleted_at, a.holds, a.starts_on,"
                        + " a.delete_at - a.review_for as review_at,"
                        + " case when a.deleted_at is not null then"
                        + " (select r.id from deletion_receipt r where r.tenant_id = a.tenant_id"
                        + " and r.job_id = a.job_id and jsonb_exists(r.counts, a.artefact)"
                        + " order by r.deleted_at desc limit 1) end as certificate"
                        + " from artefact a where a.tenant_id = ? and a.job_id = ?",
                    tenant.value(),
                    job));
    return new RetentionBlock(
        policy.id(),
        policy.version(),
        deadlines.stream()
            .sorted(Comparator.comparing(RetentionBlock.Deadline::artefact))
            .toList());
  }

  private static RetentionBlock.Deadline deadline(ResultSet rows) throws SQLException {
    return new RetentionBlock.Deadline(
        ArtefactClass.valueOf(rows.getString("artefact")),
        Sql.instant(rows, "delete_at"),
        Sql.optionalInstant(rows, "deleted_at"),
        Optional.ofNullable(rows.getString("certificate")),
        rows.getInt("holds") > 0,
        new RetentionStart(rows.getString("starts_on")),
        Sql.optionalInstant(rows, "review_at"));
  }
}
