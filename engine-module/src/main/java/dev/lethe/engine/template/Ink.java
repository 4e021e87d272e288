package dev.lethe.engine.template;

import dev.lethe.engine.page.GrayImage;

/** Which pixels are darker than their surroundings. */
final class Ink {

  private static final int REACH = 15;
  private static final int DARKER_PERCENT = 86;
  private static final int CONTRAST = 6;

  private final int width;
  private final int height;
  private final boolean[] dark;

  private Ink(int width, int height, boolean[] dark) {
    this.width = width;
    this.height = height;
    this.dark = dark;
  }

  /**
   * Darker than the mean of a window around the pixel, so that shadows of a camera do not count.
   */
  static Ink of(GrayImage image) {
    return of(image, REACH);
  }

  static Ink of(GrayImage image, int reach) {
    int w = image.width();
    int h = image.height();
    byte[] pixels = image.pixels();
    int[] sums = sums(pixels, w, h);
    boolean[] dark = new boolean[w * h];
    for (int y = 0; y < h; y++) {
      int top = Math.max(0, y - reach);
      int bottom = Math.min(h, y + reach + 1);
      int above = top * (w + 1);
      int below = bottom * (w + 1);
      for (int x = 0; x < w; x++) {
        int left = x < reach ? 0 : x - reach;
        int right = x + reach + 1 > w ? w : x + reach + 1;
        int sum =
            sums[below + right] - sums[above + right] - sums[below + left] + sums[above + left];
        int value = pixels[y * w + x] & 0xFF;
        dark[y * w + x] = isDarker(value, sum, (bottom - top) * (right - left));
      }
    }
    return new Ink(w, h, dark);
  }

  /** In hundredths, since this is asked for each pixel of a page. */
  private static boolean isDarker(int value, int sum, int count) {
    return 100 * (value + CONTRAST) * count < DARKER_PERCENT * sum + 20 * CONTRAST * count;
  }

  private static int[] sums(byte[] pixels, int w, int h) {
    int[] sums = new int[(w + 1) * (h + 1)];
    for (int y = 0; y < h; y++) {
      int row = 0;
      for (int x = 0; x < w; x++) {
        row += pixels[y * w + x] & 0xFF;
        sums[(y + 1) * (w + 1) + x + 1] = sums[y * (w + 1) + x + 1] + row;
      }
    }
    return sums;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  boolean at(int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height && dark[y * width + x];
  }

  /** Columns as rows and rows as columns. */
  Ink transposed() {
    boolean[] turned = new boolean[dark.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        turned[x * height + y] = dark[y * width + x];
      }
    }
    return new Ink(height, width, turned);
  }

  /** Share of dark pixels in a rectangle; edges outside the image are cut off. */
  double share(int left, int top, int right, int bottom) {
    int count = 0;
    int all = 0;
    for (int y = Math.max(0, top); y < Math.min(height, bottom); y++) {
      for (int x = Math.max(0, left); x < Math.min(width, right); x++) {
        count += dark[y * width + x] ? 1 : 0;
        all++;
      }
    }
    return all == 0 ? 0 : (double) count / all;
  }
}
