package dev.lethe.api.health;

import dev.lethe.host.model.MemoryExposure;
import dev.lethe.host.service.MemoryService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether what is in memory may get to a disk in clear. A machine that may is refused at the start,
 * or accepted; swap that is switched on later shows here, and leaves the service ready.
 */
@Readiness
@ApplicationScoped
public class MemoryCheck implements HealthCheck {

  @Inject MemoryService memory;

  @Override
  public HealthCheckResponse call() {
    MemoryExposure exposure = memory.exposure();
    return HealthCheckResponse.named("memory")
        .up()
        .withData("stays_in_memory", exposure.findings().isEmpty())
        .withData("swap", exposure.swap().code())
        .withData("swapped_kib", exposure.swappedKib())
        .withData("core_dumps", exposure.coreDumps().code())
        .withData("heap_dumps", exposure.heapDumps() ? "on" : "off")
        .build();
  }
}
