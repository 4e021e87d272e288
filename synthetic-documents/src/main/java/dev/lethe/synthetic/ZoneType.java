package dev.lethe.synthetic;

import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Prints lines of machine-readable zone. They belong in OCR-B, of which no font with a fitting
 * licence is published as a Java artefact: the system property {@code lethe.zone.font} names an
 * OpenType file of it, whose letters are then drawn as outlines, which only pictures of the page
 * can be read from. Without it a monospaced font stands in.
 */
final class ZoneType {

  /** Characters of OCR-B stand 10 to the inch. */
  private static final float PITCH = 7.2f;

  private ZoneType() {}

  static void print(Sheets sheets, float baseline, float points, String line) {
    String file = System.getProperty("lethe.zone.font", "");
    if (file.isEmpty()) {
      sheets.textCentred(sheets.width() / 2, baseline, Font.MONO, points, line);
      return;
    }
    java.awt.Font font = load(file).deriveFont(12f * points / 12);
    FontRenderContext context = new FontRenderContext(null, true, true);
    float pitch = PITCH * points / 12;
    float x = (sheets.width() - pitch * line.length()) / 2;
    for (int i = 0; i < line.length(); i++) {
      String letter = line.substring(i, i + 1);
      java.awt.Shape outline = font.createGlyphVector(context, letter).getOutline();
      double width = font.getStringBounds(letter, context).getWidth();
      double at = x + i * pitch + (pitch - width) / 2;
      sheets.shape(
          AffineTransform.getTranslateInstance(at, baseline).createTransformedShape(outline));
    }
  }

  private static java.awt.Font load(String file) {
    try {
      return java.awt.Font.createFont(java.awt.Font.TRUETYPE_FONT, new File(file));
    } catch (FontFormatException e) {
      throw new IllegalArgumentException("no font", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
