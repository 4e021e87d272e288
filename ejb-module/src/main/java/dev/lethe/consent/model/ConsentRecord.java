package dev.lethe.consent.model;

import java.time.Instant;
import java.util.Optional;

/**
 * An entry of the ledger.
 *
 * @param id random
 * @param job value of the id of the job that carried it
 * @param subject keyed hash of the caller's reference, if one was given
 * @param policyVersion version of the bundle by which it was checked
 * @param state {@code active}, {@code expired} or {@code withdrawn}
 */
public record ConsentRecord(
    String id,
    String job,
    String purpose,
    String basis,
    boolean allowModelTraining,
    boolean allowManualReview,
    Optional<String> subject,
    String policyVersion,
    Instant givenAt,
    Optional<Instant> expiresAt,
    String state) {}
