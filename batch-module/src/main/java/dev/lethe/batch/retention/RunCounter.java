package dev.lethe.batch.retention;

import dev.lethe.retention.service.RetentionSweep;
import dev.lethe.tenancy.model.TenantId;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Adds a chunk's outcome to the run, in the transaction of the checkpoint. */
@Dependent
@Named("runCounter")
public class RunCounter extends AbstractItemWriter {

  @Inject RetentionSweep sweep;
  @Inject @BatchProperty String tenant;
  @Inject @BatchProperty String run;

  @Override
  public void writeItems(List<Object> outcomes) {
    long deleted = outcomes.stream().filter(Boolean.TRUE::equals).count();
    sweep.count(new TenantId(tenant), run, outcomes.size(), deleted, outcomes.size() - deleted);
  }
}
