package dev.lethe.consent.model;

import dev.lethe.tenancy.model.TenantId;

/**
 * Whatever sends results on implements this, so that a withdrawal drops what has not been sent.
 * Called within the withdrawal's transaction.
 */
public interface PendingForwards {

  /**
   * Drops what of the job was not delivered.
   *
   * @param job value of the job's id
   * @return how many deliveries were dropped
   */
  int drop(TenantId tenant, String job);
}
