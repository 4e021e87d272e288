package dev.lethe.benchmarks;

import java.util.Collection;

/** Order statistics, which a busy machine disturbs less than means. */
public final class Numbers {

  private Numbers() {}

  /** Middle of the values; NaN when there are none. */
  public static double median(Collection<Double> values) {
    return percentile(values, 50);
  }

  /**
   * The value below which so many percent lie, interpolated between neighbours; NaN when there are
   * none.
   */
  public static double percentile(Collection<Double> values, double percent) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = percent / 100 * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
