package dev.lethe.engine.page;

import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One drawn character and its place on the upright page, in the frame of its own line: {@code
 * along} runs in the direction of reading, {@code across} down from line to line.
 *
 * @param quarters clockwise quarters by which its line is turned
 * @param size of the font in points, as shown
 */
record Glyph(
    String text,
    int quarters,
    double start,
    double end,
    double baseline,
    double size,
    double ascent,
    double descent) {

  /** A gap that is wider than the line's usual one by this part of the font size ends a word. */
  private static final double WORD_GAP = 0.11;

  private static final int ENOUGH_GAPS = 8;

  private static final double SAME_BASELINE = 0.18;
  private static final double SAME_PLACE = 0.12;

  static Glyph at(
      String text, AffineTransform place, double advance, double ascent, double descent) {
    double dx = place.getScaleX();
    double dy = place.getShearY();
    int quarters = Math.abs(dx) >= Math.abs(dy) ? (dx >= 0 ? 0 : 2) : (dy > 0 ? 1 : 3);
    double size = Math.hypot(place.getShearX(), place.getScaleY());
    Point2D from = along(quarters, place.transform(new Point2D.Double(0, 0), null));
    Point2D to = along(quarters, place.transform(new Point2D.Double(advance, 0), null));
    return new Glyph(
        text,
        quarters,
        Math.min(from.getX(), to.getX()),
        Math.max(from.getX(), to.getX()),
        (from.getY() + to.getY()) / 2,
        size,
        ascent,
        descent);
  }

  /** Page coordinates as (along, across) of a line so turned. */
  private static Point2D along(int quarters, Point2D p) {
    return switch (quarters) {
      case 1 -> new Point2D.Double(p.getY(), -p.getX());
      case 2 -> new Point2D.Double(-p.getX(), -p.getY());
      case 3 -> new Point2D.Double(-p.getY(), p.getX());
      default -> p;
    };
  }

  private static Point2D page(int quarters, double along, double across) {
    return switch (quarters) {
      case 1 -> new Point2D.Double(-across, along);
      case 2 -> new Point2D.Double(-along, -across);
      case 3 -> new Point2D.Double(across, -along);
      default -> new Point2D.Double(along, across);
    };
  }

  Point2D middle() {
    return page(quarters, (start + end) / 2, baseline - size * 0.3);
  }

  private boolean isSpace() {
    return text.chars().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
  }

  /** Words in lines from top to bottom, of each direction on its own. */
  static List<Word> words(List<Glyph> glyphs) {
    List<Word> words = new ArrayList<>();
    for (int quarters = 0; quarters < 4; quarters++) {
      int turned = quarters;
      List<Glyph> same = glyphs.stream().filter(g -> g.quarters == turned).toList();
      for (List<Glyph> line : lines(same)) {
        addWords(line, words);
      }
    }
    return words;
  }

  private static List<List<Glyph>> lines(List<Glyph> glyphs) {
    List<Glyph> ordered = new ArrayList<>(glyphs);
    ordered.sort(Comparator.comparingDouble(Glyph::baseline));
    List<List<Glyph>> lines = new ArrayList<>();
    List<Glyph> line = new ArrayList<>();
    double baseline = 0;
    for (Glyph glyph : ordered) {
      if (!line.isEmpty() && glyph.baseline - baseline > SAME_BASELINE * glyph.size) {
        lines.add(line);
        line = new ArrayList<>();
      }
      if (line.isEmpty()) {
        baseline = glyph.baseline;
      }
      line.add(glyph);
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }

  private static void addWords(List<Glyph> line, List<Word> words) {
    line.sort(Comparator.comparingDouble(Glyph::start));
    double usual = usualGap(line);
    List<Glyph> word = new ArrayList<>();
    for (Glyph glyph : line) {
      if (!word.isEmpty()) {
        Glyph last = word.get(word.size() - 1);
        if (glyph.repeats(last)) {
          continue;
        }
        if (glyph.isSpace()
            || glyph.start - last.end > (usual + WORD_GAP) * Math.max(glyph.size, last.size)) {
          words.add(word(word));
          word.clear();
        }
      }
      if (!glyph.isSpace()) {
        word.add(glyph);
      }
    }
    if (!word.isEmpty()) {
      words.add(word(word));
    }
  }

  /** The gap between letters of spaced-out type, as a part of the font size; else nothing. */
  private static double usualGap(List<Glyph> line) {
    double[] gaps =
        IntStream.range(1, line.size())
            .mapToDouble(i -> (line.get(i).start - line.get(i - 1).end) / line.get(i).size)
            .filter(gap -> gap > -0.3 && gap < 0.6)
            .sorted()
            .toArray();
    return gaps.length < ENOUGH_GAPS ? 0 : Math.max(0, gaps[gaps.length / 4]);
  }

  /** Bold type is often the same glyph drawn twice. */
  private boolean repeats(Glyph last) {
    return text.equals(last.text) && Math.abs(start - last.start) < SAME_PLACE * size;
  }

  private static Word word(List<Glyph> glyphs) {
    StringBuilder text = new StringBuilder();
    double start = Double.MAX_VALUE;
    double end = -Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;
    for (Glyph glyph : glyphs) {
      text.append(withoutLigatures(glyph.text));
      start = Math.min(start, glyph.start);
      end = Math.max(end, glyph.end);
      top = Math.min(top, glyph.baseline - glyph.size * glyph.ascent);
      bottom = Math.max(bottom, glyph.baseline + glyph.size * glyph.descent);
    }
    Point2D a = page(glyphs.get(0).quarters, start, top);
    Point2D b = page(glyphs.get(0).quarters, end, bottom);
    return new Word(
        text.toString(),
        Math.min(a.getX(), b.getX()),
        Math.min(a.getY(), b.getY()),
        Math.max(a.getX(), b.getX()),
        Math.max(a.getY(), b.getY()),
        1);
  }

  private static String withoutLigatures(String text) {
    boolean ligature = text.chars().anyMatch(c -> c >= 0xFB00 && c <= 0xFB06);
    return ligature
        ? java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFKC)
        : text.replace("\u00AD", "-");
  }
}
