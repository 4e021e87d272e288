package dev.lethe.recovery.service;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Has the check begin with the server, and go on. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class RecoverySchedule {

  private static final long EVERY_MILLIS = 2_000;

  @Inject Recovery recovery;
  @Resource TimerService timers;

  @PostConstruct
  void begin() {
    timers.createIntervalTimer(0, EVERY_MILLIS, new TimerConfig(null, false));
  }

  @Timeout
  void tick() {
    recovery.tick();
  }
}
