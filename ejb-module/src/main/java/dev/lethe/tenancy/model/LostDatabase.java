package dev.lethe.tenancy.model;

import dev.lethe.tenancy.model.TenantDatabase.DatabaseFailure;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;

/** Tells a database that is away from every other failure: asking again later may help. */
public final class LostDatabase {

  private static final int CHAIN = 20;

  private LostDatabase() {}

  /** Whether a failure comes of a database that is away, however it was wrapped. */
  public static boolean isBehind(Throwable failure) {
    return Stream.iterate(failure, one -> one != null, Throwable::getCause)
        .limit(CHAIN)
        .anyMatch(
            one ->
                one instanceof SQLException failed && isLoss(failed)
                    || one instanceof DatabaseFailure wrapped && wrapped.isLost());
  }

  /**
   * Classes 08 (connection), 53300 (too many connections) and 57P01 to 57P03 (it shuts down, has
   * crashed, or cannot be connected to now) of PostgreSQL, appendix A; and what a pool throws that
   * has no connection to give.
   */
  static boolean isLoss(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    return state.startsWith("08")
        || state.equals("53300")
        || state.matches("57P0[123]")
        || failure instanceof SQLTransientConnectionException
        || failure instanceof SQLNonTransientConnectionException
        || failure instanceof SQLRecoverableException;
  }
}
