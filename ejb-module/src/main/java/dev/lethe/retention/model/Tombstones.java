package dev.lethe.retention.model;

import dev.lethe.tenancy.model.TenantId;

/** Which jobs were here and are no more. Joins the running transaction. */
@FunctionalInterface
public interface Tombstones {

  /** Whether a job has one, even if nothing else is known of it. */
  boolean isBuried(TenantId tenant, String job);
}
