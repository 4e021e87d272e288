package dev.lethe.engine.extraction;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.TextRun;
import java.util.List;

/**
 * What may be the value of a field.
 *
 * @param runs the words that print it, one run for each line
 * @param value normalised
 * @param quality 0 to 1: how surely the characters are a value of their kind
 * @param from index of the first word in its row, {@code -1} if it stands for several rows
 */
record Candidate(List<TextRun> runs, String value, double quality, TextRun row, int from, int to) {

  Candidate {
    runs = List.copyOf(runs);
  }

  static Candidate of(TextRun row, int from, int to, String value, double quality) {
    return new Candidate(List.of(row.words(from, to)), value, quality, row, from, to);
  }

  /** Whole lines, such as those of an address. */
  static Candidate of(List<TextRun> runs, String value, double quality) {
    return new Candidate(runs, value, quality, runs.get(0), -1, -1);
  }

  int page() {
    return runs.get(0).page();
  }

  Box box() {
    return runs.stream().map(TextRun::box).reduce(Box::union).orElseThrow();
  }

  String raw() {
    return String.join("\n", runs.stream().map(r -> r.text().replace("  ", " ")).toList());
  }

  /** Confidence of the recogniser in these words; 1 for digital text. */
  double recognition() {
    return runs.stream().mapToDouble(TextRun::confidence).min().orElse(0);
  }

  Candidate valued(String other) {
    return new Candidate(runs, other, quality, row, from, to);
  }

  @Override
  public String toString() {
    return "Candidate[page " + page() + "]";
  }
}
