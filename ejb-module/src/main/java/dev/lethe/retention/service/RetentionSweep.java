package dev.lethe.retention.service;

import dev.lethe.retention.model.DueJob;
import dev.lethe.tenancy.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the scheduled deletion does. Each method opens and ends its own transaction, but for {@link
 * #count}.
 */
public interface RetentionSweep {

  /**
   * Takes or renews the right to sweep, which one server has at a time.
   *
   * @param server {@code name/start}: a server that was killed and started anew has it again at
   *     once
   * @return false while another server has it
   */
  boolean takeLease(String server, Duration time);

  /** Tenants that have something due now, in artefacts or upload slots. */
  List<TenantId> tenantsDue();

  List<TenantId> tenants();

  /** What was due at a time, in the order of deadlines, after a position. */
  List<DueJob> due(TenantId tenant, Instant until, Optional<DueJob> after, int limit);

  /**
   * Deletes all that was due of some jobs at a time, in one transaction; what failed is noted and
   * due again after a while.
   */
  ErasureService.Outcome erase(TenantId tenant, List<String> jobs, Instant until);

  /** Removes files and signs receipts that an earlier run was cut off from. */
  void finishLeftOver(TenantId tenant);

  /** Destroys epoch keys whose time is over. */
  void shred(TenantId tenant);

  /** Destroys epoch keys whose making was undone. */
  void removeStrays(TenantId tenant);

  /** Begins a run, or takes one up again that was cut off. */
  void begin(TenantId tenant, String run);

  /** Adds to a run's numbers, in the running transaction if there is one. */
  void count(TenantId tenant, String run, long due, long deleted, long failed);

  void end(TenantId tenant, String run, boolean completed);
}
