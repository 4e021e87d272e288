package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.tenancy.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps what is due, what was deleted and by which run. Joins the running transaction.
 *
 * <p>What locks, claims or puts off holds the job first and then its artefacts, in the order in
 * which every step of a job does: two deletions of one job wait for each other, and neither fails.
 */
public interface DeletionLedger {

  /**
   * Holds a job and those of its artefacts that are not deleted and that no legal hold keeps, until
   * the transaction ends: a legal hold that is placed meanwhile waits and finds them deleted. Waits
   * for another deletion of the same job.
   *
   * @return empty if nothing of the classes is left to delete
   */
  Optional<Erasure> lock(TenantId tenant, String job, Set<ArtefactClass> artefacts);

  /**
   * The same for all that is due of some jobs. Passes over jobs that somebody else holds: whoever
   * does, deletes them or leaves them due for the next run.
   */
  List<Erasure> claim(TenantId tenant, Collection<String> jobs, Instant until);

  /** What is there of jobs that are held, whether it is to be deleted or not. */
  List<Standing> standing(TenantId tenant, Collection<String> jobs);

  /**
   * An artefact that is there.
   *
   * @param store where it is kept
   * @param held by a legal hold
   */
  record Standing(
      String job,
      ArtefactClass artefact,
      DeletionDetails.Store store,
      Instant deleteAt,
      boolean held) {}

  /** Notes that what was held is deleted. */
  void deleted(TenantId tenant, Collection<Erasure> erasures, Instant now);

  /**
   * Notes a failure and when to try again: after the first delay, doubled with each failure, but at
   * most after the longest.
   */
  void failed(
      TenantId tenant,
      String job,
      Set<ArtefactClass> artefacts,
      Instant now,
      Duration first,
      Duration longest);

  /** Those of the jobs of which nothing is kept but what proves their processing. */
  Set<String> withoutContent(TenantId tenant, Collection<String> jobs);

  /** Keeps receipts, and that they are still to be signed. */
  void record(TenantId tenant, Collection<DeletionReceipt> receipts);

  /** Ids of the receipts of a job, oldest first. */
  List<String> receipts(TenantId tenant, String job);

  /** Those of receipts' ids that are kept here. */
  Set<String> known(TenantId tenant, Collection<String> receipts);

  /** Notes that the receipts' jobs are no more; the first receipt of a job stays. */
  void bury(TenantId tenant, Collection<DeletionReceipt> receipts);

  /**
   * Takes or renews a lease; false while another holds it. A server that was started anew is not
   * another: a lease of its earlier start passes to it at once.
   *
   * @param holder {@code name/start}
   */
  boolean takeLease(String name, String holder, Duration time);

  /** Tenants that have something due: artefacts, upload slots, or objects still to be removed. */
  List<TenantId> tenantsDue(Instant now);

  List<TenantId> tenants();

  /** What is due and not put off, in the order of deadlines; a job once for each deadline. */
  List<DueJob> due(TenantId tenant, Instant now, Optional<DueJob> after, int limit);

  /** Begins a run or takes it up again; others that never ended have failed. */
  void begin(TenantId tenant, String run, Instant now);

  void count(TenantId tenant, String run, long due, long deleted, long failed);

  /**
   * @param state {@code completed} or {@code failed}
   */
  void end(TenantId tenant, String run, String state, Instant now);
}
