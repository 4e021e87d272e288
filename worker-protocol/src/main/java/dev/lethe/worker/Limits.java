package dev.lethe.worker;

import java.time.Duration;

/**
 * What one document may cost. The worker checks pages and pixels before it decodes anything; the
 * deadline is also kept from outside, by ending the process.
 *
 * @param maxPixelsPerPage decoded pixels of one page
 */
public record Limits(int maxPages, long maxPixelsPerPage, Duration deadline) {

  public Limits {
    if (maxPages < 1 || maxPixelsPerPage < 1 || deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}
