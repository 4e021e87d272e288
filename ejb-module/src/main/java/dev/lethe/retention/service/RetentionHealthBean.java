package dev.lethe.retention.service;

import dev.lethe.retention.model.RetentionAlarms;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;

/** Reads the alarms of this moment. */
@Stateless
public class RetentionHealthBean implements RetentionHealth {

  @Inject RetentionAlarms alarms;
  @Inject LatenessSettings settings;
  @Inject Clock clock;

  @Override
  public Numbers numbers() {
    Instant now = clock.instant();
    return new Numbers(alarms.at(now), settings.bound(), now);
  }
}
