package dev.lethe.policy.model;

/**
 * Whether what runs is what was approved.
 *
 * @param running the bundle that decides
 * @param drift why intake is stopped, as a stable code; empty if it is not
 */
public record PolicyStatus(PolicyVersion running, String drift) {

  public boolean isApproved() {
    return drift.isEmpty();
  }
}
