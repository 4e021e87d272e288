package dev.lethe.synthetic;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * Makes pictures as somebody takes them of a document on a table: from askew, tilted, with glare
 * and shadow, the document smaller than the picture. The same arguments make the same pixels.
 *
 * @param width of the picture in pixels
 * @param share of the picture's width that the document takes, 0 to 1
 * @param tilt strength of the perspective: by which share of its size a corner is moved, 0 to 0.2
 * @param turnDegrees how far the document lies turned, clockwise
 * @param glare strength of a bright spot, 0 to 1
 * @param scan noise, blur and JPEG artefacts of the picture
 */
public record CameraEffects(
    int width, double share, double tilt, double turnDegrees, double glare, ScanEffects scan) {

  public CameraEffects {
    if (width < 100 || width > 10_000 || !(share > 0.05 && share <= 1)) {
      throw new IllegalArgumentException("no such picture");
    }
    if (!(tilt >= 0 && tilt <= 0.2 && glare >= 0 && glare <= 1)) {
      throw new IllegalArgumentException("an effect is out of its range");
    }
  }

  /** A careful picture of a telephone's camera. */
  public static CameraEffects careful() {
    ScanEffects scan = ScanEffects.clean().inColor().withNoise(0.01).withJpegQuality(0.8f);
    return new CameraEffects(1600, 0.9, 0.01, 0, 0, scan);
  }

  public CameraEffects withWidth(int pixels) {
    return new CameraEffects(pixels, share, tilt, turnDegrees, glare, scan);
  }

  public CameraEffects withShare(double value) {
    return new CameraEffects(width, value, tilt, turnDegrees, glare, scan);
  }

  public CameraEffects withTilt(double value) {
    return new CameraEffects(width, share, value, turnDegrees, glare, scan);
  }

  public CameraEffects turned(double degrees) {
    return new CameraEffects(width, share, tilt, degrees, glare, scan);
  }

  public CameraEffects withGlare(double value) {
    return new CameraEffects(width, share, tilt, turnDegrees, value, scan);
  }

  public CameraEffects withScan(ScanEffects value) {
    return new CameraEffects(width, share, tilt, turnDegrees, glare, value);
  }

  /** A picture of the first page as JPEG; the seed decides where it lies and how it is tilted. */
  public byte[] jpeg(SyntheticDocument document, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage page =
        ScanEffects.clean().inColor().atDpi(300).withJpegQuality(1).firstPage(document);
    double[][] corners = corners(page, random);
    int height = (int) Math.ceil(extent(corners, 1) * (share > 0.85 ? 1.08 : 1.6));
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    double left = (width - extent(corners, 0)) * (0.2 + 0.6 * random.nextDouble());
    double top = (height - extent(corners, 1)) * (0.2 + 0.6 * random.nextDouble());
    move(corners, left, top);
    paint(page, corners, picture, random);
    BufferedImage disturbed = scan.disturbed(picture, seed);
    return Images.jpeg(disturbed, 72, Math.min(0.95f, scan.jpegQuality()));
  }

  /** Where the page's corners come to lie, from the top left clockwise. */
  private double[][] corners(BufferedImage page, SplittableRandom random) {
    double w = page.getWidth();
    double h = page.getHeight();
    double angle = Math.toRadians(turnDegrees);
    double across = Math.abs(w * Math.cos(angle)) + Math.abs(h * Math.sin(angle));
    double scale = width * share / across;
    double[][] corners = {{0, 0}, {w, 0}, {w, h}, {0, h}};
    for (double[] corner : corners) {
      double x = (corner[0] - w / 2) * scale * (1 - tilt * random.nextDouble());
      double y = (corner[1] - h / 2) * scale * (1 - tilt * random.nextDouble());
      corner[0] = x * Math.cos(angle) - y * Math.sin(angle);
      corner[1] = x * Math.sin(angle) + y * Math.cos(angle);
    }
    return corners;
  }

  private static double extent(double[][] corners, int axis) {
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    for (double[] corner : corners) {
      least = Math.min(least, corner[axis]);
      most = Math.max(most, corner[axis]);
    }
    return most - least;
  }

  private static void move(double[][] corners, double left, double top) {
    double x = Double.MAX_VALUE;
    double y = Double.MAX_VALUE;
    for (double[] corner : corners) {
      x = Math.min(x, corner[0]);
      y = Math.min(y, corner[1]);
    }
    for (double[] corner : corners) {
      corner[0] += left - x;
      corner[1] += top - y;
    }
  }

  private void paint(
      BufferedImage page, double[][] corners, BufferedImage picture, SplittableRandom random) {
    double[] back = inverse(homography(page.getWidth(), page.getHeight(), corners));
    int table = 60 + random.nextInt(140);
    double shadow = random.nextDouble() * 0.25;
    double gx = picture.getWidth() * random.nextDouble();
    double gy = picture.getHeight() * random.nextDouble();
    double radius = picture.getWidth() * (0.08 + 0.12 * random.nextDouble());
    double step = page.getWidth() / (width * share);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        double z = back[6] * x + back[7] * y + back[8];
        double u = (back[0] * x + back[1] * y + back[2]) / z;
        double v = (back[3] * x + back[4] * y + back[5]) / z;
        int rgb = sample(page, u, v, step, table);
        double light = 1 - shadow * x / picture.getWidth();
        double distance = Math.hypot(x - gx, y - gy) / radius;
        double spot = glare * Math.exp(-distance * distance);
        picture.setRGB(x, y, lit(rgb, light, spot));
      }
    }
  }

  private static int lit(int rgb, double light, double spot) {
    int out = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double value = ((rgb >> shift) & 0xFF) * light;
      out |= (int) Math.round(value + (255 - value) * spot) << shift;
    }
    return out;
  }

  /** The mean over the area that one pixel of the picture covers. */
  private static int sample(BufferedImage page, double u, double v, double step, int table) {
    if (u < 0 || v < 0 || u >= page.getWidth() || v >= page.getHeight()) {
      return table << 16 | table << 8 | table;
    }
    int reach = Math.max(1, (int) Math.round(step));
    int left = (int) (u - (reach - 1) / 2.0);
    int top = (int) (v - (reach - 1) / 2.0);
    int[] sum = new int[3];
    for (int j = 0; j < reach; j++) {
      for (int i = 0; i < reach; i++) {
        int x = Math.max(0, Math.min(page.getWidth() - 1, left + i));
        int y = Math.max(0, Math.min(page.getHeight() - 1, top + j));
        int rgb = page.getRGB(x, y);
        sum[0] += rgb >> 16 & 0xFF;
        sum[1] += rgb >> 8 & 0xFF;
        sum[2] += rgb & 0xFF;
      }
    }
    int n = reach * reach;
    return sum[0] / n << 16 | sum[1] / n << 8 | sum[2] / n;
  }

  /** The projective map that brings a rectangle's corners to four points, row by row. */
  private static double[] homography(double w, double h, double[][] to) {
    double dx1 = to[1][0] - to[2][0];
    double dx2 = to[3][0] - to[2][0];
    double sx = to[0][0] - to[1][0] + to[2][0] - to[3][0];
    double dy1 = to[1][1] - to[2][1];
    double dy2 = to[3][1] - to[2][1];
    double sy = to[0][1] - to[1][1] + to[2][1] - to[3][1];
    double det = dx1 * dy2 - dx2 * dy1;
    double g = (sx * dy2 - dx2 * sy) / det;
    double i = (dx1 * sy - sx * dy1) / det;
    return new double[] {
      (to[1][0] - to[0][0] + g * to[1][0]) / w,
      (to[3][0] - to[0][0] + i * to[3][0]) / h,
      to[0][0],
      (to[1][1] - to[0][1] + g * to[1][1]) / w,
      (to[3][1] - to[0][1] + i * to[3][1]) / h,
      to[0][1],
      g / w,
      i / h,
      1
    };
  }

  private static double[] inverse(double[] m) {
    return new double[] {
      m[4] * m[8] - m[5] * m[7],
      m[2] * m[7] - m[1] * m[8],
      m[1] * m[5] - m[2] * m[4],
      m[5] * m[6] - m[3] * m[8],
      m[0] * m[8] - m[2] * m[6],
      m[2] * m[3] - m[0] * m[5],
      m[3] * m[7] - m[4] * m[6],
      m[1] * m[6] - m[0] * m[7],
      m[0] * m[4] - m[1] * m[3]
    };
  }
}
