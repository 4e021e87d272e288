package dev.lethe.testing;

import dev.lethe.tenancy.model.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** All rows of a tenant at a moment, as a backup has them, to be put back later. */
public final class TenantCopy {

  private static final String TABLES =
      "select table_name from information_schema.columns where table_schema = 'public'"
          + " and column_name = 'tenant_id' and table_name in (select table_name from"
          + " information_schema.tables where table_type = 'BASE TABLE') order by 1";

  private final TenantId tenant;
  private final Map<String, String> rows = new LinkedHashMap<>();

  private TenantCopy(TenantId tenant) {
    this.tenant = tenant;
  }

  public static TenantCopy of(TenantId tenant) {
    TenantCopy copy = new TenantCopy(tenant);
    try (Connection connection = TestDatabase.get().superuser().getConnection();
        Statement statement = connection.createStatement();
        ResultSet tables = statement.executeQuery(TABLES)) {
      while (tables.next()) {
        String table = tables.getString(1);
        copy.rows.put(table, copy.rowsOf(connection, table));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return copy;
  }

  private String rowsOf(Connection connection, String table) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select coalesce(jsonb_agg(t), '[]') from " + table + " t where tenant_id = ?")) {
      select.setString(1, tenant.value());
      try (ResultSet all = select.executeQuery()) {
        all.next();
        return all.getString(1);
      }
    }
  }

  /** Puts the rows back in place of those that are there now. */
  public void restore() {
    try (Connection connection = TestDatabase.get().superuser().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      // neither triggers nor references have a say in a restore
      statement.execute("set local session_replication_role = replica");
      for (Map.Entry<String, String> table : rows.entrySet()) {
        put(connection, table.getKey(), table.getValue());
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void put(Connection connection, String table, String json) throws SQLException {
    String columns = columns(connection, table);
    try (PreparedStatement delete =
            connection.prepareStatement("delete from " + table + " where tenant_id = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into %1$s (%2$s) overriding system value select %2$s from jsonb_populate_recordset(null::%1$s, ?::jsonb)"
                    .formatted(table, columns))) {
      delete.setString(1, tenant.value());
      delete.executeUpdate();
      insert.setString(1, json);
      insert.executeUpdate();
    }
  }

  /** Without those that the database computes. */
  private static String columns(Connection connection, String table) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select string_agg(column_name, ', ') from information_schema.columns"
                + " where table_schema = 'public' and table_name = ? and is_generated = 'NEVER'")) {
      select.setString(1, table);
      try (ResultSet names = select.executeQuery()) {
        names.next();
        return names.getString(1);
      }
    }
  }
}
