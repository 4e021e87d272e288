package dev.lethe.batch.retention;

import dev.lethe.retention.service.RetentionSweep;
import dev.lethe.tenancy.model.TenantId;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.runtime.BatchStatus;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Destroys epoch keys whose time is over, after what was due has gone. */
@Dependent
@Named("epochShredder")
public class EpochShredder extends AbstractBatchlet {

  @Inject RetentionSweep sweep;
  @Inject SweepPulse pulse;
  @Inject @BatchProperty String tenant;

  @Override
  public String process() {
    if (!tenant.equals(TenantPartitions.NO_TENANT)) {
      sweep.shred(new TenantId(tenant));
      pulse.beat();
    }
    return BatchStatus.COMPLETED.name();
  }
}
