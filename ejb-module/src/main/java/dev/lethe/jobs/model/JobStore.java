package dev.lethe.jobs.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps jobs. Every method but {@link #stranded} and {@link #ended} sees the rows of its tenant
 * only.
 */
public interface JobStore {

  void add(Job job);

  /** The job, or empty if there is none for this tenant. */
  Optional<Job> find(TenantId tenant, JobId id);

  /** The same, held until the transaction ends, so that no step overtakes another. */
  Optional<Job> lock(TenantId tenant, JobId id);

  /** Keeps a job as it is after a step; it must have been locked before. */
  void save(Job job);

  /** Notes of those of the jobs that were done that they are deleted. */
  void deleted(TenantId tenant, Collection<JobId> jobs, Instant now);

  /**
   * Jobs that nothing will bring to an end: admitted before a time without a document, or held in
   * the memory of another server than the given.
   */
  List<JobKey> stranded(String node, Instant admittedBefore);

  /** Which of some jobs, of whatever tenant, are not to be worked on any more. */
  Set<JobId> ended(Set<JobId> jobs);

  /** A job's id with its tenant's. */
  record JobKey(TenantId tenant, JobId id) {}
}
