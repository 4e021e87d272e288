package dev.lethe.engine.template;

import dev.lethe.engine.template.FormTemplate.Rule;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds a form on a page by its printed lines. On a straightened page a line has one coordinate, so
 * two lines of the template and two of the page tell scale and height of the form; what most other
 * lines agree with is taken (RANSAC over all pairs instead of random ones: there are few). Where
 * the form lies from left to right is voted for by the vertical lines and the ends of the
 * horizontal ones.
 */
final class Registrar {

  /** Below this share of its rules a form is not there. */
  static final double LEAST_AGREEMENT = 0.62;

  private static final double SMALLEST = 0.55;
  private static final double LARGEST = 1.5;
  private static final double TOLERANCE_POINTS = 2.2;
  private static final int SEEDS = 9;
  private static final int KEPT = 14;
  private static final int SHIFTS = 3;

  private final FormTemplate template;
  private final PageRules page;
  private final int quarters;
  private final double[] darkAt;
  private final List<Rule> seeds;

  private Registrar(FormTemplate template, PageRules page, int quarters) {
    this.template = template;
    this.page = page;
    this.quarters = quarters;
    this.darkAt = lengths(page.horizontal(), page.height());
    this.seeds =
        template.horizontal().stream()
            .sorted(Comparator.comparingDouble(Rule::length).reversed())
            .limit(SEEDS)
            .sorted(Comparator.comparingDouble(Rule::at))
            .toList();
  }

  /** The best place of the template on the page, turned by the given quarters. */
  static Optional<Registration> find(FormTemplate template, PageRules source, int quarters) {
    PageRules page = source.turned(quarters);
    if (page.horizontal().size() < 3 || page.vertical().isEmpty()) {
      return Optional.empty();
    }
    return new Registrar(template, page, quarters).best();
  }

  /** Length of dark rules near each row. */
  private static double[] lengths(List<Rule> rules, int size) {
    double[] lengths = new double[size + 1];
    for (Rule rule : rules) {
      int at = (int) Math.round(rule.at());
      for (int i = Math.max(0, at - 1); i <= Math.min(size, at + 1); i++) {
        lengths[i] += rule.length();
      }
    }
    return lengths;
  }

  private record Fit(double scale, double shift, double score) {}

  /** Scale and shift of both axes. */
  private record Place(double scaleX, double left, double scaleY, double top, double agreement) {}

  private Optional<Registration> best() {
    return heights().stream()
        .flatMap(fit -> shifts(fit).stream().map(left -> place(fit, left)))
        .max(Comparator.comparingDouble(Place::agreement))
        .filter(place -> place.agreement() >= LEAST_AGREEMENT * 0.8)
        .map(this::refined)
        .filter(r -> r.agreement() >= LEAST_AGREEMENT);
  }

  private List<Fit> heights() {
    List<Fit> fits = new ArrayList<>();
    List<Rule> rows =
        page.horizontal().stream()
            .sorted(Comparator.comparingDouble(Rule::length).reversed())
            .limit(60)
            .sorted(Comparator.comparingDouble(Rule::at))
            .toList();
    double nominal = page.pixelsPerInch() / 72;
    double least = extent() * 0.3;
    for (int i = 0; i < seeds.size(); i++) {
      for (int k = i + 1; k < seeds.size(); k++) {
        double apart = seeds.get(k).at() - seeds.get(i).at();
        if (apart >= least) {
          pair(seeds.get(i), apart, rows, nominal, fits);
        }
      }
    }
    fits.sort(Comparator.comparingDouble(Fit::score).reversed());
    return distinct(fits);
  }

  private double extent() {
    return seeds.get(seeds.size() - 1).at() - seeds.get(0).at();
  }

