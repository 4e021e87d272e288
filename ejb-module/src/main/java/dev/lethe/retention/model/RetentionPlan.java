package dev.lethe.retention.model;

import dev.lethe.policy.model.PolicyBundle.RetentionRule;
import dev.lethe.policy.model.RetentionStart;
import java.time.Duration;
import java.time.Instant;

/**
 * Until when an artefact is kept.
 *
 * @param deleteAt its deadline as long as nothing brings it forward
 * @param start from when its window runs
 * @param window how long after its start it is due
 */
public record RetentionPlan(Instant deleteAt, RetentionStart start, Duration window) {

  /**
   * The plan of a window. If the window starts with an event, the deadline is that of the cap until
   * the event comes.
   */
  public static RetentionPlan of(RetentionRule rule, Duration window, Instant created) {
    boolean runs = rule.start().equals(RetentionStart.CREATED);
    return new RetentionPlan(created.plus(runs ? window : rule.cap()), rule.start(), window);
  }
}
