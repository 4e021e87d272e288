package dev.lethe.metrics.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.Optional;

/** Counts what a tenant has. */
public interface CounterSource {

  /**
   * Counts at a time.
   *
   * @param dayBegins beginning of the day of {@code now}, UTC
   */
  Counts count(TenantId tenant, Instant dayBegins, Instant now);

  /** What was counted. */
  record Counts(
      long jobsToday,
      long jobsWaiting,
      long jobsFailedToday,
      long consentsActive,
      long artefactsKept,
      long dueToday,
      long overdue,
      long deletedToday,
      long deadLetters,
      long reviewsWaiting,
      long revealsToday,
      Optional<Instant> lastDeletionRun,
      Optional<Instant> lateSince) {}
}
