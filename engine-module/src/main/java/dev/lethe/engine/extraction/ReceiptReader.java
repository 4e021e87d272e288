package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.AmountSolver.Choice;
import dev.lethe.engine.extraction.Associations.Scored;
import dev.lethe.engine.extraction.value.Currencies;
import dev.lethe.engine.extraction.value.Found;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads till receipts: one narrow column, the shop above, the total below. */
final class ReceiptReader implements ClassReader {

  private static final Map<String, Set<String>> AMOUNTS =
      Map.of(
          "subtotal", Set.of("receipt-subtotal"),
          "tax", Set.of("receipt-tax"),
          "total", Set.of("receipt_total"),
          "due", Set.of("amount_due"));

  private static final Pattern LAST4 =
      Pattern.compile(
          "(?:[X*x#•.]{2,}[\\s-]*)(\\d{4})(?!\\d)|(?<!\\d)(?:\\d[\\d\\s-]{3,8})?[X*x#•]{4,}[\\s-]*(\\d{4})(?!\\d)");

  private static final Pattern END_OF_HEAD =
      Pattern.compile(
          "(?i).*(\\btel\\b|tel[.:]|phone|\\bfax\\b|gst|\\bsst\\b|reg\\.? no|invoice|receipt|bill|cash|date|\\bh/p|mobile|e-?mail|www\\.|@|"
              + "ust|steuer|siret|tva|p\\.? ?iva|hotline|table|cashier|\\btime\\b|doc(ument)?\\b|slip|\\bid\\b|welcome|order|counter|server|counter).*");

  private static final Pattern COMPANY =
      Pattern.compile(
          "(?i).*(sdn\\.? ?bhd|\\bbhd\\b|enterprise|trading|\\bs/b\\b|restaura?n|restoran|mart\\b|hardware|bookstore|stationery|"
              + "\\bshop\\b|\\bstore|market|gmbh|\\bltd|\\bllc|\\binc\\b|\\bco\\b\\.?|company|cafe|café|pharmacy|bakery|\\bs\\.?a\\.?r\\.?l).*");

  private static final Pattern REGISTRATION =
      Pattern.compile(
          "\\s*[(\\[{]?\\s*(?:co\\.?\\s*(?:reg)?\\.?\\s*no\\.?:?|reg\\.?\\s*no\\.?:?|roc\\s*(?:no)?\\.?:?)?\\s*\\d{4,8}\\s?-\\s?[A-Z0-9]\\s*[)\\]}]?\\s*$|\\s*[(\\[]\\s*\\d{5,12}\\s*-?\\s*[A-Z]?\\s*[)\\]]\\s*$",
          Pattern.CASE_INSENSITIVE);

  private final FieldScorer scorer;

  ReceiptReader(FieldScorer scorer) {
    this.scorer = scorer;
  }

  @Override
  public Map<String, Finding> read(DocumentLayout document, Set<String> wanted, Rereader rereader) {
    Map<String, Finding> found = new LinkedHashMap<>();
    Associations associations = new Associations(document, scorer);
    Candidates candidates = new Candidates(document);
    date(document, associations, candidates).ifPresent(f -> found.put("receipt_date", f));
    time(candidates, found.get("receipt_date")).ifPresent(f -> found.put("receipt_time", f));
    amounts(document, associations, candidates, found);
    currency(document).ifPresent(f -> found.put("currency", f));
    last4(document).ifPresent(f -> found.put("payment_card_last4", f));
    if (!document.pages().isEmpty()) {
      head(document.pages().get(0), found);
    }
    return found;
  }

  private static Optional<Finding> date(
      DocumentLayout document, Associations associations, Candidates candidates) {
    List<Candidate> dates = candidates.dates().stream().filter(d -> d.quality() > 0.5).toList();
    Optional<Scored> labelled =
        associations.rank(dates, Set.of("receipt_date", "invoice_date")).stream().findFirst();
    if (labelled.isPresent() && labelled.get().score() > 0.3) {
      return labelled.map(s -> Finding.of(s.candidate(), s.score()));
    }
    long distinct = dates.stream().map(Candidate::value).distinct().count();
    return dates.stream()
        .min(Comparator.comparingDouble(d -> -timeBeside(d)))
        .map(d -> Finding.of(d, distinct == 1 ? 0.8 : 0.5));
  }

  private static double timeBeside(Candidate date) {
    return date.row().text().matches(".*\\d{1,2}[:.]\\d{2}.*") ? 1 : 0;
  }

  private static Optional<Finding> time(Candidates candidates, @Nullable Finding date) {
    List<Candidate> times = candidates.times().stream().filter(t -> t.raw().contains(":")).toList();
    return times.stream()
        .filter(t -> date != null && t.row() == date.candidate().row())
        .findFirst()
        .map(t -> Finding.of(t, 0.9))
        .or(() -> times.stream().findFirst().map(t -> Finding.of(t, 0.6)));
  }

