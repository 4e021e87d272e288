package dev.lethe.consent.model;

import java.util.Optional;

/**
 * Which records are wanted.
 *
 * @param purpose name of a purpose
 * @param state {@code active}, {@code expired} or {@code withdrawn}
 * @param job value of a job's id
 */
public record ConsentFilter(
    Optional<String> purpose, Optional<String> state, Optional<String> job) {
  public static final ConsentFilter ALL =
      new ConsentFilter(Optional.empty(), Optional.empty(), Optional.empty());
}
