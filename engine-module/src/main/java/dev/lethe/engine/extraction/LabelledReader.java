package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.Associations.Scored;
import dev.lethe.engine.extraction.value.BankAccounts;
import dev.lethe.engine.extraction.value.Currencies;
import dev.lethe.engine.extraction.value.Found;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads documents whose fields stand beside or below their labels. A field without a label is not
 * guessed.
 */
final class LabelledReader implements ClassReader {

  /** What a field's value looks like. */
  enum Kind {
    DATE,
    AMOUNT,
    IDENTIFIER,
    NAME,
    TEXT,
    ADDRESS,
    IBAN,
    CURRENCY,
    SSN("\\d{3}[- ]?\\d{2}[- ]?\\d{4}|[X*]{3}-?[X*]{2}-?\\d{4}"),
    EMPLOYER_ID("\\d{2}-?\\d{7}|\\d{3}-\\d{2}-\\d{4}"),
    PHONE("\\+?\\(?\\d{1,4}\\)?[\\d ()./-]{6,16}\\d"),
    EMAIL("[\\w.%+-]+@[\\w.-]+\\.[A-Za-z]{2,}"),
    YEAR("(?:19|20)\\d{2}"),
    NPI("\\d{10}"),
    DIGITS("\\d{4,12}"),
    DIAGNOSES("[A-TV-Z]\\d[0-9A-Z](?:\\.?[0-9A-Z]{1,4})?"),
    /** The first of two dates behind one label. */
    START,
    /** The second of two dates behind one label. */
    END;

    private final String pattern;

    Kind() {
      this("");
    }

    Kind(String pattern) {
      this.pattern = pattern;
    }
  }

  private final Map<String, Kind> fields;
  private final FieldScorer scorer;

  LabelledReader(Map<String, Kind> fields, FieldScorer scorer) {
    this.fields = Map.copyOf(fields);
    this.scorer = scorer;
  }

  @Override
  public Map<String, Finding> read(DocumentLayout document, Set<String> wanted, Rereader rereader) {
    Map<String, Finding> found = new LinkedHashMap<>();
    Associations associations = new Associations(document, scorer);
    Candidates candidates = new Candidates(document);
    for (String field : wanted) {
      Kind kind = fields.get(field);
      if (kind != null) {
        find(field, kind, document, associations, candidates).ifPresent(f -> found.put(field, f));
      }
    }
    return found;
  }

  private static Optional<Finding> find(
      String field,
      Kind kind,
      DocumentLayout document,
      Associations associations,
      Candidates candidates) {
    return switch (kind) {
      case DATE -> best(field, candidates.dates(), associations);
      case AMOUNT ->
          best(
              field,
              candidates.amounts().stream().filter(a -> a.quality() >= 0.5).toList(),
              associations);
      case IDENTIFIER -> best(field, candidates.identifiers(), associations);
      case NAME -> text(field, document, true);
      case TEXT -> text(field, document, false);
      case ADDRESS -> address(field, document);
      case IBAN -> iban(candidates, associations);
      case CURRENCY -> currency(document);
      case START -> period(document, candidates, 0);
      case END -> period(document, candidates, 1);
      case DIAGNOSES -> all(field, kind, document, associations, candidates);
      default ->
          best(field, candidates.matching(Pattern.compile(bounded(kind.pattern))), associations);
    };
  }

  private static String bounded(String pattern) {
    return "(?<![\\p{L}\\p{N}])(?:" + pattern + ")(?![\\p{L}\\p{N}])";
  }

  private static Optional<Finding> best(
      String field, List<Candidate> candidates, Associations associations) {
    return associations.rank(candidates, Set.of(field)).stream()
        .filter(s -> s.score() > 0.35)
        .findFirst()
        .map(s -> Finding.of(s.candidate(), 0.9 * s.score()));
  }

