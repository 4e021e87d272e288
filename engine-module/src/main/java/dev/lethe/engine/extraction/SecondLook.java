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
  static final double SURE = 0.95;

  /** Two readings that agree and are surer than that are enough. */
  private static final double RATHER_SURE = 0.8;

  /** White space above and below a line in heights of text. */
  private static final double USUAL_MARGIN = 0.25;

  /** With more the feet of the line above are read as letters. */
  private static final double NARROW_MARGIN = 0.08;

  private static final double[] MARGINS = {USUAL_MARGIN, NARROW_MARGIN, 0.6};

  private record Look(Mode mode, double margin) {}

  /** By what each adds to those before it. */
  private static final List<Look> LOOKS =
      List.of(
          new Look(Mode.LINE, NARROW_MARGIN),
          new Look(Mode.LINE_LARGE, NARROW_MARGIN),
          new Look(Mode.LINE_BINARY, NARROW_MARGIN),
          new Look(Mode.LINE_OTHER_MODEL, NARROW_MARGIN));

  private final PageLayout page;
  private final Rereader rereader;

  SecondLook(PageLayout page, Rereader rereader) {
    this.page = page;
    this.rereader = rereader;
  }

  /**
   * A line of a letterhead as most readings have it: word by word that which was read surest by
   * most. It is read again with more and less white space around it, which changes its scale. Of
   * such lines of capitals the looks of {@link #settled} and its election made more wrong than
   * right.
   */
  TextRun voted(TextRun line) {
    if (page.page().digital()) {
      return line;
    }
    List<TextRun> readings = new ArrayList<>(List.of(line));
    if (line.confidence() <= SURE) {
      for (double margin : MARGINS) {
        again(line, new Look(Mode.LINE, margin)).ifPresent(readings::add);
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

  /** Another reading of a line, unless it holds much more or much less. */
  private Optional<TextRun> again(TextRun line, Look look) {
    return again(line.box(), look.mode(), look.margin())
        .filter(r -> r.text().length() > line.text().length() * 0.7)
        .filter(r -> r.text().length() < line.text().length() * 1.3);
  }

  /**
   * The line as most readings have it. It is read again in other sizes, in black and white and by
   * another model, until enough readings agree.
   */
  TextRun settled(TextRun line) {
    List<TextRun> readings = new ArrayList<>(List.of(line));
    for (Look look : LOOKS) {
      Optional<TextRun> again = again(line, look);
      if (again.isPresent()) {
        readings.add(again.get());
        if (isSettled(readings)) {
          break;
        }
      }
    }
    return Consensus.of(readings);
  }

  /** Whether three readings agree, or two that are rather sure. */
  private static boolean isSettled(List<TextRun> readings) {
    TextRun last = readings.get(readings.size() - 1);
    List<TextRun> same = readings.stream().filter(r -> Consensus.agree(r, last)).toList();
    return same.size() >= 3
        || (same.size() == 2 && same.stream().allMatch(r -> r.confidence() > RATHER_SURE));
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
