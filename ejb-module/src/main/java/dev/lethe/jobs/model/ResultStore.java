package dev.lethe.jobs.model;

import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.ExtractedField;
import java.util.List;
import java.util.Optional;

/** Keeps the fields of jobs, sealed under a data key of each job's own. */
public interface ResultStore {

  void add(TenantId tenant, JobId id, List<ExtractedField> fields);

  /** The fields, or empty if there are none or they were deleted. */
  Optional<List<ExtractedField>> find(TenantId tenant, JobId id);
}
