package dev.lethe.engine.extraction.mrz;

import dev.lethe.engine.extraction.Rereader;
import dev.lethe.engine.extraction.Rereader.Mode;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds the machine-readable zone anywhere on a page. */
public final class MrzFinder {

  private static final Pattern DATES =
      Pattern.compile("[0-9OIZSBGD]{6,7}[MFXHNP<][0-9OIZSBGD]{6,7}");

  private static final int LEAST_LINE = 26;
  private static final int MOST_LINE = 50;
  private static final int LEAST_FILLERS = 4;

  private MrzFinder() {}

  /**
   * A zone and the place of its lines.
   *
   * @param namesConfirmed share of the names that the document prints elsewhere as well
   */
  public record Located(
      MrzZone zone,
      int page,
      Box box,
      List<Box> lineBoxes,
      double confidence,
      double namesConfirmed) {
    public Located {
      lineBoxes = List.copyOf(lineBoxes);
    }
  }

  /** The best zone of the page; it is read again where that may help. */
  public static Optional<Located> find(PageLayout page, Rereader rereader) {
    List<TextRun> lines = candidates(page);
    Set<String> vocabulary = vocabulary(page, lines);
    Optional<Located> first = named(parse(page, lines, List.of()), vocabulary);
    if (first.isPresent() && isSure(first.get())) {
      return first;
    }
    if (lines.isEmpty()) {
      return fromBottom(page, rereader, vocabulary);
    }
    Box zone = grown(lines.stream().map(TextRun::box).reduce(Box::union).orElseThrow(), page);
    List<TextRun> again = new ArrayList<>(rows(page, read(rereader, page, zone, Mode.MRZ_BLOCK)));
    Optional<Located> second = named(parse(page, lines, again), vocabulary);
    if (second.isPresent() && isSure(second.get())) {
      return second;
    }
    List<TextRun> third = new ArrayList<>(again);
    for (TextRun line : again.size() < 2 ? lines : again) {
      third.addAll(rows(page, read(rereader, page, grown(line.box(), page), Mode.MRZ_LINE)));
    }
    Optional<Located> best =
        better(first, better(second, named(parse(page, lines, third), vocabulary)));
    return best.isPresent() ? best : fromBottom(page, rereader, vocabulary);
  }

  private static boolean isSure(Located located) {
    return located.zone().allChecksPass() && located.namesConfirmed() == 1;
  }

  private static Set<String> vocabulary(PageLayout page, List<TextRun> zone) {
    List<String> words = new ArrayList<>();
    for (TextRun row : page.rows()) {
      if (!zone.contains(row)) {
        row.words().forEach(w -> words.add(w.text()));
      }
    }
    return Names.vocabulary(words);
  }

  private static Optional<Located> named(Optional<Located> located, Set<String> vocabulary) {
    return located.map(
        l -> {
          MrzZone zone = l.zone().named(Names.repaired(l.zone().nameField(), vocabulary));
          String names = zone.surname() + " " + zone.givenNames();
          double confirmed = Names.confirmed(names.strip(), vocabulary);
          return new Located(zone, l.page(), l.box(), l.lineBoxes(), l.confidence(), confirmed);
        });
  }

  private static Optional<Located> better(Optional<Located> a, Optional<Located> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    double one = passed(a.get()) + a.get().namesConfirmed();
    double two = passed(b.get()) + b.get().namesConfirmed();
    return two >= one ? b : a;
  }

  private static long passed(Located located) {
    return located.zone().checks().values().stream().filter(ok -> ok).count();
  }

  /** Where no line was seen: the lower part of the page in several cuts, until one fits. */
  private static Optional<Located> fromBottom(
      PageLayout page, Rereader rereader, Set<String> vocabulary) {
    double height = page.page().height();
    Optional<Located> best = Optional.empty();
    for (double[] band : new double[][] {{0.5, 1}, {0.68, 1}, {0.78, 1}, {0.55, 0.85}}) {
      Box part = new Box(0, height * band[0], page.page().width(), height * band[1]);
      List<TextRun> lines = rows(page, read(rereader, page, part, Mode.MRZ_BLOCK));
      List<TextRun> zone = lines.stream().filter(MrzFinder::looksLikeZone).toList();
      best = better(best, named(parse(page, zone, List.of()), vocabulary));
      if (best.isPresent() && isSure(best.get())) {
        return best;
      }
    }
    return best;
  }

  private static List<Word> read(Rereader rereader, PageLayout page, Box box, Mode mode) {
    return rereader.read(page.number(), box.left(), box.top(), box.right(), box.bottom(), mode);
  }

  private static List<TextRun> rows(PageLayout page, List<Word> words) {
    return words.isEmpty()
        ? List.of()
        : PageLayout.of(
                new dev.lethe.engine.page.PageText(
                    page.number(),
                    page.page().width(),
                    page.page().height(),
                    words,
                    false,
                    page.page().dotsPerInch()))
            .rows();
  }

