package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.Rereader.Mode;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads single lines of a recognised page again. */
final class SecondLook {

  private final PageLayout page;
  private final Rereader rereader;

  SecondLook(PageLayout page, Rereader rereader) {
    this.page = page;
    this.rereader = rereader;
  }

  /** The line as it was read, or as it is read now if that is surer. */
  TextRun surer(TextRun line) {
    if (page.page().digital() || line.confidence() > 0.95) {
      return line;
    }
    return again(line.box(), Mode.LINE)
        .filter(r -> r.confidence() > line.confidence())
        .filter(r -> r.text().length() > line.text().length() * 0.8)
        .orElse(line);
  }

  /** The line in a box, from left to right. */
  Optional<TextRun> again(Box box, Mode mode) {
    if (page.page().digital()) {
      return Optional.empty();
    }
    double margin = page.textHeight() * 0.25;
    List<Word> words =
        new ArrayList<>(
            rereader.read(
                page.number(),
                Math.max(0, box.left() - 2 * margin),
                Math.max(0, box.top() - margin),
                Math.min(page.page().width(), box.right() + 2 * margin),
                Math.min(page.page().height(), box.bottom() + margin),
                mode));
    words.removeIf(w -> w.text().isBlank());
    words.sort(Comparator.comparingDouble(Word::left));
    return words.isEmpty() ? Optional.empty() : Optional.of(new TextRun(page.number(), words));
  }

  /** The page's width from a row's height, where a value may stand that was not seen at all. */
  Optional<TextRun> wholeRow(TextRun row, Mode mode) {
    PageText text = page.page();
    return again(new Box(0, row.box().top(), text.width(), row.box().bottom()), mode);
  }
}
