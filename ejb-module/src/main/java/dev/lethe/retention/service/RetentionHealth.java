package dev.lethe.retention.service;

import dev.lethe.retention.model.RetentionAlarms.Alarms;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What operators are told of deletion without belonging to a tenant. */
public interface RetentionHealth {

  Numbers numbers();

  /**
   * @param bound by how much a deletion may be late before it is an alarm
   * @param at the moment of the numbers
   */
  record Numbers(Alarms alarms, Duration bound, Instant at) {

    /** Whether the oldest due deletion is past the bound. */
    public boolean isLate() {
      return alarms.lateSeconds() > bound.toSeconds();
    }

    /** How long ago a server looked for what is due. */
    public Optional<Duration> sinceLooked() {
      return alarms.lookedAt().map(this::since);
    }

    /** How long ago a run of the sweep ended well. */
    public Optional<Duration> sinceSwept() {
      return alarms.sweptAt().map(this::since);
    }

    /** The database's clock may be a little ahead of this server's. */
    private Duration since(Instant then) {
      Duration age = Duration.between(then, at);
      return age.isNegative() ? Duration.ZERO : age;
    }
  }
}
