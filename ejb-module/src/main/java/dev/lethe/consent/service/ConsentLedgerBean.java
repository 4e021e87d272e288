package dev.lethe.consent.service;

import dev.lethe.consent.model.ConsentFilter;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentStore;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** The ledger of the caller's tenant. */
@Stateless
public class ConsentLedgerBean implements ConsentLedger {

  private static final int MAX_LIMIT = 500;

  @Inject ConsentStore store;
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

  private static void requireReader(Caller caller) {
    caller.requireAny(Role.COMPLIANCE_OFFICER, Role.AUDITOR);
  }
}
