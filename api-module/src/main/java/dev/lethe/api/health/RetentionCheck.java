package dev.lethe.api.health;

import dev.lethe.problem.model.LetheException;
import dev.lethe.retention.model.RetentionAlarms.Alarms;
import dev.lethe.retention.service.RetentionHealth;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * What deletion needs somebody for: numbers to raise an alarm on. A server that cannot delete
 * something can do its work all the same, so this is down only when the numbers cannot be had.
 */
@Readiness
@ApplicationScoped
public class RetentionCheck implements HealthCheck {

  @Inject RetentionHealth health;

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("retention");
    try {
      Alarms alarms = health.alarms();
      return answer
          .withData("dead_letters", alarms.deadLetters())
          .withData("missing_objects", alarms.missing())
          .withData("late_seconds", alarms.lateSeconds())
          .up()
          .build();
    } catch (LetheException | EJBException none) {
      return answer.down().build();
    }
  }
}
