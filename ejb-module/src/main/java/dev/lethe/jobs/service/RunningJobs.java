package dev.lethe.jobs.service;

import dev.lethe.jobs.model.DocumentWorkers.Cancellation;
import dev.lethe.jobs.model.JobId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs that workers of this server are reading now, so that they can be stopped. */
@ApplicationScoped
public class RunningJobs {

  private final Map<JobId, Cancellation> running = new ConcurrentHashMap<>();

  Cancellation begin(JobId id) {
    Cancellation cancellation = new Cancellation();
    running.put(id, cancellation);
    return cancellation;
  }

  void end(JobId id, Cancellation cancellation) {
    running.remove(id, cancellation);
  }

  /** Kills the worker that reads the job's document, if there is one here. */
  void cancel(JobId id) {
    Cancellation cancellation = running.get(id);
    if (cancellation != null) {
      cancellation.cancel();
    }
  }
}
