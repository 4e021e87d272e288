package dev.lethe.metrics.model;

import java.time.Instant;
import java.util.Optional;

/** The numbers an officer sees first. */
public record HomeCounters(
    long jobsToday,
    long jobsWaiting,
    long jobsFailedToday,
    long consentsActive,
    long artefactsKept,
    long dueToday,
    long overdue,
    long deletedToday,
    long revealsToday,
    Optional<Instant> lastDeletionRun,
    String policyVersion,
    int workersReady) {}
