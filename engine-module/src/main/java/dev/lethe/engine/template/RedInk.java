package dev.lethe.engine.template;

import dev.lethe.engine.page.GrayImage;
import java.awt.image.BufferedImage;

/** Makes red print white, as a scanner with a red lamp does; black writing stays. */
final class RedInk {

  /** Red light that writing in black or blue gives back at most. */
  private static final int LIGHTEST_WRITING = 165;

  private RedInk() {}

  static GrayImage dropped(BufferedImage image) {
    int w = image.getWidth();
    int h = image.getHeight();
    byte[] out = new byte[w * h];
    int[] row = new int[w];
    for (int y = 0; y < h; y++) {
      image.getRGB(0, y, w, 1, row, 0, w);
      for (int x = 0; x < w; x++) {
        out[y * w + x] = (byte) Math.min(255, ((row[x] >> 16) & 0xFF) * 255 / LIGHTEST_WRITING);
      }
    }
    return new GrayImage(w, h, out);
  }
}
