package dev.lethe.engine.template;

import dev.lethe.engine.page.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Words as lines. */
final class Lines {

  private Lines() {}

  /** From top to bottom, each from left to right. */
  static List<List<Word>> of(List<Word> words) {
    List<List<Word>> lines = new ArrayList<>();
    List<Word> sorted = new ArrayList<>(words);
    sorted.sort(Comparator.comparingDouble(Word::centerY));
    for (Word word : sorted) {
      List<Word> last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
      if (last != null && isSameLine(last, word)) {
        last.add(word);
      } else {
        lines.add(new ArrayList<>(List.of(word)));
      }
    }
    lines.forEach(line -> line.sort(Comparator.comparingDouble(Word::left)));
    return lines;
  }

  private static boolean isSameLine(List<Word> line, Word word) {
    double center = line.stream().mapToDouble(Word::centerY).average().orElse(0);
    double height =
        Math.max(line.stream().mapToDouble(Word::height).max().orElse(0), word.height());
    return Math.abs(word.centerY() - center) < 0.55 * height;
  }
}
