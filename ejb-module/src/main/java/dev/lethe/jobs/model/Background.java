package dev.lethe.jobs.model;

import java.util.concurrent.Future;

/** Runs work on a thread of the server that no caller waits on. */
public interface Background {

  Future<?> start(Runnable work);
}
