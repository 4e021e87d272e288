package dev.lethe.audit.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries are wanted.
 *
 * @param type event type or its beginning
 * @param job value of a job's id
 */
public record AuditFilter(
    Optional<Instant> from, Optional<Instant> until, Optional<String> type, Optional<String> job) {

  public static final AuditFilter ALL =
      new AuditFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
