package dev.lethe.policy.service;

import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyStatus;

/** Sees that what runs is what was approved. */
public interface PolicyGuard {

  /**
   * Passes if new documents may be taken in. Looks at the ledger, at most once a second.
   *
   * @throws dev.lethe.problem.model.LetheException {@code policy-drift} otherwise
   */
  void requireApproved();

  /** How it stands, after a look at the ledger. */
  PolicyStatus status();

  /** The bundle in force with all of its rules. */
  PolicyDocument document();
}
