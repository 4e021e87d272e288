package dev.lethe.retention.service;

import dev.lethe.retention.model.DeletionLedger;
import dev.lethe.retention.model.DueArtefacts;
import dev.lethe.tenancy.model.ActorId;
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
import java.util.logging.Level;
import java.util.logging.Logger;

/** The work of the scheduled deletion, for whatever drives it. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Sweeping implements RetentionSweep {

  private static final Logger LOG = Logger.getLogger(Sweeping.class.getName());

  private static final String LEASE = "retention-sweep";

  @Inject DeletionLedger ledger;
  @Inject ErasureService erasure;
  @Inject Clock clock;

  @Override
  public boolean takeLease(String server, Duration time) {
    return ledger.takeLease(LEASE, server, time);
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
  public List<DueArtefacts> due(
      TenantId tenant, Instant until, Optional<DueArtefacts.Position> after, int limit) {
    return ledger.due(tenant, until, after, limit);
  }

  @Override
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public boolean erase(TenantId tenant, DueArtefacts due) {
    try {
      erasure.erase(
          tenant, ActorId.SYSTEM, due.job(), due.artefacts(), ErasureService.Trigger.DEADLINE);
      return true;
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "deletion of {0} failed and is tried again later: {1}",
          new Object[] {due.job(), e.getClass().getSimpleName()});
      return false;
    }
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
