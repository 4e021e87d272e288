package dev.lethe.policy.service;

import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.policy.adapter.PolicyDocuments;
import dev.lethe.policy.adapter.PolicyFolder;
import dev.lethe.policy.model.InvalidPolicyException;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyChange;
import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyFiles;
import dev.lethe.policy.model.PolicyLedger;
import dev.lethe.policy.model.PolicyProposal;
import dev.lethe.policy.model.PolicySource;
import dev.lethe.policy.model.PolicyStatus;
import dev.lethe.policy.model.Verdict;
import dev.lethe.policy.service.PolicyChanges.Proposed;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.TestContainer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes of the policy by two people. */
class PolicyChangesBeanTest {

  private static final Caller PETRA = person("petra", Role.POLICY_AUTHOR);
  private static final Caller QUENTIN = person("quentin", Role.POLICY_APPROVER);
  private static final Caller BOTH = person("both", Role.POLICY_AUTHOR, Role.POLICY_APPROVER);

  private final MutableClock clock = new MutableClock("2026-03-02T12:00:00Z");
  private final RecordedEvents<AuditEvent> events =
      new RecordedEvents<>(EventCatalogue::requireListed);
  private final ListLedger ledger = new ListLedger();
  private PolicyDocument running = new PolicyFolder().read();
  private PolicyChangesBean changes;

  @BeforeEach
  void putTogether() {
    TestContainer container = new TestContainer();
    container.add(clock);
    container.add(events);
    container.add(ledger);
    container.add(new SignedByItsHash());
    container.add(new Running());
    container.add(
        new Transactions() {
          @Override
          public <T extends @Nullable Object> T inNewTransaction(Supplier<T> work) {
            return work.get();
          }
        });
    changes = container.make(PolicyChangesBean.class);
  }

