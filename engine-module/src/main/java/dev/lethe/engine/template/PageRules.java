package dev.lethe.engine.template;

import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.template.FormTemplate.Rule;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;

/**
 * The printed lines of a page, found at low resolution on the straightened page: this needs no
 * recognition and costs a few milliseconds.
 *
 * @param width of the straightened picture in its own pixels
 * @param pixelsPerInch of the straightened picture, as far as its size tells
 * @param dotted horizontal lines of dots or dashes
 * @param toSource from the straightened picture to the source's pixels
 */
record PageRules(
    int width,
    int height,
    double pixelsPerInch,
    List<Rule> horizontal,
    List<Rule> vertical,
    List<Rule> dotted,
    AffineTransform toSource) {

  static final double PIXELS_PER_INCH = 110;

  /** Pixels; on less no form can be read. */
  private static final int SMALLEST_SIDE = 300;

  private static final double SHORTER_SIDE_INCHES = 8.5;
  private static final double SHORTEST_ACROSS = 0.28;
  private static final double SHORTEST_DOWN = 0.13;
  private static final int GAP = 2;
  private static final int THICKEST = 6;

  static PageRules of(GrayImage source) {
    return of(source, false);
  }

  /** With the dotted lines, which only places for signatures have. */
  static PageRules withDots(GrayImage source) {
    return of(source, true);
  }

  private static PageRules of(GrayImage source, boolean dots) {
    if (Math.min(source.width(), source.height()) < SMALLEST_SIDE) {
      return new PageRules(
          source.width(),
          source.height(),
          1,
          List.of(),
          List.of(),
          List.of(),
          new AffineTransform());
    }
    double inches = Math.min(source.width(), source.height()) / SHORTER_SIDE_INCHES;
    double scale = Math.min(1, PIXELS_PER_INCH / inches);
    GrayImage small = scale < 1 ? source.scale(scale) : source;
    double angle = Skew.of(Ink.of(small));
    GrayImage straight = angle == 0 ? small : small.rotate(angle);
    Ink ink = Ink.of(straight);
    double ppi = inches * scale;
    return new PageRules(
        ink.width(),
        ink.height(),
        ppi,
        find(ink, SHORTEST_ACROSS * ppi),
        find(ink.transposed(), SHORTEST_DOWN * ppi),
        dots ? DottedLines.find(ink, ppi) : List.of(),
        toSource(small, source, angle));
  }

  private static AffineTransform toSource(GrayImage small, GrayImage source, double angle) {
    AffineTransform back =
        AffineTransform.getScaleInstance(
            (double) source.width() / small.width(), (double) source.height() / small.height());
    back.rotate(-angle, (small.width() - 1) / 2.0, (small.height() - 1) / 2.0);
    return back;
  }

  /** Runs of dark pixels that are long and thin, those of touching rows joined. */
  private static List<Rule> find(Ink ink, double shortest) {
    List<Run> open = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    for (int y = 0; y < ink.height(); y++) {
      List<Run> now = runs(ink, y, shortest);
      for (Run run : now) {
        Run before = open.stream().filter(o -> o.touches(run)).findFirst().orElse(null);
        if (before != null) {
          run.join(before);
          open.remove(before);
        }
      }
      open.forEach(ended -> ended.close(rules));
      open = now;
    }
    open.forEach(ended -> ended.close(rules));
    return rules;
  }

  private static List<Run> runs(Ink ink, int y, double shortest) {
    List<Run> runs = new ArrayList<>();
    int start = -1;
    int end = -1;
    for (int x = 0; x <= ink.width(); x++) {
      if (x < ink.width() && ink.at(x, y)) {
        start = start < 0 ? x : start;
        end = x;
      } else if (start >= 0 && (x - end > GAP || x == ink.width())) {
        if (end - start + 1 >= shortest) {
          runs.add(new Run(y, start, end + 1));
        }
        start = -1;
      }
    }
    return runs;
  }

  /** A run, or several in rows that follow each other; each row's own runs are kept. */
  private static final class Run {
    private final int row;
    private final int left;
    private final int right;
    private final List<Run> rows = new ArrayList<>();

    Run(int row, int left, int right) {
      this.row = row;
      this.left = left;
      this.right = right;
      rows.add(this);
    }

    int length() {
      return right - left;
    }

    boolean touches(Run next) {
      return next.row == row + 1 && next.left < right && left < next.right;
    }

    void join(Run before) {
      rows.addAll(before.rows);
    }

    /** What crosses a line may be thick; the line is the few rows that are much longer. */
    void close(List<Rule> rules) {
      int longest = rows.stream().mapToInt(Run::length).max().orElse(0);
      List<Run> line = rows.stream().filter(r -> r.length() >= 0.7 * longest).toList();
      if (line.size() > THICKEST) {
        return;
      }
      double weight = 0;
      double moment = 0;
      int from = Integer.MAX_VALUE;
      int to = 0;
      for (Run run : line) {
        weight += run.length();
        moment += (double) run.length() * run.row;
        from = Math.min(from, run.left);
        to = Math.max(to, run.right);
      }
      rules.add(new Rule(moment / weight + 0.5, from, to));
    }
  }

  /** The same rules as the page shows them when it is turned clockwise by so many quarters. */
  PageRules turned(int quarters) {
    if (Math.floorMod(quarters, 4) == 2) {
      return upsideDown();
    }
    PageRules rules = this;
    for (int i = 0; i < Math.floorMod(quarters, 4); i++) {
      rules = rules.turnedOnce();
    }
    return rules;
  }

  int count() {
    return horizontal.size() + vertical.size();
  }

  /** As if the page were so many times as wide: a picture taken from askew does not tell. */
  PageRules stretched(double factor) {
    AffineTransform back = new AffineTransform(toSource);
    back.scale(1 / factor, 1);
    return new PageRules(
        (int) Math.round(width * factor),
        height,
        pixelsPerInch,
        horizontal.stream().map(r -> new Rule(r.at(), r.from() * factor, r.to() * factor)).toList(),
        vertical.stream().map(r -> new Rule(r.at() * factor, r.from(), r.to())).toList(),
        List.of(),
        back);
  }

  private PageRules upsideDown() {
    AffineTransform back = new AffineTransform(toSource);
    back.concatenate(new AffineTransform(-1, 0, 0, -1, width, height));
    return new PageRules(
        width,
        height,
        pixelsPerInch,
        mirrored(horizontal, height, width),
        mirrored(vertical, width, height),
        mirrored(dotted, height, width),
        back);
  }

  private static List<Rule> mirrored(List<Rule> rules, double across, double along) {
    return rules.stream()
        .map(r -> new Rule(across - r.at(), along - r.to(), along - r.from()))
        .toList();
  }

  /** A point (x, y) comes to (height - y, x). */
  private PageRules turnedOnce() {
    List<Rule> across =
        vertical.stream().map(v -> new Rule(v.at(), height - v.to(), height - v.from())).toList();
    List<Rule> down =
        horizontal.stream().map(h -> new Rule(height - h.at(), h.from(), h.to())).toList();
    AffineTransform back = new AffineTransform(toSource);
    back.concatenate(new AffineTransform(0, -1, 1, 0, 0, height));
    // dotted lines are looked for on upright pages alone
    return new PageRules(height, width, pixelsPerInch, across, down, List.of(), back);
  }
}
