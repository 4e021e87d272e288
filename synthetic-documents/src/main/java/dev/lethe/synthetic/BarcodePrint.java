package dev.lethe.synthetic;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import java.awt.Color;
import java.util.Map;

/** Prints barcodes as rectangles. */
final class BarcodePrint {

  private BarcodePrint() {}

  /** Fits the symbol into the width; returns its height. */
  static float print(
      Sheets sheets, BarcodeFormat format, String text, float left, float top, float width) {
    BitMatrix symbol = encode(format, text);
    boolean linear = symbol.getHeight() == 1;
    float module = width / symbol.getWidth();
    float height = linear ? width * 0.25f : module;
    for (int y = 0; y < symbol.getHeight(); y++) {
      int x = 0;
      while (x < symbol.getWidth()) {
        int from = x;
        while (x < symbol.getWidth() && symbol.get(x, y)) {
          x++;
        }
        if (x > from) {
          float w = (x - from) * module;
          sheets.fill(left + from * module, top + y * height, w, height, Color.BLACK);
        } else {
          x++;
        }
      }
    }
    return symbol.getHeight() * height;
  }

  private static BitMatrix encode(BarcodeFormat format, String text) {
    try {
      Map<EncodeHintType, Object> hints =
          format == BarcodeFormat.PDF_417
              ? Map.of(EncodeHintType.MARGIN, 2, EncodeHintType.ERROR_CORRECTION, 3)
              : Map.of(EncodeHintType.MARGIN, 2, EncodeHintType.CHARACTER_SET, "UTF-8");
      return new MultiFormatWriter().encode(text, format, 0, 0, hints);
    } catch (WriterException e) {
      throw new IllegalArgumentException("cannot be a barcode", e);
    }
  }
}
