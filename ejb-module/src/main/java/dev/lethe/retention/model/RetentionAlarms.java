package dev.lethe.retention.model;

import java.time.Instant;
import java.util.Optional;

/** What needs somebody, of all tenants together: numbers alone. */
public interface RetentionAlarms {

  Alarms at(Instant now);

  /**
   * @param deadLetters deletions that failed too often
   * @param missing artefacts whose object is not in its store
   * @param due artefacts past their deadline that nothing holds up, those that are tried again
   *     included
   * @param lateSeconds for how long the oldest of them could have gone already: since its deadline,
   *     or since the hold's release or the change that made it due
   * @param lookedAt when a server last looked for what is due
   * @param sweptAt when a run of the sweep last ended well; one that finds nothing due is no run
   */
  record Alarms(
      long deadLetters,
      long missing,
      long due,
      long lateSeconds,
      Optional<Instant> lookedAt,
      Optional<Instant> sweptAt) {}
}
