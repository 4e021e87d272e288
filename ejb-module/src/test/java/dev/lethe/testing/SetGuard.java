package dev.lethe.testing;

import dev.lethe.policy.adapter.PolicyDocuments;
import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyStatus;
import dev.lethe.policy.service.PolicyGuard;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;

/** A guard that says what it was told to. */
public final class SetGuard implements PolicyGuard {

  private String drift = "";

  /** From now on the running policy is not the approved one. */
  public void drifts(String reason) {
    drift = reason;
  }

  @Override
  public void requireApproved() {
    if (!status().isApproved()) {
      throw new LetheException(ProblemCode.POLICY_DRIFT);
    }
  }

  @Override
  public PolicyStatus status() {
    return new PolicyStatus(DefaultPolicy.BUNDLE.version(), drift);
  }

  @Override
  public PolicyDocument document() {
    return PolicyDocuments.read(DefaultPolicy.FOLDER);
  }
}
