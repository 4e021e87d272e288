package dev.lethe.consent.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What was recorded before consents were records of their own is not lost. */
class LedgerMigrationTest {

  private static final String JOB = "job_" + "a".repeat(32);
  private static final String PSEUDONYM = "0a".repeat(32);

  private final String name = "old_" + UUID.randomUUID().toString().replace("-", "");

  @Test
  void givenLedgerOfBefore_whenMigrated_thenRecordsAndSubjectsAreThereAndAreOnlyAddedTo()
      throws SQLException {
    execute(
        source("postgres", "postgres", "postgres"),
        "create database " + name + " owner lethe_owner");
    migrate("3");
    PGSimpleDataSource superuser = source("postgres", "postgres", name);
    execute(
        superuser,
        "insert into tenant (id, created_at) values ('north', now())",
        "insert into job (id, tenant_id, state, actor, purpose, request, region, policy_id,"
            + " policy_version, policy_sha256, created_at) values ('"
            + JOB
            + "', 'north', 'DONE', 'app', 'invoice_processing', '{}', 'eu', 'p', '1', 'x', now())",
        "insert into consent (id, tenant_id, job_id, purpose, basis, allow_model_training,"
            + " allow_manual_review, subject, policy_version, policy_sha256, given_at) values"
            + " ('con_1', 'north', '"
            + JOB
            + "', 'invoice_processing', 'contract', false, true, '"
            + PSEUDONYM
            + "', '1', 'x', now())");
    migrate("latest");
    assertThat(
            text(
                superuser,
                "select s.pseudonym || c.mechanism || (c.recorded_at = c.given_at)"
                    + " || c.allow_processing || c.allow_manual_review || c.job_id"
                    + " from consent c join subject s on s.id = c.subject_id"))
        .isEqualTo(PSEUDONYM + "request_declarationtruetruetrue" + JOB);
    assertThatThrownBy(() -> execute(superuser, "update consent set basis = 'other'"))
        .hasMessageContaining("only added to");
    assertThatThrownBy(() -> execute(superuser, "delete from consent_event"))
        .hasMessageContaining("only added to");
  }

  private void migrate(String target) {
    Flyway.configure()
        .dataSource(source("lethe_owner", "owner", name))
        .locations("classpath:db/migration")
        .target(target)
        .load()
        .migrate();
  }

  private static PGSimpleDataSource source(String user, String password, String database) {
    PGSimpleDataSource like = (PGSimpleDataSource) TestDatabase.get().superuser();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(like.getServerNames());
    source.setPortNumbers(like.getPortNumbers());
    source.setDatabaseName(database);
    source.setUser(user);
    source.setPassword(password);
    return source;
  }

  private static void execute(PGSimpleDataSource source, String... statements) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String text(PGSimpleDataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
