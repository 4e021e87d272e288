package dev.lethe.synthetic;

import java.awt.Color;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Draws one varied invoice: each part picks its own arrangement. */
final class VariedPainter {

  private static final float LAST_ROW = 690;

  private enum Head {
    LEFT,
    RIGHT,
    CENTRE,
    ONE_LINE,
    FOOTER,
    SIDE_BY_SIDE
  }

  private enum Meta {
    LINES,
    COLUMNS,
    STRIP,
    STRIP_BOXED,
    IN_TITLE,
    TIGHT
  }

  private enum Totals {
    RIGHT,
    WIDE,
    ACROSS,
    RATES
  }

  private final Sheets sheets;
  private final Market market;
  private final Vocabulary words;
  private final Invention invent;
  private final VariedContent content;
  private final Map<String, String> answers;
  private final Font plain;
  private final Font bold;
  private final float size;
  private final float left;
  private final float right;
  private final float step;
  private final Head head;
  private final Meta meta;
  private final Totals totals;
  private final DateTimeFormatter dates;
  private final String[] separators;
  private final int moneyForm;
  private final String colon;
  private final boolean capitals;
  private int page = 1;

  VariedPainter(long seed, Market market, Invention invent, VariedContent content) {
    this.sheets = new Sheets(seed, Sheets.A4);
    this.market = market;
    this.words = market.words();
    this.invent = invent;
    this.content = content;
    this.answers = new LinkedHashMap<>(content.answers());
    int face = invent.between(0, 3);
    this.plain = List.of(Font.SANS, Font.CONDENSED, Font.SERIF, Font.SANS).get(face);
    this.bold = face == 2 ? Font.SERIF_BOLD : invent.oneIn(3) ? plain : Font.BOLD;
    this.size = invent.pick(List.of(8.5f, 9f, 9.5f, 10f));
    this.left = invent.pick(List.of(42f, 56f, 70f));
    this.right = invent.pick(List.of(525f, 540f, 555f));
    this.step = size * invent.pick(List.of(1.25f, 1.4f, 1.6f));
    this.head = invent.pick(List.of(Head.values()));
    this.meta = invent.pick(List.of(Meta.values()));
    this.totals =
        invent.pick(List.of(Totals.RIGHT, Totals.RIGHT, Totals.WIDE, Totals.ACROSS, Totals.RATES));
    this.dates = market.dateForm(invent);
    this.separators = market.separators(invent);
    this.moneyForm = invent.between(0, 4);
    this.colon = invent.pick(List.of(":", ":", "", market == Market.FR ? " :" : ":"));
    this.capitals = invent.oneIn(7);
  }

  Map<String, String> answers() {
    return answers;
  }

  byte[] paint() {
    try (sheets) {
      float y = top();
      y = table(y + 26);
      y = totals(y + 12);
      payment(y + 24);
      footer();
      return sheets.toPdf();
    }
  }

  private String word(String key) {
    String word = words.pick(invent, key);
    return capitals ? word.toUpperCase(Locale.ROOT) : word;
  }

  private String label(String key) {
    return word(key) + colon;
  }

  private String date(LocalDate day) {
    return market.date(day, dates);
  }

  private String number(BigDecimal amount) {
    return Market.number(amount, separators);
  }

  private String money(BigDecimal amount) {
    String symbol =
        switch (content.currency()) {
          case "EUR" -> "€";
          case "GBP" -> "£";
          case "USD" -> "$";
          default -> content.currency();
        };
    boolean before = market == Market.EN || market == Market.US || market == Market.CH;
    String number = number(amount);
    return switch (moneyForm) {
      case 0, 1 ->
          before ? symbol + (symbol.length() > 1 ? " " : "") + number : number + " " + symbol;
      case 2 -> before ? content.currency() + " " + number : number + " " + content.currency();
      case 3 -> before ? symbol + " " + number : number + symbol;
      default -> number;
    };
  }

  /** Lines under each other; gives the next baseline. */
  private float lines(float x, float y, List<String> texts) {
    float at = y;
    for (String text : texts) {
      sheets.text(x, at, plain, size, text);
      at += step;
    }
    return at;
  }

  // ---- head ----

