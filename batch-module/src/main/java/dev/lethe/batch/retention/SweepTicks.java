package dev.lethe.batch.retention;

import dev.lethe.retention.service.RetentionSweep;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides at every tick whether to start, restart, stop or wait.
 *
 * <p>A run counts as alive only while it does something. One that is silent for as long as a lease
 * lasts is dead, whatever the job repository says of it, and the next goes on in its stead. Should
 * it come back to life, or only have taken long over orphans, both pass over what the other is
 * deleting.
 */
final class SweepTicks {

  private final RetentionSweep sweep;
  private final SweepRuns runs;
  private final SweepSettings settings;
  private final Clock clock;
  private final SweepPulse pulse;
  private final String server;

  private boolean leads;
  private Optional<Long> execution = Optional.empty();
  private Instant orphansDue = Instant.EPOCH;

  SweepTicks(
      RetentionSweep sweep,
      SweepRuns runs,
      SweepSettings settings,
      Clock clock,
      SweepPulse pulse,
      String server) {
    this.sweep = sweep;
    this.runs = runs;
    this.settings = settings;
    this.clock = clock;
    this.pulse = pulse;
    this.server = server;
  }

  void tick() {
    boolean leadsNow = sweep.takeLease(server, settings.lease());
    boolean isNew = leadsNow && !leads;
    leads = leadsNow;
    if (!leads) {
      stopOwn();
    } else if (execution.isEmpty() || isOver(execution.get())) {
      goOn(isNew || execution.isPresent());
    }
  }

  /** Another server sweeps. */
  private void stopOwn() {
    execution.filter(runs::isUnderWay).ifPresent(runs::stop);
    execution = Optional.empty();
  }

  private boolean isOver(long run) {
    return !runs.isUnderWay(run) || pulse.isSilentFor(settings.silence());
  }

  private void goOn(boolean mayRestart) {
    execution = mayRestart ? runs.restartIfCutOff() : Optional.empty();
    if (execution.isEmpty()) {
      execution = startIfDue();
    }
    if (execution.isPresent()) {
      pulse.beat();
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
