package dev.lethe.batch.keys;

import dev.lethe.jobs.model.ServerName;
import dev.lethe.keys.service.TenantKeyService;
import dev.lethe.tenancy.model.TenantId;
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
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Looks at each tenant's root key now and then and goes on with what a rotation of it, or of the
 * master key, has left to do. One of several servers does so, by a lease; two that did would only
 * pass over each other's rows.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class RewrapSchedule {

  private static final Logger LOG = Logger.getLogger(RewrapSchedule.class.getName());
  private static final Duration SOON = Duration.ofSeconds(5);

  /** Asked for at the first tick: at start the module that has it may not be there yet. */
  @Inject Instance<TenantKeyService> keys;

  @Inject Instance<ServerName> server;

  @Inject
  @ConfigProperty(name = "lethe.key.rewrap.interval", defaultValue = "PT10S")
  Duration interval;

  @Resource TimerService timers;

  private boolean told;

  @PostConstruct
  void begin() {
    if (interval.compareTo(Duration.ofSeconds(1)) < 0
        || interval.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalStateException("lethe.key.rewrap.interval is out of range");
    }
    timers.createIntervalTimer(SOON.toMillis(), interval.toMillis(), new TimerConfig(null, false));
  }

  @Timeout
  void tick() {
    try {
      if (!takeLease()) {
        return;
      }
      goOnWithMasterKey();
      for (TenantId tenant : keys.get().tenants()) {
        // anew for each, so that a long run keeps it
        if (!takeLease()) {
          return;
        }
        goOn(tenant);
      }
    } catch (RuntimeException e) {
      notLooked(e);
    }
  }

  private boolean takeLease() {
    return keys.get().takeLease(server.get().value(), interval.multipliedBy(2));
  }

  private void goOnWithMasterKey() {
    try {
      if (keys.get().goOnWithMasterKey() && !told) {
        told = true;
        LOG.info(
            "nothing is wrapped by the key of lethe.master.key.previous.file any more:"
                + " the setting can go, then the file");
      }
    } catch (RuntimeException e) {
      notLooked(e);
    }
  }

  /** One tenant's trouble keeps no other waiting. */
  private void goOn(TenantId tenant) {
    try {
      keys.get().goOn(tenant);
    } catch (RuntimeException e) {
      notLooked(e);
    }
  }

  /** The next tick tries again; the text of the failure may quote what it was about. */
  private static void notLooked(RuntimeException e) {
    LOG.log(Level.WARNING, "keys could not be looked at: {0}", e.getClass().getName());
  }
}
