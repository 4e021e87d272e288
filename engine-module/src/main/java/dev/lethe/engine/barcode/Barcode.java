package dev.lethe.engine.barcode;

import dev.lethe.engine.layout.Box;

/**
 * A symbol that was read. What it holds is a stranger's text, bounded in length.
 *
 * @param text the payload; at most {@link #MOST_CHARACTERS} characters
 * @param place as fractions of the image
 */
public record Barcode(Symbology symbology, String text, Box place) {

  /** A PDF417 symbol holds at most 2710 digits, a QR code 7089. */
  public static final int MOST_CHARACTERS = 7100;

  /** Kinds of symbol that documents carry. */
  public enum Symbology {
    PDF417,
    QR,
    DATA_MATRIX,
    AZTEC,
    CODE_128,
    OTHER
  }

  public Barcode {
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException("longer than any symbol");
    }
  }

  /** Never prints the payload. */
  @Override
  public String toString() {
    return "Barcode[" + symbology + "]";
  }
}