  private float top() {
    boolean buyerRight = head != Head.RIGHT && head != Head.SIDE_BY_SIDE && invent.oneIn(3);
    float y = letterhead();
    boolean titleFirst = invent.oneIn(2);
    if (titleFirst) {
      y = title(y + 8);
    }
    float start = y + 16;
    float buyerX = buyerRight ? 330 : left;
    float buyerEnd = head == Head.SIDE_BY_SIDE ? sides(start) : buyer(buyerX, start);
    boolean beside = meta == Meta.LINES || meta == Meta.COLUMNS || meta == Meta.TIGHT;
    float metaEnd =
        beside && head != Head.SIDE_BY_SIDE
            ? facts(buyerRight ? left : 330, start)
            : facts(left, buyerEnd + 14);
    y = Math.max(buyerEnd, metaEnd) + 6;
    return titleFirst ? y : title(y + 12);
  }

  private float title(float y) {
    String title = word(content.credit() ? "credit" : "title");
    if (meta == Meta.IN_TITLE) {
      title +=
          " " + invent.pick(List.of("Nr. ", "no. ", "# ", "")).strip() + " " + content.number();
    }
    float points = invent.pick(List.of(13f, 16f, 20f));
    if (invent.oneIn(2)) {
      sheets.text(left, y + points, bold, points, title.replace("  ", " "));
    } else {
      sheets.textRight(right, y + points, bold, points, title.replace("  ", " "));
    }
    return y + points + 8;
  }

  private List<String> vendorLines() {
    List<String> texts = new ArrayList<>(content.vendor().address());
    if (invent.oneIn(2)) {
      texts.add(word("phone") + " 0" + invent.number(3) + " " + invent.number(6));
    }
    if (invent.oneIn(3)) {
      texts.add("info@" + domain());
    }
    return texts;
  }

  private String domain() {
    String first = content.vendor().name().split(" ")[0].toLowerCase(Locale.ROOT);
    return java.text.Normalizer.normalize(first, java.text.Normalizer.Form.NFD)
            .replaceAll("[^a-z]", "")
        + ".example";
  }

  private boolean taxInHead() {
    return content.taxNumber().isPresent() && content.number().hashCode() % 2 == 0;
  }

  private String taxLine() {
    return label("vat_id") + " " + content.taxNumber().orElseThrow();
  }

  private float letterhead() {
    String name = content.vendor().name();
    List<String> texts = vendorLines();
    if (taxInHead() && head != Head.FOOTER) {
      texts.add(taxLine());
    }
    float points = invent.pick(List.of(11f, 14f, 18f));
    switch (head) {
      case LEFT -> {
        sheets.text(left, 56, bold, points, name);
        return lines(left, 56 + step + 2, texts);
      }
      case RIGHT -> {
        float y = 56;
        sheets.textRight(right, y, bold, points, name);
        for (String text : texts) {
          y += step;
          sheets.textRight(right, y, plain, size, text);
        }
        return y + step;
      }
      case CENTRE -> {
        float y = 56;
        sheets.textCentred(sheets.width() / 2, y, bold, points, name);
        for (String text : texts) {
          y += step;
          sheets.textCentred(sheets.width() / 2, y, plain, size, text);
        }
        return y + step;
      }
      case ONE_LINE -> {
        sheets.text(left, 56, bold, points, name);
        String sign = invent.pick(List.of(" | ", " · ", ", ", " - "));
        sheets.text(left, 56 + step, plain, 7.5f, String.join(sign, texts));
        return 56 + 2 * step;
      }
      case FOOTER -> {
        if (invent.oneIn(2)) {
          sheets.textRight(right, 60, bold, 18, name);
        }
        return 96;
      }
      default -> {
        return 50;
      }
    }
  }

  /** Seller and buyer as two headed columns. */
  private float sides(float y) {
    List<String> seller = new ArrayList<>(List.of(content.vendor().name()));
    seller.addAll(vendorLines());
    if (taxInHead()) {
      seller.add(taxLine());
    }
    boolean swapped = invent.oneIn(3);
    float sellerX = swapped ? 320 : left;
    sheets.text(sellerX, y, bold, size, label("seller"));
    float end = lines(sellerX, y + step, seller);
    return Math.max(end, headedBuyer(swapped ? left : 320, y));
  }

