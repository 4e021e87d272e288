package dev.lethe.policy.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.policy.model.InvalidPolicyException;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.model.PolicyChange;
import dev.lethe.policy.model.PolicyComparison;
import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyFiles;
import dev.lethe.policy.model.PolicyLedger;
import dev.lethe.policy.model.PolicyProposal;
import dev.lethe.policy.model.PolicyProposal.Kind;
import dev.lethe.policy.model.PolicyProposal.State;
import dev.lethe.policy.model.PolicySource;
import dev.lethe.policy.model.Verdict;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.Transactions;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Changes of the policy, by two people, each step recorded in the trail of who takes it. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PolicyChangesBean implements PolicyChanges {

  @Inject PolicyService policy;
  @Inject PolicyGuard guard;
  @Inject PolicySource source;
  @Inject PolicyLedger ledger;
  @Inject Transactions transactions;
  @Inject Event<AuditEvent> events;
  @Inject Clock clock;

  @Override
  public List<PolicyProposal> list(Caller caller) {
    requireReader(caller);
    return ledger.changes();
  }

  @Override
  public Proposed get(Caller caller, String change) {
    requireReader(caller);
    return withDiff(find(change));
  }

  private void requireReader(Caller caller) {
    Map<Permission, Set<Role>> permissions = policy.current().access().permissions();
    Set<Role> roles = new HashSet<>();
    roles.addAll(permissions.getOrDefault(Permission.PROPOSE_POLICY, Set.of()));
    roles.addAll(permissions.getOrDefault(Permission.APPROVE_POLICY, Set.of()));
    caller.requireAny(roles.toArray(Role[]::new));
  }

  private PolicyProposal find(String change) {
    return ledger.changes().stream()
        .filter(one -> one.id().equals(change))
        .findFirst()
        .orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND));
  }

  private Proposed withDiff(PolicyProposal proposal) {
    return new Proposed(proposal, diff(stored(proposal.sha256())));
  }

  private List<PolicyChange> diff(PolicyDocument document) {
    return PolicyComparison.of(guard.document().rules(), document.rules());
  }

  private PolicyDocument stored(String sha256) {
    PolicyLedger.Stored stored =
        ledger.find(sha256).orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND));
    return read(stored.files(), stored.envelope());
  }

  /** What is wrong with a bundle, its author learns from the tool that checks and signs it. */
  private PolicyDocument read(PolicyFiles files, String envelope) {
    try {
      PolicyDocument document = source.read(files, envelope);
      document.requireTightOverlays(LocalDate.now(clock));
      return document;
    } catch (InvalidPolicyException e) {
      throw new LetheException(
          ProblemCode.POLICY_INVALID, List.of(new Detail("/files", "not-valid-or-not-signed")));
    }
  }

  @Override
  public Proposed propose(Caller caller, PolicyFiles files, String envelope) {
    policy.current().require(caller, Permission.PROPOSE_POLICY);
    PolicyDocument document = read(files, envelope);
    List<PolicyChange> weaker =
        diff(document).stream().filter(change -> change.verdict() == Verdict.WEAKER).toList();
    if (!document.uncovered(weaker, LocalDate.now(clock)).isEmpty()) {
      throw new LetheException(
          ProblemCode.POLICY_WEAKER, List.of(new Detail("/files", "exception-required")));
    }
    return add(caller, document, envelope, Kind.CHANGE);
  }

  @Override
  public Proposed rollback(Caller caller, String sha256) {
    policy.current().require(caller, Permission.PROPOSE_POLICY);
    Instant now = clock.instant();
    boolean wasInForce =
        ledger.changes().stream()
            .filter(change -> change.sha256().equals(sha256) && change.state() == State.APPROVED)
            .anyMatch(change -> change.effectiveAt().filter(at -> !at.isAfter(now)).isPresent());
    if (!wasInForce) {
      throw new LetheException(ProblemCode.NOT_FOUND);
    }
    PolicyLedger.Stored stored =
        ledger.find(sha256).orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND));
    return add(caller, read(stored.files(), stored.envelope()), stored.envelope(), Kind.ROLLBACK);
  }

  private Proposed add(Caller caller, PolicyDocument document, String envelope, Kind kind) {
    if (ledger.inForce().filter(document.files().sha256()::equals).isPresent()) {
      throw new LetheException(ProblemCode.CONFLICT);
    }
    String id = "pch_" + UUID.randomUUID().toString().replace("-", "");
    List<PolicyChange> diff = diff(document);
    transactions.inNewTransaction(
        () -> {
          ledger.propose(id, document, envelope, kind, caller.actor().value());
          record(caller, "policy.proposed", id, document.files().sha256(), facts(kind, diff));
          return id;
        });
    return new Proposed(find(id), diff);
  }

  private static Map<String, String> facts(Kind kind, List<PolicyChange> diff) {
    Map<String, String> facts = new HashMap<>();
    facts.put("kind", kind.name().toLowerCase(java.util.Locale.ROOT));
    for (Verdict verdict : Verdict.values()) {
      long count = diff.stream().filter(change -> change.verdict() == verdict).count();
      facts.put(verdict.name().toLowerCase(java.util.Locale.ROOT), Long.toString(count));
    }
    return facts;
  }

  @Override
  public Proposed decide(
      Caller caller, String change, int revision, boolean approve, Optional<Instant> effectiveAt) {
    policy.current().require(caller, Permission.APPROVE_POLICY);
    PolicyProposal proposal = find(change);
    if (proposal.revision() != revision) {
      throw new LetheException(ProblemCode.PRECONDITION_FAILED);
    }
    if (proposal.state() != State.PROPOSED) {
      throw new LetheException(ProblemCode.CONFLICT);
    }
    String by = caller.actor().value();
    if (proposal.proposedBy().equals(by)) {
      throw new LetheException(ProblemCode.SECOND_PERSON_REQUIRED);
    }
    Instant from = effectiveAt.orElse(clock.instant());
    transactions.inNewTransaction(
        () -> {
          if (!ledger.decide(change, revision, by, approve, from)) {
            throw new LetheException(ProblemCode.CONFLICT);
          }
          record(
              caller,
              approve ? "policy.approved" : "policy.rejected",
              change,
              proposal.sha256(),
              approve ? Map.of("effective_at", from.toString()) : Map.of());
          return change;
        });
    return withDiff(find(change));
  }

  private void record(
      Caller caller, String type, String change, String sha256, Map<String, String> more) {
    Map<String, String> facts = new HashMap<>(more);
    facts.put("change", change);
    facts.put("sha256", sha256);
    events.fire(
        new AuditEvent(caller.tenant(), type, Optional.empty(), caller.actor(), "done", facts));
  }

  @Override
  public PolicyDocument bundle(String versionOrHash) {
    PolicyDocument running = guard.document();
    if (isOf(running, versionOrHash)) {
      return running;
    }
    return ledger.changes().stream()
        .filter(
            change ->
                change.sha256().equals(versionOrHash) || change.version().equals(versionOrHash))
        .findFirst()
        .map(change -> stored(change.sha256()))
        .orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND));
  }

  private static boolean isOf(PolicyDocument document, String versionOrHash) {
    return document.files().sha256().equals(versionOrHash)
        || document.bundle().version().version().equals(versionOrHash);
  }
}
