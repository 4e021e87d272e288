package dev.lethe.synthetic;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * Makes till receipts of five countries in many arrangements. For measuring; {@link
 * SyntheticReceipt} makes the orderly ones.
 */
public final class VariedReceipt {

  private static final float STEP = 11.5f;
  private static final BigDecimal COIN = new BigDecimal("0.05");

  private enum Place {
    MY("my", "my", Market.EN, "MYR", "RM", 6),
    EN("en", "till-en", Market.EN, "GBP", "£", 20),
    US("us", "till-us", Market.US, "USD", "$", 8),
    DE("de", "till-de", Market.DE, "EUR", "€", 19),
    FR("fr", "till-fr", Market.FR, "EUR", "€", 20);

    final Vocabulary names;
    final Vocabulary till;
    final Market market;
    final String currency;
    final String sign;
    final int rate;

    Place(String names, String till, Market market, String currency, String sign, int rate) {
      this.names = Vocabulary.of(names);
      this.till = Vocabulary.of(till);
      this.market = market;
      this.currency = currency;
      this.sign = sign;
      this.rate = rate;
    }
  }

  private record Row(String name, int count, BigDecimal price) {
    BigDecimal amount() {
      return price.multiply(BigDecimal.valueOf(count));
    }
  }

  private final Place place;
  private final Invention invent;
  private final Sheets sheets;
  private final Map<String, String> answers = new LinkedHashMap<>();
  private final Font plain;
  private final Font bold;
  private final float width;
  private final float size;
  private final boolean centred;
  private final String[] separators;
  private float y = 24;

  private VariedReceipt(long seed) {
    this.place = Place.values()[(int) Math.floorMod(seed, 7L) % 5];
    this.invent = new Invention(seed * 6151 + 3, Locale.ENGLISH);
    this.width = invent.pick(List.of(210f, 227f, 260f));
    this.sheets = new Sheets(seed, new PDRectangle(width, 560));
    int face = invent.between(0, 3);
    this.plain = List.of(Font.MONO, Font.MONO, Font.SANS, Font.CONDENSED).get(face);
    this.bold = face < 2 ? Font.MONO_BOLD : Font.BOLD;
    this.size = face < 2 ? 7 : 8;
    this.centred = !invent.oneIn(4);
    this.separators =
        new String[] {place.market == Market.DE || place.market == Market.FR ? "," : ".", ""};
  }

  /** The same seed makes the same document. */
  public static SyntheticDocument of(long seed) {
    VariedReceipt receipt = new VariedReceipt(seed);
    byte[] pdf = receipt.paint();
    return new SyntheticDocument("receipt", receipt.place.market.language(), receipt.answers, pdf);
  }

  private byte[] paint() {
    try (sheets) {
      head();
      middle();
      List<Row> rows = rows();
      rows.forEach(this::row);
      rule();
      totals(rows);
      y += 6;
      line(plain, size, place.till.pick(invent, "thanks"));
      return sheets.toPdf();
    }
  }

  private void line(Font font, float points, String text) {
    if (centred) {
      sheets.textCentred(width / 2, y, font, points, text);
    } else {
      sheets.text(12, y, font, points, text);
    }
    y += Math.max(STEP, points * 1.3f);
  }

  private void pair(Font font, String left, String right) {
    if (left.matches(".*\\b(RM|EUR)\\b.*")) {
      answers.put("currency", place.currency);
    }
    sheets.text(12, y, font, size, left);
    sheets.textRight(width - 12, y, font, size, right);
    y += STEP;
  }

  private void rule() {
    if (invent.oneIn(3)) {
      sheets.text(12, y, plain, size, "-".repeat((int) ((width - 24) / (size * 0.62))));
    } else {
      sheets.line(12, y - 4, width - 12, y - 4, 0.6f);
    }
    y += STEP;
  }

  private void head() {
    if (invent.oneIn(6)) {
      line(plain, size, invent.pick(List.of("* * *", "WELCOME", "----")));
    }
    String name = VariedContent.company(invent, place.names);
    float points = invent.pick(List.of(8f, 10f, 12f));
    String[] parts = name.split(" (?=(?:SDN|ENTERPRISE|\\(M\\)|GmbH|Limited|SARL)\\b)", 2);
    if (parts.length == 2 && invent.oneIn(3)) {
      line(bold, points, parts[0]);
      line(bold, points, parts[1]);
    } else {
      line(bold, fitting(name, points), name);
    }
    answers.put("vendor_name", name);
    boolean numberFirst = invent.oneIn(2);
    if (numberFirst) {
      line(plain, size, fit(place.till.pick(invent, "number")));
    }
    address();
    if (invent.oneIn(2)) {
      line(plain, size, place.till.pick(invent, "phone"));
    }
    if (!numberFirst && invent.oneIn(2)) {
      line(plain, size, fit(place.till.pick(invent, "number")));
    }
    if (place == Place.MY && invent.oneIn(2)) {
      line(plain, size, fit(place.till.pick(invent, "tax_id")));
    }
    y += 4;
  }

