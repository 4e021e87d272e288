package dev.lethe.engine.template;

import dev.lethe.engine.layout.Box;
import dev.lethe.worker.Polygon;
import java.awt.geom.AffineTransform;
import java.util.List;
import java.util.Optional;

/** Places of a form as places of the page as it is shown upright. */
final class Places {

  private Places() {}

  /**
   * @param toPage from points of the form to pixels of the source
   * @param quarters clockwise quarters by which the source must be turned to be upright
   * @param view through which the page is seen, if it was straightened
   * @param width of the source in pixels
   */
  static Polygon upright(
      AffineTransform toPage,
      Optional<Perspective> view,
      int quarters,
      Box box,
      double width,
      double height) {
    double[] corners = {
      box.left(), box.top(), box.right(), box.top(),
      box.right(), box.bottom(), box.left(), box.bottom()
    };
    toPage.transform(corners, 0, corners, 0, 4);
    view.ifPresent(v -> v.toSource(corners));
    return new Polygon(
        List.of(
            point(corners, 0, quarters, width, height),
            point(corners, 2, quarters, width, height),
            point(corners, 4, quarters, width, height),
            point(corners, 6, quarters, width, height)));
  }

  private static Polygon.Point point(
      double[] corners, int at, int quarters, double width, double height) {
    double x = corners[at] / width;
    double y = corners[at + 1] / height;
    return switch (Math.floorMod(quarters, 4)) {
      case 1 -> new Polygon.Point(1 - y, x);
      case 2 -> new Polygon.Point(1 - x, 1 - y);
      case 3 -> new Polygon.Point(y, 1 - x);
      default -> new Polygon.Point(x, y);
    };
  }
}
