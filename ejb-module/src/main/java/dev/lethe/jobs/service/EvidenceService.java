package dev.lethe.jobs.service;

import dev.lethe.jobs.model.JobEvidence;
import dev.lethe.jobs.model.JobId;
import dev.lethe.tenancy.model.Caller;

/** Tells how a job was dealt with. Policy says who may ask ({@code read_evidence}). */
public interface EvidenceService {

  /** The most touches that are listed one by one. */
  int MOST_TOUCHES = 1000;

  /**
   * The nine stages of a job and its touch ledger, for as long as its audit trail is kept. Who has
   * placed legal holds is told to those who may read holds ({@code read_retention}).
   *
   * @throws dev.lethe.problem.model.LetheException {@code not-found}; {@code job-gone} when the
   *     trail's own time is over
   */
  JobEvidence of(Caller caller, JobId job);
}
