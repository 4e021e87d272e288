package dev.lethe.engine.extraction;

import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import java.util.ArrayList;
import java.util.List;

/** Makes pages of invented documents out of text at places. */
final class Pages {

  private static final double HEIGHT = 10;
  private static final double LETTER = 5;

  private final List<Word> words = new ArrayList<>();
  private final boolean digital;

  private Pages(boolean digital) {
    this.digital = digital;
  }

  static Pages digital() {
    return new Pages(true);
  }

  static Pages scanned() {
    return new Pages(false);
  }

  /** Words of a text side by side from a left edge. */
  Pages at(double left, double top, String text) {
    double x = left;
    for (String word : text.split(" ")) {
      double right = x + word.length() * LETTER;
      words.add(new Word(word, x, top, right, top + HEIGHT, digital ? 1 : 0.93));
      x = right + 3;
    }
    return this;
  }

  PageText page() {
    return new PageText(1, 600, 850, words, digital, digital ? 72 : 300);
  }
}
