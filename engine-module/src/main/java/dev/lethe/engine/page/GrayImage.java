package dev.lethe.engine.page;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** Pixels of a page, one byte each: 0 is black, 255 white. Operations return new images. */
public final class GrayImage {

  private static final byte WHITE = (byte) 255;
  private static final int BLOCK = 64;

  /** Of places between pixels. */
  private static final int FRACTION_BITS = 32;

  private static final double FRACTION = 1L << FRACTION_BITS;

  private final int width;
  private final int height;
  private final byte[] pixels;

  public GrayImage(int width, int height, byte[] pixels) {
    if (width < 1 || height < 1 || pixels.length != width * height) {
      throw new IllegalArgumentException("pixels do not fit the size");
    }
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  /** The image in gray, transparent parts on white. */
  public static GrayImage of(BufferedImage image) {
    return new GrayImage(image.getWidth(), image.getHeight(), GrayRows.of(image));
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** The array itself, row by row. */
  public byte[] pixels() {
    return pixels;
  }

  public GrayImage crop(int left, int top, int right, int bottom) {
    int l = Math.max(0, Math.min(width - 1, left));
    int t = Math.max(0, Math.min(height - 1, top));
    int w = Math.max(1, Math.min(width, right) - l);
    int h = Math.max(1, Math.min(height, bottom) - t);
    byte[] out = new byte[w * h];
    for (int y = 0; y < h; y++) {
      System.arraycopy(pixels, (t + y) * width + l, out, y * w, w);
    }
    return new GrayImage(w, h, out);
  }

  /** A white page with some parts on it. */
  static GrayImage white(int width, int height, List<PageParts.Part> parts) {
    byte[] out = new byte[width * height];
    Arrays.fill(out, WHITE);
    for (PageParts.Part part : parts) {
      GrayImage from = part.pixels();
      int length = Math.min(from.width, width - part.left());
      for (int y = 0; y < from.height && part.top() + y < height; y++) {
        int to = (part.top() + y) * width + part.left();
        System.arraycopy(from.pixels, y * from.width, out, to, length);
      }
    }
    return new GrayImage(width, height, out);
  }

  /** The image with a white frame around it. */
  public GrayImage pad(int margin) {
    int w = width + 2 * margin;
    byte[] out = new byte[w * (height + 2 * margin)];
    Arrays.fill(out, WHITE);
    for (int y = 0; y < height; y++) {
      System.arraycopy(pixels, y * width, out, (y + margin) * w + margin, width);
    }
    return new GrayImage(w, height + 2 * margin, out);
  }

  /** Turned clockwise by so many quarters. */
  public GrayImage turn(int quarters) {
    return switch (Math.floorMod(quarters, 4)) {
      case 1 -> new GrayImage(height, width, sideways(height - 1, -1, height));
      case 2 -> new GrayImage(width, height, reversed());
      case 3 -> new GrayImage(height, width, sideways((width - 1) * height, 1, -height));
      default -> this;
    };
  }

  /** Left and right exchanged. */
  GrayImage mirror() {
    byte[] out = new byte[pixels.length];
    for (int row = 0; row < pixels.length; row += width) {
      for (int x = 0; x < width; x++) {
        out[row + x] = pixels[row + width - 1 - x];
      }
    }
    return new GrayImage(width, height, out);
  }

  private byte[] reversed() {
    byte[] out = new byte[pixels.length];
    for (int i = 0, j = pixels.length - 1; j >= 0; i++, j--) {
      out[i] = pixels[j];
    }
    return out;
  }

  /**
   * Pixel (x, y) goes to {@code origin + y * perRow + x * perColumn}. In blocks, since one of both
   * images is walked down its columns.
   */
  private byte[] sideways(int origin, int perRow, int perColumn) {
    byte[] out = new byte[pixels.length];
    for (int y0 = 0; y0 < height; y0 += BLOCK) {
      int y1 = Math.min(height, y0 + BLOCK);
      for (int x0 = 0; x0 < width; x0 += BLOCK) {
        int x1 = Math.min(width, x0 + BLOCK);
        for (int x = x0; x < x1; x++) {
          int to = origin + y0 * perRow + x * perColumn;
          for (int from = y0 * width + x, y = y0; y < y1; y++, from += width, to += perRow) {
            out[to] = pixels[from];
          }
        }
      }
    }
    return out;
  }

  /** Scaled by a factor: averaged when it shrinks, interpolated when it grows. */
  public GrayImage scale(double factor) {
    int w = (int) Math.max(1, Math.round(width * factor));
    int h = (int) Math.max(1, Math.round(height * factor));
    return factor < 1 ? shrink(w, h) : grow(w, h);
  }

  private GrayImage shrink(int w, int h) {
    byte[] out = new byte[w * h];
    int[] columns = edges(width, w);
    int[] rows = edges(height, h);
    for (int y = 0; y < h; y++) {
      int y1 = Math.max(rows[y] + 1, rows[y + 1]);
      for (int x = 0; x < w; x++) {
        out[y * w + x] = mean(columns[x], rows[y], Math.max(columns[x] + 1, columns[x + 1]), y1);
      }
    }
    return new GrayImage(w, h, out);
  }

  /** Where each pixel of the smaller side begins on the larger one. */
  private static int[] edges(int from, int to) {
    int[] edges = new int[to + 1];
    for (int i = 0; i <= to; i++) {
      edges[i] = (int) ((long) i * from / to);
    }
    return edges;
  }

  private byte mean(int x0, int y0, int x1, int y1) {
    int sum = 0;
    for (int y = y0; y < y1; y++) {
      for (int x = x0; x < x1; x++) {
        sum += pixels[y * width + x] & 0xFF;
      }
    }
    int n = (x1 - x0) * (y1 - y0);
    return (byte) ((sum + n / 2) / n);
  }

  /** Catmull-Rom along rows, then along columns: keeps edges sharper than a linear blend. */
  private GrayImage grow(int w, int h) {
    float[] wide = new float[w * height];
    int[] at = new int[4 * Math.max(w, h)];
    float[] weight = new float[4 * Math.max(w, h)];
    kernel(width, w, at, weight);
    for (int y = 0; y < height; y++) {
      int in = y * width;
      for (int x = 0; x < w; x++) {
        float v = 0;
        for (int k = 0; k < 4; k++) {
          v += weight[4 * x + k] * (pixels[in + at[4 * x + k]] & 0xFF);
        }
        wide[y * w + x] = v;
      }
    }
    kernel(height, h, at, weight);
    byte[] out = new byte[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        float v = 0.5f;
        for (int k = 0; k < 4; k++) {
          v += weight[4 * y + k] * wide[at[4 * y + k] * w + x];
        }
        out[y * w + x] = (byte) Math.max(0, Math.min(255, v));
      }
    }
    return new GrayImage(w, h, out);
  }

  private static void kernel(int from, int to, int[] at, float[] weight) {
    for (int i = 0; i < to; i++) {
      double s = (i + 0.5) * from / to - 0.5;
      int base = (int) Math.floor(s);
      double t = s - base;
      double[] c = {
        ((-0.5 * t + 1) * t - 0.5) * t,
        (1.5 * t - 2.5) * t * t + 1,
        ((-1.5 * t + 2) * t + 0.5) * t,
        (0.5 * t - 0.5) * t * t
      };
      for (int k = 0; k < 4; k++) {
        at[4 * i + k] = Math.max(0, Math.min(from - 1, base - 1 + k));
        weight[4 * i + k] = (float) c[k];
      }
    }
  }

  /**
   * Black and white by Sauvola's rule: a pixel is black when it is darker than the square around
   * it, the more so the less that varies.
   *
   * @param window side of the square in pixels
   */
  public GrayImage binary(int window) {
    long[] sums = new long[(width + 1) * (height + 1)];
    long[] squares = new long[sums.length];
    for (int y = 0; y < height; y++) {
      long sum = 0;
      long square = 0;
      for (int x = 0; x < width; x++) {
        int value = pixels[y * width + x] & 0xFF;
        sum += value;
        square += (long) value * value;
        int at = (y + 1) * (width + 1) + x + 1;
        sums[at] = sums[at - width - 1] + sum;
        squares[at] = squares[at - width - 1] + square;
      }
    }
    byte[] out = new byte[pixels.length];
    int half = window / 2;
    for (int y = 0; y < height; y++) {
      int y0 = Math.max(0, y - half);
      int y1 = Math.min(height, y + half + 1);
      for (int x = 0; x < width; x++) {
        int x0 = Math.max(0, x - half);
        int x1 = Math.min(width, x + half + 1);
        double n = (double) (x1 - x0) * (y1 - y0);
        double mean = within(sums, x0, y0, x1, y1) / n;
        double variance = within(squares, x0, y0, x1, y1) / n - mean * mean;
        double threshold = mean * (1 + 0.25 * (Math.sqrt(Math.max(0, variance)) / 128 - 1));
        out[y * width + x] = (pixels[y * width + x] & 0xFF) > threshold ? WHITE : 0;
      }
    }
    return new GrayImage(width, height, out);
  }

  private long within(long[] sums, int x0, int y0, int x1, int y1) {
    int w = width + 1;
    return sums[y1 * w + x1] - sums[y0 * w + x1] - sums[y1 * w + x0] + sums[y0 * w + x0];
  }

  /** Each pixel the middle one of its neighbourhood of three by three: takes specks away. */
  public GrayImage median() {
    return new GrayImage(width, height, Medians.of(pixels, width, height));
  }

  /** Rotated clockwise by a small angle about its centre, size kept, corners white. */
  public GrayImage rotate(double radians) {
    byte[] out = new byte[pixels.length];
    double cos = Math.cos(radians);
    double sin = Math.sin(radians);
    double cx = (width - 1) / 2.0;
    double cy = (height - 1) / 2.0;
    long stepX = Math.round(cos * FRACTION);
    long stepY = Math.round(-sin * FRACTION);
    for (int y = 0; y < height; y++) {
      double sx = cos * -cx + sin * (y - cy) + cx;
      double sy = -sin * -cx + cos * (y - cy) + cy;
      rotatedRow(
          y * width, Math.round(sx * FRACTION), Math.round(sy * FRACTION), stepX, stepY, out);
    }
    return new GrayImage(width, height, out);
  }

  /** One row, whose pixels lie along a slanted line of the source; places with fractions. */
  private void rotatedRow(int to, long sx, long sy, long stepX, long stepY, byte[] out) {
    for (int end = to + width; to < end; to++, sx += stepX, sy += stepY) {
      int x = (int) (sx >> FRACTION_BITS);
      int y = (int) (sy >> FRACTION_BITS);
      if (x < 0 || y < 0 || x >= width - 1 || y >= height - 1) {
        out[to] = WHITE;
        continue;
      }
      int i = y * width + x;
      int a = pixels[i] & 0xFF;
      int b = pixels[i + 1] & 0xFF;
      int c = pixels[i + width] & 0xFF;
      int d = pixels[i + width + 1] & 0xFF;
      if (a == b && a == c && a == d) {
        out[to] = (byte) a;
        continue;
      }
      int fx = (int) (sx >> FRACTION_BITS - 8) & 0xFF;
      int fy = (int) (sy >> FRACTION_BITS - 8) & 0xFF;
      int top = (a << 8) + (b - a) * fx;
      int low = (c << 8) + (d - c) * fx;
      out[to] = (byte) ((top << 8) + (low - top) * fy + 32768 >> 16);
    }
  }
}
