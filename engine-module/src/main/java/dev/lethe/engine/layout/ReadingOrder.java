package dev.lethe.engine.layout;

import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lines of a page in the order in which they are read. A recogniser orders its words by its own
 * layout analysis, which sees rules and pictures; its order is kept. A digital page's words come as
 * they were drawn; they are ordered by cutting the page along its white gaps.
 */
public final class ReadingOrder {

  private static final int MAX_DEPTH = 24;

  private ReadingOrder() {}

  public static List<TextRun> linesOf(PageText page) {
    return page.digital() ? cut(page) : asGiven(page);
  }

  /** The whole page as text: a line for each line, an empty line between distant lines. */
  public static String textOf(PageText page) {
    StringBuilder text = new StringBuilder();
    TextRun before = null;
    for (TextRun line : linesOf(page)) {
      if (before != null) {
        double gap = line.box().top() - before.box().bottom();
        boolean apart = gap > 1.0 * Math.min(line.box().height(), before.box().height());
        text.append(apart ? "\n\n" : "\n");
      }
      text.append(line.text());
      before = line;
    }
    return text.toString();
  }

  private static List<TextRun> asGiven(PageText page) {
    List<TextRun> lines = new ArrayList<>();
    List<Word> line = new ArrayList<>();
    for (Word word : page.words()) {
      if (word.text().isBlank()) {
        continue;
      }
      if (!line.isEmpty() && !continues(line.get(line.size() - 1), word)) {
        lines.add(new TextRun(page.number(), line));
        line = new ArrayList<>();
      }
      line.add(word);
    }
    if (!line.isEmpty()) {
      lines.add(new TextRun(page.number(), line));
    }
    return lines;
  }

  private static boolean continues(Word before, Word after) {
    double shared = Math.min(before.bottom(), after.bottom()) - Math.max(before.top(), after.top());
    return shared > 0.3 * Math.min(before.height(), after.height())
        && after.centerX() > before.centerX();
  }

  private static List<TextRun> cut(PageText page) {
    List<TextRun> lines = new ArrayList<>();
    List<Word> words = page.words().stream().filter(w -> !w.text().isBlank()).toList();
    if (!words.isEmpty()) {
      cut(page.number(), words, lines, 0);
    }
    return lines;
  }

  /**
   * A gutter between columns counts only when both sides hold several rows; otherwise what looks
   * like columns is a table or a label with its value, which is read along the row.
   */
  private static void cut(int page, List<Word> words, List<TextRun> lines, int depth) {
    double height = medianHeight(words);
    double beside = widestGap(words, true, 1.2 * height);
    if (depth < MAX_DEPTH && !Double.isNaN(beside)) {
      List<Word> left = words.stream().filter(w -> w.centerX() < beside).toList();
      List<Word> right = words.stream().filter(w -> w.centerX() >= beside).toList();
      if (isProse(page, left) && isProse(page, right)) {
        cut(page, left, lines, depth + 1);
        cut(page, right, lines, depth + 1);
        return;
      }
    }
    double below = widestGap(words, false, 0.9 * height);
    if (depth < MAX_DEPTH && !Double.isNaN(below)) {
      cut(page, words.stream().filter(w -> w.centerY() < below).toList(), lines, depth + 1);
      cut(page, words.stream().filter(w -> w.centerY() >= below).toList(), lines, depth + 1);
      return;
    }
    lines.addAll(Rows.of(page, words));
  }

  private static boolean isProse(int page, List<Word> words) {
    List<TextRun> rows = Rows.of(page, words);
    return rows.size() >= 3 && words.size() >= 3 * rows.size();
  }

  /** Middle of the widest gap that no word crosses and that is wide enough, or NaN. */
  private static double widestGap(List<Word> words, boolean horizontal, double wideEnough) {
    List<Word> sorted = new ArrayList<>(words);
    sorted.sort(Comparator.comparingDouble(w -> horizontal ? w.left() : w.top()));
    double reached = Double.NEGATIVE_INFINITY;
    double widest = wideEnough;
    double middle = Double.NaN;
    for (Word word : sorted) {
      double start = horizontal ? word.left() : word.top();
      double end = horizontal ? word.right() : word.bottom();
      if (reached != Double.NEGATIVE_INFINITY && start - reached > widest) {
        widest = start - reached;
        middle = (start + reached) / 2;
      }
      reached = Math.max(reached, end);
    }
    return middle;
  }

  private static double medianHeight(List<Word> words) {
    List<Double> heights = new ArrayList<>(words.stream().map(Word::height).toList());
    heights.sort(Comparator.naturalOrder());
    return heights.get(heights.size() / 2);
  }
}
