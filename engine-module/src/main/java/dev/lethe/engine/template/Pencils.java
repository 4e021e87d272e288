package dev.lethe.engine.template;

import java.util.Arrays;

/**
 * The two bundles of lines of a picture, those that were rows on paper and those that were columns.
 * Of each the slope at the picture's centre is known, and how it changes with the distance from the
 * centre, both by a search for the sharpest sums along the lines. In pixels from the centre.
 */
record Pencils(Pencil rows, Pencil columns) {

  /**
   * Lines {@code v = c + (slope + change * c) * u}: {@code u} runs along them, {@code c} tells
   * which.
   */
  record Pencil(double slope, double change) {}

  private static final double MOST_SLOPE = 0.096;

  /** Of the slope, from the centre to the edge. */
  private static final double MOST_CHANGE = 0.156;

  private static final double STEP = 0.012;
  private static final int FEW_POINTS = 4_000;
  private static final int MANY_POINTS = 14_000;

  static Pencils of(Ink ink) {
    Points points = Points.of(ink);
    return new Pencils(
        new Search(points.x(), points.y(), ink.height() / 2.0).best(),
        new Search(points.y(), points.x(), ink.width() / 2.0).best());
  }

  /** The map that makes both bundles parallel to the axes and leaves the centre where it is. */
  double[] straightening() {
    double theta = rows.slope();
    double phi = columns.slope();
    double alpha = (rows.change() - theta * columns.change()) / (1 - theta * phi);
    double beta = columns.change() - alpha * phi;
    return new double[] {1, -phi, 0, -theta, 1, 0, alpha, beta, 1};
  }

  /** Dark pixels, from the centre, evenly thinned out. */
  private record Points(float[] x, float[] y) {

    static Points of(Ink ink) {
      int dark = 0;
      for (int y = 0; y < ink.height(); y++) {
        for (int x = 0; x < ink.width(); x++) {
          dark += ink.at(x, y) ? 1 : 0;
        }
      }
      int step = Math.max(1, dark / MANY_POINTS);
      float[] xs = new float[dark / step + 1];
      float[] ys = new float[dark / step + 1];
      int seen = 0;
      int kept = 0;
      for (int y = 0; y < ink.height(); y++) {
        for (int x = 0; x < ink.width(); x++) {
          if (ink.at(x, y) && seen++ % step == 0) {
            xs[kept] = x - ink.width() / 2f;
            ys[kept++] = y - ink.height() / 2f;
          }
        }
      }
      return new Points(Arrays.copyOf(xs, kept), Arrays.copyOf(ys, kept));
    }
  }

  private static final class Search {

    private final float[] along;
    private final float[] across;
    private final double half;
    private final int[] sums;

    Search(float[] along, float[] across, double half) {
      this.along = along;
      this.across = across;
      this.half = half;
      this.sums = new int[(int) (4 * half) + 8];
    }

    Pencil best() {
      int few = Math.max(1, along.length / FEW_POINTS);
      double[] best = around(new double[] {0, 0}, MOST_SLOPE, MOST_CHANGE, STEP, 4, few);
      best = around(best, STEP, STEP, STEP / 3, 2, few);
      best = around(best, STEP / 3, STEP / 3, STEP / 12, 1, 1);
      return new Pencil(best[0], best[1] / half);
    }

    /** Slope, and its change up to the edge. */
    private double[] around(
        double[] start, double slopes, double changes, double step, double bin, int every) {
      double[] best = start;
      double most = -1;
      int reachOfSlope = (int) Math.round(slopes / step);
      int reachOfChange = (int) Math.round(changes / step);
      for (int i = -reachOfSlope; i <= reachOfSlope; i++) {
        for (int k = -reachOfChange; k <= reachOfChange; k++) {
          double slope = start[0] + i * step;
          double change = start[1] + k * step;
          double score = score(slope, change / half, bin, every);
          if (score > most) {
            most = score;
            best = new double[] {slope, change};
          }
        }
      }
      return best;
    }

    private double score(double slope, double change, double bin, int every) {
      Arrays.fill(sums, 0);
      double middle = sums.length / 2.0;
      for (int i = 0; i < along.length; i += every) {
        double which = (across[i] - slope * along[i]) / (1 + change * along[i]);
        int at = (int) (which / bin + middle);
        sums[Math.max(0, Math.min(sums.length - 1, at))]++;
      }
      double squares = 0;
      for (int sum : sums) {
        squares += (double) sum * sum;
      }
      return squares;
    }
  }
}
