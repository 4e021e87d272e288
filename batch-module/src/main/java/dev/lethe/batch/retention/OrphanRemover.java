package dev.lethe.batch.retention;

import dev.lethe.intake.service.OrphanSweep;
import dev.lethe.retention.service.RetentionSweep;
import dev.lethe.tenancy.model.TenantId;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.runtime.BatchStatus;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Removes, now and then, what a kill at a bad moment left behind. */
@Dependent
@Named("orphanRemover")
public class OrphanRemover extends AbstractBatchlet {

  @Inject OrphanSweep orphans;
  @Inject RetentionSweep sweep;
  @Inject SweepPulse pulse;
  @Inject SweepSettings settings;
  @Inject @BatchProperty String wanted;

  private volatile boolean stopped;

  @Override
  public String process() {
    if (Boolean.parseBoolean(wanted)) {
      for (TenantId tenant : sweep.tenants()) {
        if (!stopped) {
          orphans.removeOrphans(tenant, settings.orphansAge());
          orphans.closeMissing(tenant, settings.orphansAge());
          sweep.removeStrays(tenant);
          pulse.beat();
        }
      }
    }
    return (stopped ? BatchStatus.STOPPED : BatchStatus.COMPLETED).name();
  }

  @Override
  public void stop() {
    stopped = true;
  }
}
