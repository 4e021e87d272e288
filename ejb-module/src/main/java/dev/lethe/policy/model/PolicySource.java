package dev.lethe.policy.model;

/** Where the policy bundle comes from. */
public interface PolicySource {

  /**
   * Reads and checks the whole bundle.
   *
   * @throws InvalidPolicyException with file, place and reason
   */
  PolicyBundle read();
}
