package dev.lethe.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several pieces of work in one moment, each in a thread of its own. */
public final class AtOnce {

  private AtOnce() {}

  /** Starts all in the same moment and waits for all; what one of them throws is thrown. */
  public static void atOnce(Runnable... works) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(works.length);
    try {
      CyclicBarrier together = new CyclicBarrier(works.length);
      List<Future<?>> running = new ArrayList<>();
      for (Runnable work : works) {
        running.add(
            threads.submit(
                () -> {
                  together.await();
                  work.run();
                  return true;
                }));
      }
      for (Future<?> each : running) {
        await(each);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(Future<?> work) throws InterruptedException {
    try {
      work.get();
    } catch (ExecutionException e) {
      throw new AssertionError("one of those at the same moment failed", e.getCause());
    }
  }
}
