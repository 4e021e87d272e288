package dev.lethe.synthetic;

import java.awt.Color;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws one invoice. */
final class InvoicePainter {

  private static final float LEFT = 56;
  private static final float RIGHT = 540;
  private static final float LAST_ROW = 700;

  private final Sheets sheets;
  private final SyntheticInvoice.Layout layout;
  private final InvoiceContent content;
  private final Print print;
  private final Words words;
  private final Invention invent;
  private final Font plain;
  private final Font bold;
  private final Color accent;

  InvoicePainter(
      long seed,
      Locale locale,
      SyntheticInvoice.Layout layout,
      Invention invent,
      InvoiceContent content) {
    this.sheets = new Sheets(seed, Sheets.A4);
    this.layout = layout;
    this.content = content;
    this.invent = invent;
    this.print = new Print(locale, invent.between(0, 2));
    this.words = Words.of(locale);
    boolean serif = layout == SyntheticInvoice.Layout.PLAIN;
    this.plain = serif ? Font.SERIF : invent.pick(List.of(Font.SANS, Font.CONDENSED));
    this.bold = serif ? Font.SERIF_BOLD : Font.BOLD;
    this.accent =
        invent.pick(List.of(new Color(0x1F4E79), new Color(0x7A2E2E), new Color(0x2F5D3A)));
  }

  byte[] paint() {
    try (sheets) {
      float y =
          switch (layout) {
            case CLASSIC -> classicHead();
            case LETTER -> letterHead();
            case BANNER -> bannerHead();
            case PLAIN -> plainHead();
          };
      y = totals(rows(y + 34) + 10);
      payment(y + 30);
      return sheets.toPdf();
    }
  }

  private String word(List<String> forms) {
    return invent.pick(forms);
  }

  /** A label and its printed value. */
  private record Fact(String label, String value) {}

