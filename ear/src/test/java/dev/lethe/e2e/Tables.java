package dev.lethe.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables of a tenant as their owner sees them, which no part of the product does. */
public final class Tables {

  private Tables() {}

  /** The number that a query gives. */
  public static long number(String tenant, String query) {
    try (Connection owner = owner(tenant);
        Statement statement = owner.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getLong(1) : 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text that a query gives; empty if it gives none. */
  public static String text(String tenant, String query) {
    try (Connection owner = owner(tenant);
        Statement statement = owner.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : "";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void change(String tenant, String... statements) {
    try (Connection owner = owner(tenant);
        Statement statement = owner.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A connection of the owner, within a tenant; the caller closes it. */
  public static Connection owner(String tenant) throws SQLException {
    Connection owner =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + System.getProperty("lethe.postgres.port") + "/lethe",
            "lethe_owner",
            password());
    try (Statement statement = owner.createStatement()) {
      statement.execute("select set_config('lethe.tenant', '" + tenant + "', false)");
    }
    return owner;
  }

  private static String password() {
    try {
      return Files.readString(
              RunningSystem.get().stateDir().resolve("secrets/postgres-lethe-owner"))
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
