package dev.lethe.consent.model;

import java.util.Optional;

/**
 * Which withdrawals are wanted.
 *
 * @param completed only those of which everything is done, or only the others
 * @param target id of a consent, job, upload slot or data subject
 * @param after only those that come after this one in the list
 */
public record WithdrawalFilter(
    Optional<Boolean> completed,
    Optional<WithdrawalTarget.Scope> scope,
    Optional<String> target,
    Optional<WithdrawalId> after) {

  public static final WithdrawalFilter ALL =
      new WithdrawalFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
