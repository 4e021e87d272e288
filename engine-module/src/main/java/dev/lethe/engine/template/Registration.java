package dev.lethe.engine.template;

import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;

/**
 * Where a form lies on a page.
 *
 * @param toPage from points of the template to pixels of the page's source
 * @param agreement share of the template's rules that were found where they must be, 0 to 1
 * @param residual root mean square of what the found rules are off, in points
 * @param pointSize pixels of the source to a point
 * @param quarters clockwise quarters by which the source must be turned to be upright
 */
record Registration(
    FormTemplate template,
    AffineTransform toPage,
    double agreement,
    double residual,
    double pointSize,
    int quarters) {

  Point2D.Double place(double x, double y) {
    Point2D.Double point = new Point2D.Double(x, y);
    toPage.transform(point, point);
    return point;
  }
}
