package dev.lethe.retention.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Setting {@code lethe.retention.late.after}. */
@ApplicationScoped
public class LatenessSettings {

  private static final Duration LEAST = Duration.ofSeconds(10);
  private static final Duration MOST = Duration.ofDays(1);

  @Inject
  @ConfigProperty(name = "lethe.retention.late.after", defaultValue = "PT60S")
  Duration bound;

  /** For the container. */
  public LatenessSettings() {}

  public LatenessSettings(Duration bound) {
    this.bound = bound;
  }

  /**
   * Stops the start when the setting is wrong.
   *
   * @throws IllegalStateException naming the setting
   */
  public void check() {
    if (bound.compareTo(LEAST) < 0 || bound.compareTo(MOST) > 0) {
      throw new IllegalStateException("lethe.retention.late.after is out of range");
    }
  }

  /**
   * By how much a deletion may come after its deadline before it is an alarm: 60 seconds, which
   * Lethe promises; 10 seconds, in which a sweep looks, to a day.
   */
  public Duration bound() {
    return bound;
  }

  /** Under which an alarm is over: half of the bound, so that it does not come and go. */
  public Duration relief() {
    return bound.dividedBy(2);
  }
}
