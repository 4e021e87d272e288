package dev.lethe.jobs.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes those of this server that wait for jobs, so that none waits for the next poll. */
@ApplicationScoped
public class JobSignal {

  private final Semaphore queued = new Semaphore(0);

  void jobQueued() {
    queued.release();
  }

  /** Waits for a job to be queued here, or for the time to pass. */
  void await(Duration time) throws InterruptedException {
    if (queued.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
  }
}
