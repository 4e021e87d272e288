package dev.lethe.synthetic;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Makes till receipts, 80 mm wide, in English, German and French. */
public final class SyntheticReceipt {

  private static final float WIDTH = 227;
  private static final float MARGIN = 12;
  private static final float STEP = 12;

  private SyntheticReceipt() {}

  /** The same arguments make the same bytes. */
  public static SyntheticDocument of(long seed, Locale locale) {
    Content content = Content.invent(new Invention(seed, locale), locale);
    byte[] pdf = draw(seed, locale, content);
    return new SyntheticDocument("receipt", locale.getLanguage(), content.answers(), pdf);
  }

  private record Row(String name, BigDecimal price) {}

  private record Content(
      String vendor,
      Invention.Address address,
      LocalDate date,
      String time,
      List<Row> rows,
      int taxPercent,
      String currency,
      String card,
      int style) {

    static Content invent(Invention invent, Locale locale) {
      List<Row> rows = new ArrayList<>();
      int count = invent.between(2, 7);
      for (int i = 0; i < count; i++) {
        String name = invent.pick(invent.wares()).name();
        String cut = name.length() > 18 ? name.substring(0, 18).strip() : name;
        rows.add(new Row(cut, BigDecimal.valueOf(invent.between(95, 4999), 2)));
      }
      return new Content(
          invent.company(),
          invent.address(),
          invent.day(LocalDate.of(2023, 1, 2), LocalDate.of(2026, 10, 30)),
          String.format("%02d:%02d", invent.between(8, 21), invent.between(0, 59)),
          rows,
          locale.getLanguage().equals("de") ? 19 : 20,
          locale.getLanguage().equals("en") ? "GBP" : "EUR",
          invent.oneIn(2) ? invent.digits(4) : "",
          invent.between(0, 2));
    }

    BigDecimal subtotal() {
      return rows.stream().map(Row::price).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal tax() {
      return subtotal()
          .multiply(BigDecimal.valueOf(taxPercent))
          .divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP);
    }

    Map<String, String> answers() {
      Map<String, String> answers = new LinkedHashMap<>();
      answers.put("vendor_name", vendor);
      answers.put("vendor_address", address.onOneLine());
      answers.put("receipt_date", date.toString());
      answers.put("receipt_time", time);
      answers.put("subtotal", subtotal().toPlainString());
      answers.put("tax_total", tax().toPlainString());
      answers.put("receipt_total", subtotal().add(tax()).toPlainString());
      answers.put("currency", currency);
      if (!card.isEmpty()) {
        answers.put("payment_card_last4", card);
      }
      return answers;
    }
  }

  private static byte[] draw(long seed, Locale locale, Content content) {
    Print print = new Print(locale, content.style());
    Labels labels = Labels.of(locale);
    float height = 190 + content.rows().size() * STEP + (content.card().isEmpty() ? 0 : STEP);
    try (Sheets sheets = new Sheets(seed, new PDRectangle(WIDTH, height))) {
      float y = head(sheets, content, print, labels);
      for (Row row : content.rows()) {
        y = pair(sheets, y, Font.MONO, row.name(), print.amount(row.price()));
      }
      y = rule(sheets, y);
      y = money(sheets, y, Font.MONO, labels.subtotal(), content.subtotal(), print, content);
      String tax = labels.tax() + " " + content.taxPercent() + "%";
      y = money(sheets, y, Font.MONO, tax, content.tax(), print, content);
      BigDecimal total = content.subtotal().add(content.tax());
      y = money(sheets, y, Font.MONO_BOLD, labels.total(), total, print, content);
      if (!content.card().isEmpty()) {
        y = pair(sheets, y, Font.MONO, labels.card(), "**** **** **** " + content.card());
      }
      sheets.textCentred(WIDTH / 2, y + 12, Font.MONO, 8, labels.thanks());
      return sheets.toPdf();
    }
  }

  private static float head(Sheets sheets, Content content, Print print, Labels labels) {
    sheets.textCentred(WIDTH / 2, 26, Font.MONO_BOLD, 9, content.vendor());
    sheets.textCentred(WIDTH / 2, 39, Font.MONO, 8, content.address().street());
    sheets.textCentred(WIDTH / 2, 50, Font.MONO, 8, content.address().town());
    pair(sheets, 72, Font.MONO, labels.date() + " " + print.date(content.date()), content.time());
    return rule(sheets, 84);
  }

  private static float rule(Sheets sheets, float y) {
    sheets.line(MARGIN, y - 4, WIDTH - MARGIN, y - 4, 0.6f);
    return y + STEP;
  }

  private static float money(
      Sheets sheets,
      float y,
      Font font,
      String label,
      BigDecimal amount,
      Print print,
      Content content) {
    return pair(sheets, y, font, label, print.money(amount, content.currency()));
  }

  private static float pair(Sheets sheets, float y, Font font, String left, String right) {
    sheets.text(MARGIN, y, font, 8, left);
    sheets.textRight(WIDTH - MARGIN, y, font, 8, right);
    return y + STEP;
  }

  private record Labels(
      String date, String subtotal, String tax, String total, String card, String thanks) {

    static Labels of(Locale locale) {
      return switch (locale.getLanguage()) {
        case "de" -> new Labels("Datum", "Zwischensumme", "MwSt", "SUMME", "Karte", "Vielen Dank!");
        case "fr" -> new Labels("Date", "Total HT", "TVA", "TOTAL TTC", "Carte", "Merci !");
        default -> new Labels("Date", "Subtotal", "VAT", "TOTAL", "Card", "Thank you!");
      };
    }
  }
}
