package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.Associations.Scored;
import dev.lethe.engine.extraction.value.Amounts;
import dev.lethe.engine.extraction.value.BankAccounts;
import dev.lethe.engine.extraction.value.FormNumbers;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads documents whose fields stand beside or below their labels. A field without a label is not
 * guessed.
 */
final class LabelledReader implements ClassReader {

  /** What a field's value looks like. */
  enum Kind {
    DATE,
    /** A date as travel documents print it. */
    TRAVEL_DATE,
    AMOUNT,
    /** An amount whose sign may stand behind it as a word. */
    BALANCE,
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
    VEHICLE_CLASS("(?:[A-Z]{1,2}\\d?E?)(?:[/, ]+(?:[A-Z]{1,2}\\d?E?))*"),
    SEX("[MFXWH](?!\\p{L})"),
    COUNTRY("[A-Z]{3}|D(?!\\p{L})"),
    DIAGNOSES("[A-TV-Z]\\d[0-9A-Z](?:\\.?[0-9A-Z]{1,4})?"),
    /** All dates at labels of the field, in order. */
    DATES,
    /** All names at labels of the field, in order. */
    NAMES,
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

  /** The last line of an address: town, state and postal code. */
  private static final Pattern TOWN =
      Pattern.compile(".*(?:[A-Z]{2},? \\d{5}(?:-\\d{4})?|^\\d{5} \\p{L}.*)");

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
      case TRAVEL_DATE -> best(field, candidates.travelDates(), associations);
      case AMOUNT -> amount(field, candidates, associations);
      case BALANCE -> amount(field, candidates, associations).map(Balances::signed);
      case IDENTIFIER -> best(field, candidates.identifiers(), associations);
      case NAME -> text(field, document, true);
      case TEXT -> text(field, document, false);
      case ADDRESS -> address(field, document);
      case IBAN -> iban(candidates, associations);
      case CURRENCY -> DocumentCurrency.of(document);
      case START -> edge(field, document, candidates, associations, false);
      case END -> edge(field, document, candidates, associations, true);
      case DIAGNOSES ->
          all(field, document, associations, matching(kind, candidates))
              .map(
                  f ->
                      f.with(
                          Checks.of(
                              "icd10-form", FormNumbers.areDiagnoses(f.value()), "not-icd10")));
      case DATES -> all(field, document, associations, candidates.dates());
      case NAMES -> names(field, document);
      case PHONE -> best(field, candidates.phones(), associations);
      default -> best(field, matching(kind, candidates), associations).map(f -> checked(f, kind));
    };
  }

  private static List<Candidate> matching(Kind kind, Candidates candidates) {
    return candidates.matching(Pattern.compile(bounded(kind.pattern)));
  }

  /** Numbers with a check digit or with impossible values; what fails is less sure. */
  private static Finding checked(Finding finding, Kind kind) {
    String value = finding.value();
    return switch (kind) {
      case NPI -> judged(finding, "npi-check-digit", FormNumbers.isNpi(value), "wrong-check-digit");
      case SSN ->
          value.matches("[X*].*")
              ? finding
              : judged(
                  finding,
                  "ssn-assignable",
                  FormNumbers.isSocialSecurity(value),
                  "impossible-number");
      case EMPLOYER_ID ->
          value.matches("\\d{2}-?\\d{7}")
              ? judged(finding, "ein-prefix", FormNumbers.isEmployer(value), "unassigned-prefix")
              : finding;
      default -> finding;
    };
  }

  private static Finding judged(Finding finding, String check, boolean passed, String reason) {
    Finding judged = passed ? finding : finding.scored(finding.score() * 0.5);
    return judged.with(Checks.of(check, passed, reason));
  }

  /** The texts at all labels of the field. */
  private static Optional<Finding> names(String field, DocumentLayout document) {
    List<Finding> all =
        document
            .labels(field)
            .map(l -> texts(l, document, true).stream().findFirst())
            .flatMap(Optional::stream)
            .toList();
    return joined(all.stream().map(Finding::candidate).toList(), 0.75);
  }

  private static Optional<Finding> joined(List<Candidate> candidates, double score) {
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    String value = String.join(", ", candidates.stream().map(Candidate::value).distinct().toList());
    List<TextRun> runs = candidates.stream().flatMap(c -> c.runs().stream()).toList();
    return Optional.of(Finding.of(Candidate.of(runs, value, 1), score));
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

  /** All candidates that a label of the field claims, from top to bottom. */
  private static Optional<Finding> all(
      String field,
      DocumentLayout document,
      Associations associations,
      List<Candidate> candidates) {
    List<Candidate> ranked =
        associations.rank(candidates, Set.of(field)).stream()
            .filter(s -> s.score() > 0.3)
            .map(Scored::candidate)
            .sorted(
                Comparator.comparingInt(Candidate::page)
                    .thenComparingDouble(c -> c.box().top())
                    .thenComparingDouble(c -> c.box().left()))
            .toList();
    return joined(ranked, 0.7);
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
        if (TOWN.matcher(last.text()).matches()) {
          break;
        }
        double gap = segment.box().top() - last.box().bottom();
        boolean next =
            gap > -0.3 * page.typeHeight()
                && gap < 1.3 * page.typeHeight()
                && Math.abs(segment.box().left() - last.box().left()) < page.typeHeight();
        boolean amount = Amounts.isAmount(segment.text());
        if (next && lines.size() < 4 && !amount && !document.isLabelled(segment, 0.3)) {
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

  private static Optional<Finding> amount(
      String field, Candidates candidates, Associations associations) {
    return best(
        field,
        candidates.amounts().stream().filter(a -> a.quality() >= 0.5).toList(),
        associations);
  }

  /** The begin or the end of a period, which has a label of its own or one with the other. */
  private static Optional<Finding> edge(
      String field,
      DocumentLayout document,
      Candidates candidates,
      Associations associations,
      boolean end) {
    return period(document, candidates, end ? 1 : 0)
        .or(() -> best(field, candidates.dates(), associations))
        .or(() -> Periods.ofMonth(document, end));
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
}
