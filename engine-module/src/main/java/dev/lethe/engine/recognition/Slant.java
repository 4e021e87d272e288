package dev.lethe.engine.recognition;

import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.Word;
import java.util.List;

/**
 * A slight skew, which is left in the pixels and taken out of the words' places instead. The
 * library reads lines that slant so little about as well as those of a page that was rotated, and
 * in less time.
 *
 * @param radians clockwise angle by which the page would have to be rotated about its centre
 * @param width of the page in pixels
 * @param height of the page in pixels
 */
record Slant(double radians, int width, int height) {

  /** From a degree on a whole line is lost here and there, at 1.8 degrees many are. */
  private static final double LEAST_ROTATION = Math.toRadians(0.9);

  /** Of a side that is left, however much of it looks like slant. */
  private static final double LEAST_SIDE = 0.5;

  static Slant of(double radians, GrayImage page) {
    return new Slant(radians, page.width(), page.height());
  }

  /** Whether pages are read as they lie, with this skew. */
  static boolean isSlight(double radians) {
    return Math.abs(radians) < LEAST_ROTATION;
  }

  /** The words in the coordinates of the straightened page. */
  List<Word> straighten(List<Word> words) {
    return radians == 0 ? words : words.stream().map(this::straighten).toList();
  }

  /** A box around slanted letters is larger than they are, by what the other side rises. */
  private Word straighten(Word word) {
    double fromX = word.centerX() - (width - 1) / 2.0;
    double fromY = word.centerY() - (height - 1) / 2.0;
    double x = Math.cos(radians) * fromX - Math.sin(radians) * fromY + (width - 1) / 2.0;
    double y = Math.sin(radians) * fromX + Math.cos(radians) * fromY + (height - 1) / 2.0;
    double wide = word.right() - word.left();
    double half = side(wide, word.height()) / 2;
    double halfHeight = side(word.height(), wide) / 2;
    return new Word(
        word.text(),
        x - half,
        y - halfHeight,
        x + half,
        y + halfHeight,
        word.confidence(),
        word.alternatives());
  }

  private double side(double side, double other) {
    return Math.max(LEAST_SIDE * side, side - other * Math.abs(Math.sin(radians)));
  }
}
