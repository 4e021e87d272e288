package dev.lethe.retention.service;

import dev.lethe.retention.model.HoldId;
import dev.lethe.retention.model.HoldLedger.Extent;
import dev.lethe.retention.model.HoldReason;
import dev.lethe.retention.model.HoldScope;
import dev.lethe.retention.model.LegalHold;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.worker.PersonalText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Legal holds, by two people each way. Policy says who asks ({@code place_hold}) and who decides
 * ({@code approve_hold}); who reads retention reads holds.
 */
public interface HoldService {

  /** The longest time until somebody has to look at a hold again. */
  Duration LONGEST_REVIEW = Duration.ofDays(366);

  /**
   * A hold and how much it keeps.
   *
   * @param reviewDue whether its review date has passed and it still keeps
   */
  record View(LegalHold hold, Extent extent, boolean reviewDue) {}

  /**
   * A hold that is wanted.
   *
   * @param scope without a data subject
   * @param subject the caller's name for a data subject to whom the scope is restricted, if it is;
   *     only the random id that consents name them by is kept
   */
  record Wanted(
      String caseReference,
      HoldReason reason,
      HoldScope scope,
      Optional<PersonalText> subject,
      Instant reviewAt) {}

  /**
   * Places a hold, which keeps all in its scope from now on; a second person has to confirm it.
   *
   * @throws dev.lethe.problem.model.LetheException {@code request-malformed} for a scope of all
   *     there is, a class of documents that policy does not know, or a review in the past or too
   *     far ahead
   */
  View place(Caller caller, Wanted wanted);

  /**
   * Decides on a hold that was asked for, or on its release.
   *
   * @throws dev.lethe.problem.model.LetheException {@code second-person-required}, {@code conflict}
   */
  View decide(Caller caller, HoldId id, boolean approve);

  /** Asks to end a hold; it keeps until a second person agrees. */
  View requestRelease(Caller caller, HoldId id);

  /** Notes that the hold is still needed and when that is looked at again. */
  View review(Caller caller, HoldId id, Instant next);

  /**
   * @throws dev.lethe.problem.model.LetheException {@code not-found}
   */
  View get(Caller caller, HoldId id);

  /** Newest first. */
  List<View> list(Caller caller, int offset, int limit);
}
