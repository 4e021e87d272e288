package dev.lethe.batch.retention;

import dev.lethe.retention.service.RetentionSweep;
import dev.lethe.tenancy.model.TenantId;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.listener.AbstractJobListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.EnumSet;
import java.util.Set;

/** Notes for each tenant how the run ended. */
@Dependent
@Named("sweepEnd")
public class SweepEnd extends AbstractJobListener {

  private static final Set<BatchStatus> CUT_OFF =
      EnumSet.of(
          BatchStatus.FAILED, BatchStatus.STOPPING, BatchStatus.STOPPED, BatchStatus.ABANDONED);

  @Inject RetentionSweep sweep;
  @Inject JobContext job;
  @Inject @BatchProperty String run;

  @Override
  public void afterJob() {
    boolean completed = !CUT_OFF.contains(job.getBatchStatus());
    for (TenantId tenant : sweep.tenants()) {
      sweep.end(tenant, run, completed);
    }
  }
}
