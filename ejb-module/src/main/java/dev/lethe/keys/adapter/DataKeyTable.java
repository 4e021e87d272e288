package dev.lethe.keys.adapter;

import dev.lethe.keys.model.WrappedKey;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The wrapped data keys. What is deleted here is destroyed. */
final class DataKeyTable {

  private final TenantDatabase database;

  DataKeyTable(TenantDatabase database) {
    this.database = database;
  }

  /**
   * A wrapped data key with what it is bound to.
   *
   * @param scheme how content is sealed with it
   */
  record Row(String keyId, String job, String artefact, Scheme scheme, WrappedKey wrapped) {}

  void insert(TenantId tenant, Row row) {
    database.with(
        tenant,
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into data_key (tenant_id, id, job_id, artefact, scheme,"
                      + " tenant_key_version, wrapped) values (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, tenant.value());
            insert.setString(2, row.keyId());
            insert.setString(3, row.job());
            insert.setString(4, row.artefact());
            insert.setString(5, row.scheme().name());
            insert.setInt(6, row.wrapped().rootVersion());
            insert.setBytes(7, row.wrapped().bytes());
            return insert.executeUpdate();
          }
        });
  }

  Optional<Row> find(TenantId tenant, String keyId) {
    return database.with(
        tenant,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select job_id, artefact, scheme, tenant_key_version, wrapped from data_key"
                      + " where tenant_id = ? and id = ?")) {
            select.setString(1, tenant.value());
            select.setString(2, keyId);
            try (ResultSet rows = select.executeQuery()) {
              return rows.next() ? Optional.of(row(keyId, rows)) : Optional.empty();
            }
          }
        });
  }

  /** Deletes the keys of pairs of job and artefact; ids by job. */
  Map<String, List<String>> delete(TenantId tenant, String[] jobs, String[] artefacts) {
    Map<String, List<String>> deleted = new HashMap<>();
    database.with(
        tenant,
        connection ->
            Sql.list(
                connection,
                rows ->
                    deleted
                        .computeIfAbsent(rows.getString(1), job -> new ArrayList<>())
                        .add(rows.getString(2)),
                "delete from data_key k using unnest(?::text[], ?::text[]) o (job_id, artefact)"
                    + " where k.tenant_id = ? and k.job_id = o.job_id"
                    + " and k.artefact = o.artefact returning k.job_id, k.id",
                jobs,
                artefacts,
                tenant.value()));
    return deleted;
  }

  /** Ids of the keys of pairs of job and artefact that are there. */
  Set<String> remaining(TenantId tenant, String[] jobs, String[] artefacts) {
    return Set.copyOf(
        database.with(
            tenant,
            connection ->
                Sql.list(
                    connection,
                    rows -> rows.getString(1),
                    "select k.id from data_key k join unnest(?::text[], ?::text[]) o (job_id,"
                        + " artefact) on k.job_id = o.job_id and k.artefact = o.artefact"
                        + " where k.tenant_id = ?",
                    jobs,
                    artefacts,
                    tenant.value())));
  }

  private static Row row(String keyId, ResultSet rows) throws SQLException {
    return new Row(
        keyId,
        rows.getString(1),
        rows.getString(2),
        Scheme.valueOf(rows.getString(3)),
        new WrappedKey(rows.getInt(4), rows.getBytes(5)));
  }
}
