package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.Rereader.Mode;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads single lines of a recognised page again. */
final class SecondLook {

  /** Above that a line is not read again. */
  private static final double SURE = 0.95;

  /** White space above and below a line in heights of text. */
  private static final double USUAL_MARGIN = 0.25;

  private static final double[] MARGINS = {USUAL_MARGIN, 0.08, 0.6};

  private final PageLayout page;
  private final Rereader rereader;

  SecondLook(PageLayout page, Rereader rereader) {
    this.page = page;
    this.rereader = rereader;
  }

  /**
   * The line as most readings have it: word by word that which was read surest by most. The line is
   * read again with more and less white space around it, which changes its scale.
   */
  TextRun voted(TextRun line) {
    if (page.page().digital()) {
      return line;
    }
    List<TextRun> readings = new ArrayList<>(List.of(line));
    if (line.confidence() <= SURE) {
      for (double margin : MARGINS) {
        again(line.box(), Mode.LINE, margin)
            .filter(r -> r.text().length() > line.text().length() * 0.7)
            .filter(r -> r.text().length() < line.text().length() * 1.3)
            .ifPresent(readings::add);
      }
    }
    TextRun first =
        readings.stream().max(Comparator.comparingDouble(TextRun::confidence)).orElse(line);
    return new TextRun(
        line.page(),
        first.words().stream().map(w -> Spelling.corrected(voted(w, readings))).toList());
  }

  private static Word voted(Word word, List<TextRun> readings) {
    Map<String, Double> votes = new LinkedHashMap<>();
    Map<String, Word> words = new HashMap<>();
    for (TextRun reading : readings) {
      List<Word> same =
          reading.words().stream()
              .filter(w -> w.centerX() > word.left() && w.centerX() < word.right())
              .toList();
      double width = same.stream().mapToDouble(w -> w.right() - w.left()).sum();
      if (same.isEmpty() || width < 0.7 * (word.right() - word.left())) {
        continue;
      }
      String text = String.join(" ", same.stream().map(Word::text).toList());
      double confidence = same.stream().mapToDouble(Word::confidence).min().orElse(0);
      String key = Folding.fold(text);
      votes.merge(key, confidence + (Spelling.isKnown(text) ? 0.5 : 0), Double::sum);
      Word put = new Word(text, word.left(), word.top(), word.right(), word.bottom(), confidence);
      words.merge(key, put, (x, y) -> x.confidence() >= y.confidence() ? x : y);
    }
    return votes.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(e -> words.getOrDefault(e.getKey(), word))
        .orElse(word);
  }

  /** The line in a box, from left to right. */
  Optional<TextRun> again(Box box, Mode mode) {
    return again(box, mode, USUAL_MARGIN);
  }

  private Optional<TextRun> again(Box box, Mode mode, double share) {
    if (page.page().digital()) {
      return Optional.empty();
    }
    double margin = page.textHeight() * share;
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
