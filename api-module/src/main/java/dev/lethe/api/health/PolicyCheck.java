package dev.lethe.api.health;

import dev.lethe.policy.model.PolicyStatus;
import dev.lethe.policy.service.PolicyGuard;
import dev.lethe.problem.model.LetheException;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Which policy runs, and whether it is the approved one. */
@Readiness
@ApplicationScoped
public class PolicyCheck implements HealthCheck {

  @Inject PolicyGuard guard;

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("policy");
    try {
      PolicyStatus status = guard.status();
      answer.withData("version", status.running().version());
      return status.isApproved()
          ? answer.up().build()
          : answer.withData("drift", status.drift()).down().build();
    } catch (LetheException | EJBException none) {
      return answer.down().build();
    }
  }
}