  private List<String> buyerLines() {
    List<String> texts = new ArrayList<>(List.of(content.buyer().name()));
    if (content.buyer().name().split(" ").length > 2 && invent.oneIn(6)) {
      texts.add(attention() + words.pick(invent, "given") + " " + words.pick(invent, "surname"));
    }
    texts.addAll(content.buyer().address());
    content.buyerTaxNumber().ifPresent(n -> texts.add(label("own_vat") + " " + n));
    return texts;
  }

  private String attention() {
    return switch (market.language()) {
      case "de" -> "z. Hd. ";
      case "fr" -> "À l'attention de ";
      case "en" -> "Attn: ";
      default -> "Att.: ";
    };
  }

  private float headedBuyer(float x, float y) {
    sheets.text(x, y, bold, size, label("buyer"));
    if (invent.oneIn(4)) {
      sheets.box(x - 4, y - size - 2, 200, 5 * step + 14, 0.5f);
    }
    return lines(x, y + step, buyerLines());
  }

  private float buyer(float x, float y) {
    float end;
    if (head == Head.FOOTER || (head == Head.RIGHT && invent.oneIn(2))) {
      String sender =
          content.vendor().name()
              + invent.pick(List.of(" · ", ", ", " - ", " | ", " • "))
              + content.vendor().onOneLine();
      sheets.text(x, y, plain, 6.5f, sender);
      end = lines(x, y + step + 4, buyerLines());
    } else if (invent.oneIn(4)) {
      end = lines(x, y, buyerLines());
    } else {
      end = headedBuyer(x, y);
    }
    if (content.shipTo().isPresent()
        && meta != Meta.LINES
        && meta != Meta.COLUMNS
        && meta != Meta.TIGHT) {
      float shipX = x > 200 ? left : 330;
      sheets.text(shipX, y, bold, size, label("ship"));
      List<String> texts = new ArrayList<>(List.of(content.buyer().name()));
      texts.addAll(content.shipTo().get());
      end = Math.max(end, lines(shipX, y + step, texts));
    }
    return end;
  }

  // ---- numbers and dates ----

  private record Fact(String label, String value) {}

