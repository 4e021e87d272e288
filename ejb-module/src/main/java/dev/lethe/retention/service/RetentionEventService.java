package dev.lethe.retention.service;

import dev.lethe.policy.model.RetentionStart;
import dev.lethe.retention.model.StartedWindow;
import dev.lethe.tenancy.model.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Events that somebody outside reports and from which windows run. Policy says who may ({@code
 * report_event}) and which there are.
 */
public interface RetentionEventService {

  /** The most jobs of one report. */
  int MOST_JOBS = 1000;

  /**
   * Begins the windows of jobs that wait for an event. All jobs or none; asked again it changes
   * nothing, whatever time it says: the first report counts.
   *
   * @param jobs values of jobs' ids
   * @param occurredAt now, if it is not there
   * @throws dev.lethe.problem.model.LetheException {@code event-unknown} for an event that no
   *     window of the policy starts with, {@code not-found} for a job that is not there, {@code
   *     request-malformed} for a time to come or from before one of the jobs
   */
  Reported report(
      Caller caller, RetentionStart event, Set<String> jobs, Optional<Instant> occurredAt);

  /**
   * A report and what came of it.
   *
   * @param windows of the jobs' artefacts that are there, those that run from the event
   */
  record Reported(RetentionStart event, Instant occurredAt, List<StartedWindow> windows) {
    public Reported {
      windows = List.copyOf(windows);
    }
  }
}
