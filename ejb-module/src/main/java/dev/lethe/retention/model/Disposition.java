package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.PolicyBundle.RetentionRule;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An artefact that people look at before it goes, by what is known of it without opening it. Its
 * deadline is always the end of the time in which they can decide: whatever they do not decide goes
 * then by itself.
 *
 * @param job value of the job's id
 * @param label document class: as a reviewer said, as it was read, or as it was sent, if any did
 * @param submitter who asked for the job
 * @param fields names of the fields that were asked for
 * @param deleteAt its deadline
 * @param review how long before the deadline the review opens; empty once somebody who has the
 *     right made it due without one
 * @param extended how long it was put off so far, altogether
 * @param assignee who alone decides, if the review was given to somebody
 * @param first who approved in the first of two stages
 * @param approval who approved last
 * @param revision counts the decisions, from 1
 */
public record Disposition(
    DispositionId id,
    String job,
    ArtefactClass artefact,
    String purpose,
    String region,
    Optional<String> label,
    String submitter,
    List<String> fields,
    Instant createdAt,
    Instant deleteAt,
    Optional<Duration> review,
    Optional<Instant> deletedAt,
    boolean held,
    Duration extended,
    Optional<String> assignee,
    Optional<Approval> first,
    Optional<Approval> approval,
    int revision) {

  /** Who approved, and when. */
  public record Approval(String by, Instant at) {}

  /** Where a review stands. */
  public enum State {
    /** Its time has not come. */
    SCHEDULED,
    /** It waits for a decision. */
    PENDING,
    /** It was approved, and is due. */
    APPROVED,
    /** Nobody decided in time, so it is due. */
    LAPSED,
    /** Somebody who may has asked for its deletion, so it is due. */
    SUPERSEDED,
    DELETED;

    /** The name in the API. */
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException for a name that is none
     */
    public static State ofApiName(String name) {
      for (State state : values()) {
        if (state.apiName().equals(name)) {
          return state;
        }
      }
      throw new IllegalArgumentException("not a state");
    }
  }

  public Disposition {
    fields = List.copyOf(fields);
  }

  public State state(Instant now) {
    if (deletedAt.isPresent()) {
      return State.DELETED;
    }
    if (approval.isPresent()) {
      return State.APPROVED;
    }
    if (review.isEmpty()) {
      return State.SUPERSEDED;
    }
    if (!deleteAt.isAfter(now)) {
      return State.LAPSED;
    }
    return opensAt().isAfter(now) ? State.SCHEDULED : State.PENDING;
  }

  /** From when it can be decided. */
  public Instant opensAt() {
    return deleteAt.minus(review.orElse(Duration.ZERO));
  }

  /** In which stage it is, from 1. */
  public int stage() {
    return first.isPresent() ? 2 : 1;
  }

  /** Whether somebody may decide now, as far as who they are goes. */
  public boolean isOpenTo(String by, Instant now) {
    return isAssignableBy(by, now) && assignee.filter(one -> !one.equals(by)).isEmpty();
  }

  /** Whether somebody may give it away now: they neither asked for the job nor decided before. */
  public boolean isAssignableBy(String by, Instant now) {
    return state(now) == State.PENDING && isOther(by);
  }

  private boolean isOther(String somebody) {
    return !somebody.equals(submitter) && first.filter(one -> one.by().equals(somebody)).isEmpty();
  }

  /**
   * Passes if somebody may decide now.
   *
   * @throws LetheException {@code conflict}, {@code second-person-required}, {@code
   *     review-assigned}
   */
  private void requireOpenTo(String by, Instant now) {
    requireOpen(now);
    requireOther(by);
    if (!isOpenTo(by, now)) {
      throw new LetheException(ProblemCode.REVIEW_ASSIGNED);
    }
  }

  private void requireOpen(Instant now) {
    if (state(now) != State.PENDING) {
      throw new LetheException(ProblemCode.CONFLICT);
    }
  }

  private void requireOther(String by) {
    if (!isOther(by)) {
      throw new LetheException(ProblemCode.SECOND_PERSON_REQUIRED);
    }
  }

  /**
   * It may go. By the last stage it is due, but not before its floor.
   *
   * @param stages how many there are
   */
  public Disposition approved(String by, int stages, Duration floor, Instant now) {
    requireOpenTo(by, now);
    Approval own = new Approval(by, now);
    if (stage() < stages) {
      return with(deleteAt, review, extended, label, Optional.empty(), Optional.of(own), approval);
    }
    Instant due = latest(now, createdAt.plus(floor));
    return with(
        earliest(deleteAt, due), review, extended, label, assignee, first, Optional.of(own));
  }

  /**
   * It stays for longer, and is looked at again at the end of that, from the first stage on.
   *
   * @param longest the most that all extensions together may be
   * @param cap the longest that it may be kept from its beginning
   * @throws LetheException {@code retention-above-cap}
   */
  public Disposition extended(
      String by, Duration more, Duration longest, Duration cap, Instant now) {
    requireOpenTo(by, now);
    Duration altogether = extended.plus(more);
    Instant until = deleteAt.plus(more);
    if (altogether.compareTo(longest) > 0 || until.isAfter(createdAt.plus(cap))) {
      throw new LetheException(ProblemCode.RETENTION_ABOVE_CAP);
    }
    return with(until, review, altogether, label, Optional.empty(), Optional.empty(), approval);
  }

  /**
   * It is of another class, and its window that of the class from its beginning. What is over then
   * is due; what is not is looked at as the class demands, or not at all.
   *
   * @param rule the window of the class
   * @param time that people have to decide, if it is looked at
   */
  public Disposition relabelled(
      String by, String newLabel, RetentionRule rule, Optional<Duration> time, Instant now) {
    requireOpenTo(by, now);
    RetentionPlan window =
        new RetentionPlan(createdAt.plus(rule.standard()), RetentionStart.CREATED, rule.standard());
    RetentionPlan plan = time.map(of -> window.reviewed(of, rule, createdAt)).orElse(window);
    return with(
        latest(now, plan.deleteAt()),
        plan.review(),
        extended,
        Optional.of(newLabel),
        Optional.empty(),
        Optional.empty(),
        approval);
  }

  /** Somebody else decides, who may have to. Whoever may decide can give it away. */
  public Disposition reassigned(String by, String to, Instant now) {
    requireOpen(now);
    requireOther(by);
    requireOther(to);
    return with(deleteAt, review, extended, label, Optional.of(to), first, approval);
  }

  private static Instant earliest(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private Disposition with(
      Instant nextDeleteAt,
      Optional<Duration> nextReview,
      Duration nextExtended,
      Optional<String> nextLabel,
      Optional<String> nextAssignee,
      Optional<Approval> nextFirst,
      Optional<Approval> nextApproval) {
    return new Disposition(
        id,
        job,
        artefact,
        purpose,
        region,
        nextLabel,
        submitter,
        fields,
        createdAt,
        nextDeleteAt,
        nextReview,
        deletedAt,
        held,
        nextExtended,
        nextAssignee,
        nextFirst,
        nextApproval,
        revision + 1);
  }
}
