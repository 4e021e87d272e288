package dev.lethe.worker;

import java.util.List;

/**
 * Where a value stands on its page: corner points as fractions of the page's width and height (0 to
 * 1, origin at the top left, of the page as it is shown upright), clockwise from the top left.
 */
public record Polygon(List<Point> points) {

  public static final int MAX_POINTS = 64;

  public Polygon {
    points = List.copyOf(points);
    if (points.size() < 3 || points.size() > MAX_POINTS) {
      throw new IllegalArgumentException("a polygon has 3 to " + MAX_POINTS + " points");
    }
  }

  public static Polygon ofBox(double left, double top, double right, double bottom) {
    return new Polygon(
        List.of(
            new Point(left, top),
            new Point(right, top),
            new Point(right, bottom),
            new Point(left, bottom)));
  }

  /** A corner, both coordinates clamped to 0..1. */
  public record Point(double x, double y) {
    public Point {
      x = clamp(x);
      y = clamp(y);
    }

    private static double clamp(double v) {
      if (Double.isNaN(v)) {
        throw new IllegalArgumentException("a coordinate is a number");
      }
      return Math.max(0, Math.min(1, v));
    }
  }
}
