package dev.lethe.tenancy.model;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Short forms for plain statements; values are always parameters. */
public final class Sql {

  private Sql() {}

  /** Makes something of a row. */
  @FunctionalInterface
  public interface Row<T> {
    T of(ResultSet rows) throws SQLException;
  }

  public static int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** All rows of a statement that gives some. */
  public static <T> List<T> list(
      Connection connection, Row<T> row, String sql, @Nullable Object... values)
      throws SQLException {
    List<T> list = new ArrayList<>();
    try (PreparedStatement statement = prepare(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        list.add(row.of(rows));
      }
    }
    return list;
  }

  public static <T> Optional<T> first(
      Connection connection, Row<T> row, String sql, @Nullable Object... values)
      throws SQLException {
    return list(connection, row, sql, values).stream().findFirst();
  }

  /** The texts that stand in the first column, each once. */
  public static Set<String> texts(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    return Set.copyOf(list(connection, rows -> rows.getString(1), sql, values));
  }

  /** How many rows there are for each text that stands in the first column. */
  public static Map<String, Integer> rowsByText(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    Map<String, Integer> counts = new HashMap<>();
    list(connection, rows -> counts.merge(rows.getString(1), 1, Integer::sum), sql, values);
    return counts;
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i] instanceof Instant time ? at(time) : values[i]);
    }
    return statement;
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  /** The SQLSTATE of a failure, if it is one of the database. */
  public static Optional<String> state(Throwable failure) {
    return failure instanceof SQLException database
        ? Optional.of(Optional.ofNullable(database.getSQLState()).orElse("unknown"))
        : Optional.empty();
  }

  /** A column that is never null. */
  public static Instant instant(ResultSet rows, String column) throws SQLException {
    return rows.getObject(column, OffsetDateTime.class).toInstant();
  }

  public static Optional<Instant> optionalInstant(ResultSet rows, String column)
      throws SQLException {
    return Optional.ofNullable(rows.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
