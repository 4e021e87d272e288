package dev.lethe.engine.extraction;

import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words by which documents label their values. Read from {@code labels.txt}: a concept, a colon
 * and phrases parted by bars; {@code ~0.6} after a phrase lowers its weight. Braces hold words of
 * which each is meant, {@code {net,nett} {total,amount}} being four phrases; an empty one leaves
 * the place out. A line in brackets names the document classes of what follows.
 */
final class LabelLexicon {

  /** Letters of a long label that may be misread. */
  private static final int MOST_MISREAD = 2;

  private static final int MAX_WORDS = 8;
  private static final double HEADING_ONLY = 0.6;
  private static final Set<String> PARTIES = Set.of("vendor", "buyer", "other-party");

  /** A rate within a label, as in {@code VAT (20%)}, tells nothing of what it labels. */
  private static final Pattern RATE =
      Pattern.compile("@?[(\\[]?@?\\d{1,2}(?:[.,]\\d{1,3})?\\s?%[)\\]]?");

  private static final Map<String, LabelLexicon> BY_CLASS = loadAll("labels.txt");
  private static final LabelLexicon NONE = new LabelLexicon();

  private final Map<String, List<Entry>> byPhrase = new HashMap<>();
  private final Map<Integer, List<String>> byLength = new HashMap<>();
  private int longest;

  private record Entry(String concept, double weight) {}

  private LabelLexicon() {}

  /** Labels of the class's documents; none for a class that is not read by labels. */
  static LabelLexicon of(String documentClass) {
    return BY_CLASS.getOrDefault(documentClass, NONE);
  }

  static LabelLexicon none() {
    return NONE;
  }

