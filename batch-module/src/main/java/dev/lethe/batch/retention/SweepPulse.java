package dev.lethe.batch.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When the run of this server last did something. The job repository cannot tell: an execution
 * whose database went away under it stays started there for ever.
 */
@ApplicationScoped
public class SweepPulse {

  @Inject Clock clock;

  private volatile Instant last = Instant.EPOCH;

  /** A run began, or a step of it came on. */
  public void beat() {
    last = clock.instant();
  }

  boolean isSilentFor(Duration time) {
    return last.plus(time).isBefore(clock.instant());
  }
}
