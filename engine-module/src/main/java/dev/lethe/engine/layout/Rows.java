package dev.lethe.engine.layout;

import dev.lethe.engine.page.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers words that stand at one height into rows. Follows slightly slanted rows. */
final class Rows {

  private Rows() {}

  static List<TextRun> of(int page, List<Word> words) {
    List<Word> fromLeft = new ArrayList<>(words);
    fromLeft.sort(Comparator.comparingDouble(Word::left));
    List<List<Word>> rows = new ArrayList<>();
    for (Word word : fromLeft) {
      List<Word> row = rowOf(word, rows);
      if (row == null) {
        row = new ArrayList<>();
        rows.add(row);
      }
      row.add(word);
    }
    return rows.stream()
        .map(row -> new TextRun(page, row))
        .sorted(Comparator.comparingDouble(row -> row.box().centerY()))
        .toList();
  }

  private static @Nullable List<Word> rowOf(Word word, List<List<Word>> rows) {
    List<Word> best = null;
    double bestShare = 0.5;
    for (List<Word> row : rows) {
      double share = share(word, row.get(row.size() - 1));
      if (share > bestShare) {
        best = row;
        bestShare = share;
      }
    }
    return best;
  }

  /** How much of the lower of both words stands beside the other; nothing beside a giant. */
  private static double share(Word a, Word b) {
    double low = Math.min(a.height(), b.height());
    double high = Math.max(a.height(), b.height());
    if (low <= 0) {
      return Math.abs(a.centerY() - b.centerY()) < high / 2 ? 0.6 : 0;
    }
    double shared = Math.min(a.bottom(), b.bottom()) - Math.max(a.top(), b.top());
    return high > 6 * low ? 0 : shared / low;
  }
}