  private static Map<String, LabelLexicon> loadAll(String resource) {
    Map<String, LabelLexicon> lexicons = new HashMap<>();
    try (InputStream in =
            Objects.requireNonNull(LabelLexicon.class.getResourceAsStream(resource), resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<String> classes = List.of();
      for (String line : lines.lines().map(String::strip).toList()) {
        if (line.startsWith("[")) {
          classes = List.of(line.substring(1, line.length() - 1).split("\\s+"));
        }
        for (String documentClass : line.startsWith("[") ? List.<String>of() : classes) {
          lexicons.computeIfAbsent(documentClass, c -> new LabelLexicon()).add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lexicons;
  }

  private void add(String line) {
    if (line.isEmpty() || line.startsWith("//")) {
      return;
    }
    String concept = line.substring(0, line.indexOf(':')).strip();
    for (String phrase : line.substring(line.indexOf(':') + 1).split("\\|")) {
      String[] parts = phrase.split("~");
      double weight = parts.length > 1 ? Double.parseDouble(parts[1].strip()) : 1;
      for (String form : expanded(parts[0])) {
        add(concept, Folding.fold(form), weight);
      }
    }
  }

  /** The first mention of a phrase for a concept counts. */
  private void add(String concept, String folded, double weight) {
    List<Entry> entries = byPhrase.computeIfAbsent(folded, f -> new ArrayList<>());
    if (folded.isEmpty() || entries.stream().anyMatch(e -> e.concept().equals(concept))) {
      return;
    }
    if (entries.isEmpty()) {
      byLength.computeIfAbsent(folded.length(), n -> new ArrayList<>()).add(folded);
    }
    entries.add(new Entry(concept, weight));
    longest = Math.max(longest, folded.length());
  }

  private static List<String> expanded(String phrase) {
    int open = phrase.indexOf('{');
    if (open < 0) {
      return List.of(phrase);
    }
    int close = phrase.indexOf('}', open);
    List<String> forms = new ArrayList<>();
    for (String word : phrase.substring(open + 1, close).split(",", -1)) {
      forms.addAll(expanded(phrase.substring(0, open) + word + phrase.substring(close + 1)));
    }
    return forms;
  }

  /** Labels of the page from top to bottom; of those that overlap only the longest. */
  List<LabelHit> hitsOn(PageLayout page) {
    List<LabelHit> hits = new ArrayList<>();
    for (TextRun row : page.rows()) {
      hitsIn(row, page, hits);
    }
    stacked(page, hits);
    return hits;
  }

  /**
   * Labels that were broken over two lines: heads of columns, as {@code Delivery} above {@code
   * Date}, and labels beside a value that stands at the height of the second line or between both.
   */
  private void stacked(PageLayout page, List<LabelHit> hits) {
    List<TextRun> segments = page.segments();
    // a digital word's box spans the font's height, a recognised one's only its ink
    double leading = page.page().digital() ? 0.6 : 1.1;
    for (TextRun below : segments) {
      if (below.words().size() > 2) {
        continue;
      }
      boolean valued = holdsValue(page, below);
      for (TextRun above : segments) {
        boolean over =
            above != below
                && above.words().size() <= 3
                && isOver(above.box(), below.box(), leading)
                && (valued ? !hasValueBeside(page, above) : !holdsValue(page, above));
        Match match = over ? match(Folding.fold(above.text() + below.text()), false) : null;
        if (match != null) {
          replace(page, below, match, hits);
        }
      }
    }
  }

  private static boolean isOver(Box above, Box below, double leading) {
    double gap = below.top() - above.bottom();
    double height = below.height();
    return gap > -0.5 * height
        && gap < leading * height
        && (Math.abs(above.left() - below.left()) < 0.5 * height
            || Math.abs(above.right() - below.right()) < 0.5 * height);
  }

  /** A row with digits is no head of columns but a label with its value. */
  private static boolean holdsValue(PageLayout page, TextRun segment) {
    return hasDigit(page.rowOf(segment.words().get(0)).text());
  }

  /** Whether digits follow the segment in its row. */
  private static boolean hasValueBeside(PageLayout page, TextRun segment) {
    return page.rowOf(segment.words().get(0)).words().stream()
        .filter(w -> w.left() >= segment.box().left())
        .anyMatch(w -> hasDigit(w.text()));
  }

  private static boolean hasDigit(String text) {
    return text.chars().anyMatch(Character::isDigit);
  }

  private static void replace(PageLayout page, TextRun below, Match match, List<LabelHit> hits) {
    TextRun row = page.rowOf(below.words().get(0));
    int from = row.words().indexOf(below.words().get(0));
    hits.removeIf(h -> h.row() == row && h.from() == from && h.to() <= from + below.words().size());
    for (Entry entry : match.entries()) {
      hits.add(
          new LabelHit(entry.concept(), entry.weight(), row, from, from + below.words().size()));
    }
  }

  private void hitsIn(TextRun row, PageLayout page, List<LabelHit> hits) {
    boolean recognised = !page.page().digital();
    List<String> folded =
        row.words().stream().map(w -> Folding.fold(RATE.matcher(w.text()).replaceAll(""))).toList();
    int from = 0;
    while (from < folded.size()) {
      int end = longestAt(row, folded, from, segmentEnd(row, page, from), recognised, hits);
      from = Math.max(from + 1, end);
    }
  }

  /** A label does not reach over a wide gap: there another column begins. */
  private static int segmentEnd(TextRun row, PageLayout page, int from) {
    TextRun segment = page.segmentOf(row.words().get(from));
    int end = from;
    while (end < row.words().size() && page.segmentOf(row.words().get(end)) == segment) {
      end++;
    }
    return end;
  }

  private int longestAt(
      TextRun row,
      List<String> folded,
      int from,
      int end,
      boolean recognised,
      List<LabelHit> hits) {
    if (folded.get(from).isEmpty()) {
      return from;
    }
    StringBuilder joined = new StringBuilder();
    // a short value after a label is no misread end of it
    int exact = -MOST_MISREAD - 1;
    List<Entry> best = List.of();
    int bestEnd = from;
    double bestWeight = 1;
    int limit = Math.min(end, from + 4 * MAX_WORDS);
    for (int to = from; to < limit && joined.length() <= longest; to++) {
      if (bestEnd > from && bestEnd == to && row.words().get(to - 1).text().endsWith(":")) {
        break;
      }
      joined.append(folded.get(to));
      Match match = match(joined.toString(), recognised);
      if (match != null && !folded.get(to).isEmpty()) {
        boolean swallows = match.weight() < 1 && joined.length() - exact <= MOST_MISREAD;
        if (swallows) {
          continue;
        }
        exact = match.weight() == 1 ? joined.length() : exact;
        best = match.entries();
        bestEnd = to + 1;
        bestWeight = match.weight();
      }
    }
    // the French set a space before their colon
    while (bestEnd > from && bestEnd < end && row.words().get(bestEnd).text().equals(":")) {
      bestEnd++;
    }
    boolean heads =
        bestEnd == end || (bestEnd > from && row.words().get(bestEnd - 1).text().endsWith(":"));
    for (Entry entry : best) {
      // words such as "to" and "from" are headings only where they stand alone
      if (entry.weight() <= HEADING_ONLY && PARTIES.contains(entry.concept()) && !heads) {
        continue;
      }
      hits.add(new LabelHit(entry.concept(), entry.weight() * bestWeight, row, from, bestEnd));
    }
    return bestEnd;
  }

  private record Match(List<Entry> entries, double weight) {}

  private @Nullable Match match(String text, boolean recognised) {
    List<Entry> exact = byPhrase.get(text);
    if (exact != null) {
      return new Match(exact, 1);
    }
    int limit = text.length() >= 14 ? MOST_MISREAD : text.length() >= 7 ? 1 : 0;
    if (!recognised || limit == 0) {
      return null;
    }
    for (int length = text.length() - limit; length <= text.length() + limit; length++) {
      for (String phrase : byLength.getOrDefault(length, List.of())) {
        if (Folding.distance(text, phrase, limit) <= limit) {
          return new Match(byPhrase.getOrDefault(phrase, List.of()), 0.85);
        }
      }
    }
    return null;
  }
}
