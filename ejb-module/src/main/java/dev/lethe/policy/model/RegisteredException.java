package dev.lethe.policy.model;

import java.time.LocalDate;

/**
 * A weakening that somebody answers for.
 *
 * @param rule path of the rule
 * @param expires last day on which it holds
 */
public record RegisteredException(
    String id,
    String rule,
    String owner,
    String reason,
    String compensatingControl,
    String approver,
    LocalDate expires) {

  /** Whether it covers a weakening on a day. */
  public boolean covers(PolicyChange change, LocalDate today) {
    return rule.equals(change.path()) && !isExpired(today);
  }

  public boolean isExpired(LocalDate today) {
    return today.isAfter(expires);
  }
}
