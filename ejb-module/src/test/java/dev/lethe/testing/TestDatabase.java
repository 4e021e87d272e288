package dev.lethe.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lethe.tenancy.adapter.TenantSession;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL with the roles and migrations of the product, one for all tests of a JVM. */
public final class TestDatabase {

  private static final int CONNECTIONS = 20;

  private static TestDatabase instance;

  private final EmbeddedPostgres postgres;
  private final DataSource app;
  private final EntityManagerFactory entities;

  private TestDatabase() throws IOException, SQLException {
    postgres = EmbeddedPostgres.builder().start();
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
    app = pool();
    entities =
        Persistence.createEntityManagerFactory(
            "lethe",
            Map.of(
                "jakarta.persistence.transactionType",
                "RESOURCE_LOCAL",
                "jakarta.persistence.jtaDataSource",
                app,
                "jakarta.persistence.nonJtaDataSource",
                app));
  }

  /** Started with the first call, stopped with the JVM. */
  public static synchronized TestDatabase get() {
    if (instance == null) {
      try {
        instance = new TestDatabase();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    return instance;
  }

  /** Logging in costs more than most of what tests then do. */
  private DataSource pool() {
    HikariConfig settings = new HikariConfig();
    settings.setDataSource(as("lethe_app", "app"));
    settings.setMaximumPoolSize(CONNECTIONS);
    settings.setMinimumIdle(0);
    return new HikariDataSource(settings);
  }

  /** As the server connects. */
  public DataSource app() {
    return app;
  }

  /** As the migrations connect. */
  public DataSource owner() {
    return as("lethe_owner", "owner");
  }

  /** As nobody in the product connects: sees everything. */
  public DataSource superuser() {
    return as("postgres", "postgres");
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

  public EntityManager entityManager() {
    return entities.createEntityManager();
  }

  /** Runs in a transaction of its own, undone when it throws. */
  public <T> T inTransaction(Function<TenantSession, T> work) {
    try (EntityManager manager = entities.createEntityManager()) {
      manager.getTransaction().begin();
      try {
        T result = work.apply(new TenantSession(manager));
        manager.getTransaction().commit();
        return result;
      } finally {
        if (manager.getTransaction().isActive()) {
          manager.getTransaction().rollback();
        }
      }
    }
  }

  /** The same without a result. */
  public void doInTransaction(Consumer<TenantSession> work) {
    inTransaction(
        session -> {
          work.accept(session);
          return true;
        });
  }
}
