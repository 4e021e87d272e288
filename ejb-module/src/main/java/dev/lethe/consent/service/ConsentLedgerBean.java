package dev.lethe.consent.service;

import dev.lethe.consent.model.ConsentFilter;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentStore;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyBundle.PurposeRule;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.tenancy.model.Caller;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ledger of the caller's tenant. */
@Stateless
public class ConsentLedgerBean implements ConsentLedger {

  private static final int MAX_LIMIT = 500;

  @Inject ConsentStore store;
  @Inject Consents consents;
  @Inject PolicyService policy;
  @Inject Clock clock;

  @Override
  public List<ConsentRecord> list(Caller caller, ConsentFilter filter, int offset, int limit) {
    requireReader(caller);
    return store
        .list(
            caller.tenant(),
            asItHolds(caller, filter),
            clock.instant(),
            Math.max(0, offset),
            Math.max(1, Math.min(limit, MAX_LIMIT)))
        .stream()
        .map(record -> consents.asItHolds(caller.tenant(), record))
        .toList();
  }

  /** Where the tenant's consents live shorter than the bundle says, that counts for the list. */
  private ConsentFilter asItHolds(Caller caller, ConsentFilter filter) {
    PolicyBundle all = policy.current();
    Map<String, Duration> lives = new HashMap<>();
    all.of(caller.tenant())
        .purposes()
        .forEach(
            (purpose, rule) -> {
              PurposeRule usual = all.purposes().get(purpose);
              if (usual != null && rule.consentLife().compareTo(usual.consentLife()) < 0) {
                lives.put(purpose.name(), rule.consentLife());
              }
            });
    return filter.withLives(lives);
  }

  @Override
  public long count(Caller caller, ConsentFilter filter) {
    requireReader(caller);
    return store.count(caller.tenant(), asItHolds(caller, filter), clock.instant());
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
