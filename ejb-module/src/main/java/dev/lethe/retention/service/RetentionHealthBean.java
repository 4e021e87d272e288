package dev.lethe.retention.service;

import dev.lethe.retention.model.RetentionAlarms;
import dev.lethe.retention.model.RetentionAlarms.Alarms;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;

/** Reads the alarms of this moment. */
@Stateless
public class RetentionHealthBean implements RetentionHealth {

  @Inject RetentionAlarms alarms;
  @Inject Clock clock;

  @Override
  public Alarms alarms() {
    return alarms.at(clock.instant());
  }
}
