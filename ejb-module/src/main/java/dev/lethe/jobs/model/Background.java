package dev.lethe.jobs.model;

import java.util.concurrent.Future;

/** Runs work on a thread of the server that no caller waits on. */
public interface Background {

  /**
   * @throws java.util.concurrent.RejectedExecutionException when there are no more threads to be
   *     had
   */
  Future<?> start(Runnable work);
}
