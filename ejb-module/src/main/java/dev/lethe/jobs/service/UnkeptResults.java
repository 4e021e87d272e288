package dev.lethe.jobs.service;

import dev.lethe.jobs.model.JobId;
import dev.lethe.worker.ExtractedField;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Results that are kept nowhere: between the end of the reading and the answer to the caller who
 * waits, and only while one waits.
 */
@ApplicationScoped
public class UnkeptResults {

  private final Map<JobId, Optional<List<ExtractedField>>> awaited = new ConcurrentHashMap<>();

  /** A caller begins to wait. */
  void await(JobId job) {
    awaited.put(job, Optional.empty());
  }

  /** Hands a result over, or drops it if nobody waits any more. */
  void put(JobId job, List<ExtractedField> fields) {
    awaited.computeIfPresent(job, (id, none) -> Optional.of(List.copyOf(fields)));
  }

  /** The result, which is forgotten with this; empty if there is none. */
  List<ExtractedField> take(JobId job) {
    Optional<List<ExtractedField>> found = awaited.remove(job);
    return found == null ? List.of() : found.orElse(List.of());
  }
}
