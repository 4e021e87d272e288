package dev.lethe.engine.template;

import dev.lethe.engine.template.FormTemplate.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of dots or short dashes: small marks of one size at equal distances, nothing below them.
 */
final class DottedLines {

  private static final int FEWEST = 12;
  private static final int FEWEST_OF_A_PART = 5;
  private static final int WIDEST_CROSSING = 240;
  private static final int WIDEST_MARK = 7;
  private static final int WIDEST_GAP = 9;
  private static final double SHORTEST_INCHES = 0.9;

  private DottedLines() {}

  static List<Rule> find(Ink ink, double pixelsPerInch) {
    List<Rule> found = new ArrayList<>();
    for (int y = 1; y < ink.height() - 6; y++) {
      for (Span span : joined(spans(ink, y))) {
        // a row of type has its letters above; writing on a line covers far less
        boolean alone =
            ink.share(span.from(), y + 3, span.to(), y + 6) < 0.04
                && ink.share(span.from(), y - 7, span.to(), y - 3) < 0.18;
        boolean marked = span.marks() >= FEWEST;
        if (alone && marked && span.to() - span.from() >= SHORTEST_INCHES * pixelsPerInch) {
          add(found, new Rule(y + 0.5, span.from(), span.to()));
        }
      }
    }
    return found;
  }

  /** A line of dots fills two or three rows; the longest counts. */
  private static void add(List<Rule> found, Rule rule) {
    for (int i = 0; i < found.size(); i++) {
      Rule known = found.get(i);
      if (Math.abs(known.at() - rule.at()) < 4
          && known.from() < rule.to()
          && rule.from() < known.to()) {
        found.set(i, known.length() >= rule.length() ? known : rule);
        return;
      }
    }
    found.add(rule);
  }

  /** Marks that repeat from one column to another. */
  private record Span(int from, int to, int marks) {}

  /** Writing that crosses the line parts it. */
  private static List<Span> joined(List<Span> spans) {
    List<Span> joined = new ArrayList<>();
    for (Span span : spans) {
      Span last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && span.from() - last.to() < WIDEST_CROSSING) {
        joined.set(
            joined.size() - 1, new Span(last.from(), span.to(), last.marks() + span.marks()));
      } else {
        joined.add(span);
      }
    }
    return joined;
  }

  private static List<Span> spans(Ink ink, int y) {
    List<Span> spans = new ArrayList<>();
    int start = -1;
    int marks = 0;
    int x = 0;
    while (x < ink.width()) {
      int from = x;
      boolean dark = ink.at(x, y);
      while (x < ink.width() && ink.at(x, y) == dark) {
        x++;
      }
      int length = x - from;
      boolean fits = dark ? length <= WIDEST_MARK : length <= WIDEST_GAP;
      if (!fits || x == ink.width()) {
        if (start >= 0 && marks >= FEWEST_OF_A_PART && isEven(ink, y, start, from)) {
          spans.add(new Span(start, from, marks));
        }
        start = -1;
        marks = 0;
      } else if (dark) {
        start = start < 0 ? from : start;
        marks++;
      }
    }
    return spans;
  }

  /** Distances between the marks' beginnings differ little; between letters they do not. */
  private static boolean isEven(Ink ink, int y, int from, int to) {
    List<Integer> begins = new ArrayList<>();
    for (int x = from; x < to; x++) {
      if (ink.at(x, y) && !ink.at(x - 1, y)) {
        begins.add(x);
      }
    }
    double step = (double) (begins.get(begins.size() - 1) - begins.get(0)) / (begins.size() - 1);
    int even = 0;
    for (int i = 1; i < begins.size(); i++) {
      even += Math.abs(begins.get(i) - begins.get(i - 1) - step) <= 1.6 ? 1 : 0;
    }
    return even >= 0.85 * (begins.size() - 1);
  }
}
