package dev.lethe.api.health;

import dev.lethe.problem.model.LetheException;
import dev.lethe.retention.service.RetentionHealth;
import dev.lethe.retention.service.RetentionHealth.Numbers;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;

/**
 * Publishes at {@code /metrics} how deletion keeps up: all tenants together, numbers alone. What
 * cannot be had is {@code NaN}, never a number from before.
 */
@ApplicationScoped
public class DeletionGauges {

  /** One reading for all gauges of a scrape. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  @Inject RetentionHealth health;
  @Inject Clock clock;

  private Optional<Numbers> numbers = Optional.empty();
  private Instant readAt = Instant.EPOCH;

  void publish(
      @Observes @Initialized(ApplicationScoped.class) Object started, MetricRegistry registry) {
    add(
        registry,
        "lethe_deletion_late",
        MetricUnits.SECONDS,
        "For how long the oldest due deletion could have been done",
        now -> now.alarms().lateSeconds());
    add(
        registry,
        "lethe_deletion_late_bound",
        MetricUnits.SECONDS,
        "By how much a deletion may be late before it is an alarm",
        now -> now.bound().toSeconds());
    add(
        registry,
        "lethe_deletion_due",
        MetricUnits.NONE,
        "Artefacts past their deadline that nothing holds up",
        now -> now.alarms().due());
    add(
        registry,
        "lethe_deletion_dead_letters",
        MetricUnits.NONE,
        "Deletions that failed too often",
        now -> now.alarms().deadLetters());
    add(
        registry,
        "lethe_deletion_missing_objects",
        MetricUnits.NONE,
        "Artefacts whose sealed object is not in its store",
        now -> now.alarms().missing());
    add(
        registry,
        "lethe_deletion_since_look",
        MetricUnits.SECONDS,
        "Since a server looked for what is due",
        now -> seconds(now.sinceLooked()));
    add(
        registry,
        "lethe_deletion_since_sweep",
        MetricUnits.SECONDS,
        "Since a run that had something to do ended well",
        now -> seconds(now.sinceSwept()));
  }

  private void add(
      MetricRegistry registry,
      String name,
      String unit,
      String description,
      ToDoubleFunction<Numbers> value) {
    registry.gauge(
        Metadata.builder().withName(name).withUnit(unit).withDescription(description).build(),
        () -> read(value));
  }

  double read(ToDoubleFunction<Numbers> value) {
    return numbers().stream().mapToDouble(value).findFirst().orElse(Double.NaN);
  }

  private synchronized Optional<Numbers> numbers() {
    Instant now = clock.instant();
    if (now.isAfter(readAt.plus(FRESH)) || now.isBefore(readAt)) {
      numbers = read();
      readAt = now;
    }
    return numbers;
  }

  private Optional<Numbers> read() {
    try {
      return Optional.of(health.numbers());
    } catch (LetheException | EJBException none) {
      return Optional.empty();
    }
  }

  private static double seconds(Optional<Duration> age) {
    return age.map(Duration::toSeconds).map(Long::doubleValue).orElse(Double.NaN);
  }
}
