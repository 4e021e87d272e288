package dev.lethe.tenancy.model;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The database as one tenant sees it: row-level security hides all other rows. What is done belongs
 * to the current transaction, the same one as that of mapped entities.
 */
public interface TenantDatabase {

  /**
   * Runs statements for the tenant in the current transaction. The connection is lent: it is not
   * closed, committed or kept.
   *
   * @throws DatabaseFailure with the SQL state alone, if a statement fails
   */
  <T extends @org.jspecify.annotations.Nullable Object> T with(TenantId tenant, Work<T> work);

  /** Runs statements on tables that belong to no tenant. */
  <T extends @org.jspecify.annotations.Nullable Object> T withoutTenant(Work<T> work);

  /** Statements on a connection. */
  @FunctionalInterface
  interface Work<T extends @org.jspecify.annotations.Nullable Object> {
    T on(Connection connection) throws SQLException;
  }

  /** A failed statement. The driver's text is left out: it can repeat values. */
  final class DatabaseFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean lost;
    private final String state;

    public DatabaseFailure(SQLException cause) {
      super("SQL state " + cause.getSQLState());
      setStackTrace(cause.getStackTrace());
      lost = LostDatabase.isLoss(cause);
      state = Sql.state(cause).orElse("unknown");
    }

    /** The SQLSTATE of the failure. */
    public String state() {
      return state;
    }

    /** Whether the database was away, and not the statement wrong. */
    public boolean isLost() {
      return lost;
    }
  }
}