  private static Optional<Finding> all(
      String field,
      Kind kind,
      DocumentLayout document,
      Associations associations,
      Candidates candidates) {
    List<Scored> ranked =
        associations
            .rank(candidates.matching(Pattern.compile(bounded(kind.pattern))), Set.of(field))
            .stream()
            .filter(s -> s.score() > 0.3)
            .filter(s -> document.page(s.candidate().page()) != null)
            .sorted((a, b) -> Double.compare(a.candidate().box().top(), b.candidate().box().top()))
            .toList();
    if (ranked.isEmpty()) {
      return Optional.empty();
    }
    String value =
        String.join(", ", ranked.stream().map(s -> s.candidate().value()).distinct().toList());
    List<TextRun> runs = ranked.stream().flatMap(s -> s.candidate().runs().stream()).toList();
    return Optional.of(Finding.of(Candidate.of(runs, value, 1), 0.6));
  }

  private static Optional<Finding> text(String field, DocumentLayout document, boolean name) {
    return document
        .labels(field)
        .flatMap(l -> texts(l, document, name).stream())
        .reduce((a, b) -> b.score() > a.score() ? b : a);
  }

  /** The words after the label in its row, or the segment below it. */
  private static List<Finding> texts(LabelHit label, DocumentLayout document, boolean name) {
    List<Finding> found = new ArrayList<>();
    beside(label, document)
        .filter(r -> fits(r, document, name))
        .map(r -> Finding.of(valued(r), 0.85 * label.weight()))
        .ifPresent(found::add);
    if (found.isEmpty()) {
      below(label, document)
          .filter(r -> fits(r, document, name))
          .map(r -> Finding.of(valued(r), 0.7 * label.weight()))
          .ifPresent(found::add);
    }
    return found;
  }

  private static boolean fits(TextRun run, DocumentLayout document, boolean name) {
    String text = run.text();
    long letters = text.chars().filter(Character::isLetter).count();
    boolean plain = letters >= 2 && text.length() < 80 && !document.isLabelled(run, 0.3);
    return plain && (!name || (letters * 10 > text.length() * 6 && !text.matches(".*\\d.*")));
  }

  private static Candidate valued(TextRun run) {
    String text = run.text().replace("  ", " ").replaceAll("^[\\s:;,.-]+|[\\s:;,]+$", "");
    return Candidate.of(List.of(run), text, 1);
  }

  private static Optional<TextRun> beside(LabelHit label, DocumentLayout document) {
    int from = label.to();
    List<dev.lethe.engine.page.Word> words = label.row().words();
    while (from < words.size() && Folding.fold(words.get(from).text()).isEmpty()) {
      from++;
    }
    if (from >= words.size()) {
      return Optional.empty();
    }
    TextRun segment = document.page(label.page()).segmentOf(words.get(from));
    int to = from;
    while (to < words.size()
        && segment.words().contains(words.get(to))
        && !startsLabel(label, to, document)) {
      to++;
    }
    double gap = words.get(from).left() - words.get(label.to() - 1).right();
    boolean near = gap < 25 * document.page(label.page()).typeHeight();
    return to > from && near ? Optional.of(label.row().words(from, to)) : Optional.empty();
  }

  private static boolean startsLabel(LabelHit label, int at, DocumentLayout document) {
    return document.labelsOn(label.page()).stream()
        .anyMatch(l -> l.row() == label.row() && l.from() == at && l.weight() > 0.5);
  }

  private static Optional<TextRun> below(LabelHit label, DocumentLayout document) {
    PageLayout page = document.page(label.page());
    Box box = label.box();
    double height = page.typeHeight();
    return page.segments().stream()
        .filter(s -> s.box().top() > box.bottom() - 0.3 * height)
        .filter(s -> s.box().top() < box.bottom() + 2.2 * height)
        .filter(s -> s.box().left() < box.left() + 6 * height && s.box().right() > box.left())
        .findFirst();
  }

