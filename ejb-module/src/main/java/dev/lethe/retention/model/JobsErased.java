package dev.lethe.retention.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.Set;

/**
 * Nothing is left of jobs but what proves their processing. Fired as a CDI event in the transaction
 * that deleted the last artefact.
 *
 * @param jobs values of the jobs' ids
 */
public record JobsErased(TenantId tenant, Set<String> jobs, Instant at) {

  public JobsErased {
    jobs = Set.copyOf(jobs);
  }
}
