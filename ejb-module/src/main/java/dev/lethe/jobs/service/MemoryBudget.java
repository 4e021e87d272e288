package dev.lethe.jobs.service;

import dev.lethe.jobs.model.JobStore.JobKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Documents in memory whose jobs are done are kept for a preview, until their deadline or until
 * they are too many; then the oldest go first, so that there is room for what comes.
 */
@ApplicationScoped
public class MemoryBudget {

  static final long MAX_BYTES = 64L << 20;

  private final Deque<Held> done = new ArrayDeque<>();
  private long bytes;

  private record Held(JobKey job, long bytes) {}

  /**
   * Notes a document that is not needed for reading any more.
   *
   * @return the jobs whose documents must go now
   */
  synchronized List<JobKey> done(JobKey job, long size) {
    done.addLast(new Held(job, size));
    bytes += size;
    List<JobKey> excess = new ArrayList<>();
    while (bytes > MAX_BYTES) {
      Held oldest = done.removeFirst();
      bytes -= oldest.bytes();
      excess.add(oldest.job());
    }
    return excess;
  }
}
