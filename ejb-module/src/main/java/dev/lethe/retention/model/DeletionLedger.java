package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.tenancy.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps what is due, what was deleted and by which run. Joins the running transaction.
 *
 * <p>What marks, locks or puts off holds the job first and then its artefacts, in the order in
 * which every step of a job does: two deletions of one job wait for each other, and neither fails.
 */
public interface DeletionLedger {

  /**
   * Notes that deletion begins.
   *
   * @return those of the classes that were planned and are not deleted
   */
  Set<ArtefactClass> mark(TenantId tenant, String job, Set<ArtefactClass> artefacts, Instant now);

  /** The same, holding the rows until the transaction ends. */
  Set<ArtefactClass> lock(TenantId tenant, String job, Set<ArtefactClass> artefacts);

  void deleted(TenantId tenant, String job, Set<ArtefactClass> artefacts, Instant now);

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

  /** Whether anything of the job is kept but what proves its processing. */
  boolean holdsContent(TenantId tenant, String job);

  /** Version of the policy that set the job's deadlines. */
  String policyVersion(TenantId tenant, String job);

  void record(TenantId tenant, DeletionReceipt receipt);

  /** Ids of the receipts of a job, oldest first. */
  List<String> receipts(TenantId tenant, String job);

  /** Notes that the job is no more; the first receipt stays. */
  void bury(TenantId tenant, String job, String receipt, Instant now);

  /** Takes or renews a lease; false while another holds it. */
  boolean takeLease(String name, String holder, Duration time);

  /** Tenants that have something due: artefacts or upload slots. */
  List<TenantId> tenantsDue(Instant now);

  List<TenantId> tenants();

  /** What is due and not put off, in the order of deadlines. */
  List<DueArtefacts> due(
      TenantId tenant, Instant now, Optional<DueArtefacts.Position> after, int limit);

  /** Begins a run or takes it up again; others that never ended have failed. */
  void begin(TenantId tenant, String run, Instant now);

  void count(TenantId tenant, String run, long due, long deleted, long failed);

  /**
   * @param state {@code completed} or {@code failed}
   */
  void end(TenantId tenant, String run, String state, Instant now);
}
