package dev.lethe.retention.model;

import dev.lethe.policy.model.PolicyBundle.RetentionRule;
import dev.lethe.policy.model.RetentionStart;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Until when an artefact is kept.
 *
 * @param deleteAt its deadline as long as nothing brings it forward
 * @param start from when its window runs
 * @param window how long after its start it is due
 * @param review how long before its deadline people begin to look at it, if they do
 */
public record RetentionPlan(
    Instant deleteAt, RetentionStart start, Duration window, Optional<Duration> review) {

  /** Of what nobody looks at before it goes. */
  public RetentionPlan(Instant deleteAt, RetentionStart start, Duration window) {
    this(deleteAt, start, window, Optional.empty());
  }

  /**
   * The plan of a window. If the window starts with an event, the deadline is that of the cap until
   * the event comes.
   */
  public static RetentionPlan of(RetentionRule rule, Duration window, Instant created) {
    boolean runs = rule.start().equals(RetentionStart.CREATED);
    return new RetentionPlan(created.plus(runs ? window : rule.cap()), rule.start(), window);
  }

  /**
   * The same with a review: when the window is over people have a time to decide, and at its end
   * the artefact is due. That end lies within the cap, so a review begins earlier where window and
   * time together are longer.
   *
   * @param time that people have
   */
  public RetentionPlan reviewed(Duration time, RetentionRule rule, Instant created) {
    Duration both = window.plus(time);
    Duration whole = both.compareTo(rule.cap()) <= 0 ? both : rule.cap();
    boolean runs = start.equals(RetentionStart.CREATED);
    return new RetentionPlan(
        runs ? created.plus(whole) : deleteAt, start, whole, Optional.of(time));
  }
}
