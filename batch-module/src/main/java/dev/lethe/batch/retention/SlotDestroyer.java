package dev.lethe.batch.retention;

import dev.lethe.intake.service.SlotContents;
import dev.lethe.retention.service.RetentionSweep;
import dev.lethe.tenancy.model.TenantId;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.runtime.BatchStatus;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Destroys what was put into upload slots that no job took in time. */
@Dependent
@Named("slotDestroyer")
public class SlotDestroyer extends AbstractBatchlet {

  private static final int PIECE = 100;

  @Inject SlotContents slots;
  @Inject RetentionSweep sweep;
  @Inject SweepPulse pulse;
  @Inject @BatchProperty String tenant;
  @Inject @BatchProperty String run;

  private volatile boolean stopped;

  @Override
  public String process() {
    if (!tenant.equals(TenantPartitions.NO_TENANT)) {
      destroy(new TenantId(tenant));
    }
    return (stopped ? BatchStatus.STOPPED : BatchStatus.COMPLETED).name();
  }

  private void destroy(TenantId of) {
    int destroyed = PIECE;
    while (destroyed == PIECE && !stopped) {
      destroyed = slots.destroyExpired(of, PIECE);
      pulse.beat();
      if (destroyed > 0) {
        note(of, destroyed);
      }
    }
  }

  /** A tenant without slots is not noted: its artefacts may have come due after their step. */
  private void note(TenantId of, int destroyed) {
    sweep.begin(of, run);
    sweep.count(of, run, destroyed, destroyed, 0);
  }

  @Override
  public void stop() {
    stopped = true;
  }
}
