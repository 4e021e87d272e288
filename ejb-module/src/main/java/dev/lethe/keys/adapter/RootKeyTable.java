package dev.lethe.keys.adapter;

import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The wrapped root keys of tenants. */
final class RootKeyTable {

  static final int FIRST = 1;

  private final TenantDatabase database;

  RootKeyTable(TenantDatabase database) {
    this.database = database;
  }

  /** A wrapped root key. */
  static final class Row {

    private final int version;
    private final byte[] wrapped;

    Row(int version, byte[] wrapped) {
      this.version = version;
      this.wrapped = wrapped;
    }

    int version() {
      return version;
    }

    byte[] wrapped() {
      return wrapped;
    }
  }

  Optional<Row> newest(TenantId tenant) {
    return database.with(
        tenant,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select version, wrapped from tenant_key where tenant_id = ?"
                      + " order by version desc limit 1")) {
            select.setString(1, tenant.value());
            return row(select);
          }
        });
  }

  Optional<Row> find(TenantId tenant, int version) {
    return database.with(tenant, connection -> find(connection, tenant, version));
  }

  /** Keeps the first key, or answers the one that another node made in the meantime. */
  Row insertFirst(TenantId tenant, byte[] wrapped) {
    return database.with(
        tenant,
        connection -> {
          insertTenant(connection, tenant);
          insert(connection, tenant, wrapped);
          return find(connection, tenant, FIRST).orElseThrow();
        });
  }

  private static void insertTenant(Connection connection, TenantId tenant) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into tenant (id, created_at) values (?, now()) on conflict do nothing")) {
      insert.setString(1, tenant.value());
      insert.executeUpdate();
    }
  }

  private static void insert(Connection connection, TenantId tenant, byte[] wrapped)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into tenant_key (tenant_id, version, provider, wrapped)"
                + " values (?, ?, 'local', ?) on conflict do nothing")) {
      insert.setString(1, tenant.value());
      insert.setInt(2, FIRST);
      insert.setBytes(3, wrapped);
      insert.executeUpdate();
    }
  }

  private static Optional<Row> find(Connection connection, TenantId tenant, int version)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select version, wrapped from tenant_key where tenant_id = ? and version = ?")) {
      select.setString(1, tenant.value());
      select.setInt(2, version);
      return row(select);
    }
  }

  private static Optional<Row> row(PreparedStatement select) throws SQLException {
    try (ResultSet rows = select.executeQuery()) {
      return rows.next()
          ? Optional.of(new Row(rows.getInt(1), rows.getBytes(2)))
          : Optional.empty();
    }
  }
}
