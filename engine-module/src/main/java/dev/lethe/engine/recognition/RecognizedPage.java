package dev.lethe.engine.recognition;

import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.PageText;
import dev.lethe.worker.Polygon;
import java.util.List;

/**
 * A recognised page and how it is straightened. The pixels are not kept: a document may have
 * hundreds of pages.
 *
 * @param text words in the coordinates of the straightened page
 * @param quarters clockwise quarters by which the source was turned to be upright
 * @param skewRadians clockwise angle by which the upright page is then rotated about its centre
 * @param scale size of the straightened page compared with the source's pixels
 */
public record RecognizedPage(PageText text, int quarters, double skewRadians, double scale) {

  /** The straightened page, from the source's pixels. */
  GrayImage straighten(GrayImage source) {
    GrayImage upright = source.turn(quarters);
    GrayImage scaled = scale == 1 ? upright : upright.scale(scale);
    return skewRadians == 0 ? scaled : scaled.rotate(skewRadians);
  }

  /** As {@link #straighten}, in the source's size. */
  GrayImage upright(GrayImage source) {
    GrayImage upright = source.turn(quarters);
    return skewRadians == 0 ? upright : upright.rotate(skewRadians);
  }

  /** A box of the straightened page as a shape of the upright one, which keeps its skew. */
  public Polygon toUpright(double left, double top, double right, double bottom) {
    return new Polygon(
        List.of(point(left, top), point(right, top), point(right, bottom), point(left, bottom)));
  }

  /** A shape of the straightened page, in fractions, as a shape of the upright one. */
  public Polygon toUpright(Polygon straight) {
    return new Polygon(
        straight.points().stream()
            .map(p -> point(p.x() * text.width(), p.y() * text.height()))
            .toList());
  }

  /**
   * A box of the straightened page as a shape of the upright one that hides all that may be in it.
   * Where the words were read as they lay, letters may reach out of it by what the line rises along
   * it.
   */
  public Polygon covering(double left, double top, double right, double bottom) {
    double rise = Slant.isSlight(skewRadians) ? Math.abs(Math.sin(skewRadians)) : 0;
    double x = rise * (bottom - top);
    double y = rise * (right - left);
    return toUpright(left - x, top - y, right + x, bottom + y);
  }

  private Polygon.Point point(double x, double y) {
    double cx = (text.width() - 1) / 2;
    double cy = (text.height() - 1) / 2;
    double cos = Math.cos(skewRadians);
    double sin = Math.sin(skewRadians);
    double ux = cos * (x - cx) + sin * (y - cy) + cx;
    double uy = -sin * (x - cx) + cos * (y - cy) + cy;
    return new Polygon.Point(ux / text.width(), uy / text.height());
  }
}
