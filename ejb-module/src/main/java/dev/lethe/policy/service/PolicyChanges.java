package dev.lethe.policy.service;

import dev.lethe.policy.model.PolicyChange;
import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyFiles;
import dev.lethe.policy.model.PolicyProposal;
import dev.lethe.tenancy.model.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Changes of the policy of the whole installation, each by two people. */
public interface PolicyChanges {

  /** All changes, newest first. */
  List<PolicyProposal> list(Caller caller);

  /**
   * A change, and what it changes.
   *
   * @throws dev.lethe.problem.model.LetheException {@code not-found}
   */
  Proposed get(Caller caller, String change);

  /**
   * Proposes another bundle.
   *
   * @param envelope its signature
   * @throws dev.lethe.problem.model.LetheException {@code policy-invalid} if it is wrong or not
   *     signed, {@code policy-weaker} if it weakens the one in force without a registered
   *     exception, {@code conflict} if it is the one in force
   */
  Proposed propose(Caller caller, PolicyFiles files, String envelope);

  /**
   * Proposes to go back to a bundle that was in force.
   *
   * @throws dev.lethe.problem.model.LetheException {@code not-found} if it never was, {@code
   *     conflict} if it is
   */
  Proposed rollback(Caller caller, String sha256);

  /**
   * Decides on a change.
   *
   * @param revision that was looked at
   * @param effectiveAt from when an approved one is in force; empty for at once
   * @throws dev.lethe.problem.model.LetheException {@code second-person-required}, {@code
   *     precondition-failed} for another revision, {@code conflict} if it was decided
   */
  Proposed decide(
      Caller caller, String change, int revision, boolean approve, Optional<Instant> effectiveAt);

  /**
   * The bundle of a version, or of a hash.
   *
   * @throws dev.lethe.problem.model.LetheException {@code not-found}
   */
  PolicyDocument bundle(String versionOrHash);

  /** A change and the rules that it changes, held against what is in force. */
  record Proposed(PolicyProposal proposal, List<PolicyChange> diff) {
    public Proposed {
      diff = List.copyOf(diff);
    }
  }
}
