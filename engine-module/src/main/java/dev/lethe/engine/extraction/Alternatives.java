package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.value.Found;
import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.page.Word.Alternative;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Candidates that a row holds when one of its words is read otherwise. They are worth less than
 * what was elected, so only a check makes them win: sums, check digits, a calendar.
 */
final class Alternatives {

  private static final double LEAST = 0.4;
  private static final double SPAN = 0.35;

  private Alternatives() {}

  static List<Candidate> of(
      TextRun row, Function<String, List<Found>> parser, List<Candidate> printed) {
    List<Candidate> found = new ArrayList<>();
    for (int i = 0; i < row.words().size(); i++) {
      for (Alternative other : row.words().get(i).alternatives()) {
        add(row, i, other, parser, printed, found);
      }
    }
    return found;
  }

  private static void add(
      TextRun row,
      int at,
      Alternative other,
      Function<String, List<Found>> parser,
      List<Candidate> printed,
      List<Candidate> found) {
    TextRun read = exchanged(row, at, other);
    for (Found value : parser.apply(read.text())) {
      int from = read.wordAt(value.start());
      int to = read.wordAt(value.end() - 1) + 1;
      boolean known =
          printed.stream().anyMatch(c -> isSame(c, value, from, to))
              || found.stream().anyMatch(c -> isSame(c, value, from, to));
      if (at >= from && at < to && !known) {
        double quality = value.quality() * (LEAST + SPAN * other.share());
        found.add(
            new Candidate(List.of(read.words(from, to)), value.value(), quality, row, from, to));
      }
    }
  }

  private static boolean isSame(Candidate candidate, Found value, int from, int to) {
    return candidate.value().equals(value.value())
        && candidate.from() < to
        && from < candidate.to();
  }

  private static TextRun exchanged(TextRun row, int at, Alternative other) {
    List<Word> words = new ArrayList<>(row.words());
    Word word = words.get(at);
    words.set(at, word.reading(other.text(), word.confidence() * other.share(), List.of()));
    return new TextRun(row.page(), words);
  }
}
