package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.value.Amounts;
import dev.lethe.engine.extraction.value.BankAccounts;
import dev.lethe.engine.extraction.value.Dates;
import dev.lethe.engine.extraction.value.FormNumbers;
import dev.lethe.engine.extraction.value.Found;
import dev.lethe.engine.extraction.value.TaxNumbers;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gathers the candidates of a type from all rows of a document. */
final class Candidates {

  private static final Pattern IDENTIFIER =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])(?=[\\p{L}\\p{N}/._-]*\\d)[\\p{L}\\p{N}](?:[\\p{L}\\p{N}/._-]*[\\p{L}\\p{N}])?");
  private static final Pattern PHONE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])\\+?\\(?\\d{1,4}\\)?[\\d ()./-]{6,16}\\d(?![\\p{L}\\p{N}])");
  private static final Pattern TRAVEL_DATE =
      Pattern.compile(
          "(?<!\\d)(?<day>0[1-9]|[12]\\d|3[01]) (?:(?<month>0[1-9]|1[0-2])|(?<name>\\p{L}{3,5})\\.?"
              + " ?/ ?\\p{L}{3,5}\\.?) (?<year>(?:19|20)\\d{2}|\\d{2})(?!\\d)");
  private static final Pattern TIME =
      Pattern.compile(
          "(?<![\\d:.,])([01]?\\d|2[0-3])\\s?[:.]\\s?([0-5]\\d)(?:\\s?[:.]\\s?([0-5]\\d))?\\s?([AaPp]\\.?[Mm]\\.?)?(?![\\d:])");

  private static final Pattern REST_OF_IBAN =
      Pattern.compile("[0-9A-Z]{1,4}(?:\\s?[0-9A-Z]{1,4}){0,6}(?![\\p{L}\\p{N}])");

  private final DocumentLayout document;

  Candidates(DocumentLayout document) {
    this.document = document;
  }

  List<Candidate> dates() {
    return of(text -> Dates.in(text, document.dateOrder()));
  }

  /**
   * As {@link #dates()}, and as travel documents print them: by spaces, months in two languages.
   */
  List<Candidate> travelDates() {
    return of(
        text -> {
          List<Found> found = new ArrayList<>(Dates.in(text, document.dateOrder()));
          Matcher matcher = TRAVEL_DATE.matcher(text);
          while (matcher.find()) {
            boolean named = matcher.group("name") != null;
            String plain =
                matcher.group("day")
                    + (named
                        ? " " + matcher.group("name") + " "
                        : "." + matcher.group("month") + ".")
                    + matcher.group("year");
            int start = matcher.start();
            int end = matcher.end();
            boolean free = found.stream().noneMatch(f -> f.start() < end && start < f.end());
            Dates.in(plain, document.dateOrder()).stream()
                .filter(d -> free)
                .forEach(d -> found.add(new Found(start, end, d.value(), 0.9)));
          }
          return found;
        });
  }

  List<Candidate> amounts() {
    boolean digital = document.digital();
    return of(
        text -> {
          List<Found> found = new ArrayList<>(Amounts.in(text));
          if (!digital) {
            Amounts.misreadIn(text).stream()
                .filter(
                    m ->
                        found.stream()
                            .noneMatch(
                                f ->
                                    f.start() < m.end()
                                        && m.start() < f.end()
                                        && f.quality() >= 0.5))
                .toList()
                .forEach(
                    m -> {
                      found.removeIf(f -> f.start() < m.end() && m.start() < f.end());
                      found.add(m);
                    });
            found.sort((a, b) -> Integer.compare(a.start(), b.start()));
          }
          return found;
        });
  }

  List<Candidate> ibans() {
    return of(BankAccounts::ibansIn);
  }

  /** IBANs that go on at the left edge of the next line. */
  List<Candidate> brokenIbans() {
    List<Candidate> joined = new ArrayList<>();
    for (Candidate first : of(BankAccounts::brokenIbansIn)) {
      PageLayout page = document.page(first.page());
      page.segments().stream()
          .filter(s -> isBelow(first.box(), s.box(), page.typeHeight()))
          .filter(s -> REST_OF_IBAN.matcher(s.text()).lookingAt())
          .forEach(
              s -> {
                Matcher rest = REST_OF_IBAN.matcher(s.text());
                String value = first.value() + (rest.lookingAt() ? rest.group() : "");
                String iban = value.replaceAll("\\s", "");
                if (BankAccounts.isIban(iban)) {
                  List<TextRun> runs = new ArrayList<>(first.runs());
                  runs.add(s.cut(0, rest.end()));
                  joined.add(new Candidate(runs, iban, 1, first.row(), first.from(), first.to()));
                }
              });
    }
    return joined;
  }

  private static boolean isBelow(Box upper, Box lower, double height) {
    return lower.top() > upper.centerY()
        && lower.top() - upper.bottom() < 1.5 * height
        && Math.abs(lower.left() - upper.left()) < height;
  }

  List<Candidate> ibanLike() {
    return of(BankAccounts::ibanLikeIn);
  }

  List<Candidate> bics() {
    return of(BankAccounts::bicLikeIn);
  }

  List<Candidate> taxNumbers() {
    return of(TaxNumbers::labelledIn);
  }

  /** Words with a digit that are neither a date nor an amount with decimals. */
  List<Candidate> identifiers() {
    return of(
        text -> {
          List<Found> taken = new ArrayList<>(Dates.in(text, document.dateOrder()));
          taken.removeIf(t -> t.quality() < 0.5);
          List<Found> found = new ArrayList<>();
          Matcher matcher = IDENTIFIER.matcher(text);
          while (matcher.find()) {
            int start = matcher.start();
            int end = matcher.end();
            boolean date = taken.stream().anyMatch(t -> t.start() < end && start < t.end());
            if (!date) {
              found.add(new Found(start, end, matcher.group(), identifierQuality(matcher.group())));
            }
          }
          return found;
        });
  }

  List<Candidate> times() {
    return of(
        text -> {
          List<Found> found = new ArrayList<>();
          Matcher matcher = TIME.matcher(text);
          while (matcher.find()) {
            found.add(new Found(matcher.start(), matcher.end(), time(matcher), 0.8));
          }
          return found;
        });
  }

  /** Texts that match a pattern, without inner white space. */
  List<Candidate> matching(Pattern pattern) {
    return of(
        text -> {
          List<Found> found = new ArrayList<>();
          Matcher matcher = pattern.matcher(text);
          while (matcher.find()) {
            String value = matcher.group().replaceAll("\\s", "");
            found.add(new Found(matcher.start(), matcher.end(), value, 1));
          }
          return found;
        });
  }

  /** Telephone numbers in E.164; those without a country code as of the document's region. */
  List<Candidate> phones() {
    String region = document.phoneRegion();
    return of(
        text -> {
          List<Found> found = new ArrayList<>();
          Matcher matcher = PHONE.matcher(text);
          while (matcher.find()) {
            int start = matcher.start();
            int end = matcher.end();
            FormNumbers.phone(matcher.group(), region)
                .ifPresent(number -> found.add(new Found(start, end, number, 1)));
          }
          return found;
        });
  }

  private static String time(Matcher matcher) {
    int hour = Integer.parseInt(matcher.group(1));
    String half = matcher.group(4);
    if (half != null && hour <= 12) {
      hour = hour % 12 + (half.toLowerCase(java.util.Locale.ROOT).startsWith("p") ? 12 : 0);
    }
    String seconds = matcher.group(3) == null ? "" : ":" + matcher.group(3);
    return String.format("%02d:%s%s", hour, matcher.group(2), seconds);
  }

  private static double identifierQuality(String text) {
    long digits = text.chars().filter(Character::isDigit).count();
    if (text.matches("\\d+[.,]\\d{2}") || text.length() < 2) {
      return 0.3;
    }
    return digits >= 3 ? 1 : digits * 2 >= text.length() ? 0.8 : 0.6;
  }

  private List<Candidate> of(Function<String, List<Found>> parser) {
    List<Candidate> candidates = new ArrayList<>();
    document
        .rows()
        .forEach(
            row -> {
              List<Candidate> printed = new ArrayList<>();
              for (Found found : parser.apply(row.text())) {
                printed.add(candidate(row, found));
              }
              candidates.addAll(printed);
              candidates.addAll(Alternatives.of(row, parser, printed));
            });
    return candidates;
  }

  static Candidate candidate(TextRun row, Found found) {
    int from = row.wordAt(found.start());
    int to = row.wordAt(found.end() - 1) + 1;
    return Candidate.of(row, from, to, found.value(), found.quality());
  }
}
