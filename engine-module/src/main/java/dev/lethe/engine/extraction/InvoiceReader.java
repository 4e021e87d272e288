package dev.lethe.engine.extraction;

import dev.lethe.engine.extraction.AmountSolver.Choice;
import dev.lethe.engine.extraction.Associations.Scored;
import dev.lethe.engine.extraction.PartyFinder.Parties;
import dev.lethe.engine.extraction.PartyFinder.Party;
import dev.lethe.engine.extraction.value.BankAccounts;
import dev.lethe.engine.extraction.value.Currencies;
import dev.lethe.engine.extraction.value.Found;
import dev.lethe.engine.extraction.value.TaxNumbers;
import dev.lethe.engine.extraction.value.VatCheckDigits;
import dev.lethe.engine.layout.TextRun;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads invoices and credit notes. */
final class InvoiceReader implements ClassReader {

  private static final Map<String, Set<String>> AMOUNTS =
      Map.of(
          "subtotal", Set.of("subtotal"),
          "tax", Set.of("tax_total"),
          "total", Set.of("invoice_total"),
          "due", Set.of("amount_due"),
          "prepaid", Set.of("prepaid"));

  private static final Pattern CONNECTOR =
      Pattern.compile("(?i)[-–—~]|bis|to|until|through|au|à|al|a|hasta|t/m|tot|até");

  private static final Pattern CASH_DISCOUNT =
      Pattern.compile(
          "(?i)\\bskonto|discount|escompte|\\bsconto|descuento|korting|desconto|pronto pago");

  private final FieldScorer scorer;

  InvoiceReader(FieldScorer scorer) {
    this.scorer = scorer;
  }

  @Override
  public Map<String, Finding> read(DocumentLayout document, Set<String> wanted, Rereader rereader) {
    Work work = new Work(document, scorer);
    work.dates();
    work.numbers();
    work.amounts();
    work.accounts();
    work.parties();
    work.taxNumber();
    if (wanted.contains("line_items")) {
      new LineItems(document, rereader)
          .find(work.valueOf("subtotal"))
          .ifPresent(f -> work.found.put("line_items", f));
    }
    return work.found;
  }

  /** One document's state. */
  private static final class Work {

    private final DocumentLayout document;
    private final Associations associations;
    private final Candidates candidates;
    private final Map<String, Finding> found = new LinkedHashMap<>();

    Work(DocumentLayout document, FieldScorer scorer) {
      this.document = document;
      this.associations = new Associations(document, scorer);
      this.candidates = new Candidates(document);
    }

    void dates() {
      List<Candidate> dates = candidates.dates();
      Optional<Scored> due =
          first(dates, "due_date", 0.2)
              .map(
                  d ->
                      new Scored(
                          afterDiscount(d.candidate(), dates), d.score(), d.label(), d.place()));
      Optional<Scored> delivery = lastOfRange(first(dates, "delivery_date", 0.25), dates);
      Optional<Scored> issued =
          associations.rank(dates, Set.of("invoice_date")).stream()
              .filter(
                  s ->
                      due.map(d -> d.candidate() != s.candidate() || s.score() > d.score())
                          .orElse(true))
              .filter(
                  s ->
                      !associations
                          .owner(s.candidate())
                          .map(o -> isOther(o, "invoice_date"))
                          .orElse(false))
              .findFirst();
      issued.ifPresent(s -> put("invoice_date", s));
      if (issued.isEmpty()) {
        dates.stream()
            .filter(d -> d.page() == document.pages().get(0).number() && d.quality() > 0.9)
            .filter(d -> !associations.isOwned(d))
            .filter(d -> due.map(x -> x.candidate() != d).orElse(true))
            .filter(d -> delivery.map(x -> x.candidate() != d).orElse(true))
            .findFirst()
            .ifPresent(d -> found.put("invoice_date", Finding.of(d, 0.4)));
      }
      delivery.ifPresent(s -> put("delivery_date", s));
      due.ifPresent(s -> put("due_date", s));
      if (due.isEmpty()) {
        discounted(dates).ifPresent(d -> found.put("due_date", Finding.of(d, 0.6)));
      }
      checkOrder();
    }

    /** Where a row offers a discount until one day, its last day is that of the whole amount. */
    private static Candidate afterDiscount(Candidate date, List<Candidate> dates) {
      return CASH_DISCOUNT.matcher(date.row().text()).find()
          ? dates.stream()
              .filter(d -> d.row() == date.row())
              .max(Comparator.comparing(Candidate::value))
              .orElse(date)
          : date;
    }

    /** A row that offers a discount until one day and names a later one says when to pay. */
    private static Optional<Candidate> discounted(List<Candidate> dates) {
      return dates.stream()
          .filter(d -> CASH_DISCOUNT.matcher(d.row().text()).find())
          .filter(
              d ->
                  dates.stream()
                      .anyMatch(o -> o.row() == d.row() && o.value().compareTo(d.value()) < 0))
          .max(Comparator.comparing(Candidate::value));
    }

