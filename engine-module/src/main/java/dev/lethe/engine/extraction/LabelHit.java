package dev.lethe.engine.extraction;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.TextRun;

/**
 * A label on a page.
 *
 * @param concept what it labels, a field's name or a name of the lexicon's own
 * @param weight 0 to 1: how surely the words mean the concept
 * @param row the row in which it stands, its words {@code from} (inclusive) {@code to} (exclusive)
 */
record LabelHit(String concept, double weight, TextRun row, int from, int to) {

  TextRun run() {
    return row.words(from, to);
  }

  Box box() {
    return Box.around(row.words().subList(from, to));
  }

  int page() {
    return row.page();
  }
}
