package dev.lethe.engine.template;

import java.util.Arrays;

/** By how much a page lies askew: turned straight, its lines fall into few rows and columns. */
final class Skew {

  private static final double MOST = Math.toRadians(5);
  private static final int MOST_POINTS = 14_000;

  private final int[] xs;
  private final int[] ys;
  private final int[] rows;
  private final double centerX;
  private final double centerY;

  private Skew(Ink ink) {
    centerX = (ink.width() - 1) / 2.0;
    centerY = (ink.height() - 1) / 2.0;
    rows = new int[ink.width() + ink.height() + 4];
    int dark = 0;
    for (int y = 0; y < ink.height(); y++) {
      for (int x = 0; x < ink.width(); x++) {
        dark += ink.at(x, y) ? 1 : 0;
      }
    }
    int step = Math.max(1, dark / MOST_POINTS);
    xs = new int[dark / step + 1];
    ys = new int[dark / step + 1];
    fill(ink, step);
  }

  private void fill(Ink ink, int step) {
    int seen = 0;
    int kept = 0;
    for (int y = 0; y < ink.height(); y++) {
      for (int x = 0; x < ink.width(); x++) {
        if (ink.at(x, y) && seen++ % step == 0) {
          xs[kept] = x;
          ys[kept++] = y;
        }
      }
    }
  }

  /** Clockwise angle in radians by which the page must be rotated about its centre. */
  static double of(Ink ink) {
    Skew skew = new Skew(ink);
    double angle = skew.best(0, MOST, Math.toRadians(0.5));
    angle = skew.best(angle, Math.toRadians(0.5), Math.toRadians(0.1));
    return skew.best(angle, Math.toRadians(0.1), Math.toRadians(0.025));
  }

  private double best(double around, double reach, double step) {
    double best = around;
    double most = -1;
    int steps = (int) Math.round(reach / step);
    for (int i = -steps; i <= steps; i++) {
      double score = score(around + i * step);
      if (score > most) {
        most = score;
        best = around + i * step;
      }
    }
    return best;
  }

  private double score(double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    return squares(sin, cos) + squares(cos, -sin);
  }

  private double squares(double ax, double ay) {
    Arrays.fill(rows, 0);
    double middle = rows.length / 2.0;
    for (int i = 0; i < xs.length; i++) {
      int row = (int) (ax * (xs[i] - centerX) + ay * (ys[i] - centerY) + middle);
      rows[Math.max(0, Math.min(rows.length - 1, row))]++;
    }
    double sum = 0;
    for (int count : rows) {
      sum += (double) count * count;
    }
    return sum;
  }
}
