package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.tenancy.model.TenantId;
import java.util.Set;

/**
 * Whatever keeps personal data of jobs implements this, so that deletion knows it. Called within
 * the deleting transaction; may be called again for what is gone already.
 */
public interface Erasable {

  /** The class of artefact that this keeps. */
  ArtefactClass artefact();

  /**
   * Tables whose rows this erases. Each table that has a tenant is one of these, or a test asks for
   * the reason.
   */
  default Set<String> tables() {
    return Set.of();
  }

  /**
   * Erases what is kept for a job.
   *
   * @param job value of the job's id
   * @return how many objects or rows were erased
   */
  int erase(TenantId tenant, String job);

  /** Whether anything of the job is still there: read back after erasing. */
  boolean holds(TenantId tenant, String job);
}