  private void pair(Rule first, double apart, List<Rule> rows, double nominal, List<Fit> fits) {
    for (int a = 0; a < rows.size(); a++) {
      for (int b = a + 1; b < rows.size(); b++) {
        double scale = (rows.get(b).at() - rows.get(a).at()) / apart;
        if (scale > LARGEST * nominal) {
          break;
        }
        if (scale >= SMALLEST * nominal && rows.get(a).length() > 0.2 * scale * first.length()) {
          double shift = rows.get(a).at() - scale * first.at();
          double score = heightScore(scale, shift);
          if (score > 0.5) {
            fits.add(new Fit(scale, shift, score));
          }
        }
      }
    }
  }

  private double heightScore(double scale, double shift) {
    double found = 0;
    double all = 0;
    for (Rule rule : template.horizontal()) {
      int row = (int) Math.round(scale * rule.at() + shift);
      double wanted = scale * rule.length();
      all += wanted;
      if (row >= 0 && row < darkAt.length) {
        found += Math.min(wanted, darkAt[row]);
      }
    }
    return found / all;
  }

  private List<Fit> distinct(List<Fit> fits) {
    List<Fit> kept = new ArrayList<>();
    for (Fit fit : fits) {
      boolean known =
          kept.stream()
              .anyMatch(
                  k ->
                      Math.abs(k.scale() - fit.scale()) * template.height() < 3
                          && Math.abs(k.shift() - fit.shift()) < 3);
      if (!known) {
        kept.add(fit);
      }
      if (kept.size() == KEPT) {
        break;
      }
    }
    return kept;
  }

  /** The likeliest left edges, by what vertical rules and the ends of horizontal ones say. */
  private List<Double> shifts(Fit fit) {
    int reach = (int) (page.width() + fit.scale() * template.width()) + 2;
    double[] votes = new double[2 * reach + 1];
    double tolerance = TOLERANCE_POINTS * fit.scale();
    for (Rule rule : template.vertical()) {
      double top = fit.scale() * rule.from() + fit.shift();
      double bottom = fit.scale() * rule.to() + fit.shift();
      for (Rule seen : page.vertical()) {
        double shared = Math.min(bottom, seen.to()) - Math.max(top, seen.from());
        if (shared > 0) {
          vote(votes, reach, seen.at() - fit.scale() * rule.at(), shared);
        }
      }
    }
    for (Rule rule : template.horizontal()) {
      double at = fit.scale() * rule.at() + fit.shift();
      for (Rule seen : page.horizontal()) {
        if (Math.abs(seen.at() - at) <= tolerance) {
          double weight = 0.1 * Math.min(seen.length(), fit.scale() * rule.length());
          vote(votes, reach, seen.from() - fit.scale() * rule.from(), weight);
          vote(votes, reach, seen.to() - fit.scale() * rule.to(), weight);
        }
      }
    }
    return peaks(votes, reach);
  }

  private static void vote(double[] votes, int reach, double shift, double weight) {
    int at = (int) Math.round(shift) + reach;
    for (int i = at - 1; i <= at + 1; i++) {
      if (i >= 0 && i < votes.length) {
        votes[i] += i == at ? weight : 0.7 * weight;
      }
    }
  }

  private static List<Double> peaks(double[] votes, int reach) {
    List<Double> peaks = new ArrayList<>();
    double[] left = votes.clone();
    for (int n = 0; n < SHIFTS; n++) {
      int best = 0;
      for (int i = 1; i < left.length; i++) {
        best = left[i] > left[best] ? i : best;
      }
      if (left[best] <= 0) {
        break;
      }
      peaks.add((double) best - reach);
      Arrays.fill(left, Math.max(0, best - 3), Math.min(left.length, best + 4), 0);
    }
    return peaks;
  }

  private Place place(Fit fit, double left) {
    double agreement = agreement(fit.scale(), left, fit.scale(), fit.shift());
    return new Place(fit.scale(), left, fit.scale(), fit.shift(), agreement);
  }

