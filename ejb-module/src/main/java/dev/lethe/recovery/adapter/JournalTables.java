package dev.lethe.recovery.adapter;

import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalLedger;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Notes for the journal, and how far it is contained, in PostgreSQL. */
@ApplicationScoped
public class JournalTables implements JournalLedger {

  @Inject TenantDatabase database;

  /** For the container. */
  public JournalTables() {}

  /** For use without a container. */
  public JournalTables(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public void note(JournalEntry entry) {
    database.with(
        entry.tenant(),
        connection ->
            Sql.update(
                connection,
                "insert into journal_note (tenant_id, entry) values (?, ?::jsonb)",
                entry.tenant().value(),
                EntryJson.write(entry).toString()));
  }

  @Override
  public List<JournalEntry> take(TenantId tenant, int limit) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows -> EntryJson.read(rows.getString("entry")),
                "with taken as (delete from journal_note where tenant_id = ? and id in"
                    + " (select id from journal_note where tenant_id = ? order by id limit ?"
                    + " for update) returning id, entry)"
                    + " select entry from taken order by id",
                tenant.value(),
                tenant.value(),
                limit));
  }

  @Override
  public List<TenantId> tenantsWithNotes(Instant before) {
    return database.withoutTenant(
        connection ->
            Sql.list(
                connection,
                rows -> new TenantId(rows.getString("tenant")),
                "select tenant from list_tenants_with_journal_notes(?)",
                before));
  }

  @Override
  public Map<String, Position> positions() {
    return database.withoutTenant(
        connection -> {
          Map<String, Position> positions = new HashMap<>();
          Sql.list(
              connection,
              rows ->
                  positions.put(
                          rows.getString("segment"),
                          new Position(rows.getLong("bytes"), Sql.instant(rows, "noted_at")))
                      == null,
              "select segment, bytes, noted_at from journal_positions()");
          return positions;
        });
  }

  @Override
  public void contains(String segment, long bytes) {
    database.withoutTenant(
        connection ->
            Sql.list(
                connection,
                rows -> rows.getLong(1),
                "select note_journal_position(?, ?)",
                segment,
                bytes));
  }

  @Override
  public void forget(List<String> segments) {
    database.withoutTenant(
        connection ->
            Sql.list(
                connection,
                rows -> rows.getLong(1),
                "select forget_journal_positions(?)",
                (Object) segments.toArray(String[]::new)));
  }

  @Override
  public void alone(TenantId tenant) {
    database.with(
        tenant,
        connection -> {
          // an older copy may not even know the tenant
          Sql.update(
              connection,
              "insert into tenant (id, created_at) values (?, now()) on conflict do nothing",
              tenant.value());
          return Sql.first(
              connection,
              rows -> true,
              "select 1 from pg_advisory_xact_lock(hashtextextended('replay/' || ?, 0))",
              tenant.value());
        });
  }
}