  private static void amounts(
      DocumentLayout document,
      Associations associations,
      Candidates candidates,
      Map<String, Finding> found) {
    List<Candidate> amounts =
        candidates.amounts().stream().filter(a -> a.quality() >= 0.4).toList();
    Choice choice = new AmountSolver(associations, amounts).solve(AMOUNTS);
    Scored total = choice.total() != null ? choice.total() : choice.due();
    if (total != null) {
      boolean twice =
          amounts.stream().filter(a -> a.value().equals(total.candidate().value())).count() > 1;
      double score = 0.55 * total.score() + (choice.sums() ? 0.25 : 0) + (twice ? 0.2 : 0);
      found.put(
          "receipt_total",
          Finding.of(total.candidate(), score)
              .with(Checks.of("amounts-add-up", choice.sums(), "amounts-do-not-add-up")));
    }
    if (choice.subtotal() != null) {
      found.put("subtotal", Finding.of(choice.subtotal().candidate(), choice.subtotal().score()));
    }
    if (choice.tax() != null) {
      found.put("tax_total", Finding.of(choice.tax().candidate(), choice.tax().score()));
    }
  }

  private static Optional<Finding> currency(DocumentLayout document) {
    return document
        .rows()
        .map(
            row ->
                Currencies.firstIn(row.text())
                    .map(f -> Finding.of(Candidates.candidate(row, f), 0.85)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Finding> last4(DocumentLayout document) {
    return document
        .rows()
        .map(
            row -> {
              Matcher matcher = LAST4.matcher(row.text());
              if (!matcher.find()) {
                return Optional.<Finding>empty();
              }
              int group = matcher.group(1) != null ? 1 : 2;
              Found digits =
                  new Found(matcher.start(group), matcher.end(group), matcher.group(group), 1);
              return Optional.of(Finding.of(Candidates.candidate(row, digits), 0.85));
            })
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The name is the first line that reads like one; the address follows down to the next label. */
  private static void head(PageLayout page, Map<String, Finding> found) {
    List<TextRun> rows = page.rows().stream().filter(r -> isText(r)).limit(14).toList();
    int name = nameRow(rows);
    if (name < 0) {
      return;
    }
    TextRun first = rows.get(name);
    String text = REGISTRATION.matcher(first.text()).replaceFirst("").strip();
    text = text.replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}.)&!']+$", "");
    if (text.length() < 3) {
      return;
    }
    boolean company = COMPANY.matcher(text).matches();
    found.put(
        "vendor_name",
        Finding.of(Candidate.of(List.of(first), text, 1), company ? 0.8 : 0.5)
            .scored((company ? 0.8 : 0.5) * (0.4 + 0.6 * first.confidence())));
    address(rows.subList(name + 1, rows.size()), found);
  }

  private static boolean isText(TextRun row) {
    long letters = row.text().chars().filter(Character::isLetterOrDigit).count();
    return letters >= 3 && row.confidence() > 0.25;
  }

  private static int nameRow(List<TextRun> rows) {
    for (int i = 0; i < Math.min(6, rows.size()); i++) {
      if (COMPANY.matcher(rows.get(i).text()).matches() && rows.get(i).confidence() > 0.4) {
        return i;
      }
    }
    for (int i = 0; i < Math.min(6, rows.size()); i++) {
      String text = rows.get(i).text();
      long letters = text.chars().filter(Character::isLetter).count();
      if (letters >= 4 && letters * 2 > text.length() && rows.get(i).confidence() > 0.5) {
        return i;
      }
    }
    return rows.isEmpty() ? -1 : 0;
  }

  private static void address(List<TextRun> rows, Map<String, Finding> found) {
    List<TextRun> lines = new ArrayList<>();
    for (TextRun row : rows) {
      String text = row.text();
      boolean registration =
          lines.isEmpty()
              && (REGISTRATION.matcher(text).matches()
                  || text.matches("(?i)\\(?(co|reg|roc|company)\\b.*\\d.*"));
      if (registration) {
        continue;
      }
      if (END_OF_HEAD.matcher(text).matches()) {
        if (lines.isEmpty()) {
          continue;
        }
        break;
      }
      if (lines.size() >= 6) {
        break;
      }
      if (lines.isEmpty() && !text.matches(".*[\\d,].*")) {
        continue;
      }
      lines.add(row);
    }
    Candidate address = PartyFinder.address(lines);
    if (address != null) {
      double recognition = lines.stream().mapToDouble(TextRun::confidence).min().orElse(0);
      found.put("vendor_address", Finding.of(address, 0.3 + 0.5 * recognition));
    }
  }
}
