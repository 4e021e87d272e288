package dev.lethe.jobs.adapter.worker;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How many workers there are and what each may use.
 *
 * @param root the folder that a worker sees as its file system
 * @param busy the most documents that are read at once
 * @param spares warm workers beyond that, so that a lost one costs no time
 * @param heapMebibytes Java heap of a worker
 * @param nativeMebibytes memory beside the heap: recognition, threads, direct buffers
 * @param recyclePages pages after which a worker is replaced
 * @param recycleMebibytes resident memory above which a worker is replaced
 * @param maxResultBytes largest redacted copy
 * @param startTimeout until a new worker must be warm
 * @param patience how long a caller waits for a free worker
 * @param grace beyond a request's deadline before the worker is killed, so that it can answer that
 *     the time is over
 */
public record PoolSettings(
    Path root,
    int busy,
    int spares,
    Reuse reuse,
    int heapMebibytes,
    int nativeMebibytes,
    int recyclePages,
    int recycleMebibytes,
    int maxResultBytes,
    Duration startTimeout,
    Duration patience,
    Duration grace) {

  private static final int LEAST_HEAP = 64;
  private static final int LEAST_NATIVE = 256;

  public PoolSettings {
    require(busy >= 1, "lethe.worker.busy");
    require(spares >= 1, "lethe.worker.spares");
    require(heapMebibytes >= LEAST_HEAP, "lethe.worker.heap.mib");
    require(nativeMebibytes >= LEAST_NATIVE, "lethe.worker.native.mib");
    require(recyclePages >= 1, "lethe.worker.recycle.pages");
    require(recycleMebibytes >= heapMebibytes, "lethe.worker.recycle.mib");
    require(maxResultBytes >= 1, "lethe.worker.result.bytes");
    require(isPositive(startTimeout), "lethe.worker.start.timeout");
    require(!patience.isNegative(), "lethe.worker.wait");
    require(!grace.isNegative(), "lethe.worker.grace");
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean holds, String setting) {
    if (!holds) {
      throw new IllegalArgumentException(setting + " is out of range");
    }
  }

  /** As one machine wants it; the root has no default. */
  public static PoolSettings standard(Path root) {
    return new PoolSettings(
        root,
        Math.max(1, Runtime.getRuntime().availableProcessors()),
        1,
        Reuse.SAME_TENANT,
        384,
        512,
        200,
        700,
        128 * 1024 * 1024,
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofSeconds(1));
  }
}
