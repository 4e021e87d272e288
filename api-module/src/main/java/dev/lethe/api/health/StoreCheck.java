package dev.lethe.api.health;

import dev.lethe.intake.model.DocumentStores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether the document store answers. One that is away leaves the service ready: results are
 * served, and documents of callers who wait stay in memory; what needs the store waits or is
 * refused.
 */
@Readiness
@ApplicationScoped
public class StoreCheck implements HealthCheck {

  @Inject DocumentStores stores;

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("store")
        .up()
        .withData("answers", stores.lasting().answers())
        .build();
  }
}
