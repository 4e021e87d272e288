package dev.lethe.engine.template;

import dev.lethe.engine.page.GrayImage;
import java.util.Arrays;
import java.util.Optional;

/**
 * A camera's view of a page, and the way back. On paper the lines of a form and of its text are
 * parallel; in a picture taken from askew those of each direction meet in a point. Both points are
 * found as a skew is: seen from the right ones, what is dark falls into the fewest rows and
 * columns. They give the map that makes the lines parallel again, which leaves open how wide the
 * page is against its height.
 */
final class Perspective {

  private static final double SHORTER_SIDE = 935;

  private static final byte WHITE = (byte) 255;

  /** Pixels of the small picture; less than that a form's registration bears. */
  private static final double LEAST_SHIFT = 2.5;

  private final double[] toStraight;
  private final double[] toSource;

  private Perspective(double[] toStraight) {
    this.toStraight = toStraight;
    this.toSource = Projection.inverse(toStraight);
  }

  /** Empty where the page is seen from straight above, or is too small. */
  static Optional<Perspective> of(GrayImage source) {
    double scale = SHORTER_SIDE / Math.min(source.width(), source.height());
    GrayImage small = scale < 1 ? source.scale(scale) : source;
    Pencils pencils = Pencils.of(Ink.of(small));
    double halfWidth = small.width() / 2.0;
    double halfHeight = small.height() / 2.0;
    double[] straight = pencils.straightening();
    double shift =
        (Math.abs(straight[6]) * halfWidth + Math.abs(straight[7]) * halfHeight)
            * Math.max(halfWidth, halfHeight);
    if (shift < LEAST_SHIFT) {
      return Optional.empty();
    }
    double[] centred =
        Projection.of((double) small.width() / source.width(), -halfWidth, -halfHeight);
    double[] whole =
        Projection.product(Projection.inverse(centred), Projection.product(straight, centred));
    return Optional.of(new Perspective(whole));
  }

  /** The page as it is seen from straight above, in the size of its picture. */
  GrayImage straightened(GrayImage source) {
    int w = source.width();
    int h = source.height();
    byte[] pixels = source.pixels();
    byte[] out = new byte[w * h];
    Arrays.fill(out, WHITE);
    double[] m = toSource;
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        double z = m[6] * x + m[7] * y + m[8];
        double sx = (m[0] * x + m[1] * y + m[2]) / z;
        double sy = (m[3] * x + m[4] * y + m[5]) / z;
        int x0 = (int) Math.floor(sx);
        int y0 = (int) Math.floor(sy);
        if (z > 0 && x0 >= 0 && y0 >= 0 && x0 < w - 1 && y0 < h - 1) {
          int i = y0 * w + x0;
          double fx = sx - x0;
          double fy = sy - y0;
          double top = (pixels[i] & 0xFF) * (1 - fx) + (pixels[i + 1] & 0xFF) * fx;
          double low = (pixels[i + w] & 0xFF) * (1 - fx) + (pixels[i + w + 1] & 0xFF) * fx;
          out[y * w + x] = (byte) (top * (1 - fy) + low * fy + 0.5);
        }
      }
    }
    return new GrayImage(w, h, out);
  }

  /** Moves points of the straightened page to where the picture shows them. */
  void toSource(double[] points) {
    Projection.move(toSource, points);
  }

  /** Moves points of the picture to where the straightened page has them. */
  void toStraight(double[] points) {
    Projection.move(toStraight, points);
  }
}
