package dev.lethe.retention.service;

import dev.lethe.retention.model.DeletionLedger;
import dev.lethe.retention.model.DueJob;
import dev.lethe.tenancy.model.DatabaseGate;
import dev.lethe.tenancy.model.TenantId;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The work of the scheduled deletion, for whatever drives it. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Sweeping implements RetentionSweep {

  private static final String LEASE = "retention-sweep";

  @Inject DeletionLedger ledger;
  @Inject ErasureService erasure;
  @Inject Shredding shredding;
  @Inject DatabaseGate gate;
  @Inject Clock clock;

  @Override
  public boolean takeLease(String server, Duration time) {
    // what is due in an older copy of the database may be what was kept meanwhile
    return gate.isOpen() && ledger.takeLease(LEASE, server, time);
  }

  @Override
  public List<TenantId> tenantsDue() {
    return ledger.tenantsDue(clock.instant());
  }

  @Override
  public List<TenantId> tenants() {
    return ledger.tenants();
  }

  @Override
  public List<DueJob> due(TenantId tenant, Instant until, Optional<DueJob> after, int limit) {
    return ledger.due(tenant, until, after, limit);
  }

  @Override
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public ErasureService.Outcome erase(TenantId tenant, List<String> jobs, Instant until) {
    return erasure.eraseDue(tenant, jobs, until);
  }

  @Override
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void finishLeftOver(TenantId tenant) {
    erasure.finishLeftOver(tenant);
  }

  @Override
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void shred(TenantId tenant) {
    shredding.shred(tenant);
  }

  @Override
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void removeStrays(TenantId tenant) {
    shredding.removeStrays(tenant);
  }

  @Override
  public void begin(TenantId tenant, String run) {
    ledger.begin(tenant, run, clock.instant());
  }

  @Override
  @TransactionAttribute(TransactionAttributeType.REQUIRED)
  public void count(TenantId tenant, String run, long due, long deleted, long failed) {
    ledger.count(tenant, run, due, deleted, failed);
  }

  @Override
  public void end(TenantId tenant, String run, boolean completed) {
    ledger.end(tenant, run, completed ? "completed" : "failed", clock.instant());
  }
}