    private static boolean isOther(LabelHit owner, String concept) {
      return !owner.concept().equals(concept)
          && (owner.concept().endsWith("_date") || owner.concept().equals("other-date"))
          && owner.weight() > 0.65
          && !owner.concept().equals("receipt_date");
    }

    private Optional<Scored> lastOfRange(Optional<Scored> scored, List<Candidate> dates) {
      return scored.map(
          s -> {
            for (Candidate date : dates) {
              int between = date.from() - s.candidate().to();
              boolean next = date.row() == s.candidate().row() && between >= 0 && between <= 1;
              // a dash between two days may have been lost
              if (next
                  && (between == 0
                      || CONNECTOR
                          .matcher(date.row().words().get(s.candidate().to()).text())
                          .matches())) {
                return new Scored(date, s.score() * 0.8, s.label(), s.place());
              }
            }
            return s;
          });
    }

    private void checkOrder() {
      Finding issued = found.get("invoice_date");
      Finding due = found.get("due_date");
      if (issued == null || due == null) {
        return;
      }
      boolean ordered = due.value().compareTo(issued.value()) >= 0;
      Finding checked =
          due.with(Checks.of("due-not-before-invoice", ordered, "due-before-invoice"));
      found.put(
          "due_date",
          ordered ? checked.scored(due.score() + 0.1) : checked.scored(due.score() * 0.6));
      if (ordered) {
        found.put("invoice_date", issued.scored(issued.score() + 0.05));
      }
    }

    void numbers() {
      List<Candidate> identifiers = candidates.identifiers();
      first(identifiers, "invoice_number", 0.2).ifPresent(s -> put("invoice_number", s));
      associations.rank(identifiers, Set.of("purchase_order")).stream()
          .filter(s -> s.score() > 0.25 && s.candidate().quality() >= 0.5)
          .filter(s -> !s.candidate().value().equals(valueOf("invoice_number")))
          .findFirst()
          .ifPresent(s -> put("purchase_order", s));
    }

    private @Nullable String valueOf(String field) {
      Finding finding = found.get(field);
      return finding == null ? null : finding.value();
    }

    void amounts() {
      List<Candidate> amounts = candidates.amounts();
      Choice choice =
          new AmountSolver(associations, amounts, LineItems.headRows(document)).solve(AMOUNTS);
      boolean all = choice.subtotal() != null && choice.tax() != null && choice.total() != null;
      putAmount("subtotal", choice.subtotal(), all, choice.sums());
      putAmount("tax_total", choice.tax(), all, choice.sums());
      putAmount("invoice_total", choice.total(), all, choice.sums());
      if (choice.due() != null) {
        putAmount("amount_due", choice.due(), choice.total() != null, choice.dueFits());
        if (choice.total() == null) {
          putAmount("invoice_total", choice.due(), false, false);
        }
      } else if (choice.total() != null && choice.prepaid() == null) {
        Finding total = found.get("invoice_total");
        if (total != null) {
          found.put("amount_due", total.scored(total.score() * 0.9));
        }
      }
      if (!found.containsKey("invoice_total")) {
        largest(amounts).ifPresent(c -> found.put("invoice_total", Finding.of(c, 0.35)));
      }
      currency();
    }

    /** Without any label the largest amount with a currency is the likeliest total. */
    private static Optional<Candidate> largest(List<Candidate> amounts) {
      return amounts.stream()
          .filter(a -> a.quality() >= 0.8 && Currencies.firstIn(a.raw()).isPresent())
          .max(Comparator.comparing(a -> new BigDecimal(a.value())));
    }

    /**
     * @param checkable whether all amounts of the sum are there; otherwise nothing was checked
     */
    private void putAmount(
        String field, @Nullable Scored scored, boolean checkable, boolean confirmed) {
      if (scored == null) {
        return;
      }
      double unconfirmed = checkable ? 0.65 : 0.8;
      double score = confirmed ? 0.6 + 0.4 * scored.score() : unconfirmed * scored.score();
      Finding finding = Finding.of(scored.candidate(), score);
      found.put(
          field,
          checkable
              ? finding.with(Checks.of("amounts-add-up", confirmed, "amounts-do-not-add-up"))
              : finding);
    }

    private void currency() {
      for (LabelHit label : document.labels("currency").toList()) {
        TextRun row = label.row();
        if (label.to() < row.words().size()) {
          TextRun rest = row.words(label.to(), row.words().size());
          Optional<Found> named = Currencies.firstIn(rest.text());
          if (named.isPresent()) {
            found.put("currency", Finding.of(Candidates.candidate(rest, named.get()), 0.95));
            return;
          }
        }
      }
      mostFrequentCurrency().ifPresent(f -> found.put("currency", f));
    }

