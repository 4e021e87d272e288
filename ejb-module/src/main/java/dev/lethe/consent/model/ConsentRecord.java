package dev.lethe.consent.model;

import dev.lethe.tenancy.model.ActorId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An entry of the ledger, with the fields of ISO/IEC TS 27560:2023: header (6.3.3: id, subject),
 * processing (6.3.4: terms), events (6.3.7: given, recorded, expires, ended).
 *
 * @param job value of the id of the job that carried it, if one did
 * @param subject random id that stands for the data subject, if one was named
 * @param mechanism how it was expressed
 * @param actor who recorded it
 * @param policyVersion version of the bundle by which it was checked
 * @param policySha256 hash of that bundle
 * @param givenAt when the data subject gave it
 * @param recordedAt when it came here
 * @param endedAt when it was withdrawn or objected to
 */
public record ConsentRecord(
    ConsentId id,
    ConsentTerms terms,
    Optional<String> job,
    Optional<String> subject,
    ConsentMechanism mechanism,
    ActorId actor,
    String policyVersion,
    String policySha256,
    Instant givenAt,
    Instant recordedAt,
    Optional<Instant> expiresAt,
    Optional<Instant> endedAt) {

  /** The same record where policy lets a consent live no longer than this after it was given. */
  public ConsentRecord within(Duration life) {
    Instant longest = givenAt.plus(life);
    Optional<Instant> end =
        expiresAt.filter(at -> at.isBefore(longest)).or(() -> Optional.of(longest));
    return new ConsentRecord(
        id,
        terms,
        job,
        subject,
        mechanism,
        actor,
        policyVersion,
        policySha256,
        givenAt,
        recordedAt,
        end,
        endedAt);
  }

  public ConsentState state(Instant now) {
    if (endedAt.isPresent()) {
      return ConsentState.WITHDRAWN;
    }
    return expiresAt.map(end -> !now.isBefore(end)).orElse(false)
        ? ConsentState.EXPIRED
        : ConsentState.ACTIVE;
  }
}
