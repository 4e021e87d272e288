package dev.lethe.engine.template;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.template.Strokes.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Says what stands in a place for a signature. */
final class InkJudge {

  /** Pixels at 300 dots per inch. */
  private static final int LEAST_WIDTH = 80;

  private static final int LEAST_HEIGHT = 22;
  private static final int LEAST_AREA = 170;
  private static final int MARKER = 66;
  private static final int RING = 8;
  private static final double CONTRAST = 20;
  private static final double LEGIBLE = 0.78;

  /** Shades by which a pen's line is darker than a stain under it. */
  private static final int DARKER_THAN = 40;

  private final SignaturePage page;

  InkJudge(SignaturePage page) {
    this.page = page;
  }

  /**
   * @param confidence 0 to 1 that it is this and nothing else
   */
  record Verdict(SignatureMark mark, double confidence) {}

  Verdict judge(SignatureBlock block) {
    GrayImage picture =
        Cleaning.of(
            ZoneImage.withoutRules(ZoneImage.of(page.gray(), page.toPage(), block.box())), RING);
    List<Word> typed = page.isDigital() ? page.words(block.box()) : List.of();
    GrayImage unprinted = without(picture, typed, block.box());
    double line = (block.line() - block.box().top()) * ZoneImage.PIXELS_PER_POINT;
    List<Piece> pieces = new ArrayList<>(Strokes.of(unprinted, CONTRAST));
    pieces.removeIf(p -> isDot(p, line) || isStraight(p, unprinted));
    List<Piece> surfaces = Strokes.blots(unprinted, CONTRAST);
    boolean blots = pieces.removeIf(p -> p.isBlot() || isEdge(p, surfaces));
    if (!page.isDigital() && pieces.size() >= 4) {
      typed = legible(aboveLine(block));
    }
    return verdict(pieces, typed, blots, unprinted.width());
  }

  /** A stain's edge is no darker than the stain; a pen's line over it is. */
  private static boolean isEdge(Piece piece, List<Piece> surfaces) {
    return surfaces.stream()
        .anyMatch(s -> s.box().intersects(piece.box()) && piece.shade() > s.shade() - DARKER_THAN);
  }

  private Verdict verdict(List<Piece> pieces, List<Word> typed, boolean blots, int width) {
    if (pieces.isEmpty() || area(pieces) < LEAST_AREA / 2) {
      SignatureMark mark =
          !typed.isEmpty() ? SignatureMark.TYPED : blots ? SignatureMark.BLOT : SignatureMark.NONE;
      return new Verdict(mark, mark == SignatureMark.NONE ? 0.98 : 0.9);
    }
    Box all = pieces.stream().map(Piece::box).reduce(Box::union).orElseThrow();
    if (all.right() <= MARKER && all.height() <= MARKER) {
      return new Verdict(SignatureMark.MARKER, 0.85);
    }
    if (!page.isDigital() && isPrint(pieces, typed)) {
      boolean stamp = lines(typed) > 1 || isFramed(pieces);
      return new Verdict(stamp ? SignatureMark.STAMP : SignatureMark.TYPED, 0.85);
    }
    if (isFramed(pieces)) {
      return new Verdict(SignatureMark.STAMP, 0.8);
    }
    if (all.width() < LEAST_WIDTH || all.height() < LEAST_HEIGHT || area(pieces) < LEAST_AREA) {
      return new Verdict(blots ? SignatureMark.BLOT : SignatureMark.NONE, 0.8);
    }
    double sure =
        0.75
            + 0.1 * Math.min(1, all.width() / (0.25 * width))
            + 0.13 * Math.min(1, area(pieces) / 900.0);
    return new Verdict(SignatureMark.INK, Math.min(0.98, sure));
  }

  private static int area(List<Piece> pieces) {
    return pieces.stream().mapToInt(Piece::area).sum();
  }

  /** What the page itself prints is no ink. */
  private static GrayImage without(GrayImage picture, List<Word> typed, Box box) {
    if (typed.isEmpty()) {
      return picture;
    }
    byte[] pixels = picture.pixels().clone();
    byte paper = (byte) ZoneImage.paper(pixels);
    double s = ZoneImage.PIXELS_PER_POINT;
    for (Word word : typed) {
      int left = (int) Math.max(0, (word.left() - box.left()) * s - 4);
      int right = (int) Math.min(picture.width(), (word.right() - box.left()) * s + 4);
      int top = (int) Math.max(0, (word.top() - box.top()) * s - 4);
      int bottom = (int) Math.min(picture.height(), (word.bottom() - box.top()) * s + 4);
      for (int y = top; y < bottom; y++) {
        if (right > left) {
          Arrays.fill(pixels, y * picture.width() + left, y * picture.width() + right, paper);
        }
      }
    }
    return new GrayImage(picture.width(), picture.height(), pixels);
  }

  /** Of a dotted line. */
  private static boolean isDot(Piece piece, double line) {
    Box box = piece.box();
    return box.height() <= 10 && box.width() <= 22 && Math.abs(box.centerY() - line) < 14;
  }

  /** Of a frame, or drawn over the page by a copier's glass. */
  private static boolean isStraight(Piece piece, GrayImage picture) {
    Box box = piece.box();
    boolean across = box.height() <= 7 && box.width() > 0.3 * picture.width();
    boolean down = box.width() <= 8 && box.height() > 0.6 * picture.height();
    return across || down;
  }

  /** A line's dots under type make words of it that nobody can read. */
  private static Box aboveLine(SignatureBlock block) {
    Box box = block.box();
    return new Box(box.left(), box.top(), box.right(), Math.min(box.bottom(), block.line() - 1));
  }

  private List<Word> legible(Box box) {
    return page.words(box).stream()
        .filter(w -> w.confidence() >= LEGIBLE)
        .filter(w -> w.text().chars().filter(Character::isLetterOrDigit).count() >= 3)
        .toList();
  }

  /** Many pieces of one height, of which words were surely read. */
  private static boolean isPrint(List<Piece> pieces, List<Word> words) {
    long letters =
        words.stream()
            .mapToLong(w -> w.text().chars().filter(Character::isLetterOrDigit).count())
            .sum();
    if (letters < 4) {
      return false;
    }
    double[] heights = pieces.stream().mapToDouble(p -> p.box().height()).sorted().toArray();
    double median = heights[heights.length / 2];
    long even = Arrays.stream(heights).filter(h -> h > 0.5 * median && h < 1.7 * median).count();
    return letters >= 0.5 * pieces.size() && even >= 0.6 * pieces.size();
  }

  private static int lines(List<Word> words) {
    return Lines.of(words).size();
  }

  /** A thin piece around many others. */
  private static boolean isFramed(List<Piece> pieces) {
    return pieces.stream()
        .filter(p -> p.box().width() > 130 && p.box().height() > 75 && p.fill() < 0.2)
        .anyMatch(
            p -> pieces.stream().filter(o -> o != p && o.box().intersects(p.box())).count() >= 8);
  }
}
