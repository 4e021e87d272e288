package dev.lethe.testing;

import dev.lethe.tenancy.adapter.TenantSession;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Entities and plain statements of the server's role on the test database, in transactions that are
 * bound to the thread as in the container.
 */
public final class TestPersistence implements Transactions, TenantDatabase {

  private final TestDatabase database = TestDatabase.get();
  private final ThreadLocal<@Nullable EntityManager> current = new ThreadLocal<>();
  private final ThreadLocal<@Nullable Map<Object, Object>> notes = new ThreadLocal<>();
  private final TenantSession session =
      new TenantSession(bound(), new TransactionNotes(notes::get));

  public TenantSession session() {
    return session;
  }

  /** A name that no other test has. */
  public static TenantId newTenant() {
    return new TenantId("t-" + UUID.randomUUID().toString().substring(0, 23));
  }

  private EntityManager bound() {
    return (EntityManager)
        Proxy.newProxyInstance(
            EntityManager.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> {
              EntityManager open = current.get();
              if (open == null) {
                if (method.getName().equals("isJoinedToTransaction")) {
                  return false;
                }
                throw new IllegalStateException("no transaction");
              }
              try {
                return method.invoke(open, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public <T extends @Nullable Object> T inNewTransaction(Supplier<T> work) {
    EntityManager outer = current.get();
    Map<Object, Object> outerNotes = notes.get();
    try (EntityManager own = database.entityManager()) {
      current.set(own);
      notes.set(TransactionNotes.fresh());
      own.getTransaction().begin();
      try {
        T result = work.get();
        own.getTransaction().commit();
        return result;
      } finally {
        if (own.getTransaction().isActive()) {
          own.getTransaction().rollback();
        }
      }
    } finally {
      current.set(outer);
      notes.set(outerNotes);
    }
  }

  @Override
  public <T extends @Nullable Object> T with(TenantId tenant, Work<T> work) {
    return current.get() == null
        ? inNewTransaction(() -> run(session.enter(tenant), work))
        : run(session.enter(tenant), work);
  }

  @Override
  public <T extends @Nullable Object> T withoutTenant(Work<T> work) {
    return current.get() == null
        ? inNewTransaction(() -> run(session.withoutTenant(), work))
        : run(session.withoutTenant(), work);
  }

  private static <T extends @Nullable Object> T run(EntityManager entities, Work<T> work) {
    return entities
        .unwrap(Session.class)
        .doReturningWork(
            connection -> {
              try {
                return work.on(connection);
              } catch (SQLException e) {
                throw new DatabaseFailure(e);
              }
            });
  }
}
