package dev.lethe.jobs.adapter.worker;

import dev.lethe.jobs.model.DocumentWorkers;
import dev.lethe.policy.model.Isolation;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.Request;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** The pool's life in the server: it starts with the application, and its processes end with it. */
@ApplicationScoped
public class SandboxedWorkers implements DocumentWorkers {

  @Inject WorkerSettings settings;

  private @Nullable WorkerPool pool;

  void start(@Observes Startup event) {
    pool();
  }

  private synchronized WorkerPool pool() {
    WorkerPool running = pool;
    if (running == null) {
      running = new WorkerPool(settings.pool());
      running.start();
      pool = running;
    }
    return running;
  }

  @Override
  public Answer process(
      TenantId tenant, Isolation isolation, Request request, Cancellation cancellation) {
    return pool().process(tenant, isolation, request, cancellation);
  }

  @Override
  public Status status() {
    return pool().status();
  }

  @PreDestroy
  synchronized void stop() {
    if (pool != null) {
      pool.close();
      pool = null;
    }
  }
}
