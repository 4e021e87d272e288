package dev.lethe.keys.adapter;

import dev.lethe.keys.model.RootKey;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the database has of root keys: those from before they went into the vault. */
final class RootKeyTable {

  private final TenantDatabase database;

  RootKeyTable(TenantDatabase database) {
    this.database = database;
  }

  /** Makes the tenant known, since whatever it has begins with a key. */
  void insertTenant(TenantId tenant) {
    database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "insert into tenant (id, created_at) values (?, now()) on conflict do nothing",
                tenant.value()));
  }

  /**
   * Holds a tenant's versions together with others until the transaction ends, so that none of them
   * is destroyed or wrapped anew meanwhile.
   */
  void holdShared(TenantId tenant) {
    hold(tenant, "pg_advisory_xact_lock_shared");
  }

  /** Holds a tenant's versions alone until the transaction ends. */
  void holdAlone(TenantId tenant) {
    hold(tenant, "pg_advisory_xact_lock");
  }

  private void hold(TenantId tenant, String how) {
    database.with(
        tenant,
        connection ->
            Sql.first(
                connection,
                rows -> true,
                "select " + how + "(hashtextextended('lethe-root-key ' || ?, 0))",
                tenant.value()));
  }

  List<RootKey> before(TenantId tenant) {
    return database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows ->
                    new RootKey(
                        tenant,
                        rows.getInt(1),
                        KeyProviders.LOCAL,
                        rows.getBytes(2),
                        Sql.instant(rows, "created_at")),
                "select version, wrapped, created_at from tenant_key where tenant_id = ?"
                    + " order by version",
                tenant.value()));
  }

  void forget(TenantId tenant, int version) {
    database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "delete from tenant_key where tenant_id = ? and version = ?",
                tenant.value(),
                version));
  }

  /** How many data keys each version wraps itself: those from before there were epochs. */
  Map<Integer, Long> wrappedItself(TenantId tenant) {
    Map<Integer, Long> wraps = new HashMap<>();
    database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows -> wraps.put(rows.getInt(1), rows.getLong(2)),
                "select tenant_key_version, count(*) from data_key where tenant_id = ?"
                    + " and epoch_id is null group by tenant_key_version",
                tenant.value()));
    return wraps;
  }
}
