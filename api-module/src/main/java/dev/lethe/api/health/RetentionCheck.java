package dev.lethe.api.health;

import dev.lethe.problem.model.LetheException;
import dev.lethe.retention.service.RetentionHealth;
import dev.lethe.retention.service.RetentionHealth.Numbers;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * What deletion needs somebody for: numbers to raise an alarm on. A server that is late with
 * deletions says so in {@code late} and stays ready: whoever takes it away for that, or starts it
 * anew again and again, takes away what deletes. So this is down only when the numbers cannot be
 * had.
 */
@Readiness
@ApplicationScoped
public class RetentionCheck implements HealthCheck {

  @Inject RetentionHealth health;

  @Override
  public HealthCheckResponse call() {
    try {
      return answer(health.numbers());
    } catch (LetheException | EJBException none) {
      return HealthCheckResponse.named("retention").down().build();
    }
  }

  static HealthCheckResponse answer(Numbers numbers) {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("retention")
            .withData("dead_letters", numbers.alarms().deadLetters())
            .withData("missing_objects", numbers.alarms().missing())
            .withData("due", numbers.alarms().due())
            .withData("late", numbers.isLate())
            .withData("late_seconds", numbers.alarms().lateSeconds())
            .withData("late_after_seconds", numbers.bound().toSeconds());
    numbers.sinceLooked().ifPresent(age -> answer.withData("seconds_since_look", age.toSeconds()));
    numbers.sinceSwept().ifPresent(age -> answer.withData("seconds_since_sweep", age.toSeconds()));
    return answer.up().build();
  }
}
