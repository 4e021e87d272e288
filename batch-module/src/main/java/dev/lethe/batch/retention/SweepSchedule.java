package dev.lethe.batch.retention;

import dev.lethe.jobs.model.ServerName;
import dev.lethe.retention.service.RetentionSweep;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.security.RunAs;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what is due every few seconds and starts the deletion job when something is. One of
 * several servers does so, by a lease: a persistent timer would fail over only after minutes, and
 * deletion has to come within one.
 */
@Singleton
@Startup
@RunAs("lethe-batch")
@TransactionManagement(TransactionManagementType.BEAN)
public class SweepSchedule {

  private static final Logger LOG = Logger.getLogger(SweepSchedule.class.getName());

  private static final long SECOND_MILLIS = 1000;

  /** Asked for at the first tick: at start the module that has it may not be there yet. */
  @Inject Instance<RetentionSweep> sweep;

  @Inject SweepSettings settings;
  @Inject SweepPulse pulse;
  @Inject Instance<ServerName> server;
  @Inject Clock clock;
  @Resource TimerService timers;

  private @Nullable SweepTicks ticks;

  @PostConstruct
  void begin() {
    settings.check();
    long millis = settings.interval().toMillis();
    // soon: a server that was killed has work that nobody does
    timers.createIntervalTimer(SECOND_MILLIS, millis, new TimerConfig(null, false));
  }

  @Timeout
  void tick() {
    try {
      ticks().tick();
    } catch (RuntimeException e) {
      // the next tick tries again; the text of the failure may quote what it was about
      LOG.log(Level.WARNING, "the sweep could not be started: {0}", e.getClass().getName());
    }
  }

  private SweepTicks ticks() {
    if (ticks == null) {
      ticks =
          new SweepTicks(
              sweep.get(),
              new SweepRuns(BatchRuntime.getJobOperator()),
              settings,
              clock,
              pulse,
              server.get().value());
    }
    return ticks;
  }
}
