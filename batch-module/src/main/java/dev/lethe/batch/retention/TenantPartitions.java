package dev.lethe.batch.retention;

import dev.lethe.retention.service.RetentionSweep;
import dev.lethe.tenancy.model.TenantId;
import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Properties;

/** A partition for each tenant that has something due. */
@Dependent
@Named("tenantPartitions")
public class TenantPartitions implements PartitionMapper {

  static final String TENANT = "tenant";

  /** Of a partition that has nothing to do; an empty property would be none. */
  static final String NO_TENANT = "-";

  @Inject RetentionSweep sweep;
  @Inject SweepSettings settings;

  @Override
  public PartitionPlan mapPartitions() {
    List<TenantId> tenants = sweep.tenantsDue();
    // a plan without partitions is an error, so there is one that does nothing
    Properties[] each =
        tenants.isEmpty()
            ? new Properties[] {properties(NO_TENANT)}
            : tenants.stream().map(tenant -> properties(tenant.value())).toArray(Properties[]::new);
    PartitionPlanImpl plan = new PartitionPlanImpl();
    plan.setPartitions(each.length);
    plan.setThreads(Math.min(each.length, settings.threads()));
    plan.setPartitionProperties(each);
    // what is due now decides, also when a run is taken up again: its old partitions may stand for
    // other tenants, and their checkpoints would pass over what is due
    plan.setPartitionsOverride(true);
    return plan;
  }

  private static Properties properties(String tenant) {
    Properties properties = new Properties();
    properties.setProperty(TENANT, tenant);
    return properties;
  }
}