  /** Share of the length of all rules of the template that is dark on the page. */
  private double agreement(double scaleX, double left, double scaleY, double top) {
    double found = 0;
    double all = 0;
    for (Rule rule : template.horizontal()) {
      Rule placed = placed(rule, scaleY, top, scaleX, left);
      found += covered(placed, page.horizontal(), TOLERANCE_POINTS * scaleY);
      all += placed.length();
    }
    for (Rule rule : template.vertical()) {
      Rule placed = placed(rule, scaleX, left, scaleY, top);
      found += covered(placed, page.vertical(), TOLERANCE_POINTS * scaleX);
      all += placed.length();
    }
    return found / all;
  }

  private static Rule placed(Rule rule, double across, double shift, double along, double begin) {
    return new Rule(
        across * rule.at() + shift, along * rule.from() + begin, along * rule.to() + begin);
  }

  private static double covered(Rule rule, List<Rule> seen, double tolerance) {
    double length = 0;
    for (Rule other : seen) {
      if (Math.abs(other.at() - rule.at()) <= tolerance) {
        length +=
            Math.max(0, Math.min(rule.to(), other.to()) - Math.max(rule.from(), other.from()));
      }
    }
    return Math.min(rule.length(), length);
  }

  /** Fits both axes by least squares to the rules that were found, twice. */
  private Registration refined(Place start) {
    Place place = start;
    double residual = Double.MAX_VALUE;
    for (int round = 0; round < 2; round++) {
      Line y =
          Line.through(
              template.horizontal(),
              page.horizontal(),
              place.scaleY(),
              place.top(),
              place.scaleX(),
              place.left());
      Line x =
          Line.through(
              template.vertical(),
              page.vertical(),
              place.scaleX(),
              place.left(),
              place.scaleY(),
              place.top());
      place =
          new Place(
              x.scale(),
              x.shift(),
              y.scale(),
              y.shift(),
              agreement(x.scale(), x.shift(), y.scale(), y.shift()));
      residual = Math.hypot(x.residual() / x.scale(), y.residual() / y.scale());
    }
    AffineTransform toPage = new AffineTransform(page.toSource());
    toPage.concatenate(
        new AffineTransform(place.scaleX(), 0, 0, place.scaleY(), place.left(), place.top()));
    return new Registration(
        template,
        toPage,
        place.agreement(),
        residual,
        Math.sqrt(Math.abs(toPage.getDeterminant())),
        quarters);
  }

  /** The straight line through where rules should be and where they are, weighted by length. */
  private record Line(double scale, double shift, double residual) {

    static Line through(
        List<Rule> wanted,
        List<Rule> seen,
        double scale,
        double shift,
        double along,
        double begin) {
      double tolerance = TOLERANCE_POINTS * scale;
      List<double[]> pairs = new ArrayList<>();
      for (Rule rule : wanted) {
        Rule placed = placed(rule, scale, shift, along, begin);
        for (Rule other : seen) {
          double shared = Math.min(placed.to(), other.to()) - Math.max(placed.from(), other.from());
          if (shared > 0 && Math.abs(other.at() - placed.at()) <= tolerance) {
            pairs.add(new double[] {rule.at(), other.at(), shared});
          }
        }
      }
      return fitted(pairs, scale, shift);
    }

    private static Line fitted(List<double[]> pairs, double scale, double shift) {
      double w = 0;
      double meanX = 0;
      double meanY = 0;
      for (double[] p : pairs) {
        w += p[2];
        meanX += p[2] * p[0];
        meanY += p[2] * p[1];
      }
      if (w == 0) {
        return new Line(scale, shift, 0);
      }
      meanX /= w;
      meanY /= w;
      double xx = 0;
      double xy = 0;
      for (double[] p : pairs) {
        xx += p[2] * (p[0] - meanX) * (p[0] - meanX);
        xy += p[2] * (p[0] - meanX) * (p[1] - meanY);
      }
      double slope = xx < 1 || xy / xx < 0.9 * scale || xy / xx > 1.1 * scale ? scale : xy / xx;
      double begin = meanY - slope * meanX;
      double squares = 0;
      for (double[] p : pairs) {
        squares += p[2] * Math.pow(p[1] - slope * p[0] - begin, 2);
      }
      return new Line(slope, begin, Math.sqrt(squares / w));
    }
  }
}
