package dev.lethe.api.health;

import dev.lethe.recovery.model.RecoveryStatus;
import dev.lethe.recovery.service.Recovery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the database is known to contain all that has ended, or what is still in the way. */
@Readiness
@ApplicationScoped
public class RestoreCheck implements HealthCheck {

  @Inject Recovery recovery;

  @Override
  public HealthCheckResponse call() {
    return answer(recovery.status());
  }

  static HealthCheckResponse answer(RecoveryStatus status) {
    return HealthCheckResponse.named("restore")
        .status(status.isComplete())
        .withData("state", status.state().code())
        .withData("checked", status.checked())
        .withData("replayed", status.replayed())
        .build();
  }
}