  private static Optional<Finding> address(String field, DocumentLayout document) {
    for (LabelHit label : document.labels(field).toList()) {
      Optional<TextRun> first = beside(label, document).or(() -> below(label, document));
      if (first.isEmpty() || !fits(first.get(), document, false)) {
        continue;
      }
      List<TextRun> lines = new ArrayList<>(List.of(first.get()));
      PageLayout page = document.page(label.page());
      for (TextRun segment : page.segments()) {
        TextRun last = lines.get(lines.size() - 1);
        double gap = segment.box().top() - last.box().bottom();
        boolean next =
            gap > -0.3 * page.typeHeight()
                && gap < 1.3 * page.typeHeight()
                && Math.abs(segment.box().left() - last.box().left()) < page.typeHeight();
        if (next && lines.size() < 4 && !document.isLabelled(segment, 0.3)) {
          lines.add(segment);
        }
      }
      Candidate address = PartyFinder.address(lines);
      boolean place = lines.stream().anyMatch(l -> l.text().matches(".*\\d.*"));
      if (address != null && place) {
        return Optional.of(Finding.of(address, 0.65 * label.weight()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Finding> iban(Candidates candidates, Associations associations) {
    return candidates.ibans().stream()
        .findFirst()
        .or(
            () ->
                associations.rank(candidates.ibanLike(), Set.of("iban")).stream()
                    .map(Scored::candidate)
                    .findFirst())
        .map(
            c -> {
              boolean valid = BankAccounts.isIban(c.value());
              return Finding.of(c, valid ? 0.95 : 0.42)
                  .with(Checks.of("iban-check-digits", valid, "wrong-check-digits"));
            });
  }

  private static Optional<Finding> currency(DocumentLayout document) {
    return document
        .rows()
        .map(r -> Currencies.firstIn(r.text()).map(f -> Candidates.candidate(r, f)))
        .flatMap(Optional::stream)
        .findFirst()
        .map(c -> Finding.of(c, 0.85));
  }

  private static Optional<Finding> period(
      DocumentLayout document, Candidates candidates, int which) {
    for (LabelHit label : document.labels("period").toList()) {
      List<Candidate> dates =
          candidates.dates().stream()
              .filter(d -> d.page() == label.page())
              .filter(
                  d ->
                      d.row() == label.row()
                          ? d.from() >= label.to()
                          : isJustBelow(label, d, document))
              .toList();
      if (dates.size() >= 2 && dates.get(0).row() == dates.get(1).row()) {
        return Optional.of(Finding.of(dates.get(which), 0.85 * label.weight()));
      }
    }
    return Optional.empty();
  }

  private static boolean isJustBelow(LabelHit label, Candidate date, DocumentLayout document) {
    double gap = date.box().top() - label.box().bottom();
    double height = document.page(label.page()).typeHeight();
    return gap > -0.3 * height && gap < 1.6 * height && date.box().right() > label.box().left();
  }

  /** The form's own name, as printed in its corner. */
  static Optional<Finding> formType(DocumentLayout document) {
    Pattern form =
        Pattern.compile(
            "(?i)(?:form\\s*)?(W-?2|W-?9|W-?4|1099-?[A-Z]{0,4}|1098(?:-[A-Z])?|1040(?:-[A-Z]+)?|941)(?![\\p{L}\\p{N}])");
    return document
        .rows()
        .map(
            row -> {
              Matcher matcher = form.matcher(row.text());
              if (!matcher.find()) {
                return Optional.<Finding>empty();
              }
              String value =
                  matcher
                      .group(1)
                      .toUpperCase(java.util.Locale.ROOT)
                      .replaceAll("^W(\\d)", "W-$1")
                      .replaceAll("^(1099)([A-Z])", "$1-$2");
              boolean named = matcher.group().toLowerCase(java.util.Locale.ROOT).startsWith("form");
              Found found = new Found(matcher.start(1), matcher.end(1), value, 1);
              return Optional.of(Finding.of(Candidates.candidate(row, found), named ? 0.95 : 0.8));
            })
        .flatMap(Optional::stream)
        .max((a, b) -> Double.compare(a.score(), b.score()));
  }
}
