package dev.lethe.metrics.model;

import java.time.Instant;
import java.util.Optional;

/**
 * The numbers an officer sees first.
 *
 * @param deadLetters deletions that failed too often and are put aside
 * @param reviewsWaiting artefacts on which people can decide before they go
 * @param lateSince since when deletion is late by more than its bound; empty if it is not
 * @param policyDrift why intake is stopped, as a stable code; empty if it is not
 */
public record HomeCounters(
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
    Optional<Instant> lateSince,
    String policyVersion,
    String policyDrift,
    int workersReady) {}
