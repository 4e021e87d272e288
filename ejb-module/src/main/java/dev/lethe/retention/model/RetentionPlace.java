package dev.lethe.retention.model;

/**
 * How much is kept of the jobs of one region and trust zone.
 *
 * @param region to which the jobs are pinned
 * @param zone trust zone of their document class by the policy in force, the strictest that the
 *     purpose allows while the class is not known; empty if the policy knows neither any more
 */
public record RetentionPlace(String region, String zone, Counts counts) {

  /**
   * Numbers of artefacts. What is held is neither upcoming nor overdue.
   *
   * @param kept not deleted, whatever the deadline
   * @param upcoming due within a day
   * @param overdue past the deadline by no hold
   * @param held kept by a legal hold
   * @param deleted gone
   */
  public record Counts(long kept, long upcoming, long overdue, long held, long deleted) {

    /** Both together. */
    public Counts plus(Counts other) {
      return new Counts(
          kept + other.kept,
          upcoming + other.upcoming,
          overdue + other.overdue,
          held + other.held,
          deleted + other.deleted);
    }
  }
}
