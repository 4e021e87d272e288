package dev.lethe.engine.recognition;

import dev.lethe.engine.page.GrayImage;

/**
 * Tells from some rows of a page that it is grainy, so that the library need not look at all of it
 * before the specks are taken away. Where the rows leave a doubt, the library's look decides.
 */
final class Grain {

  /** Of whose rows one is looked at. */
  private static final int STEP = 16;

  /** For what some rows may tell wrongly about all. */
  private static final double MARGIN = 1.25;

  /** Black pixels of a character, at least; how many characters there are at most follows. */
  private static final int LEAST_INK = 80;

  private final byte[] pixels;
  private final int width;
  private final int threshold;

  private Grain(GrayImage page) {
    this.pixels = page.pixels();
    this.width = page.width();
    this.threshold = threshold(page);
  }

  /** Whether there are so many specks that {@link Tesseract.Shape#grainy} is sure to be true. */
  static boolean isSure(GrayImage page) {
    Grain grain = new Grain(page);
    long specks = 0;
    long black = 0;
    for (int y = 1; y < page.height() - 1; y += STEP) {
      int end = (y + 1) * page.width() - 1;
      for (int at = y * page.width() + 1; at < end; at++) {
        if (grain.isBlack(at)) {
          black += STEP;
          specks += grain.isAlone(at) ? STEP : 0;
        }
      }
    }
    return specks > Tesseract.GRAINY * MARGIN && specks > 4 * (black - specks) / LEAST_INK;
  }

  private boolean isBlack(int at) {
    return (pixels[at] & 0xFF) <= threshold;
  }

  private boolean isAlone(int at) {
    return !isBlack(at - 1) && !isBlack(at + 1) && isRowWhite(at - width) && isRowWhite(at + width);
  }

  private boolean isRowWhite(int at) {
    return !isBlack(at - 1) && !isBlack(at) && !isBlack(at + 1);
  }

  /** That parts the two kinds of pixels best (Otsu 1979), as the library does for a whole page. */
  private static int threshold(GrayImage page) {
    int[] histogram = new int[256];
    long total = 0;
    double sum = 0;
    for (int y = 1; y < page.height() - 1; y += STEP) {
      int end = (y + 1) * page.width();
      for (int at = y * page.width(); at < end; at++) {
        histogram[page.pixels()[at] & 0xFF]++;
      }
      total += page.width();
    }
    for (int value = 0; value < histogram.length; value++) {
      sum += (double) value * histogram[value];
    }
    int best = -1;
    double most = 0;
    long below = 0;
    double sumBelow = 0;
    for (int value = 0; value < histogram.length; value++) {
      below += histogram[value];
      sumBelow += (double) value * histogram[value];
      if (below > 0 && below < total) {
        double apart = sumBelow / below - (sum - sumBelow) / (total - below);
        double variance = apart * apart * below * (total - below);
        if (variance > most) {
          most = variance;
          best = value;
        }
      }
    }
    return best;
  }
}
