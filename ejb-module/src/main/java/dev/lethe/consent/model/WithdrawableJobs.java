package dev.lethe.consent.model;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The jobs, as far as withdrawing goes. */
public interface WithdrawableJobs {

  /**
   * Ends a job, whatever stage it is at, and makes due what no hold keeps. Joins the running
   * transaction and holds the job's row until its end, so that a step of the job comes before or
   * finds the job withdrawn.
   *
   * @param job value of the job's id
   * @param cut when its consent ended
   * @param held classes of artefacts that must be kept
   * @return what this did, for the withdrawal's own record
   */
  List<WithdrawalEffect> withdraw(
      TenantId tenant,
      ActorId actor,
      String job,
      WithdrawalId withdrawal,
      Instant cut,
      Set<ArtefactClass> held);

  /**
   * Ends the worker that reads the job's document, if this server has it; other servers find out by
   * themselves. Called after the withdrawal of the job is committed.
   */
  void stop(String job);

  /** Deletes what a withdrawn job left and no hold keeps. Called without a transaction. */
  void erase(TenantId tenant, ActorId actor, String job, Set<ArtefactClass> held);
}
