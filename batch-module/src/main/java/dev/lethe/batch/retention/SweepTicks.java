package dev.lethe.batch.retention;

import dev.lethe.retention.service.RetentionSweep;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Decides at every tick whether to start, restart or wait. */
final class SweepTicks {

  private final RetentionSweep sweep;
  private final SweepRuns runs;
  private final SweepSettings settings;
  private final Clock clock;
  private final String server;

  private boolean leads;
  private Optional<Long> execution = Optional.empty();
  private Instant orphansDue = Instant.EPOCH;

  SweepTicks(
      RetentionSweep sweep, SweepRuns runs, SweepSettings settings, Clock clock, String server) {
    this.sweep = sweep;
    this.runs = runs;
    this.settings = settings;
    this.clock = clock;
    this.server = server;
  }

  void tick() {
    boolean leadsNow = sweep.takeLease(server, settings.lease());
    boolean isNew = leadsNow && !leads;
    leads = leadsNow;
    if (!leads || execution.filter(runs::isUnderWay).isPresent()) {
      return;
    }
    if (isNew || execution.isPresent()) {
      execution = runs.restartIfCutOff();
    }
    if (execution.isEmpty()) {
      execution = startIfDue();
    }
  }

  private Optional<Long> startIfDue() {
    boolean orphans = !clock.instant().isBefore(orphansDue);
    if (!orphans && sweep.tenantsDue().isEmpty()) {
      return Optional.empty();
    }
    Optional<Long> started = Optional.of(runs.start(orphans));
    if (orphans) {
      orphansDue = clock.instant().plus(settings.orphansInterval());
    }
    return started;
  }
}
