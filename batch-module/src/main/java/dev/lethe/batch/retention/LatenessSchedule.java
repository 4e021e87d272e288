package dev.lethe.batch.retention;

import dev.lethe.retention.model.LatenessLedger.Lateness;
import dev.lethe.retention.service.LatenessService;
import dev.lethe.retention.service.LatenessSettings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Looks every few seconds whether deletion is late. By a timer of its own and without a lease: it
 * has to see a sweep that hangs, and a leader that does nothing.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class LatenessSchedule {

  private static final Logger LOG = Logger.getLogger(LatenessSchedule.class.getName());
  private static final long SECONDS_10 = 10_000;

  /** Asked for at the first tick: at start the module that has it may not be there yet. */
  @Inject Instance<LatenessService> watch;

  @Inject LatenessSettings settings;
  @Resource TimerService timers;

  @PostConstruct
  void begin() {
    settings.check();
    timers.createIntervalTimer(SECONDS_10, SECONDS_10, new TimerConfig(null, false));
  }

  @Timeout
  void tick() {
    try {
      watch.get().look().forEach(this::judge);
    } catch (RuntimeException e) {
      notLooked(e);
    }
  }

  /** One tenant's trouble keeps no other's alarm back. */
  private void judge(Lateness lateness) {
    try {
      watch.get().judge(lateness);
    } catch (RuntimeException e) {
      notLooked(e);
    }
  }

  /** The next tick tries again; the text of the failure may quote what it was about. */
  private static void notLooked(RuntimeException e) {
    LOG.log(
        Level.WARNING, "whether deletion is late could not be seen: {0}", e.getClass().getName());
  }
}
