package dev.lethe.retention.model;

import java.time.Instant;

/** What needs somebody, of all tenants together: numbers alone. */
public interface RetentionAlarms {

  Alarms at(Instant now);

  /**
   * @param deadLetters deletions that failed too often
   * @param missing artefacts whose object is not in its store
   * @param lateSeconds by how much the oldest deadline is past that nothing holds up
   */
  record Alarms(long deadLetters, long missing, long lateSeconds) {}
}
