package dev.lethe.retention.adapter;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.DeadLetter;
import dev.lethe.retention.model.DeadLetter.Step;
import dev.lethe.retention.model.DeadLetters;
import dev.lethe.retention.model.Erasable;
import dev.lethe.retention.model.Erasure;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Letters in a table of their own; they go with the trail of their jobs. */
@ApplicationScoped
public class DeadLetterTable implements DeadLetters, Erasable {

  private static final String OPEN =
      " on conflict (tenant_id, job_id, artefact, step) where closed_at is null do update"
          + " set cause = excluded.cause, attempts = excluded.attempts,"
          + " last_failed_at = excluded.last_failed_at returning *, (xmax = 0) as opened";
  private static final String NEW_ID = "'letter_' || replace(gen_random_uuid()::text, '-', '')";

  @Inject TenantDatabase database;

  /** For the container. */
  public DeadLetterTable() {}

  DeadLetterTable(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public List<DeadLetter> erasingFailed(
      TenantId tenant,
      String job,
      Set<ArtefactClass> artefacts,
      String cause,
      int tries,
      Instant now,
      Instant next) {
    String[] names = artefacts.stream().map(Enum::name).toArray(String[]::new);
    update(
        tenant,
        "update artefact set next_attempt_at = ? where tenant_id = ? and job_id = ?"
            + " and artefact = any (?) and deleted_at is null and attempts >= ?",
        next,
        tenant.value(),
        job,
        names,
        tries);
    return opened(
        tenant,
        "insert into dead_letter (id, tenant_id, job_id, artefact, step, cause, attempts,"
            + " opened_at, last_failed_at) select "
            + NEW_ID
            + ", tenant_id, job_id, artefact, 'erase', ?, attempts, ?::timestamptz, ?::timestamptz"
            + " from artefact where tenant_id = ? and job_id = ? and artefact = any (?)"
            + " and deleted_at is null and attempts >= ?"
            + OPEN,
        cause,
        now,
        now,
        tenant.value(),
        job,
        names,
        tries);
  }

  @Override
  public List<DeadLetter> removingFailed(
      TenantId tenant,
      Collection<String> objects,
      String cause,
      int tries,
      Instant now,
      Instant next) {
    String[] names = objects.toArray(String[]::new);
    update(
        tenant,
        "update object_removal set next_attempt_at = ? where tenant_id = ?"
            + " and object_id = any (?) and attempts >= ?",
        next,
        tenant.value(),
        names,
        tries);
    return opened(
        tenant,
        "insert into dead_letter (id, tenant_id, job_id, artefact, step, cause, attempts,"
            + " opened_at, last_failed_at) select "
            + NEW_ID
            + ", tenant_id, job_id, 'SOURCE', 'remove', ?, max(attempts), ?::timestamptz,"
            + " ?::timestamptz from object_removal where tenant_id = ? and object_id = any (?)"
            + " and attempts >= ? group by tenant_id, job_id"
            + OPEN,
        cause,
        now,
        now,
        tenant.value(),
        names,
        tries);
  }

  private List<DeadLetter> opened(TenantId tenant, String sql, Object... values) {
    List<DeadLetter> opened = new ArrayList<>();
    database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows -> !rows.getBoolean("opened") || opened.add(letter(rows)),
                sql,
                values));
    return opened;
  }

  @Override
  public void erased(TenantId tenant, Collection<Erasure> erasures, Instant now) {
    List<String> jobs = new ArrayList<>();
    List<String> artefacts = new ArrayList<>();
    for (Erasure erasure : erasures) {
      for (ArtefactClass artefact : erasure.artefacts()) {
        jobs.add(erasure.job());
        artefacts.add(artefact.name());
      }
    }
    update(
        tenant,
        "update dead_letter l set closed_at = ? from unnest(?::text[], ?::text[])"
            + " e (job_id, artefact) where l.tenant_id = ? and l.job_id = e.job_id"
            + " and l.artefact = e.artefact and l.step = 'erase' and l.closed_at is null",
        now,
        jobs.toArray(String[]::new),
        artefacts.toArray(String[]::new),
        tenant.value());
  }

  @Override
  public void removed(TenantId tenant, Instant now) {
    update(
        tenant,
        "update dead_letter l set closed_at = ? where tenant_id = ? and step = 'remove'"
            + " and closed_at is null and not exists (select 1 from object_removal o"
            + " where o.tenant_id = l.tenant_id and o.job_id = l.job_id)",
        now,
        tenant.value());
  }

  @Override
  public List<DeadLetter> open(TenantId tenant, int offset, int limit) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                DeadLetterTable::letter,
                "select * from dead_letter where tenant_id = ? and closed_at is null"
                    + " order by opened_at desc, id offset ? limit ?",
                tenant.value(),
                offset,
                limit));
  }

  @Override
  public Optional<DeadLetter> requeue(TenantId tenant, String id, String by, Instant now) {
    Optional<DeadLetter> letter =
        database.with(
            tenant,
            connection ->
                Sql.first(
                    connection,
                    DeadLetterTable::letter,
                    "update dead_letter set requeued_by = ?, requeued_at = ?, closed_at = ?"
                        + " where tenant_id = ? and id = ? and closed_at is null returning *",
                    by,
                    now,
                    now,
                    tenant.value(),
                    id));
    letter.ifPresent(one -> makeDue(tenant, one, now));
    return letter;
  }

  private void makeDue(TenantId tenant, DeadLetter letter, Instant now) {
    if (letter.step() == Step.ERASE) {
      update(
          tenant,
          "update artefact set attempts = 0, next_attempt_at = null where tenant_id = ?"
              + " and job_id = ? and artefact = ? and deleted_at is null",
          tenant.value(),
          letter.job(),
          letter.artefact().name());
    } else {
      update(
          tenant,
          "update object_removal set attempts = 0, next_attempt_at = ? where tenant_id = ?"
              + " and job_id = ?",
          now,
          tenant.value(),
          letter.job());
    }
  }

  private void update(TenantId tenant, String sql, Object... values) {
    database.with(tenant, connection -> Sql.update(connection, sql, values));
  }

  private static DeadLetter letter(ResultSet rows) throws SQLException {
    return new DeadLetter(
        rows.getString("id"),
        rows.getString("job_id"),
        ArtefactClass.valueOf(rows.getString("artefact")),
        Step.valueOf(rows.getString("step").toUpperCase(Locale.ROOT)),
        rows.getString("cause"),
        rows.getInt("attempts"),
        Sql.instant(rows, "opened_at"),
        Sql.instant(rows, "last_failed_at"));
  }

  @Override
  public ArtefactClass artefact() {
    return ArtefactClass.AUDIT;
  }

  @Override
  public Set<String> tables() {
    return Set.of("dead_letter");
  }

  @Override
  public Map<String, Integer> erase(TenantId tenant, Collection<String> jobs) {
    return database.with(
        tenant,
        connection ->
            Sql.rowsByText(
                connection,
                "delete from dead_letter where tenant_id = ? and job_id = any (?) returning job_id",
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
                "select distinct job_id from dead_letter where tenant_id = ? and job_id = any (?)",
                tenant.value(),
                jobs.toArray(String[]::new)));
  }
}
