package dev.lethe.policy.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyProposal;
import dev.lethe.tenancy.model.TenantDatabase;
import dev.lethe.testing.TestDatabase;
import dev.lethe.testing.TestTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger on the real database, as the server's role. */
class PolicyLedgerTableTest {

  private static final String ADA = "ada";
  private static final String BO = "bo";

  private final PolicyLedgerTable ledger = new PolicyLedgerTable(new TestTransactions());
  private final PolicyDocument bundle = version("1.0.1");
  private final String change = newId();

  @BeforeEach
  void empty() throws SQLException {
    asOwner("delete from policy_change");
    asOwner("delete from policy_bundle");
  }

  @Test
  void givenNothing_whenAsked_thenNothingIsInForce() {
    assertThat(ledger.inForce()).isEmpty();
    assertThat(ledger.find(bundle.files().sha256())).isEmpty();
  }

  @Test
  void givenProposal_whenASecondPersonApproves_thenItIsInForceAndReadsBackAsItWas() {
    propose(bundle, change, ADA);
    assertThat(ledger.inForce()).isEmpty();
    assertThat(ledger.decide(change, 1, BO, true, Instant.EPOCH)).isTrue();
    assertThat(ledger.inForce()).contains(bundle.files().sha256());
    assertThat(ledger.find(bundle.files().sha256()).orElseThrow().files())
        .isEqualTo(bundle.files());
    PolicyProposal decided = ledger.changes().get(0);
    assertThat(decided.state()).isEqualTo(PolicyProposal.State.APPROVED);
    assertThat(decided.decidedBy()).contains(BO);
    assertThat(decided.revision()).isEqualTo(2);
    assertThat(decided.effectiveAt().orElseThrow()).isAfterOrEqualTo(decided.proposedAt());
  }

  @Test
  void givenProposal_whenItsAuthorApproves_thenNothingHappens() {
    propose(bundle, change, ADA);
    assertThat(ledger.decide(change, 1, ADA, true, Instant.now())).isFalse();
    assertThat(ledger.inForce()).isEmpty();
  }

  @Test
  void givenProposal_whenAnotherRevisionIsMeantOrItWasDecided_thenNothingHappens() {
    propose(bundle, change, ADA);
    assertThat(ledger.decide(change, 2, BO, true, Instant.now())).isFalse();
    assertThat(ledger.decide(newId(), 1, BO, true, Instant.now())).isFalse();
    assertThat(ledger.decide(change, 1, BO, false, Instant.now())).isTrue();
    assertThat(ledger.decide(change, 2, BO, true, Instant.now())).isFalse();
    assertThat(ledger.inForce()).isEmpty();
  }

  @Test
  void givenLaterDate_whenApproved_thenTheOldBundleStaysInForceUntilThen() {
    propose(bundle, change, ADA);
    ledger.decide(change, 1, BO, true, Instant.EPOCH);
    String next = newId();
    propose(version("1.0.2"), next, ADA);
    ledger.decide(next, 1, BO, true, Instant.now().plus(Duration.ofDays(1)));
    assertThat(ledger.inForce()).contains(bundle.files().sha256());
  }

  @Test
  void givenTwoBundles_whenTheFirstIsApprovedAgain_thenItIsInForceAgain() {
    propose(bundle, change, ADA);
    ledger.decide(change, 1, BO, true, Instant.EPOCH);
    String next = newId();
    propose(version("1.0.2"), next, ADA);
    ledger.decide(next, 1, BO, true, Instant.EPOCH);
    assertThat(ledger.inForce()).contains(version("1.0.2").files().sha256());
    String back = newId();
    ledger.propose(back, bundle, "envelope", PolicyProposal.Kind.ROLLBACK, BO);
    assertThat(ledger.decide(back, 1, ADA, true, Instant.EPOCH)).isTrue();
    assertThat(ledger.inForce()).contains(bundle.files().sha256());
  }

  @Test
  void givenBundle_whenProposedAgainWithOtherFiles_thenTheFirstStays() {
    propose(bundle, change, ADA);
    ledger.propose(newId(), bundle, "another envelope", PolicyProposal.Kind.CHANGE, BO);
    assertThat(ledger.find(bundle.files().sha256()).orElseThrow().envelope()).isEqualTo("envelope");
  }

  @Test
  void givenServersRole_whenItTriesToApproveByItself_thenItHasNoRight() {
    propose(bundle, change, ADA);
    for (String sql :
        new String[] {
          "update policy_change set state = 'APPROVED'",
          "insert into policy_bundle select * from policy_bundle",
          "delete from policy_change",
          "select * from policy_bundle",
          "select deploy_policy('" + "0".repeat(64) + "', 'a', '1', '{}', '', 'me')",
        }) {
      assertThatThrownBy(() -> execute(TestDatabase.get().app().getConnection(), sql))
          .as(sql)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
    assertThatThrownBy(
            () -> ledger.propose(newId(), bundle, "e", PolicyProposal.Kind.DEPLOYMENT, ADA))
        .isInstanceOf(TenantDatabase.DatabaseFailure.class);
  }

  @Test
  void givenInstallation_whenItDeploysTwice_thenItIsInForceOnce() throws SQLException {
    String sql =
        "select deploy_policy('" + "2".repeat(64) + "', 'a', '1', '{}', '', 'key:" + ADA + "')";
    asOwner(sql);
    asOwner(sql);
    assertThat(ledger.inForce()).contains("2".repeat(64));
    assertThat(ledger.changes()).hasSize(1);
  }

  private void propose(PolicyDocument document, String id, String by) {
    ledger.propose(id, document, "envelope", PolicyProposal.Kind.CHANGE, by);
  }

  private static PolicyDocument version(String version) {
    return new PolicyFolder().replace("bundle.yaml", "1.0.0", version).read();
  }

  private static String newId() {
    return "pch_" + UUID.randomUUID().toString().replace("-", "");
  }

  private static void asOwner(String sql) throws SQLException {
    execute(TestDatabase.get().owner().getConnection(), sql);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (connection;
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
