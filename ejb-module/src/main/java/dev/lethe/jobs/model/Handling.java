package dev.lethe.jobs.model;

import dev.lethe.policy.model.Isolation;
import java.util.Optional;

/**
 * How a document was handled by a worker.
 *
 * @param worker random name of the process that was given it; empty if none was
 * @param isolation how its trust zone keeps documents apart
 */
public record Handling(Optional<String> worker, Isolation isolation) {}
