package dev.lethe.api.health;

import dev.lethe.keys.model.KeyProviderHealth;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Which key providers answer, how many tenants have revoked their key, and whether the master key
 * from before is still needed. A provider that is away leaves the service ready: tenants whose keys
 * are elsewhere are served.
 */
@Readiness
@ApplicationScoped
public class KeysCheck implements HealthCheck {

  @Inject KeyProviderHealth health;

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("keys").up();
    health.providers().forEach(answer::withData);
    return answer
        .withData("tenants_revoked", health.revoked())
        .withData("previous_master_key", health.previousMasterKey())
        .build();
  }
}
