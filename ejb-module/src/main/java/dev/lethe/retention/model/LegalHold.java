package dev.lethe.retention.model;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A hold and where it stands. Two people place it and two people end it; it keeps what it covers
 * from the request on and until its end is decided.
 *
 * @param caseReference of the case file, a code
 * @param reviewAt when somebody has to look whether it is still needed
 */
public record LegalHold(
    HoldId id,
    String caseReference,
    HoldReason reason,
    HoldScope scope,
    State state,
    String requestedBy,
    Instant requestedAt,
    Optional<Decision> approval,
    Optional<Decision> releaseRequest,
    Optional<Decision> end,
    Instant reviewAt) {

  /** Where a hold stands. */
  public enum State {
    /** Asked for; keeps already. */
    REQUESTED,
    /** Confirmed by a second person. */
    ACTIVE,
    /** Somebody asked to end it; still keeps. */
    RELEASE_REQUESTED,
    RELEASED,
    /** Not confirmed: it keeps nothing any more. */
    REJECTED;

    /** The name in the API. */
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a hold in this state keeps anything. */
    public boolean keeps() {
      return this == REQUESTED || this == ACTIVE || this == RELEASE_REQUESTED;
    }
  }

  /** Who decided, and when. */
  public record Decision(String by, Instant at) {}

  public LegalHold {
    if (!caseReference.matches("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")) {
      throw new IllegalArgumentException("not a reference of a case");
    }
  }

  /** A hold that is asked for. */
  public static LegalHold requested(
      String caseReference,
      HoldReason reason,
      HoldScope scope,
      String by,
      Instant now,
      Instant reviewAt) {
    return new LegalHold(
        HoldId.random(),
        caseReference,
        reason,
        scope,
        State.REQUESTED,
        by,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        reviewAt);
  }

  /**
   * Decides on what was asked for, the hold itself or its release.
   *
   * @throws LetheException {@code conflict} if nothing waits for a decision, {@code
   *     second-person-required} if who decides is who asked
   */
  public LegalHold decided(String by, boolean approve, Instant now) {
    Decision decision = new Decision(by, now);
    return switch (state) {
      case REQUESTED -> {
        requireSecond(requestedBy, by);
        yield approve
            ? with(State.ACTIVE, Optional.of(decision), Optional.empty(), Optional.empty())
            : with(State.REJECTED, approval, Optional.empty(), Optional.of(decision));
      }
      case RELEASE_REQUESTED -> {
        requireSecond(releaseRequest.orElseThrow().by(), by);
        yield approve
            ? with(State.RELEASED, approval, releaseRequest, Optional.of(decision))
            : with(State.ACTIVE, approval, Optional.empty(), Optional.empty());
      }
      default -> throw new LetheException(ProblemCode.CONFLICT);
    };
  }

  /**
   * Asks for its release.
   *
   * @throws LetheException {@code conflict} unless it is active
   */
  public LegalHold releaseRequested(String by, Instant now) {
    if (state != State.ACTIVE) {
      throw new LetheException(ProblemCode.CONFLICT);
    }
    return with(
        State.RELEASE_REQUESTED, approval, Optional.of(new Decision(by, now)), Optional.empty());
  }

  /**
   * Sets the next review.
   *
   * @throws LetheException {@code conflict} if it has ended
   */
  public LegalHold reviewedUntil(Instant next) {
    if (!state.keeps()) {
      throw new LetheException(ProblemCode.CONFLICT);
    }
    return new LegalHold(
        id,
        caseReference,
        reason,
        scope,
        state,
        requestedBy,
        requestedAt,
        approval,
        releaseRequest,
        end,
        next);
  }

  /** Whether it still keeps something and its review is overdue. */
  public boolean isReviewDue(Instant now) {
    return state.keeps() && !reviewAt.isAfter(now);
  }

  private static void requireSecond(String first, String second) {
    if (first.equals(second)) {
      throw new LetheException(ProblemCode.SECOND_PERSON_REQUIRED);
    }
  }

  private LegalHold with(
      State next,
      Optional<Decision> approved,
      Optional<Decision> release,
      Optional<Decision> ended) {
    return new LegalHold(
        id,
        caseReference,
        reason,
        scope,
        next,
        requestedBy,
        requestedAt,
        approved,
        release,
        ended,
        reviewAt);
  }
}
