package dev.lethe.consent.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps withdrawals and what came of them. Joins the running transaction. */
public interface WithdrawalStore {

  /** Adds a withdrawal without effects. */
  void add(TenantId tenant, Withdrawal withdrawal);

  void add(TenantId tenant, WithdrawalId id, List<WithdrawalEffect> effects);

  /** With its effects; those of deletion as far as the artefacts are deleted. */
  Optional<Withdrawal> find(TenantId tenant, WithdrawalId id);

  /** The last one of a target. */
  Optional<WithdrawalId> latest(TenantId tenant, WithdrawalTarget.Scope scope, String target);

  /** The one that ended the consent of a job. */
  Optional<WithdrawalId> thatEnded(TenantId tenant, ConsentId consent, Optional<String> job);

  /** Newest first. */
  List<Withdrawal> list(TenantId tenant, WithdrawalFilter filter, int offset, int limit);

  /** Jobs for which an effect of a kind is pending since a time or longer. */
  List<String> openJobs(
      TenantId tenant, WithdrawalId id, WithdrawalEffect.Kind kind, Instant begunBy);

  /**
   * Settles pending effects of a kind for a job, of whatever withdrawal.
   *
   * @return the withdrawals that had one
   */
  List<WithdrawalId> settle(TenantId tenant, String job, WithdrawalEffect.Kind kind, Instant now);

  /**
   * Notes that nothing is left to be done but deletions; answers false if that was noted before.
   */
  boolean settle(TenantId tenant, WithdrawalId id, Instant now);

  /** Withdrawals of all tenants that came before a time and are not settled. */
  List<Open> open(Instant before);

  /** A withdrawal's id with its tenant's. */
  record Open(TenantId tenant, WithdrawalId id) {}
}
