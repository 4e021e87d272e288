package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import java.time.Instant;

/**
 * An artefact whose window runs from an event that was reported.
 *
 * @param job value of the job's id
 * @param before its deadline before the report
 * @param after its deadline now
 * @param startedAt when its window began: an earlier report's time if there was one
 * @param isNew whether this report is the one that began it
 * @param held whether a legal hold defers its deletion
 */
public record StartedWindow(
    String job,
    ArtefactClass artefact,
    Instant before,
    Instant after,
    Instant startedAt,
    boolean isNew,
    boolean held) {}
