package dev.lethe.consent.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Which records are wanted.
 *
 * @param purpose name of a purpose
 * @param job value of a job's id: what the job carried or refers to
 * @param subject id of a data subject
 * @param expiresBefore only what is active and expires before this time, soonest first
 * @param lives how long a consent for a purpose lives at most, where that is shorter than what may
 *     have been recorded
 */
public record ConsentFilter(
    Optional<String> purpose,
    Optional<ConsentState> state,
    Optional<String> job,
    Optional<String> subject,
    Optional<Instant> expiresBefore,
    Map<String, Duration> lives) {
  public static final ConsentFilter ALL =
      new ConsentFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of());

  public ConsentFilter {
    lives = Map.copyOf(lives);
  }

  public ConsentFilter withPurpose(Optional<String> wanted) {
    return new ConsentFilter(wanted, state, job, subject, expiresBefore, lives);
  }

  public ConsentFilter withState(Optional<ConsentState> wanted) {
    return new ConsentFilter(purpose, wanted, job, subject, expiresBefore, lives);
  }

  public ConsentFilter withJob(Optional<String> wanted) {
    return new ConsentFilter(purpose, state, wanted, subject, expiresBefore, lives);
  }

  public ConsentFilter withSubject(Optional<String> wanted) {
    return new ConsentFilter(purpose, state, job, wanted, expiresBefore, lives);
  }

  public ConsentFilter withExpiresBefore(Optional<Instant> wanted) {
    return new ConsentFilter(purpose, state, job, subject, wanted, lives);
  }

  public ConsentFilter withLives(Map<String, Duration> longest) {
    return new ConsentFilter(purpose, state, job, subject, expiresBefore, longest);
  }
}
