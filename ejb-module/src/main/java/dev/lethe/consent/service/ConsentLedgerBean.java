package dev.lethe.consent.service;

import dev.lethe.consent.model.ConsentFilter;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentStore;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.tenancy.model.Caller;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** The ledger of the caller's tenant. */
@Stateless
public class ConsentLedgerBean implements ConsentLedger {

  private static final int MAX_LIMIT = 500;

  @Inject ConsentStore store;
  @Inject PolicyService policy;
  @Inject Clock clock;

  @Override
  public List<ConsentRecord> list(Caller caller, ConsentFilter filter, int offset, int limit) {
    requireReader(caller);
    return store.list(
        caller.tenant(),
        filter,
        clock.instant(),
        Math.max(0, offset),
        Math.max(1, Math.min(limit, MAX_LIMIT)));
  }

  @Override
  public long count(Caller caller, ConsentFilter filter) {
    requireReader(caller);
    return store.count(caller.tenant(), filter, clock.instant());
  }

  @Override
  public List<String> jobs(Caller caller, ConsentId id) {
    requireReader(caller);
    return store.jobs(caller.tenant(), id);
  }

  private void requireReader(Caller caller) {
    policy.current().of(caller.tenant()).require(caller, Permission.READ_CONSENTS);
  }
}
