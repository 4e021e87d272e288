package dev.lethe.synthetic;

/**
 * Makes invoices and credit notes of nine markets in many arrangements: what is asked for may stand
 * anywhere, under other words, or be missing. For measuring; {@link SyntheticInvoice} makes the
 * orderly ones.
 */
public final class VariedInvoice {

  /** How many markets there are; seeds go through them in turn. */
  public static final int MARKETS = Market.values().length;

  private VariedInvoice() {}

  /** The same seed makes the same document. Where several values are right, one stands a line. */
  public static SyntheticDocument of(long seed) {
    Market market = Market.values()[(int) Math.floorMod(seed, (long) MARKETS)];
    Invention invent = new Invention(seed * 7919 + 17, java.util.Locale.ENGLISH);
    VariedContent content = VariedContent.invent(invent, market);
    VariedPainter painter = new VariedPainter(seed, market, invent, content);
    byte[] pdf = painter.paint();
    return new SyntheticDocument("invoice", market.language(), painter.answers(), pdf);
  }
}
