package dev.lethe.engine.template;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.GrayImage;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;

/** A zone's own pixels, upright and at the scale of recognition, without the form's lines. */
final class ZoneImage {

  /** 300 dots per inch. */
  static final double PIXELS_PER_POINT = 300.0 / 72;

  private static final byte WHITE = (byte) 255;
  private static final int MARGIN = 8;

  private ZoneImage() {}

  /** Samples the page where the zone lies on it: nothing else of the page is looked at. */
  static GrayImage of(GrayImage page, AffineTransform toPage, Box zone) {
    int w = Math.max(4, (int) Math.round(zone.width() * PIXELS_PER_POINT));
    int h = Math.max(4, (int) Math.round(zone.height() * PIXELS_PER_POINT));
    Point2D.Double origin = place(toPage, zone.left(), zone.top());
    Point2D.Double across = place(toPage, zone.right(), zone.top());
    Point2D.Double down = place(toPage, zone.left(), zone.bottom());
    double ax = (across.x - origin.x) / w;
    double ay = (across.y - origin.y) / w;
    double dx = (down.x - origin.x) / h;
    double dy = (down.y - origin.y) / h;
    byte[] out = new byte[w * h];
    int taps = Math.max(1, (int) Math.round(Math.hypot(ax, ay)));
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        double sx = origin.x + ax * (x + 0.5) + dx * (y + 0.5) - 0.5;
        double sy = origin.y + ay * (x + 0.5) + dy * (y + 0.5) - 0.5;
        out[y * w + x] = taps == 1 ? at(page, sx, sy) : mean(page, sx, sy, taps);
      }
    }
    return new GrayImage(w, h, out);
  }

  private static Point2D.Double place(AffineTransform toPage, double x, double y) {
    Point2D.Double point = new Point2D.Double(x, y);
    toPage.transform(point, point);
    return point;
  }

  private static byte mean(GrayImage page, double x, double y, int taps) {
    int sum = 0;
    for (int j = 0; j < taps; j++) {
      for (int i = 0; i < taps; i++) {
        sum += at(page, x + i - (taps - 1) / 2.0, y + j - (taps - 1) / 2.0) & 0xFF;
      }
    }
    return (byte) (sum / (taps * taps));
  }

  private static byte at(GrayImage page, double x, double y) {
    int x0 = (int) Math.floor(x);
    int y0 = (int) Math.floor(y);
    int w = page.width();
    if (x0 < 0 || y0 < 0 || x0 >= w - 1 || y0 >= page.height() - 1) {
      return WHITE;
    }
    byte[] pixels = page.pixels();
    double fx = x - x0;
    double fy = y - y0;
    int i = y0 * w + x0;
    double top = (pixels[i] & 0xFF) * (1 - fx) + (pixels[i + 1] & 0xFF) * fx;
    double low = (pixels[i + w] & 0xFF) * (1 - fx) + (pixels[i + w + 1] & 0xFF) * fx;
    return (byte) (top * (1 - fy) + low * fy + 0.5);
  }

  /**
   * The zone without the form's lines. Long thin runs of ink that lie near an edge, or stand from
   * top to bottom, are no writing; where writing crosses a line its strokes stay.
   */
  static GrayImage withoutRules(GrayImage zone) {
    Ink ink = Ink.of(zone, 30);
    byte[] pixels = zone.pixels().clone();
    erase(ink, zone, pixels, false);
    erase(ink.transposed(), zone, pixels, true);
    return new GrayImage(zone.width(), zone.height(), pixels);
  }

  private static void erase(Ink ink, GrayImage zone, byte[] pixels, boolean down) {
    int longest = (int) (down ? 0.8 * ink.width() : Math.min(0.6 * ink.width(), 110));
    for (int y = 0; y < ink.height(); y++) {
      int start = -1;
      for (int x = 0; x <= ink.width(); x++) {
        boolean dark = ink.at(x, y);
        if (dark && start < 0) {
          start = x;
        } else if (!dark && start >= 0) {
          if (x - start >= longest) {
            whiten(ink, zone, pixels, down, y, start, x);
          }
          start = -1;
        }
      }
    }
  }

  private static void whiten(
      Ink ink, GrayImage zone, byte[] pixels, boolean down, int row, int from, int to) {
    for (int x = from; x < to; x++) {
      int top = row;
      int bottom = row;
      while (ink.at(x, top - 1) && row - top <= MARGIN) {
        top--;
      }
      while (ink.at(x, bottom + 1) && bottom - row <= MARGIN) {
        bottom++;
      }
      if (bottom - top < MARGIN) {
        for (int y = Math.max(0, top - 1); y <= Math.min(ink.height() - 1, bottom + 1); y++) {
          pixels[down ? x * zone.width() + y : y * zone.width() + x] = WHITE;
        }
      }
    }
  }

  /** Whether there is anything that may be writing. */
  static boolean isBlank(GrayImage zone) {
    Ink ink = Ink.of(zone, 30);
    int dark = 0;
    int strong = 0;
    byte[] pixels = zone.pixels();
    int paper = paper(pixels);
    for (int i = 0; i < pixels.length; i++) {
      boolean isDark = ink.at(i % zone.width(), i / zone.width());
      dark += isDark ? 1 : 0;
      strong += isDark && (pixels[i] & 0xFF) < paper - 50 ? 1 : 0;
    }
    return dark < 40 || strong < 30;
  }

  /** The usual shade of the paper. */
  static int paper(byte[] pixels) {
    int[] shades = new int[256];
    for (byte pixel : pixels) {
      shades[pixel & 0xFF]++;
    }
    int seen = 0;
    int half = pixels.length / 2;
    for (int shade = 255; shade > 0; shade--) {
      seen += shades[shade];
      if (seen > half) {
        return shade;
      }
    }
    return 0;
  }
}
