package dev.lethe.retention.service;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import java.util.Set;

/**
 * Deletes artefacts of a job: what every {@link dev.lethe.retention.model.Erasable} of the classes
 * keeps, and the data keys. Marks, erases, confirms, records: it may be interrupted anywhere and
 * called again. Opens its own transactions, so it is called without one.
 */
public interface ErasureService {

  /**
   * Deletes now. Artefacts that are deleted already or never were count as deleted.
   *
   * @param job value of the job's id
   */
  void erase(
      TenantId tenant, ActorId actor, String job, Set<ArtefactClass> artefacts, Trigger trigger);

  /** Why something is deleted. */
  enum Trigger {
    DEADLINE,
    REQUEST,
    FAILURE,
    WITHDRAWAL
  }
}
