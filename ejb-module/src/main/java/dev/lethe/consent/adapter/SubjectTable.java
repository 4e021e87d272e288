package dev.lethe.consent.adapter;

import dev.lethe.consent.model.SubjectRegister;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.Erasable;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Data subjects and their random ids. A row goes with the last proof of processing that names it,
 * or when the data subject's erasure is asked for.
 */
@ApplicationScoped
public class SubjectTable implements SubjectRegister, Erasable {

  /** No legal hold that keeps names the subject. */
  private static final String NOT_NAMED =
      " and not exists (select 1 from legal_hold h where h.tenant_id = s.tenant_id"
          + " and h.subject_id = s.id and h.ended_at is null)";

  /** A consent that no job carried, in force. */
  private static final String OPEN =
      " (c.job_id is null and (c.expires_at is null or c.expires_at > now())"
          + "  and not exists (select 1 from consent_event e where e.consent_id = c.id"
          + "   and e.job_id is null))";

  /**
   * The subjects of the jobs' consents, but for those whom a hold names, or of whom a consent is in
   * use elsewhere: by a job whose trail is kept, or by none yet.
   */
  private static final String LAST_OF_JOBS =
      " from subject s where s.tenant_id = ? and s.id in ("
          + "select subject_id from consent where job_id = any (?)"
          + " union select c.subject_id from consent c join job_consent j on j.consent_id = c.id"
          + " where j.job_id = any (?))"
          + NOT_NAMED
          + " and not exists (select 1 from consent c where c.subject_id = s.id and ("
          + OPEN
          + " or exists (select 1 from artefact a where a.artefact = 'AUDIT' and a.deleted_at is null"
          + "  and a.job_id <> all (?) and (a.job_id = c.job_id or a.job_id in"
          + "  (select job_id from job_consent where consent_id = c.id)))))";

  /** One of the jobs that had the subject. */
  private static final String ONE_OF_ITS_JOBS =
      "(select min(x.job_id) from (select c.job_id from consent c where c.subject_id = s.id"
          + " and c.job_id = any (?) union all select j.job_id from consent c"
          + " join job_consent j on j.consent_id = c.id where c.subject_id = s.id"
          + " and j.job_id = any (?)) x)";

  @Inject TenantDatabase database;

  @Override
  public Optional<String> find(TenantId tenant, String pseudonym) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                rows -> rows.getString(1),
                "select id from subject where tenant_id = ? and pseudonym = ?",
                tenant.value(),
                pseudonym));
  }

  @Override
  public String findOrAdd(TenantId tenant, String pseudonym, Instant now) {
    return find(tenant, pseudonym)
        .orElseGet(
            () -> {
              add(tenant, pseudonym, now);
              // another transaction may have been first
              return find(tenant, pseudonym).orElseThrow();
            });
  }

  private void add(TenantId tenant, String pseudonym, Instant now) {
    database.with(
        tenant,
        connection -> {
          Sql.update(
              connection,
              "insert into tenant (id, created_at) values (?, ?) on conflict do nothing",
              tenant.value(),
              now);
          return Sql.update(
              connection,
              "insert into subject (id, tenant_id, pseudonym, created_at) values (?, ?, ?, ?)"
                  + " on conflict do nothing",
              "sub_" + UUID.randomUUID().toString().replace("-", ""),
              tenant.value(),
              pseudonym,
              now);
        });
  }

  @Override
  public Optional<String> pseudonym(TenantId tenant, String subject) {
    return database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                rows -> rows.getString(1),
                "select pseudonym from subject where tenant_id = ? and id = ?",
                tenant.value(),
                subject));
  }

  @Override
  public boolean forget(TenantId tenant, String subject) {
    return forget(tenant, subject, "");
  }

  @Override
  public boolean forgetUnused(TenantId tenant, String subject) {
    return forget(
        tenant,
        subject,
        " and not exists (select 1 from consent c where c.subject_id = s.id and ("
            + OPEN
            + " or exists (select 1 from artefact a where a.artefact = 'AUDIT'"
            + "  and a.deleted_at is null and (a.job_id = c.job_id or a.job_id in"
            + "  (select job_id from job_consent where consent_id = c.id)))))");
  }

  private boolean forget(TenantId tenant, String subject, String condition) {
    return database.with(
        tenant,
        connection -> {
          // a statement of its own, so that the next one sees a hold that this had to wait for
          Sql.first(connection, rows -> rows.getBoolean(1), "select heed_holds(?)", tenant.value());
          return Sql.update(
                  connection,
                  "delete from subject s where s.tenant_id = ? and s.id = ?"
                      + NOT_NAMED
                      + condition,
                  tenant.value(),
                  subject)
              > 0;
        });
  }

  @Override
  public ArtefactClass artefact() {
    return ArtefactClass.AUDIT;
  }

  @Override
  public Set<String> tables() {
    return Set.of("subject");
  }

  @Override
  public Map<String, Integer> erase(TenantId tenant, Collection<String> some) {
    String[] jobs = some.toArray(String[]::new);
    return database.with(
        tenant,
        connection ->
            Sql.rowsByText(
                connection,
                "delete" + LAST_OF_JOBS + " returning " + ONE_OF_ITS_JOBS,
                tenant.value(),
                jobs,
                jobs,
                jobs,
                jobs,
                jobs));
  }

  @Override
  public Set<String> holding(TenantId tenant, Collection<String> some) {
    String[] jobs = some.toArray(String[]::new);
    return database.with(
        tenant,
        connection ->
            Sql.texts(
                connection,
                "select " + ONE_OF_ITS_JOBS + LAST_OF_JOBS,
                jobs,
                jobs,
                tenant.value(),
                jobs,
                jobs,
                jobs));
  }
}
