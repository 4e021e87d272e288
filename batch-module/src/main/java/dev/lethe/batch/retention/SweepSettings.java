package dev.lethe.batch.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Settings {@code lethe.retention.sweep.*}. */
@ApplicationScoped
public class SweepSettings {

  static final int MOST_THREADS = 8;

  @Inject
  @ConfigProperty(name = "lethe.retention.sweep.interval", defaultValue = "PT10S")
  Duration interval;

  @Inject
  @ConfigProperty(name = "lethe.retention.sweep.lease", defaultValue = "PT30S")
  Duration lease;

  @Inject
  @ConfigProperty(name = "lethe.retention.sweep.threads", defaultValue = "2")
  int threads;

  @Inject
  @ConfigProperty(name = "lethe.retention.sweep.orphans.interval", defaultValue = "PT1H")
  Duration orphansInterval;

  @Inject
  @ConfigProperty(name = "lethe.retention.sweep.orphans.age", defaultValue = "PT1H")
  Duration orphansAge;

  /** For the container. */
  public SweepSettings() {}

  SweepSettings(
      Duration interval,
      Duration lease,
      int threads,
      Duration orphansInterval,
      Duration orphansAge) {
    this.interval = interval;
    this.lease = lease;
    this.threads = threads;
    this.orphansInterval = orphansInterval;
    this.orphansAge = orphansAge;
  }

  /**
   * Stops the start when a setting is wrong.
   *
   * @throws IllegalStateException naming the setting
   */
  public void check() {
    require(isBetween(interval, Duration.ofSeconds(1), Duration.ofSeconds(30)), "interval");
    require(isBetween(lease, interval.multipliedBy(2), Duration.ofSeconds(60)), "lease");
    require(threads >= 1 && threads <= MOST_THREADS, "threads");
    require(
        isBetween(orphansInterval, Duration.ofMinutes(1), Duration.ofDays(1)), "orphans.interval");
    require(isBetween(orphansAge, Duration.ofMinutes(15), Duration.ofDays(7)), "orphans.age");
  }

  private static boolean isBetween(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private static void require(boolean right, String name) {
    if (!right) {
      throw new IllegalStateException("lethe.retention.sweep." + name + " is out of range");
    }
  }

  /** Between two looks at what is due: 10 seconds; 1 to 30, as deletion comes within 60. */
  public Duration interval() {
    return interval;
  }

  /** How long a server that fell silent keeps the others from sweeping: 30 seconds. */
  public Duration lease() {
    return lease;
  }

  /** How long a run may do nothing before it counts as dead: as long as a lease. */
  public Duration silence() {
    return lease;
  }

  /** Tenants that are swept at the same time: 2. */
  public int threads() {
    return threads;
  }

  /** Between two searches for orphans: an hour. */
  public Duration orphansInterval() {
    return orphansInterval;
  }

  /** Age from which an object that nothing refers to is an orphan: an hour. */
  public Duration orphansAge() {
    return orphansAge;
  }
}
