package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Counts for the dashboard.
 *
 * @param deadLetters deletions that failed too often
 * @param missing artefacts whose object is not in its store
 * @param byClass artefacts kept now, by class
 * @param days due and deleted for the last and the next seven days (UTC)
 */
public record RetentionOverview(
    long kept,
    long dueToday,
    long overdue,
    long held,
    long deleted,
    long deadLetters,
    long missing,
    Map<ArtefactClass, Long> byClass,
    List<Day> days) {

  public RetentionOverview {
    byClass = Map.copyOf(byClass);
    days = List.copyOf(days);
  }

  /** One day's deadlines and deletions. */
  public record Day(LocalDate date, long due, long deleted) {}
}
