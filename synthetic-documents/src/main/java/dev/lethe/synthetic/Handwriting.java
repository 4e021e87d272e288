package dev.lethe.synthetic;

import java.util.SplittableRandom;

/** Strokes like those of a pen: loops and swings of no letters, so of nobody's name. */
final class Handwriting {

  private final SplittableRandom random;

  Handwriting(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * A signature on a line.
   *
   * @param x where it begins
   * @param base height of the line, from the top
   * @param width of the whole
   * @param pen width of the pen's line in points
   */
  void sign(Sheets sheet, float x, float base, float width, float pen) {
    int swings = 5 + random.nextInt(6);
    float step = width / swings;
    float height = between(12, 24);
    float px = x;
    float py = base - between(1, 4);
    for (int i = 0; i < swings; i++) {
      boolean tall = i == 0 || random.nextInt(4) == 0;
      float top = base - (tall ? height : height * between(0.3f, 0.55f));
      float nx = px + step * between(0.7f, 1.15f);
      float ny = base - between(-3, 4);
      sheet.curve(
          px,
          py,
          px + step * between(-0.3f, 0.5f),
          top,
          nx - step * between(-0.2f, 0.6f),
          top,
          nx,
          ny,
          pen);
      px = nx;
      py = ny;
    }
    if (random.nextInt(2) == 0) {
      sheet.curve(
          px, py, px + 10, base + 6, x + width * 0.5f, base + 5, x + width * 0.3f, base + 2, pen);
    }
  }

  /** A stain as of a cup: a broad ring without an edge. */
  void stain(Sheets sheet, float x, float y, float radius) {
    for (int i = 0; i < 3; i++) {
      float r = radius - i * between(2, 4);
      float k = 0.5523f * r;
      float broad = between(5, 9);
      sheet.curve(x, y - r, x + k, y - r, x + r, y - k, x + r, y, broad);
      sheet.curve(x + r, y, x + r, y + k, x + k, y + r, x, y + r, broad);
      sheet.curve(x, y + r, x - k, y + r, x - r, y + k, x - r, y, broad);
      sheet.curve(x - r, y, x - r, y - k, x - k, y - r, x, y - r, broad);
    }
  }

  private float between(float low, float high) {
    return low + (float) random.nextDouble() * (high - low);
  }
}