  private float fitting(String text, float points) {
    float size = points;
    while (sheets.widthOf(bold, size, text) > width - 20) {
      size -= 0.5f;
    }
    return size;
  }

  /** Cut to the paper's width. */
  private String fit(String text) {
    String cut = text;
    while (sheets.widthOf(plain, size, cut) > width - 20) {
      cut = cut.substring(0, cut.length() - 1);
    }
    return cut;
  }

  private void address() {
    List<String> parts = new ArrayList<>();
    parts.add(place.names.pick(invent, "street"));
    if (place == Place.MY) {
      if (!invent.oneIn(4)) {
        parts.add(place.names.pick(invent, "area"));
      }
    }
    parts.add(place.names.pick(invent, "postal"));
    if (parts.size() == 3 && invent.oneIn(3)) {
      String joined = parts.get(0) + " " + parts.get(1);
      if (sheets.widthOf(plain, size, joined) < width - 20) {
        parts = new ArrayList<>(List.of(joined, parts.get(2)));
      }
    }
    List<String> lines = parts.stream().flatMap(p -> wrapped(p).stream()).toList();
    lines.forEach(l -> line(plain, size, l));
    answers.put("vendor_address", String.join(" ", lines));
  }

  private List<String> wrapped(String text) {
    int space = text.lastIndexOf(' ');
    if (sheets.widthOf(plain, size, text) < width - 20 || space < 0) {
      return List.of(text);
    }
    List<String> lines = new ArrayList<>(wrapped(text.substring(0, space)));
    lines.add(text.substring(space + 1));
    return lines;
  }

  private void middle() {
    LocalDate date = invent.day(LocalDate.of(2016, 1, 2), LocalDate.of(2026, 10, 30));
    LocalTime time =
        LocalTime.of(invent.between(8, 22), invent.between(0, 59), invent.between(0, 59));
    answers.put("receipt_date", date.toString());
    if (invent.oneIn(2)) {
      line(bold, size + 1, place.till.pick(invent, "title"));
    }
    for (int i = invent.between(0, 2); i > 0; i--) {
      sheets.text(12, y, plain, size, place.till.pick(invent, "noise"));
      y += STEP;
    }
    String printed = date.format(dateForm());
    boolean timed = !invent.oneIn(4);
    String clock = time.format(timeForm());
    if (timed) {
      answers.put("receipt_time", clock(time, clock));
    }
    String label = place.till.pick(invent, "date");
    switch (invent.between(0, 3)) {
      case 0 -> pair(plain, label + ": " + printed, timed ? clock : "");
      case 1 -> {
        sheets.text(12, y, plain, size, printed + (timed ? " " + clock : ""));
        y += STEP;
      }
      case 2 -> pair(plain, label + " : " + printed + (timed ? " " + clock : ""), "");
      default -> pair(plain, printed, timed ? clock : "");
    }
    rule();
  }

  private String clock(LocalTime time, String printed) {
    boolean seconds = printed.chars().filter(c -> c == ':').count() == 2;
    return time.format(DateTimeFormatter.ofPattern(seconds ? "HH:mm:ss" : "HH:mm"));
  }

  private DateTimeFormatter dateForm() {
    List<String> forms =
        switch (place) {
          case MY ->
              List.of(
                  "dd/MM/uuuu",
                  "dd-MM-uuuu",
                  "d/M/uuuu",
                  "dd/MM/uu",
                  "dd-MMM-uuuu",
                  "uuuu-MM-dd",
                  "dd MMM uuuu",
                  "dd.MM.uuuu",
                  "EEE, dd-MM-uuuu",
                  "dd-MMM-uu");
          case EN -> List.of("dd/MM/uuuu", "dd/MM/uu", "d MMM uuuu", "dd-MM-uuuu");
          case US -> List.of("MM/dd/uuuu", "MM/dd/uu", "MMM d, uuuu", "M/d/uuuu");
          case DE -> List.of("dd.MM.uuuu", "dd.MM.uu");
          case FR -> List.of("dd/MM/uuuu", "dd-MM-uuuu", "dd/MM/uu");
        };
    return DateTimeFormatter.ofPattern(invent.pick(forms), Locale.US);
  }

