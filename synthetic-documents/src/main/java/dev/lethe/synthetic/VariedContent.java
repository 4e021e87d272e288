package dev.lethe.synthetic;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a varied invoice says. Unlike {@link InvoiceContent} most of it may be missing, and there
 * are several rates, discounts, freight, earlier balances and credit notes.
 */
record VariedContent(
    Party vendor,
    Optional<String> taxNumber,
    Party buyer,
    Optional<String> buyerTaxNumber,
    Optional<List<String>> shipTo,
    boolean credit,
    String number,
    Optional<String> order,
    LocalDate date,
    Due due,
    Delivery delivery,
    String currency,
    List<Line> lines,
    Optional<BigDecimal> discount,
    Optional<BigDecimal> freight,
    Optional<BigDecimal> paid,
    boolean taxed,
    List<String> ibans,
    Optional<String> bic) {

  /** A name and the lines of an address; those of a vendor may be unknown to the page. */
  record Party(String name, List<String> address) {
    String onOneLine() {
      return String.join(", ", address);
    }
  }

  /** When to pay: how it is printed, and the last day if one is. */
  record Due(How how, LocalDate day, LocalDate discountUntil) {
    enum How {
      LABEL,
      SENTENCE,
      DISCOUNT,
      TERMS,
      NONE
    }

    boolean isPrinted() {
      return how != How.TERMS && how != How.NONE;
    }
  }

  /** Nothing, one day, or a period. */
  record Delivery(Optional<LocalDate> from, Optional<LocalDate> day) {}

  record Line(
      String article,
      String description,
      Optional<String> more,
      BigDecimal quantity,
      String unit,
      BigDecimal price,
      int rate) {
    BigDecimal amount() {
      return price.multiply(quantity).setScale(2, RoundingMode.HALF_UP);
    }
  }

  static VariedContent invent(Invention invent, Market market) {
    Vocabulary words = market.words();
    LocalDate date = invent.day(LocalDate.of(2017, 1, 2), LocalDate.of(2026, 10, 30));
    boolean taxed = !invent.oneIn(7);
    int rates = !taxed ? 0 : invent.oneIn(4) ? 2 : 1;
    List<Line> lines = lines(invent, market, rates);
    List<String> ibans = ibans(invent, market);
    boolean credit = invent.oneIn(12);
    return new VariedContent(
        new Party(company(invent, words), address(invent, words, 3)),
        invent.oneIn(8) ? Optional.empty() : Optional.of(market.taxNumber(invent)),
        new Party(buyerName(invent, words), address(invent, words, 4)),
        invent.oneIn(6) ? Optional.of(market.taxNumber(invent)) : Optional.empty(),
        invent.oneIn(6) ? Optional.of(address(invent, words, 9)) : Optional.empty(),
        credit,
        number(invent, date),
        invent.oneIn(3) ? Optional.of(order(invent)) : Optional.empty(),
        date,
        new Due(
            invent.pick(
                List.of(
                    Due.How.LABEL,
                    Due.How.LABEL,
                    Due.How.SENTENCE,
                    Due.How.DISCOUNT,
                    Due.How.TERMS,
                    Due.How.NONE)),
            date.plusDays(invent.pick(List.of(14, 21, 30, 45, 60))),
            date.plusDays(invent.pick(List.of(7, 8, 10)))),
        delivery(invent, date),
        invent.pick(market.currencies()),
        lines,
        !credit && invent.oneIn(8) ? Optional.of(tenth(lines)) : Optional.empty(),
        !credit && invent.oneIn(8)
            ? Optional.of(money(invent.between(5, 40) * 50))
            : Optional.empty(),
        !credit && invent.oneIn(6)
            ? Optional.of(money(invent.between(2, 9) * 1000))
            : Optional.empty(),
        taxed,
        ibans,
        ibans.isEmpty() || invent.oneIn(3) ? Optional.empty() : Optional.of(market.bic(invent)));
  }

  static String company(Invention invent, Vocabulary words) {
    String name = words.pick(invent, "word") + " " + words.pick(invent, "trade");
    return invent.oneIn(9) ? name : name + " " + words.pick(invent, "form");
  }

  private static String buyerName(Invention invent, Vocabulary words) {
    return invent.oneIn(3)
        ? words.pick(invent, "given") + " " + words.pick(invent, "surname")
        : company(invent, words);
  }

  private static List<String> address(Invention invent, Vocabulary words, int countryOneIn) {
    List<String> lines = new ArrayList<>();
    lines.add(words.pick(invent, "street"));
    lines.add(words.pick(invent, "postal"));
    if (invent.oneIn(countryOneIn)) {
      lines.add(words.pick(invent, "country"));
    }
    return lines;
  }

  private static String number(Invention invent, LocalDate date) {
    return switch (invent.between(0, 8)) {
      case 0 -> "INV-" + date.getYear() + "-" + invent.digits(4);
      case 1 -> "RE" + invent.number(7);
      case 2 -> date.getYear() + "/" + invent.digits(5);
      case 3 -> invent.number(8);
      case 4 -> "F" + date.getYear() + invent.digits(4);
      case 5 -> invent.number(3);
      case 6 -> date.getYear() + "-" + invent.digits(3);
      case 7 -> invent.letters(2) + "-" + invent.digits(3) + "." + invent.digits(3);
      default -> invent.letters(1) + invent.number(2) + "-" + invent.digits(4);
    };
  }

  private static String order(Invention invent) {
    return switch (invent.between(0, 3)) {
      case 0 -> "PO-" + invent.number(6);
      case 1 -> "45" + invent.digits(8);
      case 2 -> invent.letters(2) + invent.number(4);
      default -> invent.number(5) + "/" + invent.digits(2);
    };
  }

  private static Delivery delivery(Invention invent, LocalDate date) {
    return switch (invent.between(0, 4)) {
      case 0, 1 ->
          new Delivery(Optional.empty(), Optional.of(date.minusDays(invent.between(1, 12))));
      case 2 ->
          new Delivery(
              Optional.of(date.minusMonths(1).withDayOfMonth(1)),
              Optional.of(date.withDayOfMonth(1).minusDays(1)));
      default -> new Delivery(Optional.empty(), Optional.empty());
    };
  }

  private static List<String> ibans(Invention invent, Market market) {
    String first = market.iban(invent);
    if (first.isEmpty() || invent.oneIn(6)) {
      return List.of();
    }
    return invent.oneIn(6) ? List.of(first, market.iban(invent)) : List.of(first);
  }

  private static List<Line> lines(Invention invent, Market market, int rates) {
    Vocabulary words = market.words();
    int count = invent.oneIn(8) ? invent.between(25, 40) : invent.between(1, 7);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean half = invent.oneIn(8);
      BigDecimal quantity =
          half
              ? new BigDecimal(invent.between(1, 9) + ".5")
              : BigDecimal.valueOf(invent.between(1, 24));
      lines.add(
          new Line(
              invent.letters(2) + invent.number(4),
              words.pick(invent, "ware"),
              invent.oneIn(5) ? Optional.of(words.pick(invent, "ware_more")) : Optional.empty(),
              quantity,
              words.pick(invent, "unit"),
              money(
                  invent.oneIn(6) ? invent.between(100_000, 250_000) : invent.between(190, 48_000)),
              rates == 0 ? 0 : market.rates().get(rates == 1 ? 0 : i % 2)));
    }
    return lines;
  }

  private static BigDecimal money(long cents) {
    return BigDecimal.valueOf(cents, 2);
  }

  private static BigDecimal tenth(List<Line> lines) {
    return sum(lines).divide(BigDecimal.TEN, 2, RoundingMode.HALF_UP);
  }

  private static BigDecimal sum(List<Line> lines) {
    return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  BigDecimal goods() {
    return sum(lines);
  }

  BigDecimal net() {
    return goods().subtract(discount.orElse(BigDecimal.ZERO)).add(freight.orElse(BigDecimal.ZERO));
  }

  boolean hasExtras() {
    return discount.isPresent() || freight.isPresent();
  }

  /** Net amounts by rate, discount and freight in the usual rate. */
  Map<Integer, BigDecimal> bases() {
    Map<Integer, BigDecimal> bases = new TreeMap<>((a, b) -> b - a);
    for (Line line : lines) {
      bases.merge(line.rate(), line.amount(), BigDecimal::add);
    }
    int usual = lines.get(0).rate();
    bases.merge(usual, net().subtract(goods()), BigDecimal::add);
    return bases;
  }

  static BigDecimal tax(int rate, BigDecimal base) {
    return base.multiply(BigDecimal.valueOf(rate))
        .divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP);
  }

  BigDecimal taxTotal() {
    return bases().entrySet().stream()
        .map(e -> tax(e.getKey(), e.getValue()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  BigDecimal total() {
    return net().add(taxTotal());
  }

  BigDecimal amountDue() {
    return total().subtract(paid.orElse(BigDecimal.ZERO));
  }

  /** What every arrangement prints; what only some print is added by the painter. */
  Map<String, String> answers() {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("vendor_name", vendor.name());
    answers.put("vendor_address", vendor.onOneLine());
    taxNumber.ifPresent(n -> answers.put("vendor_tax_id", n.replaceAll("[.-]", "")));
    answers.put("buyer_name", buyer.name());
    answers.put("buyer_address", buyer.onOneLine());
    answers.put("invoice_number", number);
    order.ifPresent(o -> answers.put("purchase_order", o));
    answers.put("invoice_date", date.toString());
    if (due.isPrinted()) {
      answers.put("due_date", due.day().toString());
    }
    delivery.day().ifPresent(d -> answers.put("delivery_date", d.toString()));
    answers.put("invoice_total", total().toPlainString());
    answers.put("amount_due", amountDue().toPlainString());
    answers.put("currency", currency);
    if (!ibans.isEmpty()) {
      answers.put("iban", String.join("\n", ibans));
    }
    bic.ifPresent(b -> answers.put("bic", b));
    return answers;
  }

  /** The rows as the field {@code line_items} holds them. */
  String lineItems(boolean withQuantity) {
    return lines.stream()
        .map(
            l ->
                "{\"description\":\"%s\",%s\"amount\":\"%s\"}"
                    .formatted(
                        l.description(),
                        withQuantity
                            ? "\"quantity\":\"%s\",\"unit_price\":\"%s\","
                                .formatted(l.quantity().toPlainString(), l.price().toPlainString())
                            : "",
                        l.amount().toPlainString()))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
