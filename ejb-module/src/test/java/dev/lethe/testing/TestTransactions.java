package dev.lethe.testing;

import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of the server's role on the test database, bound to the thread as in the container.
 * What is done outside of one gets one of its own.
 */
public final class TestTransactions implements TenantDatabase, Transactions {

  private final TestDatabase database = TestDatabase.get();
  private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

  /** A tenant that no other test has, known to the database. */
  public TenantId newTenant() {
    TenantId tenant = new TenantId("t-" + UUID.randomUUID().toString().substring(0, 23));
    with(
        tenant,
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into tenant (id, created_at) values (?, now())")) {
            insert.setString(1, tenant.value());
            return insert.executeUpdate();
          }
        });
    return tenant;
  }

  /** Runs in one transaction, which a failure undoes; joins the one that is open. */
  public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
    return current.get() == null ? inNewTransaction(work) : work.get();
  }

  @Override
  public <T extends @Nullable Object> T inNewTransaction(Supplier<T> work) {
    Connection outer = current.get();
    try (Connection connection = database.app().getConnection()) {
      connection.setAutoCommit(false);
      current.set(connection);
      return commitOrUndo(connection, work);
    } catch (SQLException e) {
      throw new DatabaseFailure(e);
    } finally {
      current.set(outer);
    }
  }

  private static <T extends @Nullable Object> T commitOrUndo(
      Connection connection, Supplier<T> work) throws SQLException {
    try {
      T result = work.get();
      connection.commit();
      return result;
    } catch (RuntimeException | Error e) {
      connection.rollback();
      throw e;
    }
  }

  @Override
  public <T extends @Nullable Object> T with(TenantId tenant, Work<T> work) {
    return withoutTenant(
        connection -> {
          enter(connection, tenant);
          return work.on(connection);
        });
  }

  @Override
  public <T extends @Nullable Object> T withoutTenant(Work<T> work) {
    return inTransaction(
        () -> {
          try {
            return work.on(Objects.requireNonNull(current.get()));
          } catch (SQLException e) {
            throw new DatabaseFailure(e);
          }
        });
  }

  private static void enter(Connection connection, TenantId tenant) throws SQLException {
    try (PreparedStatement set =
        connection.prepareStatement("select set_config('lethe.tenant', ?, true)")) {
      set.setString(1, tenant.value());
      set.execute();
    }
  }

  /** Changes something as nobody in the product could; answers how many rows. */
  public int tamper(String sql) {
    try (Connection connection = database.superuser().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
