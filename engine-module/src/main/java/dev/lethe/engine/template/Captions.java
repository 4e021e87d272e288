package dev.lethe.engine.template;

import dev.lethe.engine.extraction.Folding;
import java.util.List;

/** Compares what was read with what must be printed. */
final class Captions {

  private Captions() {}

  /** 0 to 1: how much of the printed text is in what was read, letters and digits only. */
  static double likeness(String printed, String read) {
    String wanted = Folding.fold(printed);
    String seen = Folding.fold(read);
    if (wanted.isEmpty() || seen.isEmpty()) {
      return 0;
    }
    if (seen.contains(wanted)) {
      return 1;
    }
    int least = wanted.length();
    // the box may show a little of what stands beside the words
    for (int from = 0; from <= Math.max(0, seen.length() - wanted.length()); from++) {
      String part = seen.substring(from, Math.min(seen.length(), from + wanted.length()));
      least = Math.min(least, Folding.distance(wanted, part, least));
    }
    return 1 - (double) least / wanted.length();
  }

  /** Whether the printed text is among the words, letters and digits only. */
  static boolean contains(String words, String printed) {
    return Folding.fold(words).contains(Folding.fold(printed));
  }

  /** Takes captions out of the lines; a line that holds nothing else is dropped. */
  static void remove(List<String> lines, List<String> captions) {
    for (String caption : captions) {
      for (int i = 0; i < lines.size(); i++) {
        lines.set(i, without(lines.get(i), caption));
      }
    }
    lines.removeIf(String::isBlank);
  }

  private static String without(String line, String caption) {
    String[] words = line.strip().split("\\s+");
    int wanted = Folding.fold(caption).length();
    int bestFrom = 0;
    int bestTo = 0;
    double best = 0.72;
    for (int from = 0; from < words.length; from++) {
      StringBuilder run = new StringBuilder();
      for (int to = from; to < words.length && run.length() < 1.4 * wanted; to++) {
        run.append(Folding.fold(words[to]));
        double likeness = exact(caption, run.toString());
        if (likeness > best) {
          best = likeness;
          bestFrom = from;
          bestTo = to + 1;
        }
      }
    }
    if (bestTo == 0) {
      return line;
    }
    List<String> all = List.of(words);
    return (String.join(" ", all.subList(0, bestFrom))
            + " "
            + String.join(" ", all.subList(bestTo, all.size())))
        .strip();
  }

  private static double exact(String caption, String read) {
    String wanted = Folding.fold(caption);
    int longest = Math.max(wanted.length(), read.length());
    return longest == 0 ? 0 : 1 - (double) Folding.distance(wanted, read, longest) / longest;
  }
}
