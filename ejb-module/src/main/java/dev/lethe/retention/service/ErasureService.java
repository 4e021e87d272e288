package dev.lethe.retention.service;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Deletes artefacts of a job: what every {@link dev.lethe.retention.model.Erasable} of the classes
 * keeps, and the data keys.
 *
 * <p>One transaction holds the rows, destroys the keys and what lies in the database, reads back,
 * and writes receipts and events; files that are then unreadable are noted in it and removed after
 * it, and the receipts are signed. So a deletion that is cut off anywhere either did not happen and
 * is due, or is recorded once, and the next run removes its files and signs its receipts. Opens its
 * own transactions, so it is called without one.
 */
public interface ErasureService {

  /**
   * Deletes now. Artefacts that are deleted already or never were count as deleted.
   *
   * @param job value of the job's id
   */
  void erase(
      TenantId tenant, ActorId actor, String job, Set<ArtefactClass> artefacts, Trigger trigger);

  /**
   * Deletes all that is due of some jobs, in one transaction. If that fails each job is deleted by
   * itself, so that one that cannot be is put off alone.
   *
   * @param jobs values of the jobs' ids
   */
  Outcome eraseDue(TenantId tenant, List<String> jobs, Instant until);

  /** Removes files and signs receipts that a deletion noted and did not come to. */
  void finishLeftOver(TenantId tenant);

  /**
   * How many jobs a deletion dealt with. Those that somebody else was deleting are in neither.
   *
   * @param failed put off
   */
  record Outcome(int deleted, int failed) {}

  /** Why something is deleted. */
  enum Trigger {
    DEADLINE,
    REQUEST,
    FAILURE,
    WITHDRAWAL,
    /** The result was handed out whole, and was to be kept no longer. */
    RETRIEVAL,
    /** The object is not in its store. */
    MISSING,
    /** People who look before something goes approved it, or did not decide in time. */
    DISPOSITION
  }
}
