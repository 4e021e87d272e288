package dev.lethe.retention.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One run of the deletion job, for the caller's tenant.
 *
 * @param state {@code running}, {@code completed} or {@code failed}
 */
public record DeletionRun(
    String id,
    Instant startedAt,
    Optional<Instant> endedAt,
    String state,
    long due,
    long deleted,
    long failed) {}
