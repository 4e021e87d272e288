package dev.lethe.policy.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.policy.adapter.PolicyDocuments;
import dev.lethe.policy.adapter.PolicyFolder;
import dev.lethe.policy.model.InvalidPolicyException;
import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyFiles;
import dev.lethe.policy.model.PolicyLedger;
import dev.lethe.policy.model.PolicyProposal;
import dev.lethe.policy.model.PolicySource;
import dev.lethe.problem.model.LetheException;
import dev.lethe.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What runs and what is approved. */
class PolicyServiceBeanTest {

  private final MutableClock clock = new MutableClock("2026-03-02T12:00:00Z");
  private final PolicyFiles shipped = new PolicyFolder().files();
  private final PolicyFiles next =
      new PolicyFolder().replace("bundle.yaml", "1.0.0", "1.1.0").files();
  private final MapLedger ledger = new MapLedger();
  private final PolicyServiceBean bean = new PolicyServiceBean();

  @BeforeEach
  void start() {
    bean.source = new Signed(shipped);
    bean.ledger = ledger;
    bean.clock = clock;
    ledger.approve(shipped);
    bean.start();
  }

  @Test
  void givenApprovedBundle_whenStarted_thenIntakeIsOpen() {
    bean.requireApproved();
    assertThat(bean.status().running().version()).isEqualTo("1.0.0");
  }

  @Test
  void givenNothingApproved_whenAsked_thenIntakeIsStopped() {
    ledger.approved = Optional.empty();
    assertDrift("nothing-approved");
  }

  @Test
  void givenAnotherBundleApproved_whenAsked_thenItRuns() {
    ledger.approve(next);
    later();
    bean.requireApproved();
    assertThat(bean.current().version().version()).isEqualTo("1.1.0");
  }

  @Test
  void givenOldBundleApprovedAgain_whenAsked_thenItRunsAgain() {
    ledger.approve(next);
    later();
    bean.requireApproved();
    ledger.approve(shipped);
    later();
    bean.requireApproved();
    assertThat(bean.current().version().version()).isEqualTo("1.0.0");
  }

  @Test
  void givenApprovedHashWithoutBundle_whenAsked_thenIntakeIsStopped() {
    ledger.approved = Optional.of("0".repeat(64));
    assertDrift("approved-bundle-missing");
  }

  @Test
  void givenApprovedBundleThatSomebodyAltered_whenAsked_thenIntakeIsStopped() {
    ledger.approve(next);
    ledger.bundles.put(next.sha256(), new PolicyLedger.Stored(next, "not the signature"));
    assertDrift("approved-bundle-invalid");
    assertThat(bean.current().version().version()).isEqualTo("1.0.0");
  }

  @Test
  void givenApprovedHashThatLeadsToAnotherSignedBundle_whenAsked_thenIntakeIsStopped() {
    ledger.approved = Optional.of("1".repeat(64));
    ledger.bundles.put("1".repeat(64), new PolicyLedger.Stored(next, next.sha256()));
    assertDrift("approved-bundle-altered");
  }

  @Test
  void givenLedgerThatCannotBeReached_whenAsked_thenIntakeIsStoppedUntilItCan() {
    ledger.broken = true;
    assertDrift("ledger-unavailable");
    ledger.broken = false;
    later();
    bean.requireApproved();
  }

  @Test
  void givenManyRequestsInASecond_whenAsked_thenTheLedgerIsAskedOnce() {
    later();
    int before = ledger.asked;
    for (int i = 0; i < 100; i++) {
      bean.requireApproved();
    }
    assertThat(ledger.asked).isEqualTo(before + 1);
  }

  @Test
  void givenExceptionThatExpires_whenItsDayIsOver_thenIntakeIsStopped() {
    PolicyFiles loose =
        new PolicyFolder()
            .replace(
                "overlays.yaml",
                "overlays: {}",
                "overlays: {contoso: {retention: {fields: {cap: P60D}}}}")
            .replace(
                "exceptions.yaml",
                "exceptions: {}",
                "exceptions: {trial: {rule: overlays.contoso.retention.fields.cap, owner: Ada,"
                    + " reason: r, compensating_control: c, approver: Bo, expires: 2026-03-02}}")
            .files();
    ledger.approve(loose);
    later();
    bean.requireApproved();
    clock.advance(Duration.ofDays(1));
    assertDrift("exception-expired");
  }

  @Test
  void givenUnsignedBundle_whenStarted_thenTheStartFails() {
    PolicyServiceBean unsigned = new PolicyServiceBean();
    unsigned.source =
        new Signed(shipped) {
          @Override
          public PolicyDocument read() {
            throw new InvalidPolicyException("bundle.dsse.json", "is missing");
          }
        };
    unsigned.ledger = ledger;
    unsigned.clock = clock;
    assertThatThrownBy(unsigned::start).isInstanceOf(InvalidPolicyException.class);
    assertThatThrownBy(unsigned::current).isInstanceOf(IllegalStateException.class);
  }

  private void later() {
    clock.advance(Duration.ofSeconds(2));
  }

  private void assertDrift(String reason) {
    later();
    assertThatThrownBy(bean::requireApproved)
        .isInstanceOf(LetheException.class)
        .hasMessage("policy-drift");
    assertThat(bean.status().drift()).isEqualTo(reason);
  }

  /** Takes the hash of a bundle for its signature. */
  private static class Signed implements PolicySource {

    private final PolicyFiles installed;

    Signed(PolicyFiles installed) {
      this.installed = installed;
    }

    @Override
    public PolicyDocument read() {
      return PolicyDocuments.read(installed);
    }

    @Override
    public PolicyDocument read(PolicyFiles files, String envelope) {
      if (!envelope.equals(files.sha256())) {
        throw new InvalidPolicyException("bundle.dsse.json", "is not the signature");
      }
      return PolicyDocuments.read(files);
    }
  }

  private static final class MapLedger implements PolicyLedger {

    final Map<String, Stored> bundles = new HashMap<>();
    Optional<String> approved = Optional.empty();
    boolean broken;
    int asked;

    void approve(PolicyFiles files) {
      bundles.put(files.sha256(), new Stored(files, files.sha256()));
      approved = Optional.of(files.sha256());
    }

    @Override
    public Optional<String> inForce() {
      asked++;
      if (broken) {
        throw new IllegalStateException();
      }
      return approved;
    }

    @Override
    public Optional<Stored> find(String sha256) {
      return Optional.ofNullable(bundles.get(sha256));
    }

    @Override
    public List<PolicyProposal> changes() {
      return List.of();
    }

    @Override
    public void propose(
        String change,
        PolicyDocument document,
        String envelope,
        PolicyProposal.Kind kind,
        String by) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean decide(
        String change, int revision, String by, boolean approve, Instant effectiveAt) {
      throw new UnsupportedOperationException();
    }
  }
}
