package dev.lethe.intake.service;

import dev.lethe.tenancy.model.TenantId;
import java.time.Duration;

/** Removes sealed content that nothing refers to, as a kill at a bad moment can leave it. */
public interface OrphanSweep {

  /**
   * Removes objects and keys that nobody needs.
   *
   * @param age what is younger may still be on its way in, and stays
   * @return how many objects and keys were removed
   */
  int removeOrphans(TenantId tenant, Duration age);
}
