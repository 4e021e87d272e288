package dev.lethe.engine.redaction;

import dev.lethe.worker.Polygon;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Makes the picture of a page on which areas are covered. The areas are painted over in a fresh
 * picture before it is encoded, so what lay under them is in no byte of the result.
 */
public final class Redactor {

  /** Of a page's longer edge: sharp enough to read the rest, small enough to look at. */
  private static final int LONGEST_EDGE = 2200;

  private static final double LEAST_MARGIN = 2;
  private static final double MARGIN_OF_HEIGHT = 0.12;

  private Redactor() {}

  /**
   * The page, turned upright, with the shapes filled.
   *
   * @param quarters clockwise quarters to turn the page by
   * @param covered shapes in fractions of the upright page
   */
  public static BufferedImage redact(BufferedImage page, int quarters, List<Polygon> covered) {
    BufferedImage fresh = uprightCopy(page, quarters);
    Graphics2D g = fresh.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    g.setColor(Color.BLACK);
    for (Polygon polygon : covered) {
      cover(g, polygon, fresh.getWidth(), fresh.getHeight());
    }
    g.dispose();
    return fresh;
  }

  private static BufferedImage uprightCopy(BufferedImage page, int quarters) {
    int q = Math.floorMod(quarters, 4);
    double w = q % 2 == 0 ? page.getWidth() : page.getHeight();
    double h = q % 2 == 0 ? page.getHeight() : page.getWidth();
    double scale = Math.min(1, LONGEST_EDGE / Math.max(w, h));
    BufferedImage fresh =
        new BufferedImage(
            (int) Math.max(1, Math.round(w * scale)),
            (int) Math.max(1, Math.round(h * scale)),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D g = fresh.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, fresh.getWidth(), fresh.getHeight());
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    AffineTransform place = AffineTransform.getScaleInstance(scale, scale);
    place.translate(w / 2, h / 2);
    place.quadrantRotate(q);
    place.translate(-page.getWidth() / 2.0, -page.getHeight() / 2.0);
    g.drawImage(page, place, null);
    g.dispose();
    return fresh;
  }

  /** Fills the shape and a margin around it: a box may end within the last letter's edge. */
  private static void cover(Graphics2D g, Polygon polygon, int width, int height) {
    Path2D path = new Path2D.Double();
    for (Polygon.Point point : polygon.points()) {
      if (path.getCurrentPoint() == null) {
        path.moveTo(point.x() * width, point.y() * height);
      } else {
        path.lineTo(point.x() * width, point.y() * height);
      }
    }
    path.closePath();
    double lines = Math.min(path.getBounds2D().getHeight(), height / 40.0);
    double margin = Math.max(LEAST_MARGIN, lines * MARGIN_OF_HEIGHT);
    g.fill(path);
    g.setStroke(
        new BasicStroke((float) (2 * margin), BasicStroke.CAP_SQUARE, BasicStroke.JOIN_MITER));
    g.draw(path);
  }
}
