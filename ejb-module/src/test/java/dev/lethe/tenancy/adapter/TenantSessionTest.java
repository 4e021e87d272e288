package dev.lethe.tenancy.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.TestDatabase;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantSessionTest {

  private static final TenantId NORTH = new TenantId("session-north");
  private static final TenantId SOUTH = new TenantId("session-south");

  private final TestDatabase database = TestDatabase.get();

  @Test
  void givenNoTransaction_whenEntering_thenItIsRefused() {
    try (EntityManager entities = database.entityManager()) {
      TenantSession session = new TenantSession(entities);
      assertThatThrownBy(() -> session.enter(NORTH)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void givenTransactionOfOneTenant_whenEnteringAnother_thenItIsRefused() {
    assertThatThrownBy(
            () ->
                database.doInTransaction(
                    session -> {
                      session.enter(NORTH);
                      session.enter(SOUTH);
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void givenRowOfOneTenant_whenAnotherLooks_thenThereIsNone() {
    database.doInTransaction(session -> session.enterToAdd(NORTH, Instant.EPOCH));
    assertThat(tenantsSeenBy(SOUTH)).doesNotContain(NORTH.value());
    assertThat(tenantsSeenBy(NORTH)).containsExactly(NORTH.value());
  }

  @Test
  void givenNoTenant_whenLooking_thenThereIsNothing() {
    database.doInTransaction(session -> session.enterToAdd(NORTH, Instant.EPOCH));
    List<?> seen =
        database.inTransaction(
            session ->
                session.withoutTenant().createNativeQuery("select id from tenant").getResultList());
    assertThat(seen).isEmpty();
  }

  @Test
  void givenSweep_whenListingTenants_thenIdsAreGiven() {
    database.doInTransaction(session -> session.enterToAdd(SOUTH, Instant.EPOCH));
    List<?> seen =
        database.inTransaction(
            session ->
                session
                    .withoutTenant()
                    .createNativeQuery("select tenant from list_tenants()", String.class)
                    .getResultList());
    assertThat(seen).asList().contains(SOUTH.value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_event set outcome = 'changed'",
        "delete from audit_event",
        "truncate audit_event",
        "update consent set basis = 'changed'",
        "delete from consent",
        "delete from job",
        "update deletion_receipt set verified = true",
        "delete from deletion_receipt",
        "delete from legal_hold",
        "delete from held_artefact",
        "update held_artefact set artefact = 'AUDIT'",
        "alter table job disable row level security",
        "drop policy tenant_isolation on job",
        "create table mine (id text)",
        "set role lethe_owner",
        "set session_replication_role = replica"
      })
  void givenServersRole_whenItTriesWhatItMayNot_thenTheDatabaseRefuses(String sql)
      throws SQLException {
    try (Connection connection = database.app().getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql))
          .isInstanceOf(SQLException.class)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42501");
    }
  }

  @Test
  void givenRowForAnotherTenant_whenAdded_thenTheDatabaseRefuses() {
    assertThatThrownBy(
            () ->
                database.doInTransaction(
                    session ->
                        session
                            .enter(NORTH)
                            .createNativeQuery(
                                "insert into tenant (id, created_at) values ('session-west', now())")
                            .executeUpdate()))
        .hasMessageContaining("row-level security");
  }

  private List<String> tenantsSeenBy(TenantId tenant) {
    return database.inTransaction(
        session ->
            session
                .enter(tenant)
                .createNativeQuery("select id from tenant", String.class)
                .getResultList());
  }
}
