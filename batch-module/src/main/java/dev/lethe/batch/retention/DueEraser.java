package dev.lethe.batch.retention;

import dev.lethe.retention.model.DueArtefacts;
import dev.lethe.retention.service.RetentionSweep;
import dev.lethe.tenancy.model.TenantId;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Deletes an item in a transaction of its own and hands on whether that succeeded. */
@Dependent
@Named("dueEraser")
public class DueEraser implements ItemProcessor {

  @Inject RetentionSweep sweep;
  @Inject @BatchProperty String tenant;

  @Override
  public Object processItem(Object item) {
    return sweep.erase(new TenantId(tenant), (DueArtefacts) item);
  }
}