  private DateTimeFormatter timeForm() {
    boolean half = place == Place.US || place == Place.MY;
    List<String> forms =
        half
            ? List.of("HH:mm", "h:mm a", "hh:mm:ss a", "HH:mm:ss", "h:mma")
            : List.of("HH:mm", "HH:mm:ss");
    return DateTimeFormatter.ofPattern(invent.pick(forms), Locale.US);
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = invent.between(1, 6); i > 0; i--) {
      int count = invent.oneIn(3) ? invent.between(2, 4) : 1;
      String name = place.names.pick(invent, "ware");
      String cut = name.length() > 18 ? name.substring(0, 18).strip() : name;
      rows.add(new Row(cut, count, BigDecimal.valueOf(invent.between(95, 5999), 2)));
    }
    return rows;
  }

  private void row(Row row) {
    if (row.count() > 1 || invent.oneIn(5)) {
      sheets.text(12, y, plain, size, row.name());
      y += STEP;
      pair(plain, "  " + row.count() + " x " + amount(row.price()), amount(row.amount()));
    } else {
      pair(plain, row.name(), amount(row.amount()));
    }
  }

  private String amount(BigDecimal amount) {
    return Market.number(amount, separators);
  }

  private void totals(List<Row> rows) {
    int style = invent.between(0, 3);
    BigDecimal goods = rows.stream().map(Row::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal tax = VariedContent.tax(place.rate, goods);
    BigDecimal total = goods;
    if (style < 2) {
      pair(plain, place.till.pick(invent, "subtotal"), money(goods, 0));
      pair(plain, place.till.pick(invent, "tax"), money(tax, 0));
      answers.put("subtotal", goods.toPlainString());
      answers.put("tax_total", tax.toPlainString());
      total = goods.add(tax);
    }
    int sign = invent.between(0, 2);
    BigDecimal rounded = total.divide(COIN, 0, RoundingMode.HALF_UP).multiply(COIN);
    if (place == Place.MY && rounded.compareTo(total) != 0 && invent.oneIn(2)) {
      pair(plain, place.till.pick(invent, "rounding"), money(rounded.subtract(total), 0));
      total = rounded;
    }
    if (sign == 0) {
      answers.put("currency", place.currency);
    }
    pair(bold, place.till.pick(invent, "total"), money(total, sign == 0 ? 1 : 0));
    answers.put("receipt_total", total.toPlainString());
    pay(total);
    if (place == Place.MY && invent.oneIn(3)) {
      summary(goods, tax);
    }
  }

  private String money(BigDecimal amount, int form) {
    String number = amount(amount);
    boolean before = separators[0].equals(".");
    return form == 0 ? number : before ? place.sign + number : number + " " + place.sign;
  }

  private void pay(BigDecimal total) {
    switch (invent.between(0, 2)) {
      case 0 -> {
        BigDecimal note = BigDecimal.TEN;
        BigDecimal given = total.divide(note, 0, RoundingMode.CEILING).multiply(note);
        pair(plain, place.till.pick(invent, "cash"), money(given.setScale(2), 0));
        pair(plain, place.till.pick(invent, "change"), money(given.subtract(total), 0));
      }
      case 1 -> {
        String last = invent.number(4);
        answers.put("payment_card_last4", last);
        pair(plain, place.till.pick(invent, "card"), money(total, 0));
        sheets.text(
            12,
            y,
            plain,
            size,
            invent.pick(List.of("**** **** **** ", "XXXXXXXXXXXX", "************")) + last);
        y += STEP;
      }
      default -> {}
    }
  }

  private void summary(BigDecimal goods, BigDecimal tax) {
    y += 4;
    answers.put("currency", place.currency);
    answers.putIfAbsent("tax_total", tax.toPlainString());
    sheets.text(12, y, plain, size, "GST Summary");
    sheets.textRight(width - 70, y, plain, size, "Amount(RM)");
    sheets.textRight(width - 12, y, plain, size, "Tax(RM)");
    y += STEP;
    sheets.text(12, y, plain, size, "SR @ 6%");
    sheets.textRight(width - 70, y, plain, size, amount(goods));
    sheets.textRight(width - 12, y, plain, size, amount(tax));
    y += STEP;
  }
}
