package dev.lethe.keys.adapter;

import dev.lethe.keys.model.WrappedKey;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  List<String> delete(TenantId tenant, String job, String artefact) {
    return database.with(
        tenant,
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement(
                  "delete from data_key where tenant_id = ? and job_id = ? and artefact = ?"
                      + " returning id")) {
            delete.setString(1, tenant.value());
            delete.setString(2, job);
            delete.setString(3, artefact);
            return ids(delete);
          }
        });
  }

  private static List<String> ids(PreparedStatement statement) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
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
