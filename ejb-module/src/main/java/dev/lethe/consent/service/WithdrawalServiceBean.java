package dev.lethe.consent.service;

import dev.lethe.consent.model.Withdrawal;
import dev.lethe.consent.model.WithdrawalFilter;
import dev.lethe.consent.model.WithdrawalId;
import dev.lethe.consent.model.WithdrawalStore;
import dev.lethe.consent.model.WithdrawalTarget;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Transactions;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Withdrawals of the caller's tenant. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WithdrawalServiceBean implements WithdrawalService {

  private static final int MAX_LIMIT = 500;
  private static final int MAX_REASON = 500;

  @Inject Withdrawals withdrawals;
  @Inject WithdrawalStore store;
  @Inject PolicyService policy;
  @Inject Transactions transactions;

  @Override
  public Outcome withdraw(Caller caller, WithdrawalTarget target, Optional<String> reason) {
    require(caller, Permission.WITHDRAW);
    if (reason.filter(text -> text.isBlank() || text.length() > MAX_REASON).isPresent()) {
      throw new LetheException(
          ProblemCode.REQUEST_MALFORMED, List.of(new Detail("/reason", "length")));
    }
    Withdrawals.Registered registered = withdrawals.register(caller, target, reason);
    withdrawals.carryOut(caller.tenant(), caller.actor(), registered.id());
    return new Outcome(find(caller, registered.id()), registered.again());
  }

  @Override
  public Withdrawal get(Caller caller, WithdrawalId id) {
    require(caller, Permission.READ_WITHDRAWAL);
    return find(caller, id);
  }

  private void require(Caller caller, Permission permission) {
    policy.current().of(caller.tenant()).require(caller, permission);
  }

  private Withdrawal find(Caller caller, WithdrawalId id) {
    return transactions.inNewTransaction(
        () ->
            store
                .find(caller.tenant(), id)
                .orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND)));
  }

  @Override
  public List<Withdrawal> list(Caller caller, WithdrawalFilter filter, int offset, int limit) {
    require(caller, Permission.READ_WITHDRAWALS);
    return transactions.inNewTransaction(
        () ->
            store.list(
                caller.tenant(),
                filter,
                Math.max(0, offset),
                Math.max(1, Math.min(limit, MAX_LIMIT))));
  }
}
