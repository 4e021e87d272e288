package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.Associations.Scored;
import dev.lethe.engine.extraction.Rereader.Mode;
import dev.lethe.engine.extraction.value.Amounts;
import dev.lethe.engine.extraction.value.Dates;
import dev.lethe.engine.extraction.value.Found;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
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

  private static final double CENT = 0.006;

  /** Share of the total; the highest rates that are known are below 30 per cent. */
  private static final double LARGEST_TAX = 0.3;

  private static final Pattern LAST4 =
      Pattern.compile(
          "(?:[X*x#•.]{2,}[\\s-]*)(\\d{4})(?!\\d)|(?<!\\d)(?:\\d[\\d\\s-]{3,8})?[X*x#•]{4,}[\\s-]*(\\d{4})(?!\\d)");

  private final FieldScorer scorer;

  ReceiptReader(FieldScorer scorer) {
    this.scorer = scorer;
  }

  /** The head's lines are read again anyway. */
  @Override
  public Set<String> rechecked(Set<String> wanted) {
    Set<String> fields = new HashSet<>(wanted);
    fields.removeAll(Set.of("vendor_name", "vendor_address"));
    return fields;
  }

  @Override
  public Map<String, Finding> read(DocumentLayout document, Set<String> wanted, Rereader rereader) {
    Map<String, Finding> found = new LinkedHashMap<>();
    Associations associations = new Associations(document, scorer);
    Candidates candidates = new Candidates(document);
    date(document, associations, candidates)
        .or(() -> dateAgain(document, rereader))
        .ifPresent(f -> found.put("receipt_date", f));
    time(candidates, found.get("receipt_date")).ifPresent(f -> found.put("receipt_time", f));
    amounts(document, associations, candidates, rereader, found);
    DocumentCurrency.of(document).ifPresent(f -> found.put("currency", f));
    last4(document).ifPresent(f -> found.put("payment_card_last4", f));
    if (!document.pages().isEmpty()) {
      ReceiptHead head = new ReceiptHead(document.pages().get(0), rereader);
      head.name().ifPresent(f -> found.put("vendor_name", f));
      head.address().ifPresent(f -> found.put("vendor_address", f));
    }
    return found;
  }

  private static Optional<Finding> date(
      DocumentLayout document, Associations associations, Candidates candidates) {
    List<Candidate> dates = candidates.dates().stream().filter(d -> d.quality() > 0.5).toList();
    List<Scored> labelled =
        associations.rank(dates, Set.of("receipt_date")).stream()
            .filter(s -> s.score() > 0.3)
            .toList();
    Candidate best =
        labelled.isEmpty()
            ? dates.stream().max(Comparator.comparingDouble(ReceiptReader::timeBeside)).orElse(null)
            : labelled.get(0).candidate();
    if (best == null) {
      return Optional.empty();
    }
    long same = dates.stream().filter(d -> d.value().equals(best.value())).count();
    boolean only = dates.stream().allMatch(d -> d.value().equals(best.value()));
    double score = (labelled.isEmpty() ? 0.6 : 0.8) + (same > 1 ? 0.1 : 0) + (only ? 0.08 : -0.1);
    return Optional.of(Finding.of(best, score));
  }

  private static double timeBeside(Candidate date) {
    return date.row().text().matches(".*\\d{1,2}[:.]\\d{2}.*") ? 1 : 0;
  }

  /** Where a row is labelled or shaped like a date but held none, it is read again. */
  private static Optional<Finding> dateAgain(DocumentLayout document, Rereader rereader) {
    for (PageLayout page : document.pages()) {
      SecondLook look = new SecondLook(page, rereader);
      for (TextRun row : page.rows()) {
        boolean labelled =
            document.labels("receipt_date").anyMatch(l -> l.row() == row && l.weight() > 0.6);
        boolean shaped =
            row.text()
                .matches(".*\\d{2}[/.-].*\\d{2}.*|.*\\d{1,2}[:.]\\d{2}[:.]\\d{2}.*|.*\\d{8,10}.*");
        if (!labelled && !shaped) {
          continue;
        }
        for (Mode mode : List.of(Mode.LINE, Mode.NUMERIC_LINE)) {
          Optional<TextRun> again = look.wholeRow(row, mode);
          if (again.isPresent()) {
            List<Found> dates = Dates.in(again.get().text(), document.dateOrder());
            dates.removeIf(d -> d.quality() < 0.5);
            if (!dates.isEmpty()) {
              Candidate date = Candidates.candidate(again.get(), dates.get(0));
              return Optional.of(Finding.of(date, labelled ? 0.7 : 0.55));
            }
          }
        }
      }
    }
    return Optional.empty();
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
      Rereader rereader,
      Map<String, Finding> found) {
    List<Candidate> amounts =
        new ArrayList<>(candidates.amounts().stream().filter(a -> a.quality() >= 0.4).toList());
    List<Scored> totals = associations.rank(amounts, Set.of("receipt_total"));
    total(associations, amounts, totals)
        .or(() -> totalAgain(document, rereader))
        .ifPresent(f -> found.put("receipt_total", f));
    associations.rank(amounts, Set.of("receipt-subtotal")).stream()
        .filter(s -> s.score() > 0.4)
        .findFirst()
        .ifPresent(s -> found.put("subtotal", Finding.of(s.candidate(), s.score() * 0.9)));
    associations.rank(amounts, Set.of("receipt-tax")).stream()
        .filter(s -> s.score() > 0.5)
        .filter(s -> isTaxOf(found.get("receipt_total"), s))
        .findFirst()
        .ifPresent(s -> found.put("tax_total", Finding.of(s.candidate(), s.score() * 0.85)));
    sum(amounts, found).ifPresent(f -> found.put("receipt_total", f));
  }

  /** Beside the tax often stands what it is the tax of. */
  private static boolean isTaxOf(@Nullable Finding total, Scored tax) {
    return total == null
        || Math.abs(value(tax)) <= LARGEST_TAX * Math.abs(Double.parseDouble(total.value()));
  }

  /** Where a total's own label was not read, subtotal and tax make it, if it is printed. */
  private static Optional<Finding> sum(List<Candidate> amounts, Map<String, Finding> found) {
    Finding subtotal = found.get("subtotal");
    Finding tax = found.get("tax_total");
    Finding total = found.get("receipt_total");
    boolean open = total == null || (subtotal != null && total.value().equals(subtotal.value()));
    if (!open || subtotal == null || tax == null || new BigDecimal(tax.value()).signum() <= 0) {
      return Optional.empty();
    }
    BigDecimal sum = new BigDecimal(subtotal.value()).add(new BigDecimal(tax.value()));
    String wanted = Amounts.normalise(sum);
    return amounts.stream()
        .filter(a -> a.value().equals(wanted))
        .findFirst()
        .map(a -> Finding.of(a, 0.7).with(Checks.passed("amounts-add-up")));
  }

  private record Weighed(Scored scored, double weight) {}

  private static Optional<Finding> total(
      Associations associations, List<Candidate> amounts, List<Scored> totals) {
    List<Scored> cash = associations.rank(amounts, Set.of("receipt-cash"));
    List<Scored> change = associations.rank(amounts, Set.of("receipt-change"));
    List<Scored> roundings = associations.rank(amounts, Set.of("receipt-rounding"));
    double largest =
        totals.stream()
            .filter(t -> t.score() > 0.5)
            .mapToDouble(ReceiptReader::value)
            .max()
            .orElse(1);
    List<Weighed> weighed = new ArrayList<>();
    for (Scored total : corrected(totals, cash, change)) {
      if (value(total) > 0) {
        double weight = total.score();
        weight += paid(total, cash, change) ? 0.5 : 0;
        weight += count(amounts, total) > 1 ? 0.2 : 0;
        weight += isRounded(total, totals, roundings) ? 0.3 : 0;
        weight *= inRow(total, amounts);
        weight += 0.15 * Math.min(1, value(total) / largest);
        weighed.add(new Weighed(total, weight));
      }
    }
    return weighed.stream()
        .max(
            Comparator.comparingDouble(Weighed::weight)
                .thenComparingDouble(w -> w.scored().candidate().box().top()))
        .map(w -> finding(w, paid(w.scored(), cash, change), count(amounts, w.scored())));
  }

  /**
   * Totals, and those of which one digit was misread: what was given less the change tells which.
   */
  private static List<Scored> corrected(
      List<Scored> totals, List<Scored> cash, List<Scored> change) {
    List<Scored> all = new ArrayList<>(totals);
    for (Scored total : totals) {
      for (Scored given : cash) {
        for (Scored back : change) {
          BigDecimal paid =
              new BigDecimal(given.candidate().value())
                  .subtract(new BigDecimal(back.candidate().value()));
          String wanted = Amounts.normalise(paid);
          boolean misread =
              total.score() > 0.6
                  && given.score() > 0.6
                  && back.score() > 0.6
                  && value(back) > 0
                  && wanted.length() == total.candidate().value().length()
                  && Folding.distance(wanted, total.candidate().value(), 1) == 1;
          if (misread) {
            all.add(
                new Scored(
                    total.candidate().valued(wanted),
                    total.score() * 0.9,
                    total.label(),
                    total.place()));
          }
        }
      }
    }
    return all;
  }

  /** In a row of several amounts the last is the total if the others make it. */
  private static double inRow(Scored total, List<Candidate> amounts) {
    List<Candidate> row =
        amounts.stream()
            .filter(a -> a.row() == total.candidate().row() && a.quality() >= 0.8)
            .toList();
    if (row.size() < 2 || total.place() != Evidence.Place.RIGHT) {
      return 1;
    }
    double sum =
        row.stream()
            .filter(a -> a.from() < total.candidate().from())
            .mapToDouble(a -> new BigDecimal(a.value()).doubleValue())
            .sum();
    return row.size() > 2 && Math.abs(sum - value(total)) < CENT ? 1.6 : 0.6;
  }

  private static Finding finding(Weighed weighed, boolean paid, long count) {
    double score =
        0.5 * Math.min(1, weighed.scored().score()) + (paid ? 0.35 : 0) + (count > 1 ? 0.2 : 0);
    Finding finding = Finding.of(weighed.scored().candidate(), Math.min(0.99, score));
    return paid ? finding.with(Checks.passed("paid-less-change")) : finding;
  }

  /** Whether what was given less the change is the total. */
  private static boolean paid(Scored total, List<Scored> cash, List<Scored> change) {
    for (Scored given : cash) {
      for (Scored back : change) {
        boolean apart = !given.candidate().box().equals(back.candidate().box());
        if (apart && Math.abs(value(given) - value(back) - value(total)) < CENT) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the amount is another total, rounded to the next coin. */
  private static boolean isRounded(Scored total, List<Scored> totals, List<Scored> roundings) {
    for (Scored other : totals) {
      double difference = value(total) - value(other);
      boolean small = Math.abs(difference) > CENT && Math.abs(difference) < 0.051;
      boolean coin = Math.abs(value(total) * 20 - Math.round(value(total) * 20)) < 1e-6;
      boolean said =
          roundings.stream()
              .anyMatch(r -> Math.abs(Math.abs(value(r)) - Math.abs(difference)) < CENT);
      if (small && coin && (said || other.score() > 0.5)) {
        return true;
      }
    }
    return false;
  }

  private static long count(List<Candidate> amounts, Scored total) {
    return amounts.stream().filter(a -> a.value().equals(total.candidate().value())).count();
  }

  private static double value(Scored scored) {
    return new BigDecimal(scored.candidate().value()).doubleValue();
  }

  /** A row that is labelled as the total but whose amount was not read. */
  private static Optional<Finding> totalAgain(DocumentLayout document, Rereader rereader) {
    for (LabelHit label : document.labels("receipt_total").filter(l -> l.weight() > 0.7).toList()) {
      PageLayout page = document.page(label.page());
      for (Mode mode : List.of(Mode.LINE, Mode.NUMERIC_LINE)) {
        Optional<TextRun> again = new SecondLook(page, rereader).wholeRow(label.row(), mode);
        if (again.isPresent()) {
          List<Found> amounts =
              Amounts.in(again.get().text()).stream().filter(a -> a.quality() >= 0.8).toList();
          if (!amounts.isEmpty()) {
            Found last = amounts.get(amounts.size() - 1);
            return Optional.of(Finding.of(Candidates.candidate(again.get(), last), 0.5));
          }
        }
      }
    }
    return Optional.empty();
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
}
