package dev.lethe.engine.recognition;

import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.Word;
import java.util.List;

/**
 * The part of a page where most words were read.
 *
 * @param words of the page that stand in the part, in the straightened page's coordinates
 */
record Sample(GrayImage pixels, List<Word> words) {

  /** Of each side: a fifth of the page in all. */
  private static final double SHARE = 0.45;

  private static final int STEPS = 5;

  static Sample of(GrayImage source, RecognizedPage read) {
    double width = read.text().width();
    double height = read.text().height();
    Sample best = null;
    for (int row = 0; row < STEPS; row++) {
      for (int column = 0; column < STEPS; column++) {
        double left = (1 - SHARE) * column / (STEPS - 1);
        double top = (1 - SHARE) * row / (STEPS - 1);
        List<Word> words =
            read.text().words().stream()
                .filter(w -> isWithin(w.centerX() / width, left))
                .filter(w -> isWithin(w.centerY() / height, top))
                .toList();
        if (best == null || words.size() > best.words.size()) {
          best = new Sample(part(source, left, top), words);
        }
      }
    }
    return java.util.Objects.requireNonNull(best);
  }

  private static boolean isWithin(double at, double from) {
    return at >= from && at <= from + SHARE;
  }

  private static GrayImage part(GrayImage source, double left, double top) {
    return source.crop(
        (int) (left * source.width()),
        (int) (top * source.height()),
        (int) ((left + SHARE) * source.width()),
        (int) ((top + SHARE) * source.height()));
  }
}
