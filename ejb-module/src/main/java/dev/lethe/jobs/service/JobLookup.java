package dev.lethe.jobs.service;

import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobStore;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.Tombstones;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Finds jobs by their ids, and tells one that is gone from one that never was. Joins the
 * transaction.
 */
@ApplicationScoped
public class JobLookup {

  @Inject JobStore jobs;
  @Inject Tombstones tombstones;

  Job find(TenantId tenant, JobId id) {
    return jobs.find(tenant, id).orElseThrow(() -> unknown(tenant, id));
  }

  /** A job of which an older copy of the database has nothing was here if it has a tombstone. */
  private LetheException unknown(TenantId tenant, JobId id) {
    return new LetheException(
        tombstones.isBuried(tenant, id.value()) ? ProblemCode.JOB_GONE : ProblemCode.NOT_FOUND);
  }

  /** The job, which nobody else changes or deletes until the transaction ends. */
  Job lock(TenantId tenant, JobId id) {
    return jobs.lock(tenant, id).orElseThrow(() -> unknown(tenant, id));
  }
}