  private List<Fact> distractions() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(word("other_number"), invent.number(6)));
    if (invent.oneIn(2)) {
      LocalDate earlier = content.date().minusDays(invent.between(15, 60));
      facts.add(new Fact(word("other_date"), date(earlier)));
    }
    if (invent.oneIn(2)) {
      facts.add(
          new Fact(
              word("contact"), words.pick(invent, "given") + " " + words.pick(invent, "surname")));
    }
    if (invent.oneIn(4)) {
      facts.add(new Fact(word("page"), "1"));
    }
    if (content.delivery().day().isEmpty() && invent.oneIn(4)) {
      LocalDate from = content.date().minusMonths(2);
      facts.add(
          new Fact(
              word("billing"),
              date(from) + " " + words.pick(invent, "to") + " " + date(from.plusDays(29))));
    }
    return facts;
  }

  private List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    if (meta != Meta.IN_TITLE) {
      facts.add(new Fact(word(content.credit() ? "credit_number" : "number"), content.number()));
    }
    facts.add(new Fact(word("date"), date(content.date())));
    content.order().ifPresent(o -> facts.add(new Fact(word("order"), o)));
    if (content.due().how() == VariedContent.Due.How.LABEL) {
      facts.add(new Fact(word("due"), date(content.due().day())));
    }
    content
        .delivery()
        .day()
        .ifPresent(
            d ->
                facts.add(
                    content.delivery().from().isPresent()
                        ? new Fact(
                            word("period"),
                            date(content.delivery().from().get())
                                + " "
                                + words.pick(invent, "to")
                                + " "
                                + date(d))
                        : new Fact(word("delivery"), date(d))));
    List<Fact> extra = distractions();
    facts.addAll(invent.oneIn(2) ? 0 : facts.size(), extra);
    if (invent.oneIn(3)) {
      Collections.shuffle(facts, new Random(content.number().hashCode()));
    }
    return facts;
  }

  private float facts(float x, float y) {
    List<Fact> facts = facts();
    switch (meta) {
      case STRIP, STRIP_BOXED -> {
        return strip(facts, y);
      }
      case COLUMNS -> {
        float at = y;
        for (Fact fact : facts) {
          sheets.text(x, at, plain, size, fact.label() + colon);
          sheets.textRight(x + 205, at, plain, size, fact.value());
          at += step;
        }
        return at;
      }
      case TIGHT, IN_TITLE -> {
        return lines(x, y, facts.stream().map(f -> f.label() + ": " + f.value()).toList());
      }
      default -> {
        float at = y;
        for (Fact fact : facts) {
          sheets.text(x, at, bold, size, fact.label() + colon);
          sheets.text(x + 110, at, plain, size, fact.value());
          at += step;
        }
        return at;
      }
    }
  }

  /** Labels over their values, four a row. */
  private float strip(List<Fact> facts, float y) {
    float at = y;
    int columns = 4;
    float width = (right - left) / columns;
    for (int i = 0; i < facts.size(); i++) {
      float x = left + i % columns * width;
      if (i > 0 && i % columns == 0) {
        at += 2 * step + 10;
      }
      if (meta == Meta.STRIP_BOXED) {
        sheets.box(x, at - size - 2, width, 2 * step + 6, 0.5f);
      }
      float inset = meta == Meta.STRIP_BOXED ? 3 : 0;
      sheets.text(x + inset, at, bold, size - 1.5f, facts.get(i).label());
      sheets.text(x + inset, at + step, plain, size, facts.get(i).value());
    }
    return at + 2 * step;
  }

  // ---- table ----

  private record Column(
      String head,
      float x,
      boolean toRight,
      java.util.function.Function<VariedContent.Line, String> value) {}

  private boolean withQuantity;

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    withQuantity = !invent.oneIn(8);
    float x = left;
    if (invent.oneIn(2)) {
      columns.add(
          new Column(word("pos"), x, false, l -> String.valueOf(content.lines().indexOf(l) + 1)));
      x += 30;
    }
    boolean article = invent.oneIn(3);
    boolean quantityFirst = invent.oneIn(4) && withQuantity;
    boolean units = invent.oneIn(3);
    java.util.function.Function<VariedContent.Line, String> quantity =
        l -> quantity(l.quantity()) + (units ? " " + l.unit() : "");
    if (quantityFirst) {
      columns.add(new Column(word("quantity"), x, false, quantity));
      x += 58;
    }
    if (article) {
      columns.add(new Column(word("article"), x, false, VariedContent.Line::article));
      x += 62;
    }
    columns.add(new Column(word("description"), x, false, VariedContent.Line::description));
    if (withQuantity && !quantityFirst) {
      columns.add(new Column(word("quantity"), right - 190, true, quantity));
    }
    if (withQuantity) {
      columns.add(new Column(word("price"), right - 110, true, l -> cell(l.price())));
    }
    if (content.taxed() && invent.oneIn(3)) {
      columns.add(
          new Column(
              word("rate"), right - 68, true, l -> l.rate() + (invent.oneIn(2) ? "%" : " %")));
    }
    columns.add(new Column(word("amount"), right, true, l -> cell(l.amount())));
    return columns;
  }

  private String quantity(BigDecimal quantity) {
    return quantity.scale() > 0 ? Market.number(quantity, separators) : quantity.toPlainString();
  }

  private boolean moneyInCells;

  private String cell(BigDecimal amount) {
    return moneyInCells ? money(amount) : number(amount);
  }

  private float table(float start) {
    moneyInCells = invent.oneIn(4);
    List<Column> columns = columns();
    boolean ruled = invent.oneIn(2);
    boolean carried = invent.oneIn(2);
    BigDecimal sum = BigDecimal.ZERO;
    float y = tableHead(columns, start);
    for (VariedContent.Line line : content.lines()) {
      if (y > LAST_ROW) {
        if (carried) {
          sheets.text(right - 190, y, plain, size, word("carry"));
          sheets.textRight(right, y, plain, size, cell(sum));
        }
        nextPage();
        y = tableHead(columns, 90);
      }
      for (Column column : columns) {
        draw(column, y, plain, column.value().apply(line));
      }
      sum = sum.add(line.amount());
      y += step + 2;
      if (line.more().isPresent()) {
        Column description =
            columns.stream()
                .filter(c -> c.x() < 260 && !c.toRight())
                .reduce((a, b) -> b)
                .orElseThrow();
        sheets.text(description.x(), y - 2, plain, size - 1, line.more().get());
        y += step;
      }
      if (ruled) {
        sheets.line(left, y - step + 3, right, y - step + 3, 0.3f);
        y += 3;
      }
    }
    answers.put("line_items", content.lineItems(withQuantity));
    sheets.line(left, y - step + 4, right, y - step + 4, 0.6f);
    return y;
  }

  private void nextPage() {
    footer();
    sheets.nextPage();
    page++;
    sheets.text(left, 60, plain, size, content.vendor().name());
    sheets.textRight(right, 60, plain, size, words.pick(invent, "page") + " " + page);
  }

  private void draw(Column column, float y, Font font, String text) {
    if (column.toRight()) {
      sheets.textRight(column.x(), y, font, size, text);
    } else {
      sheets.text(column.x(), y, font, size, text);
    }
  }

  private float tableHead(List<Column> columns, float y) {
    if (invent.oneIn(3)) {
      sheets.fill(left - 3, y - size - 3, right - left + 6, size + 8, new Color(0xE4E9EE));
    }
    columns.forEach(c -> draw(c, y, bold, c.head()));
    sheets.line(left, y + 4, right, y + 4, 0.5f);
    return y + step + 6;
  }

  // ---- totals ----

  private float totals(float start) {
    float y = start;
    int rows = 8 + content.bases().size();
    if (y > 790 - rows * (step + 3)) {
      nextPage();
      y = 100;
    }
    String total = label("total");
    if (!content.taxed()) {
      y = total(y, bold, total, content.total());
      return paid(y);
    }
    answers.put("subtotal", content.net().toPlainString());
    answers.put("tax_total", content.taxTotal().toPlainString());
    if (totals == Totals.ACROSS) {
      return paid(across(y));
    }
    if (totals == Totals.RATES) {
      y = rateTable(y);
    }
    if (content.hasExtras()) {
      y = total(y, plain, label("subtotal"), content.goods());
      if (content.discount().isPresent()) {
        y = total(y, plain, label("discount"), content.discount().get().negate());
      }
      if (content.freight().isPresent()) {
        y = total(y, plain, label("shipping"), content.freight().get());
      }
    }
    y = total(y, plain, label("subtotal"), content.net());
    y = taxes(y);
    sheets.line(right - 200, y - step + 2, right, y - step + 2, 0.5f);
    y = total(y + 2, bold, total, content.total());
    return paid(y);
  }

  private float taxes(float start) {
    float y = start;
    Map<Integer, BigDecimal> bases = content.bases();
    if (bases.size() == 1) {
      int rate = bases.keySet().iterator().next();
      String label =
          word("tax").replace("{r}", String.valueOf(rate)).replace("{R}", String.valueOf(rate));
      return total(y, plain, label + colon, content.taxTotal());
    }
    for (Map.Entry<Integer, BigDecimal> base : bases.entrySet()) {
      String label =
          words
              .pick(invent, "tax_line")
              .replace("{r}", String.valueOf(base.getKey()))
              .replace("{b}", number(base.getValue()));
      y = total(y, plain, label, VariedContent.tax(base.getKey(), base.getValue()));
    }
    return total(y, plain, label("tax_total"), content.taxTotal());
  }

  private float rateTable(float y) {
    List<String> heads = words.all("head");
    float x = left;
    sheets.text(x, y, bold, size - 1, "%");
    for (int i = 0; i < 3; i++) {
      sheets.textRight(x + 110 + i * 75, y, bold, size - 1, heads.get(i));
    }
    float at = y + step;
    for (Map.Entry<Integer, BigDecimal> base : content.bases().entrySet()) {
      BigDecimal tax = VariedContent.tax(base.getKey(), base.getValue());
      sheets.text(x, at, plain, size - 1, base.getKey() + "%");
      sheets.textRight(x + 110, at, plain, size - 1, number(base.getValue()));
      sheets.textRight(x + 185, at, plain, size - 1, number(tax));
      sheets.textRight(x + 260, at, plain, size - 1, number(base.getValue().add(tax)));
      at += step;
    }
    return at + 8;
  }

  /** Net, tax and gross side by side under their labels. */
  private float across(float y) {
    List<String> labels = List.of(word("subtotal"), taxWord(), word("total"));
    List<BigDecimal> amounts = List.of(content.net(), content.taxTotal(), content.total());
    for (int i = 0; i < 3; i++) {
      float x = right - (2 - i) * 125;
      sheets.textRight(x, y, bold, size, labels.get(i));
      sheets.textRight(x, y + step, plain, size, money(amounts.get(i)));
    }
    return y + 2 * step + 4;
  }

  private String taxWord() {
    return words.all("tax_total").get(0);
  }

  private float paid(float start) {
    float y = start;
    if (content.paid().isPresent()) {
      y = total(y, plain, label("paid"), content.paid().get().negate());
      y = total(y, bold, label("amount_due"), content.amountDue());
    } else if (invent.oneIn(4)) {
      y = total(y, bold, label("amount_due"), content.amountDue());
    }
    return y;
  }

  private float total(float y, Font font, String label, BigDecimal amount) {
    float x = totals == Totals.WIDE ? left : right - 215;
    sheets.text(x, y, font, size, label);
    sheets.textRight(right, y, font, size, money(amount));
    return y + step + 2;
  }

  // ---- payment and foot ----

  private void payment(float start) {
    float y = start;
    if (y > 700) {
      nextPage();
      y = 100;
    }
    List<String> texts = new ArrayList<>();
    switch (content.due().how()) {
      case SENTENCE -> texts.add(sentence("due_sentence"));
      case DISCOUNT -> texts.add(sentence("skonto"));
      case TERMS -> texts.add(words.pick(invent, "terms"));
      default -> {}
    }
    if (moneyForm == 4) {
      texts.add(currencyLine());
    }
    texts.add(words.pick(invent, "thanks"));
    y = lines(left, y, texts);
    if (head != Head.FOOTER && !content.ibans().isEmpty()) {
      sheets.text(left, y + 6, bold, size, label("bank"));
      y = lines(left, y + 6 + step, bankLines());
    }
    if (content.taxNumber().isPresent() && !taxInHead() && head != Head.FOOTER) {
      sheets.text(left, y + 6, plain, size, taxLine());
    }
  }

  private String currencyLine() {
    return switch (market.language()) {
      case "de" -> "Alle Beträge in " + content.currency();
      case "fr" -> "Montants exprimés en " + content.currency();
      default -> "All amounts in " + content.currency();
    };
  }

  private String sentence(String key) {
    return words
        .pick(invent, key)
        .replace("{date}", date(content.due().day()))
        .replace("{date1}", date(content.due().discountUntil()))
        .replace("{date2}", date(content.due().day()));
  }

  private List<String> bankLines() {
    List<String> texts = new ArrayList<>();
    boolean grouped = !invent.oneIn(4);
    boolean oneLine = invent.oneIn(2) && head != Head.FOOTER;
    for (int i = 0; i < content.ibans().size(); i++) {
      String iban = content.ibans().get(i);
      String text = "IBAN" + colon + " " + (grouped ? iban.replaceAll("(.{4})(?=.)", "$1 ") : iban);
      String bic =
          i == 0
              ? content
                  .bic()
                  .map(
                      b ->
                          invent.pick(List.of("BIC", "BIC", "SWIFT", "BIC/SWIFT"))
                              + colon
                              + " "
                              + b)
                  .orElse("")
              : "";
      if (oneLine && !bic.isEmpty()) {
        texts.add(text + "   " + bic);
      } else {
        texts.add(text);
        if (!bic.isEmpty()) {
          texts.add(bic);
        }
      }
    }
    return texts;
  }

  private void footer() {
    if (head != Head.FOOTER || page > 1) {
      return;
    }
    List<String> first = new ArrayList<>(List.of(content.vendor().name()));
    first.addAll(content.vendor().address());
    List<String> second = new ArrayList<>();
    second.add(words.pick(invent, "phone") + " 0" + invent.number(3) + " " + invent.number(6));
    second.add("www." + domain());
    content.taxNumber().ifPresent(n -> second.add(taxLine()));
    small(left, first);
    small(left + 170, second);
    small(left + 330, bankLines());
  }

  private void small(float x, List<String> texts) {
    float y = 775;
    for (String text : texts) {
      sheets.text(x, y, plain, 7, text);
      y += 9;
    }
  }
}
