package dev.lethe.jobs.service;

import dev.lethe.jobs.model.DocumentWorkers.Cancellation;
import dev.lethe.jobs.model.JobId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs that workers of this server are reading now, so that they can be stopped. */
@ApplicationScoped
public class RunningJobs {

  private final Map<JobId, Set<Cancellation>> running = new ConcurrentHashMap<>();

  Cancellation begin(JobId id) {
    Cancellation cancellation = new Cancellation();
    running.compute(
        id,
        (job, others) -> {
          Set<Cancellation> all = others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(cancellation);
          return all;
        });
    return cancellation;
  }

  void end(JobId id, Cancellation cancellation) {
    running.computeIfPresent(
        id,
        (job, all) -> {
          all.remove(cancellation);
          return all.isEmpty() ? null : all;
        });
  }

  Set<JobId> ids() {
    return Set.copyOf(running.keySet());
  }

  /** Kills the workers that read the job's document, if there are any here. */
  void cancel(JobId id) {
    running.getOrDefault(id, Set.of()).forEach(Cancellation::cancel);
  }
}
