package dev.lethe.synthetic;

import java.util.Locale;

/** Makes invoices in English, German and French. */
public final class SyntheticInvoice {

  /** How an invoice is arranged. */
  public enum Layout {
    /** Vendor at the top left, numbers and dates as lines at the right. */
    CLASSIC,
    /** A letter for a window envelope, bank details in a footer. */
    LETTER,
    /** A coloured band, numbers and dates as columns with the label above the value. */
    BANNER,
    /** A serif face, everything in one column. */
    PLAIN
  }

  private SyntheticInvoice() {}

  /** An invoice of one page with three to eight rows; the same arguments make the same bytes. */
  public static SyntheticDocument of(long seed, Locale locale, Layout layout) {
    Invention invent = new Invention(seed, locale);
    return draw(seed, locale, layout, invent, content(invent, locale));
  }

  /** As {@link #of(long, Locale, Layout)}, sent to the given name. */
  public static SyntheticDocument withBuyer(
      long seed, Locale locale, Layout layout, String buyerName) {
    Invention invent = new Invention(seed, locale);
    return draw(seed, locale, layout, invent, content(invent, locale).withBuyer(buyerName));
  }

  /** As {@link #of(long, Locale, Layout)} with so many rows that they may need several pages. */
  public static SyntheticDocument withRows(long seed, Locale locale, Layout layout, int rows) {
    Invention invent = new Invention(seed, locale);
    return draw(seed, locale, layout, invent, InvoiceContent.invent(invent, locale, rows));
  }

  private static InvoiceContent content(Invention invent, Locale locale) {
    return InvoiceContent.invent(invent, locale, invent.between(3, 8));
  }

  private static SyntheticDocument draw(
      long seed, Locale locale, Layout layout, Invention invent, InvoiceContent content) {
    byte[] pdf = new InvoicePainter(seed, locale, layout, invent, content).paint();
    return new SyntheticDocument("invoice", locale.getLanguage(), content.answers(), pdf);
  }
}
