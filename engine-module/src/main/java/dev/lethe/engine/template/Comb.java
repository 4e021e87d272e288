package dev.lethe.engine.template;

import dev.lethe.engine.page.GrayImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Digits that stand in cells of their own, set side by side as in running print, which is what the
 * recogniser has learnt. Printed dashes and what is left of the cells' walls are dropped.
 */
final class Comb {

  private static final double FULL_HEIGHT = 0.6;
  private static final double SPACE = 0.3;
  private static final int MARGIN = 10;

  private Comb() {}

  /** Columns from left to right, rows from top to bottom, ends excluded. */
  private record Glyph(int left, int right, int top, int bottom) {
    int height() {
      return bottom - top;
    }
  }

  static GrayImage closed(GrayImage zone) {
    Ink ink = Ink.of(zone, 30);
    List<Glyph> glyphs = glyphs(ink);
    int height = glyphs.stream().mapToInt(Glyph::height).max().orElse(0);
    glyphs.removeIf(g -> g.height() < FULL_HEIGHT * height || isWall(g, zone));
    if (glyphs.isEmpty()) {
      byte[] white = new byte[zone.width() * zone.height()];
      Arrays.fill(white, (byte) 255);
      return new GrayImage(zone.width(), zone.height(), white);
    }
    return set(zone, glyphs);
  }

  private static boolean isWall(Glyph glyph, GrayImage zone) {
    return glyph.height() > 0.85 * zone.height();
  }

  private static List<Glyph> glyphs(Ink ink) {
    List<Glyph> glyphs = new ArrayList<>();
    int start = -1;
    for (int x = 0; x <= ink.width(); x++) {
      boolean dark = x < ink.width() && ink.share(x, 0, x + 1, ink.height()) > 1.5 / ink.height();
      if (dark && start < 0) {
        start = x;
      } else if (!dark && start >= 0) {
        if (x - start >= 3) {
          glyphs.add(glyph(ink, start, x));
        }
        start = -1;
      }
    }
    return glyphs;
  }

  private static Glyph glyph(Ink ink, int left, int right) {
    int top = 0;
    int bottom = ink.height();
    while (top < bottom && ink.share(left, top, right, top + 1) == 0) {
      top++;
    }
    while (bottom > top && ink.share(left, bottom - 1, right, bottom) == 0) {
      bottom--;
    }
    return new Glyph(left, right, top, bottom);
  }

  private static GrayImage set(GrayImage zone, List<Glyph> glyphs) {
    int top = glyphs.stream().mapToInt(Glyph::top).min().orElse(0);
    int bottom = glyphs.stream().mapToInt(Glyph::bottom).max().orElse(1);
    int gap = Math.max(3, (int) (SPACE * (bottom - top)));
    int width = glyphs.stream().mapToInt(g -> g.right() - g.left() + gap).sum() + 2 * MARGIN;
    int height = bottom - top + 2 * MARGIN;
    byte[] out = new byte[width * height];
    Arrays.fill(out, (byte) ZoneImage.paper(zone.pixels()));
    int at = MARGIN;
    for (Glyph glyph : glyphs) {
      for (int y = top; y < bottom; y++) {
        System.arraycopy(
            zone.pixels(),
            y * zone.width() + glyph.left(),
            out,
            (y - top + MARGIN) * width + at,
            glyph.right() - glyph.left());
      }
      at += glyph.right() - glyph.left() + gap;
    }
    return new GrayImage(width, height, out);
  }
}
