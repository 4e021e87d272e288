package dev.lethe.tenancy.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;

/** The clock of everything, in microseconds as the database keeps them. */
@ApplicationScoped
public class SystemClock {

  @Produces
  public Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
  }
}
