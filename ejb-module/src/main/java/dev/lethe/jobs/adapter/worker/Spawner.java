package dev.lethe.jobs.adapter.worker;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The one thread that starts workers. A worker dies with the thread that started it, so this is a
 * thread of its own that lasts as long as the pool and survives whatever its tasks throw.
 */
final class Spawner {

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "lethe-worker-spawner");
  private volatile boolean stopped;

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  void submit(Runnable task) {
    tasks.add(task);
  }

  /** Ends the thread, and with it every worker. */
  void stop() {
    stopped = true;
    thread.interrupt();
  }

  private void run() {
    while (!stopped) {
      try {
        tasks.take().run();
      } catch (InterruptedException stop) {
        return;
      } catch (RuntimeException | Error broken) {
        System.getLogger(Spawner.class.getName())
            .log(System.Logger.Level.ERROR, "starting a worker failed: " + broken.getClass());
      }
    }
  }
}
