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

  /**
   * Looks the other way: artefacts whose object is not in its store are reported, and deleted when
   * it is still not there after a while. If a store has none of several, it is taken to be away,
   * and nothing is deleted.
   *
   * @param age of artefacts to look for, and how long an object must be missing
   * @return how many artefacts were deleted
   */
  int closeMissing(TenantId tenant, Duration age);
}
