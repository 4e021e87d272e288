package dev.lethe.api.health;

import dev.lethe.jobs.model.DocumentWorkers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether there are sandboxed workers, or why there are none. */
@Readiness
@ApplicationScoped
public class WorkersCheck implements HealthCheck {

  @Inject DocumentWorkers workers;

  @Override
  public HealthCheckResponse call() {
    DocumentWorkers.Status status = workers.status();
    return HealthCheckResponse.named("workers")
        .status(status.reason().isEmpty())
        .withData("reason", status.reason())
        .withData("wanted", status.wanted())
        .build();
  }
}