    private Optional<Finding> mostFrequentCurrency() {
      Map<String, Integer> counts = new HashMap<>();
      Map<String, Candidate> firsts = new HashMap<>();
      document
          .rows()
          .forEach(
              row -> {
                for (int i = 0; i < row.words().size(); i++) {
                  TextRun word = row.words(i, i + 1);
                  Optional<Found> named = Currencies.firstIn(word.text());
                  if (named.isPresent() && word.text().length() < 24) {
                    counts.merge(named.get().value(), 1, Integer::sum);
                    firsts.putIfAbsent(
                        named.get().value(), Candidates.candidate(word, named.get()));
                  }
                }
              });
      return counts.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .map(
              e ->
                  Finding.of(
                      Optional.ofNullable(firsts.get(e.getKey())).orElseThrow(),
                      counts.size() == 1 ? 0.9 : 0.7));
    }

    void accounts() {
      List<Candidate> valid = candidates.ibans();
      Optional<Candidate> iban =
          valid.stream()
              .findFirst()
              .or(() -> candidates.brokenIbans().stream().findFirst())
              .or(
                  () ->
                      associations.rank(candidates.ibanLike(), Set.of("iban")).stream()
                          .map(Scored::candidate)
                          .findFirst());
      iban.ifPresent(
          c ->
              found.put(
                  "iban",
                  Finding.of(c, BankAccounts.isIban(c.value()) ? 0.97 * c.quality() : 0.45)
                      .with(
                          Checks.of(
                              "iban-check-digits",
                              BankAccounts.isIban(c.value()),
                              "wrong-check-digits"))));
      associations.rank(candidates.bics(), Set.of("bic")).stream()
          .findFirst()
          .ifPresent(
              s ->
                  found.put(
                      "bic",
                      Finding.of(s.candidate(), Math.min(1, s.score() + 0.1))
                          .with(
                              Checks.of(
                                  "bic-form",
                                  BankAccounts.isBic(s.candidate().value()),
                                  "not-a-bic"))));
    }

    void parties() {
      Parties parties = new PartyFinder(document).find();
      parties.vendor().ifPresent(p -> put("vendor_name", "vendor_address", p));
      parties.buyer().ifPresent(p -> put("buyer_name", "buyer_address", p));
    }

    private void put(String name, String address, Party party) {
      found.put(name, Finding.of(party.name(), party.score()));
      if (party.address() != null) {
        found.put(address, Finding.of(party.address(), party.score() * 0.9));
      }
    }

    void taxNumber() {
      List<Scored> ranked =
          associations.rank(candidates.taxNumbers(), Set.of("vendor_tax_id")).stream()
              .filter(s -> s.score() > 0.25)
              .toList();
      Optional<LabelHit> buyer = new PartyFinder(document).heading("buyer");
      Optional<LabelHit> vendor = new PartyFinder(document).heading("vendor");
      Stream<Scored> own =
          ranked.stream()
              .sorted(Comparator.comparingDouble((Scored s) -> -rankTaxNumber(s, vendor, buyer)));
      own.findFirst().ifPresent(s -> found.put("vendor_tax_id", checked(s)));
    }

    private static Finding checked(Scored scored) {
      String number = scored.candidate().value();
      Finding finding =
          Finding.of(scored.candidate(), scored.score())
              .with(Checks.of("tax-id-form", TaxNumbers.hasCountryForm(number), "unknown-form"));
      Optional<Boolean> fits = VatCheckDigits.fit(number);
      if (fits.isEmpty()) {
        return finding;
      }
      Finding checked =
          finding.with(Checks.of("tax-id-check-digits", fits.get(), "wrong-check-digits"));
      // one of many alternatives may fit by chance
      double fitting = 0.95 * scored.candidate().quality();
      return fits.get() ? checked.scored(Math.max(fitting, scored.score())) : checked;
    }

    private double rankTaxNumber(
        Scored scored, Optional<LabelHit> vendor, Optional<LabelHit> buyer) {
      double rank = scored.score();
      boolean afterBuyer = buyer.map(b -> follows(scored.candidate(), b)).orElse(false);
      boolean afterVendor = vendor.map(v -> follows(scored.candidate(), v)).orElse(false);
      if (afterBuyer
          && !(afterVendor
              && buyer
                  .map(b -> vendor.map(v -> v.box().top() > b.box().top()).orElse(false))
                  .orElse(false))) {
        rank -= 0.5;
      }
      rank -= scored.candidate().box().top() * 0.00001;
      return rank;
    }

    private static boolean follows(Candidate candidate, LabelHit heading) {
      return candidate.page() == heading.page()
          && candidate.box().top() > heading.box().top()
          && (candidate.box().left() > heading.box().left() - 20);
    }

    private Optional<Scored> first(List<Candidate> of, String concept, double least) {
      return associations.rank(of, Set.of(concept)).stream()
          .filter(s -> s.score() >= least)
          .findFirst();
    }

    private void put(String field, Scored scored) {
      found.put(field, Finding.of(scored.candidate(), scored.score()));
    }
  }
}