  private List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(word(words.number()), content.number()));
    facts.add(new Fact(word(words.date()), print.date(content.date())));
    content.delivery().ifPresent(d -> facts.add(new Fact(word(words.delivery()), print.date(d))));
    content.order().ifPresent(o -> facts.add(new Fact(word(words.order()), o)));
    facts.add(new Fact(word(words.due()), print.date(content.due())));
    return facts;
  }

  private float classicHead() {
    sheets.text(LEFT, 70, bold, 15, content.vendor());
    sheets.text(LEFT, 86, plain, 9.5f, content.vendorAddress().street());
    sheets.text(LEFT, 98, plain, 9.5f, content.vendorAddress().town());
    sheets.text(LEFT, 110, plain, 9.5f, vatLine());
    sheets.ink(accent).textRight(RIGHT, 72, bold, 20, word(words.title()));
    sheets.ink(Color.BLACK);
    buyer(LEFT, 160, true);
    float y = 160;
    for (Fact fact : facts()) {
      sheets.text(330, y, plain, 9.5f, fact.label() + ":");
      sheets.textRight(RIGHT, y, bold, 9.5f, fact.value());
      y += 15;
    }
    return Math.max(y, 214);
  }

  private float letterHead() {
    sheets.textRight(RIGHT, 62, bold, 14, content.vendor());
    sheets.textRight(RIGHT, 76, plain, 9, content.vendorAddress().street());
    sheets.textRight(RIGHT, 87, plain, 9, content.vendorAddress().town());
    sheets.ink(accent).line(LEFT, 98, RIGHT, 98, 1.2f);
    sheets.ink(Color.BLACK);
    String sender = content.vendor() + " · " + content.vendorAddress().onOneLine();
    sheets.text(LEFT, 130, plain, 6.5f, sender);
    buyer(LEFT, 150, false);
    float y = 150;
    for (Fact fact : facts()) {
      sheets.text(350, y, plain, 9.5f, fact.label());
      sheets.text(445, y, plain, 9.5f, fact.value());
      y += 14;
    }
    sheets.text(LEFT, 250, bold, 14, word(words.title()) + " " + content.number());
    return 254;
  }

  private float bannerHead() {
    sheets.fill(0, 0, sheets.width(), 80, accent);
    sheets.ink(Color.WHITE).text(LEFT, 50, bold, 24, word(words.title()));
    sheets.textRight(RIGHT, 46, bold, 12, content.vendor());
    sheets.ink(Color.BLACK);
    sheets.text(LEFT, 104, plain, 9, content.vendorAddress().street());
    sheets.text(LEFT, 116, plain, 9, content.vendorAddress().town());
    sheets.text(LEFT, 128, plain, 9, vatLine());
    buyer(330, 104, true);
    List<Fact> facts = facts();
    float step = (RIGHT - LEFT) / facts.size();
    for (int i = 0; i < facts.size(); i++) {
      sheets.ink(Color.DARK_GRAY).text(LEFT + i * step, 182, plain, 8, facts.get(i).label());
      sheets.ink(Color.BLACK).text(LEFT + i * step, 196, bold, 9, facts.get(i).value());
    }
    return 204;
  }

  private float plainHead() {
    sheets.textCentred(sheets.width() / 2, 66, bold, 16, content.vendor());
    sheets.textCentred(sheets.width() / 2, 82, plain, 9, content.vendorAddress().onOneLine());
    sheets.textCentred(sheets.width() / 2, 94, plain, 9, vatLine());
    sheets.text(LEFT, 124, bold, 13, word(words.title()));
    float y = 142;
    for (Fact fact : facts()) {
      sheets.text(LEFT, y, plain, 9, fact.label() + ": " + fact.value());
      y += 13;
    }
    buyer(LEFT, y + 10, true);
    return y + 56;
  }

  private String vatLine() {
    return word(words.vatNumber()) + " " + content.vendorVat();
  }

  private void buyer(float x, float y, boolean labelled) {
    float line = y;
    if (labelled) {
      sheets.text(x, line, bold, 9, word(words.buyer()) + ":");
      line += 14;
    }
    sheets.text(x, line, plain, 10, content.buyer());
    sheets.text(x, line + 12, plain, 10, content.buyerAddress().street());
    sheets.text(x, line + 24, plain, 10, content.buyerAddress().town());
  }

  private float rows(float start) {
    String[] heads = {
      word(words.description()),
      word(words.quantity()),
      word(words.unitPrice()),
      word(words.lineTotal())
    };
    float y = rowHead(start, heads);
    for (InvoiceContent.Line line : content.lines()) {
      if (y > LAST_ROW) {
        sheets.nextPage();
        y = rowHead(60, heads);
      }
      sheets.text(LEFT, y, plain, 9.5f, line.description());
      sheets.textRight(340, y, plain, 9.5f, String.valueOf(line.quantity()));
      sheets.textRight(440, y, plain, 9.5f, print.amount(line.unitPrice()));
      sheets.textRight(RIGHT, y, plain, 9.5f, print.amount(line.amount()));
      y += 17;
    }
    sheets.line(LEFT, y - 6, RIGHT, y - 6, 0.6f);
    return y;
  }

  private float rowHead(float y, String... heads) {
    if (layout == SyntheticInvoice.Layout.BANNER) {
      sheets.fill(LEFT - 4, y - 11, RIGHT - LEFT + 8, 16, new Color(0xE8EDF2));
    }
    sheets.text(LEFT, y, bold, 9, heads[0]);
    sheets.textRight(340, y, bold, 9, heads[1]);
    sheets.textRight(440, y, bold, 9, heads[2]);
    sheets.textRight(RIGHT, y, bold, 9, heads[3]);
    sheets.line(LEFT, y + 5, RIGHT, y + 5, 0.6f);
    return y + 20;
  }

  private float totals(float start) {
    float y = start;
    if (y > LAST_ROW) {
      sheets.nextPage();
      y = 70;
    }
    y = total(y, plain, word(words.subtotal()), content.subtotal());
    y = total(y, plain, word(words.tax()) + " " + content.taxPercent() + "%", content.tax());
    y = total(y, bold, word(words.total()), content.total());
    if (content.paid().isPresent()) {
      y = total(y, plain, word(words.paid()), content.paid().get().negate());
      y = total(y, bold, word(words.amountDue()), content.amountDue());
    }
    return y;
  }

  private float total(float y, Font font, String label, BigDecimal amount) {
    sheets.text(340, y, font, 9.5f, label);
    sheets.textRight(RIGHT, y, font, 9.5f, print.money(amount, content.currency()));
    return y + 16;
  }

  private void payment(float start) {
    float y = start;
    if (layout == SyntheticInvoice.Layout.LETTER) {
      y = 770;
      sheets.line(LEFT, y - 14, RIGHT, y - 14, 0.5f);
      sheets.text(LEFT, y, plain, 8, vatLine());
      sheets.text(230, y, plain, 8, "IBAN " + content.bank().groupedIban());
      sheets.text(230, y + 11, plain, 8, "BIC " + content.bank().bic());
      return;
    }
    if (y > 760) {
      sheets.nextPage();
      y = 70;
    }
    sheets.text(LEFT, y, bold, 9, word(words.payTo()));
    sheets.text(LEFT, y + 14, plain, 9.5f, "IBAN: " + content.bank().groupedIban());
    sheets.text(LEFT, y + 27, plain, 9.5f, "BIC: " + content.bank().bic());
    sheets.ink(Color.DARK_GRAY).text(LEFT, y + 48, plain, 8, word(words.thanks()));
  }
}