  /** Lines touch the edges of the page or lose their ends; the whole width is read again. */
  private static Box grown(Box box, PageLayout page) {
    double margin = page.textHeight() * 0.8;
    return new Box(
        0,
        Math.max(0, box.top() - margin),
        page.page().width(),
        Math.min(page.page().height(), box.bottom() + margin));
  }

  /** Lines that look like a zone's, and what stands between or directly beside such lines. */
  private static List<TextRun> candidates(PageLayout page) {
    List<TextRun> sure = page.rows().stream().filter(MrzFinder::looksLikeZone).toList();
    return page.rows().stream()
        .filter(r -> sure.contains(r) || (isLong(r) && sure.stream().anyMatch(s -> isNear(s, r))))
        .toList();
  }

  private static boolean isNear(TextRun sure, TextRun row) {
    double distance = Math.abs(sure.box().centerY() - row.box().centerY());
    return distance < 3 * Math.max(sure.box().height(), row.box().height());
  }

  private static boolean isLong(TextRun row) {
    int length = LineFitter.clean(row.text()).length();
    return length >= 22 && length <= 60;
  }

  /** Whether a line can be nothing but a zone's: long, without small letters, full of fillers. */
  public static boolean isZoneLine(TextRun row) {
    String text = row.text().replace(" ", "");
    String filled = LineFitter.withFilledTail(LineFitter.clean(text));
    long small = text.chars().filter(Character::isLowerCase).count();
    long fillers = filled.chars().filter(c -> c == '<').count();
    boolean printed = text.chars().anyMatch(c -> c == '<' || c == '«' || c == '‹');
    return filled.length() >= LEAST_LINE
        && filled.length() <= MOST_LINE
        && small * 4 < text.length()
        && fillers >= LEAST_FILLERS
        && printed;
  }

  private static boolean looksLikeZone(TextRun row) {
    String line = LineFitter.clean(row.text());
    String filled = LineFitter.withFilledTail(line);
    long fillers = filled.chars().filter(c -> c == '<').count();
    return line.length() >= 20
        && line.length() <= 60
        && (fillers >= 3 || DATES.matcher(line).find())
        && (fillers >= 2 || row.words().size() <= 5);
  }

  /** Lines of all readings, gathered by the height at which they stand. */
  private static Optional<Located> parse(
      PageLayout page, List<TextRun> lines, List<TextRun> again) {
    List<List<TextRun>> groups = new ArrayList<>();
    for (TextRun line : lines) {
      groups.add(new ArrayList<>(List.of(line)));
    }
    for (TextRun line : again) {
      place(line, groups);
    }
    groups.sort((a, b) -> Double.compare(top(a), top(b)));
    List<List<String>> readings = new ArrayList<>();
    for (List<TextRun> group : groups) {
      readings.add(group.stream().map(TextRun::text).toList());
    }
    Optional<MrzZone> best = MrzParser.parse(readings, printed(page, groups));
    Set<String> read = Names.agreed(readings.stream().flatMap(List::stream).toList());
    return best.map(zone -> zone.named(Names.repaired(zone.nameField(), read)))
        .map(zone -> located(zone, page, groups));
  }

  /** Whether a number stands on the page outside of the zone, be it with spaces. */
  private static Predicate<String> printed(PageLayout page, List<List<TextRun>> zone) {
    List<String> rows =
        page.rows().stream()
            .filter(r -> zone.stream().noneMatch(g -> g.contains(r)))
            .map(r -> r.text().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", ""))
            .toList();
    return number -> number.length() >= 6 && rows.stream().anyMatch(r -> r.contains(number));
  }

  private static void place(TextRun line, List<List<TextRun>> groups) {
    for (List<TextRun> group : groups) {
      Box box = group.get(0).box();
      if (box.sharedY(line.box()) > 0.5 * Math.min(box.height(), line.box().height())) {
        group.add(line);
        return;
      }
    }
    groups.add(new ArrayList<>(List.of(line)));
  }

  private static double top(List<TextRun> group) {
    return group.get(0).box().centerY();
  }

  private static Located located(MrzZone zone, PageLayout page, List<List<TextRun>> groups) {
    int lines = zone.format().lineCount();
    List<Box> boxes =
        groups.stream()
            .map(g -> g.stream().map(TextRun::box).reduce(Box::union).orElseThrow())
            .toList();
    List<Box> last = boxes.subList(Math.max(0, boxes.size() - lines), boxes.size());
    Box all = last.stream().reduce(Box::union).orElseThrow();
    double confidence = groups.stream().mapToDouble(g -> g.get(0).confidence()).average().orElse(0);
    return new Located(zone, page.number(), all, last, confidence, 0);
  }
}
