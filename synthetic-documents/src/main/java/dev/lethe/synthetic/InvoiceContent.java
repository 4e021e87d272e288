package dev.lethe.synthetic;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What an invoice says, before it is drawn. The amounts add up. */
record InvoiceContent(
    String vendor,
    Invention.Address vendorAddress,
    String vendorVat,
    String buyer,
    Invention.Address buyerAddress,
    String number,
    Optional<String> order,
    LocalDate date,
    LocalDate due,
    Optional<LocalDate> delivery,
    String currency,
    int taxPercent,
    Optional<BigDecimal> paid,
    Invention.Bank bank,
    List<Line> lines) {

  record Line(String description, int quantity, BigDecimal unitPrice) {
    BigDecimal amount() {
      return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }
  }

  static InvoiceContent invent(Invention invent, Locale locale, int lineCount) {
    LocalDate date = invent.day(LocalDate.of(2024, 1, 2), LocalDate.of(2026, 10, 30));
    boolean english = locale.getLanguage().equals("en");
    return new InvoiceContent(
        invent.company(),
        invent.address(),
        invent.vatNumber(),
        invent.oneIn(3) ? invent.person() : invent.company(),
        invent.address(),
        number(invent, date),
        invent.oneIn(2) ? Optional.of("PO-" + invent.number(6)) : Optional.empty(),
        date,
        date.plusDays(invent.pick(List.of(10, 14, 21, 30, 45))),
        invent.oneIn(2) ? Optional.of(date.minusDays(invent.between(1, 9))) : Optional.empty(),
        english ? invent.pick(List.of("GBP", "GBP", "EUR", "USD")) : "EUR",
        invent.pick(english || isFrench(locale) ? List.of(20, 20, 5) : List.of(19, 19, 7)),
        invent.oneIn(4)
            ? Optional.of(BigDecimal.valueOf(invent.between(2, 9) * 1000L, 2))
            : Optional.empty(),
        invent.bank(),
        lines(invent, lineCount));
  }

  private static boolean isFrench(Locale locale) {
    return locale.getLanguage().equals("fr");
  }

  private static String number(Invention invent, LocalDate date) {
    return switch (invent.between(0, 3)) {
      case 0 -> "INV-" + date.getYear() + "-" + invent.digits(4);
      case 1 -> "RE" + invent.number(7);
      case 2 -> date.getYear() + "/" + invent.digits(5);
      default -> invent.number(8);
    };
  }

  private static List<Line> lines(Invention invent, int count) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Names.Ware ware = invent.pick(invent.wares());
      BigDecimal price = BigDecimal.valueOf(ware.cents() + invent.between(-20, 20) * 5L, 2);
      lines.add(new Line(ware.name(), invent.between(1, 12), price));
    }
    return lines;
  }

  InvoiceContent withBuyer(String name) {
    return new InvoiceContent(
        vendor,
        vendorAddress,
        vendorVat,
        name,
        buyerAddress,
        number,
        order,
        date,
        due,
        delivery,
        currency,
        taxPercent,
        paid,
        bank,
        lines);
  }

  BigDecimal subtotal() {
    return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  BigDecimal tax() {
    return subtotal()
        .multiply(BigDecimal.valueOf(taxPercent))
        .divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP);
  }

  BigDecimal total() {
    return subtotal().add(tax());
  }

  BigDecimal amountDue() {
    return total().subtract(paid.orElse(BigDecimal.ZERO));
  }

  Map<String, String> answers() {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("vendor_name", vendor);
    answers.put("vendor_address", vendorAddress.onOneLine());
    answers.put("vendor_tax_id", vendorVat);
    answers.put("buyer_name", buyer);
    answers.put("buyer_address", buyerAddress.onOneLine());
    answers.put("invoice_number", number);
    order.ifPresent(text -> answers.put("purchase_order", text));
    answers.put("invoice_date", date.toString());
    answers.put("due_date", due.toString());
    delivery.ifPresent(day -> answers.put("delivery_date", day.toString()));
    answers.put("subtotal", subtotal().toPlainString());
    answers.put("tax_total", tax().toPlainString());
    answers.put("invoice_total", total().toPlainString());
    answers.put("amount_due", amountDue().toPlainString());
    answers.put("currency", currency);
    answers.put("iban", bank.iban());
    answers.put("bic", bank.bic());
    answers.put("line_items", linesAsJson());
    return answers;
  }

  private String linesAsJson() {
    List<String> rows = new ArrayList<>();
    for (Line line : lines) {
      rows.add(
          "{\"description\":\"%s\",\"quantity\":\"%d\",\"unit_price\":\"%s\",\"amount\":\"%s\"}"
              .formatted(
                  line.description(),
                  line.quantity(),
                  line.unitPrice().toPlainString(),
                  line.amount().toPlainString()));
    }
    return "[" + String.join(",", rows) + "]";
  }
}
