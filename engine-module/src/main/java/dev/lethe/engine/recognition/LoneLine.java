package dev.lethe.engine.recognition;

import dev.lethe.engine.page.GrayImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one line of type in a part of a page. What reads it needs no analysis of the layout, which
 * costs as much as some words; and it is not irritated by lines above and below of which the part
 * shows only the edges.
 *
 * @param pixels the line with a little paper
 * @param top first row of it in the part
 */
record LoneLine(GrayImage pixels, int top) {

  private static final int LOWEST = 14;
  private static final int HIGHEST = 110;

  /** Rows between a letter and its dot or accent. */
  private static final int INNER_GAP = 7;

  private static final int SPECK = 4;
  private static final int PAPER = 10;
  private static final double DARKER = 0.72;

  /** Wider than high by so much: a block of one letter's width is no line. */
  private static final double OBLONG = 1.5;

  /** Rows that hold ink. */
  private record Band(int top, int bottom) {
    int height() {
      return bottom - top;
    }
  }

  /** Empty when there is none, or more than one. */
  static Optional<LoneLine> of(GrayImage part) {
    List<Band> bands = bands(part);
    List<Band> whole =
        bands.stream().filter(b -> b.top() > 0 && b.bottom() < part.height()).toList();
    List<Band> lines = whole.stream().filter(b -> b.height() > SPECK).toList();
    if (lines.size() != 1) {
      return Optional.empty();
    }
    Band line = lines.get(0);
    boolean plausible =
        line.height() >= LOWEST
            && line.height() <= HIGHEST
            && part.width() >= OBLONG * line.height()
            && bands.stream().allMatch(b -> b.equals(line) || b.height() < line.height());
    if (!plausible) {
      return Optional.empty();
    }
    int top = Math.max(edgeAbove(bands, line), line.top() - PAPER);
    int bottom = Math.min(edgeBelow(bands, line, part.height()), line.bottom() + PAPER);
    return Optional.of(new LoneLine(part.crop(0, top, part.width(), bottom), top));
  }

  private static int edgeAbove(List<Band> bands, Band line) {
    return bands.stream()
        .filter(b -> b.bottom() <= line.top())
        .mapToInt(Band::bottom)
        .max()
        .orElse(0);
  }

  private static int edgeBelow(List<Band> bands, Band line, int height) {
    return bands.stream()
        .filter(b -> b.top() >= line.bottom())
        .mapToInt(Band::top)
        .min()
        .orElse(height);
  }

  private static List<Band> bands(GrayImage part) {
    int dark = (int) (DARKER * paper(part.pixels()));
    List<Band> bands = new ArrayList<>();
    int start = -1;
    int last = -1;
    for (int y = 0; y < part.height(); y++) {
      if (hasInk(part, y, dark)) {
        if (start >= 0 && y - last > INNER_GAP) {
          bands.add(new Band(start, last + 1));
          start = -1;
        }
        start = start < 0 ? y : start;
        last = y;
      }
    }
    if (start >= 0) {
      bands.add(new Band(start, last + 1));
    }
    return bands;
  }

  private static boolean hasInk(GrayImage part, int y, int dark) {
    int found = 0;
    int from = y * part.width();
    for (int i = from; i < from + part.width() && found < 2; i++) {
      found += (part.pixels()[i] & 0xFF) < dark ? 1 : 0;
    }
    return found == 2;
  }

  /** The shade that most of the lighter half has. */
  private static int paper(byte[] pixels) {
    int[] shades = new int[256];
    for (byte pixel : pixels) {
      shades[pixel & 0xFF]++;
    }
    int most = 255;
    for (int shade = 128; shade < 256; shade++) {
      most = shades[shade] >= shades[most] ? shade : most;
    }
    return most;
  }
}
