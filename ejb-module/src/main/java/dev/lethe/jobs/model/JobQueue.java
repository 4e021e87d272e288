package dev.lethe.jobs.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Jobs that wait for a worker, in the database of their state: what is queued is committed with the
 * job, and what a lost server had claimed can be claimed again when its lease is over.
 */
public interface JobQueue {

  void add(TenantId tenant, JobId id, Instant availableAt);

  /** Takes the job that waits longest, of whatever tenant, for the length of the lease. */
  Optional<Claim> claim(String owner, Duration lease);

  /**
   * Frees what an earlier start of this server had claimed.
   *
   * @param owner {@code name/start}
   * @return how many
   */
  int releaseOfEarlierStarts(String owner);

  /** Lets a claimed job wait again until a time; the attempt does not count. */
  void release(TenantId tenant, JobId id, Instant availableAt);

  void remove(TenantId tenant, JobId id);

  /**
   * A job that was taken from the queue.
   *
   * @param attempt from 1
   */
  record Claim(TenantId tenant, JobId id, int attempt) {}
}
