package dev.lethe.batch.retention;

import dev.lethe.retention.service.ErasureService;
import dev.lethe.retention.service.RetentionSweep;
import dev.lethe.tenancy.model.TenantId;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;

/**
 * Deletes what was due of a chunk's jobs, in a transaction of its own: one job that fails is put
 * off and does not undo the others. The outcome is added to the run in the transaction of the
 * checkpoint.
 */
@Dependent
@Named("dueEraser")
public class DueEraser extends AbstractItemWriter {

  @Inject RetentionSweep sweep;
  @Inject SweepPulse pulse;
  @Inject @BatchProperty String tenant;
  @Inject @BatchProperty String run;

  @Override
  public void writeItems(List<Object> items) {
    TenantId of = new TenantId(tenant);
    List<String> jobs =
        items.stream().map(item -> ((DueReader.Item) item).job()).distinct().toList();
    Instant until = ((DueReader.Item) items.get(0)).until();
    ErasureService.Outcome outcome = sweep.erase(of, jobs, until);
    sweep.count(of, run, jobs.size(), outcome.deleted(), outcome.failed());
    pulse.beat();
  }
}
