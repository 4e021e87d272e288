package dev.lethe.engine.template;

import dev.lethe.engine.template.FormTemplate.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lines of dots or short dashes: small marks of one size at equal distances, nothing below them.
 */
final class DottedLines {

  private static final int FEWEST = 12;
  private static final int FEWEST_OF_A_PART = 3;
  private static final int WIDEST_CROSSING = 240;

  /** Dots may have run into each other. */
  private static final int WIDEST_MARK = 70;

  private static final int NARROW = 5;

  /** Pixels; no letter has so long a stroke with nothing above and below. */
  private static final int LONG = 20;

  private static final double SLACK = 1.6;
  private static final int WIDEST_GAP = 9;
  private static final double SHORTEST_INCHES = 0.9;

  /** In a row of type some letters stand at equal distances too, but never so many of them. */
  private static final double LEAST_COVERED = 0.3;

  private DottedLines() {}

  static List<Rule> find(Ink ink, double pixelsPerInch) {
    List<Rule> found = new ArrayList<>();
    for (int y = 1; y < ink.height() - 6; y++) {
      for (Span span : joined(spans(ink, y))) {
        boolean marked = span.marks() >= FEWEST && span.covered() >= LEAST_COVERED * span.length();
        if (marked && span.length() >= SHORTEST_INCHES * pixelsPerInch) {
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

  /**
   * Marks that repeat from one column to another.
   *
   * @param covered pixels along which they do
   */
  private record Span(int from, int to, int marks, int covered) {
    int length() {
      return to - from;
    }
  }

  /** Writing that crosses the line parts it. */
  private static List<Span> joined(List<Span> spans) {
    List<Span> joined = new ArrayList<>();
    for (Span span : spans) {
      Span last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && span.from() - last.to() < WIDEST_CROSSING) {
        joined.set(
            joined.size() - 1,
            new Span(
                last.from(),
                span.to(),
                last.marks() + span.marks(),
                last.covered() + span.covered()));
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
      boolean fits =
          dark ? length <= WIDEST_MARK && !isCrossed(ink, y, from, x) : length <= WIDEST_GAP;
      if (!fits || x == ink.width()) {
        boolean row = start >= 0 && marks >= FEWEST_OF_A_PART;
        if (row && isAlone(ink, y, start, from) && isEven(ink, y, start, from)) {
          spans.add(new Span(start, from, marks, from - start));
        }
        start = -1;
        marks = 0;
      } else if (dark) {
        start = start < 0 ? from : start;
        marks += Math.max(1, length / NARROW);
      }
    }
    return spans;
  }

  /** A letter or a stroke of a pen goes on above or below; a dot does not. */
  private static boolean isCrossed(Ink ink, int y, int from, int to) {
    return ink.share(from, y - 3, to, y - 2) > 0 || ink.share(from, y + 3, to, y + 4) > 0;
  }

  /** A row of type has its letters above; where writing crosses the line, no dots are counted. */
  private static boolean isAlone(Ink ink, int y, int from, int to) {
    return ink.share(from, y + 3, to, y + 6) < 0.06 && ink.share(from, y - 7, to, y - 3) < 0.18;
  }

  /**
   * Distances between the marks' beginnings are one step, or some steps where dots have run into
   * each other; between letters they are not.
   */
  private static boolean isEven(Ink ink, int y, int from, int to) {
    List<Integer> begins = new ArrayList<>();
    for (int x = from; x < to; x++) {
      if (ink.at(x, y) && !ink.at(x - 1, y)) {
        begins.add(x);
      }
    }
    if (begins.size() < 2) {
      return false;
    }
    if (to - from >= LONG * begins.size()) {
      return true;
    }
    int[] steps = new int[begins.size() - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = begins.get(i + 1) - begins.get(i);
    }
    double step = step(steps);
    int even = 0;
    for (int length : steps) {
      even += Math.abs(length - step * Math.max(1, Math.round(length / step))) <= SLACK ? 1 : 0;
    }
    return even >= 0.85 * steps.length;
  }

  /** The mean of the short ones. */
  private static double step(int[] steps) {
    int least = Arrays.stream(steps).min().orElse(1);
    return Arrays.stream(steps).filter(s -> s <= least + 2).average().orElse(least);
  }
}
