package dev.lethe.tenancy.model;

import java.util.Arrays;
import java.util.Optional;

/** What a caller may do. */
public enum Role {
  SUBMITTER("submitter"),
  REVIEWER("reviewer"),
  PRIVILEGED_REVEAL("privileged-reveal"),
  COMPLIANCE_OFFICER("compliance-officer"),
  TENANT_ADMIN("tenant-admin"),
  AUDITOR("auditor"),
  SUPPORT("support"),
  /** Proposes changes of the policy of the whole installation. */
  POLICY_AUTHOR("policy-author"),
  /** Approves them. */
  POLICY_APPROVER("policy-approver");

  private final String claim;

  Role(String claim) {
    this.claim = claim;
  }

  /** The role's name in a token's {@code groups}. */
  public String claim() {
    return claim;
  }

  public static Optional<Role> ofClaim(String claim) {
    return Arrays.stream(values()).filter(role -> role.claim.equals(claim)).findFirst();
  }
}
