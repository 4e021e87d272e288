package dev.lethe.consent.service;

import dev.lethe.consent.model.Withdrawal;
import dev.lethe.consent.model.WithdrawalFilter;
import dev.lethe.consent.model.WithdrawalId;
import dev.lethe.consent.model.WithdrawalTarget;
import dev.lethe.tenancy.model.Caller;
import java.util.List;
import java.util.Optional;

/** Withdrawing consent, or objecting, and seeing what came of it. */
public interface WithdrawalService {

  /**
   * Ends the consents that the target names, and all that was done under them. When this returns,
   * nothing under them is delivered any more, queued work is gone and running work is being ended.
   * Asking again for what has ended gives the withdrawal that ended it. Needs the permission {@code
   * withdraw}.
   *
   * @param reason why, kept as a keyed hash and a length only
   * @throws dev.lethe.problem.model.LetheException {@code not-found} for a consent, job or slot
   *     that the tenant has not; {@code basis-not-withdrawable} if the one legal basis that is
   *     meant goes on whatever the data subject says
   */
  Outcome withdraw(Caller caller, WithdrawalTarget target, Optional<String> reason);

  /** A withdrawal. Needs the permission {@code read_withdrawal}. */
  Withdrawal get(Caller caller, WithdrawalId id);

  /**
   * Newest first. Needs the permission {@code read_withdrawals}.
   *
   * @param limit 1 to 500
   */
  List<Withdrawal> list(Caller caller, WithdrawalFilter filter, int offset, int limit);

  /**
   * What a withdrawal gave.
   *
   * @param again whether it had been made before
   */
  record Outcome(Withdrawal withdrawal, boolean again) {}
}