  @Test
  void givenTighterBundle_whenProposedAndApprovedByAnother_thenBothStepsAreRecorded() {
    Proposed proposed = propose(PETRA, tighter());
    assertThat(proposed.proposal().state()).isEqualTo(PolicyProposal.State.PROPOSED);
    assertThat(proposed.diff())
        .extracting(PolicyChange::path, PolicyChange::verdict)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("retention.fields.cap", Verdict.STRONGER));
    Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
    Proposed approved =
        changes.decide(QUENTIN, proposed.proposal().id(), 1, true, Optional.of(tomorrow));
    assertThat(approved.proposal().effectiveAt()).contains(tomorrow);
    assertThat(approved.proposal().decidedBy()).contains("quentin");
    assertThat(events.fired())
        .extracting(AuditEvent::type)
        .containsExactly("policy.proposed", "policy.approved");
    assertThat(events.fired().get(0).facts()).containsEntry("stronger", "1");
  }

  @Test
  void givenWeakerBundle_whenProposed_thenOnlyARegisteredExceptionLetsItPass() {
    PolicyFolder weaker = new PolicyFolder().replace("retention.yaml", "cap: P30D", "cap: P40D");
    assertRefused(() -> propose(PETRA, weaker.files()), ProblemCode.POLICY_WEAKER);
    weaker.replace(
        "exceptions.yaml",
        "exceptions: {}",
        "exceptions: {trial: {rule: retention.fields.cap, owner: Ada, reason: r,"
            + " compensating_control: c, approver: Bo, expires: 2026-06-30}}");
    assertThat(propose(PETRA, weaker.files()).diff()).hasSize(1);
  }

  @Test
  void givenBundleThatIsWrongOrNotSigned_whenProposed_thenItIsInvalid() {
    PolicyFiles wrong =
        new PolicyFolder().replace("retention.yaml", "cap: P30D", "cap: never").files();
    assertRefused(() -> propose(PETRA, wrong), ProblemCode.POLICY_INVALID);
    assertRefused(
        () -> changes.propose(PETRA, tighter(), "not its signature"), ProblemCode.POLICY_INVALID);
    assertThat(events.fired()).isEmpty();
  }

  @Test
  void givenBundleInForce_whenProposedAgain_thenItConflicts() {
    ledger.approved = Optional.of(running.files().sha256());
    assertRefused(() -> propose(PETRA, running.files()), ProblemCode.CONFLICT);
  }

  @Test
  void givenOwnProposal_whenApproved_thenASecondPersonIsRequired() {
    String id = propose(BOTH, tighter()).proposal().id();
    assertRefused(
        () -> changes.decide(BOTH, id, 1, true, Optional.empty()),
        ProblemCode.SECOND_PERSON_REQUIRED);
  }

  @Test
  void givenOtherRevisionOrDecidedChange_whenDecided_thenItIsRefused() {
    String id = propose(PETRA, tighter()).proposal().id();
    assertRefused(
        () -> changes.decide(QUENTIN, id, 2, true, Optional.empty()),
        ProblemCode.PRECONDITION_FAILED);
    changes.decide(QUENTIN, id, 1, false, Optional.empty());
    assertRefused(
        () -> changes.decide(QUENTIN, id, 2, true, Optional.empty()), ProblemCode.CONFLICT);
    assertRefused(
        () -> changes.decide(QUENTIN, "pch_x", 1, true, Optional.empty()), ProblemCode.NOT_FOUND);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"POLICY_AUTHOR", "POLICY_APPROVER"})
  void givenAnyOtherRole_whenTouchingPolicy_thenItIsForbidden(Role role) {
    Caller other = person("other", role);
    assertRefused(() -> changes.list(other), ProblemCode.FORBIDDEN);
    assertRefused(() -> changes.get(other, "pch_x"), ProblemCode.FORBIDDEN);
    assertRefused(() -> propose(other, tighter()), ProblemCode.FORBIDDEN);
    assertRefused(() -> changes.rollback(other, "x"), ProblemCode.FORBIDDEN);
    assertRefused(
        () -> changes.decide(other, "pch_x", 1, true, Optional.empty()), ProblemCode.FORBIDDEN);
  }

  @Test
  void givenAuthorAndApprover_whenTheyTakeTheOthersStep_thenItIsForbidden() {
    String id = propose(PETRA, tighter()).proposal().id();
    assertRefused(
        () -> changes.decide(PETRA, id, 1, true, Optional.empty()), ProblemCode.FORBIDDEN);
    assertRefused(() -> propose(QUENTIN, tighter()), ProblemCode.FORBIDDEN);
  }

  @Test
  void givenBundleThatWasInForce_whenRolledBack_thenItWaitsForTheSecondPerson() {
    PolicyFiles old = running.files();
    String first = propose(PETRA, tighter()).proposal().id();
    changes.decide(QUENTIN, first, 1, true, Optional.empty());
    ledger.wasInForce(running, clock.instant().minusSeconds(60));
    Proposed back = changes.rollback(PETRA, old.sha256());
    assertThat(back.proposal().kind()).isEqualTo(PolicyProposal.Kind.ROLLBACK);
    assertThat(back.proposal().state()).isEqualTo(PolicyProposal.State.PROPOSED);
    assertRefused(() -> changes.rollback(PETRA, "0".repeat(64)), ProblemCode.NOT_FOUND);
  }

  @Test
  void givenVersionOrHash_whenAskedFor_thenItsBundleIsFound() {
    PolicyFiles next = tighter();
    propose(PETRA, next);
    assertThat(changes.bundle("1.0.0").files()).isEqualTo(running.files());
    assertThat(changes.bundle(next.sha256()).files()).isEqualTo(next);
    assertRefused(() -> changes.bundle("9.9.9"), ProblemCode.NOT_FOUND);
  }

  private static PolicyFiles tighter() {
    return new PolicyFolder().replace("retention.yaml", "cap: P30D", "cap: P20D").files();
  }

  private Proposed propose(Caller caller, PolicyFiles files) {
    return changes.propose(caller, files, files.sha256());
  }

  private static Caller person(String name, Role... roles) {
    return new Caller(new TenantId("operations"), new ActorId(name), Set.of(roles));
  }

  private final class Running implements PolicyService, PolicyGuard {

    @Override
    public PolicyBundle current() {
      return running.bundle();
    }

    @Override
    public void requireApproved() {}

    @Override
    public PolicyStatus status() {
      return new PolicyStatus(running.bundle().version(), "");
    }

    @Override
    public PolicyDocument document() {
      return running;
    }
  }

  private static final class SignedByItsHash implements PolicySource {

    @Override
    public PolicyDocument read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public PolicyDocument read(PolicyFiles files, String envelope) {
      if (!envelope.equals(files.sha256())) {
        throw new InvalidPolicyException("bundle.dsse.json", "is not the signature");
      }
      return PolicyDocuments.read(files);
    }
  }

  private final class ListLedger implements PolicyLedger {

    private final List<PolicyProposal> all = new ArrayList<>();
    private final Map<String, Stored> bundles = new HashMap<>();
    Optional<String> approved = Optional.empty();

    void wasInForce(PolicyDocument document, Instant since) {
      bundles.put(
          document.files().sha256(), new Stored(document.files(), document.files().sha256()));
      all.add(
          change("pch_old", document, PolicyProposal.Kind.DEPLOYMENT, "key")
              .apply(PolicyProposal.State.APPROVED, "deployment", since));
    }

    @Override
    public Optional<String> inForce() {
      return approved;
    }

    @Override
    public Optional<Stored> find(String sha256) {
      return Optional.ofNullable(bundles.get(sha256));
    }

    @Override
    public List<PolicyProposal> changes() {
      return List.copyOf(all);
    }

    @Override
    public void propose(
        String change,
        PolicyDocument document,
        String envelope,
        PolicyProposal.Kind kind,
        String by) {
      bundles.put(document.files().sha256(), new Stored(document.files(), envelope));
      all.add(change(change, document, kind, by).apply(PolicyProposal.State.PROPOSED, null, null));
    }

    private Made change(String id, PolicyDocument document, PolicyProposal.Kind kind, String by) {
      return (state, decidedBy, effectiveAt) ->
          new PolicyProposal(
              id,
              document.files().sha256(),
              document.bundle().version().id(),
              document.bundle().version().version(),
              kind,
              state,
              by,
              clock.instant(),
              Optional.ofNullable(decidedBy),
              Optional.ofNullable(decidedBy).map(someone -> clock.instant()),
              Optional.ofNullable(effectiveAt),
              decidedBy == null ? 1 : 2);
    }

    @Override
    public boolean decide(
        String change, int revision, String by, boolean approve, Instant effectiveAt) {
      PolicyProposal old = all.stream().filter(one -> one.id().equals(change)).findFirst().get();
      all.remove(old);
      all.add(
          new PolicyProposal(
              old.id(),
              old.sha256(),
              old.bundleId(),
              old.version(),
              old.kind(),
              approve ? PolicyProposal.State.APPROVED : PolicyProposal.State.REJECTED,
              old.proposedBy(),
              old.proposedAt(),
              Optional.of(by),
              Optional.of(clock.instant()),
              approve ? Optional.of(effectiveAt) : Optional.empty(),
              revision + 1));
      return true;
    }
  }

  private interface Made {
    PolicyProposal apply(
        PolicyProposal.State state, @Nullable String decidedBy, @Nullable Instant effectiveAt);
  }
}
