package dev.lethe.benchmarks.policy;

import dev.lethe.tenancy.adapter.Gate;
import dev.lethe.tenancy.adapter.TenantSession;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL of its own with the schema of the product, durable as the product has it, and one
 * connection of the server's role that is kept open. For one thread.
 */
final class BenchDatabase
    implements Transactions, TenantDatabase, TransactionSynchronizationRegistry, AutoCloseable {

  private final EmbeddedPostgres postgres;
  private final EntityManagerFactory factory;
  private final EntityManager entities;
  private final TenantSession session;
  private final Map<Object, Object> notes = new HashMap<>();

  private BenchDatabase(EmbeddedPostgres postgres, Beans beans) throws SQLException {
    this.postgres = postgres;
    try (Connection admin = postgres.getPostgresDatabase().getConnection();
        Statement statement = admin.createStatement()) {
      statement.execute("create role lethe_owner login password 'owner'");
      statement.execute("create role lethe_app login password 'app'");
      statement.execute("create database lethe owner lethe_owner");
    }
    Flyway.configure()
        .dataSource(as("lethe_owner", "owner"))
        .locations("classpath:db/migration")
        .load()
        .migrate();
    DataSource app = as("lethe_app", "app");
    factory =
        Persistence.createEntityManagerFactory(
            "lethe",
            Map.of(
                "jakarta.persistence.transactionType",
                "RESOURCE_LOCAL",
                "jakarta.persistence.jtaDataSource",
                app,
                "jakarta.persistence.nonJtaDataSource",
                app,
                // as a pool keeps it: logging in for each transaction would be measured, too
                "hibernate.connection.handling_mode",
                "DELAYED_ACQUISITION_AND_HOLD"));
    entities = factory.createEntityManager();
    beans.add(this);
    Gate gate = new Gate();
    gate.open();
    beans.add(gate);
    session = beans.add(new TenantSession(entities, this));
  }

  /** Starts one and hands the service's session, and itself, to the beans. */
  static BenchDatabase start(Beans beans) throws IOException, SQLException {
    return new BenchDatabase(
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start(),
        beans);
  }

  private DataSource as(String user, String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"localhost"});
    source.setPortNumbers(new int[] {postgres.getPort()});
    source.setDatabaseName("lethe");
    source.setUser(user);
    source.setPassword(password);
    return source;
  }

  /** Runs statements as somebody whom no policy of rows holds. */
  void prepare(String... statements) throws SQLException {
    try (Connection connection = as("postgres", "postgres").getConnection();
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  DataSource owner() {
    return as("lethe_owner", "owner");
  }

  /** The process of PostgreSQL that serves the connection. */
  long backend() {
    return inNewTransaction(
        () ->
            withoutTenant(
                connection -> {
                  try (Statement statement = connection.createStatement();
                      ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
                    row.next();
                    return row.getLong(1);
                  }
                }));
  }

  /** A transaction that does nothing but what every one does: it is bound to its tenant. */
  void bindOnly(TenantId tenant) {
    inNewTransaction(() -> session.enter(tenant));
  }

  @Override
  public <T extends @Nullable Object> T inNewTransaction(Supplier<T> work) {
    entities.getTransaction().begin();
    try {
      T result = work.get();
      entities.getTransaction().commit();
      return result;
    } finally {
      if (entities.getTransaction().isActive()) {
        entities.getTransaction().rollback();
      }
      entities.clear();
      notes.clear();
    }
  }

  @Override
  public <T extends @Nullable Object> T with(TenantId tenant, Work<T> work) {
    return joined(() -> run(session.enter(tenant), work));
  }

  @Override
  public <T extends @Nullable Object> T withoutTenant(Work<T> work) {
    return joined(() -> run(session.withoutTenant(), work));
  }

  private <T extends @Nullable Object> T joined(Supplier<T> work) {
    return entities.getTransaction().isActive() ? work.get() : inNewTransaction(work);
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

  // --- what the container notes with a transaction

  @Override
  public void putResource(Object key, Object value) {
    notes.put(key, value);
  }

  @Override
  public @Nullable Object getResource(Object key) {
    return notes.get(key);
  }

  @Override
  public Object getTransactionKey() {
    return entities;
  }

  @Override
  public void registerInterposedSynchronization(Synchronization after) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getTransactionStatus() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setRollbackOnly() {
    entities.getTransaction().setRollbackOnly();
  }

  @Override
  public boolean getRollbackOnly() {
    return entities.getTransaction().getRollbackOnly();
  }

  @Override
  public void close() throws IOException {
    entities.close();
    factory.close();
    postgres.close();
  }
}
