package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import java.time.Instant;
import java.util.Optional;

/**
 * Which reviews are asked for; what is empty restricts nothing.
 *
 * @param dueBefore those whose artefact goes before a time
 * @param label document class
 */
public record DispositionFilter(
    Optional<Disposition.State> state,
    Optional<ArtefactClass> artefact,
    Optional<Instant> dueBefore,
    Optional<String> label) {

  /** Those that wait for a decision. */
  public static final DispositionFilter PENDING =
      new DispositionFilter(
          Optional.of(Disposition.State.PENDING),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
