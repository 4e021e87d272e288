package dev.lethe.consent.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Which records are wanted.
 *
 * @param purpose name of a purpose
 * @param job value of a job's id: what the job carried or refers to
 * @param subject id of a data subject
 * @param expiresBefore only what is active and expires before this time, soonest first
 */
public record ConsentFilter(
    Optional<String> purpose,
    Optional<ConsentState> state,
    Optional<String> job,
    Optional<String> subject,
    Optional<Instant> expiresBefore) {
  public static final ConsentFilter ALL =
      new ConsentFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public ConsentFilter withPurpose(Optional<String> wanted) {
    return new ConsentFilter(wanted, state, job, subject, expiresBefore);
  }

  public ConsentFilter withState(Optional<ConsentState> wanted) {
    return new ConsentFilter(purpose, wanted, job, subject, expiresBefore);
  }

  public ConsentFilter withJob(Optional<String> wanted) {
    return new ConsentFilter(purpose, state, wanted, subject, expiresBefore);
  }

  public ConsentFilter withSubject(Optional<String> wanted) {
    return new ConsentFilter(purpose, state, job, wanted, expiresBefore);
  }

  public ConsentFilter withExpiresBefore(Optional<Instant> wanted) {
    return new ConsentFilter(purpose, state, job, subject, wanted);
  }
}
