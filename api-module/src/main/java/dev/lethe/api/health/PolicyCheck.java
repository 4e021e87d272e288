package dev.lethe.api.health;

import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether a policy is in force, and which. */
@Readiness
@ApplicationScoped
public class PolicyCheck implements HealthCheck {

  @Inject PolicyService policy;

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("policy");
    try {
      return answer.up().withData("version", policy.current().version().version()).build();
    } catch (LetheException | EJBException none) {
      return answer.down().build();
    }
  }
}
