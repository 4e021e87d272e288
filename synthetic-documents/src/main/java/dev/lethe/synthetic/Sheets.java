package dev.lethe.synthetic;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Draws on pages of one size, in points from the top left corner. The same calls make the same
 * bytes.
 */
final class Sheets implements AutoCloseable {

  static final PDRectangle A4 = PDRectangle.A4;

  private final PDDocument document = new PDDocument();
  private final PDRectangle size;
  private final Map<Font, PDFont> fonts = new EnumMap<>(Font.class);
  private PDPageContentStream stream;
  private Color ink = Color.BLACK;

  Sheets(long id, PDRectangle size) {
    this.size = size;
    document.setDocumentId(id);
    stream = openPage();
  }

  float width() {
    return size.getWidth();
  }

  float height() {
    return size.getHeight();
  }

  void nextPage() {
    closePage();
    stream = openPage();
  }

  Sheets ink(Color color) {
    ink = color;
    return this;
  }

  void text(float x, float baseline, Font font, float points, String text) {
    try {
      stream.beginText();
      stream.setNonStrokingColor(ink);
      stream.setFont(font(font), points);
      stream.newLineAtOffset(x, size.getHeight() - baseline);
      stream.showText(text);
      stream.endText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends at {@code right}. */
  void textRight(float right, float baseline, Font font, float points, String text) {
    text(right - widthOf(font, points, text), baseline, font, points, text);
  }

  void textCentred(float centre, float baseline, Font font, float points, String text) {
    text(centre - widthOf(font, points, text) / 2, baseline, font, points, text);
  }

  float widthOf(Font font, float points, String text) {
    try {
      return font(font).getStringWidth(text) / 1000 * points;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void line(float x1, float y1, float x2, float y2, float thickness) {
    try {
      stream.setStrokingColor(ink);
      stream.setLineWidth(thickness);
      stream.moveTo(x1, size.getHeight() - y1);
      stream.lineTo(x2, size.getHeight() - y2);
      stream.stroke();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A Bézier curve from the first point to the last, drawn towards the two between them. */
  void curve(
      float x1,
      float y1,
      float x2,
      float y2,
      float x3,
      float y3,
      float x4,
      float y4,
      float thickness) {
    try {
      stream.setStrokingColor(ink);
      stream.setLineWidth(thickness);
      stream.setLineCapStyle(1);
      float top = size.getHeight();
      stream.moveTo(x1, top - y1);
      stream.curveTo(x2, top - y2, x3, top - y3, x4, top - y4);
      stream.stroke();
      stream.setLineCapStyle(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line of dots of the given distance. */
  void dots(float x1, float x2, float y, float step, float thickness) {
    for (float x = x1; x < x2; x += step) {
      line(x, y, x + thickness, y, thickness);
    }
  }

  void fill(float x, float y, float width, float height, Color color) {
    try {
      stream.setNonStrokingColor(color);
      stream.addRect(x, size.getHeight() - y - height, width, height);
      stream.fill();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void box(float x, float y, float width, float height, float thickness) {
    try {
      stream.setStrokingColor(ink);
      stream.setLineWidth(thickness);
      stream.addRect(x, size.getHeight() - y - height, width, height);
      stream.stroke();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fills an outline given in points from the top left corner. */
  void shape(Shape outline) {
    float[] at = new float[6];
    float last = 0;
    float lastY = 0;
    try {
      stream.setNonStrokingColor(ink);
      for (PathIterator path = outline.getPathIterator(null); !path.isDone(); path.next()) {
        switch (path.currentSegment(at)) {
          case PathIterator.SEG_MOVETO -> {
            stream.moveTo(at[0], flipped(at[1]));
            last = at[0];
            lastY = at[1];
          }
          case PathIterator.SEG_LINETO -> {
            stream.lineTo(at[0], flipped(at[1]));
            last = at[0];
            lastY = at[1];
          }
          case PathIterator.SEG_QUADTO -> {
            stream.curveTo(
                last + 2 * (at[0] - last) / 3,
                flipped(lastY + 2 * (at[1] - lastY) / 3),
                at[2] + 2 * (at[0] - at[2]) / 3,
                flipped(at[3] + 2 * (at[1] - at[3]) / 3),
                at[2],
                flipped(at[3]));
            last = at[2];
            lastY = at[3];
          }
          case PathIterator.SEG_CUBICTO -> {
            stream.curveTo(at[0], flipped(at[1]), at[2], flipped(at[3]), at[4], flipped(at[5]));
            last = at[4];
            lastY = at[5];
          }
          default -> stream.closePath();
        }
      }
      stream.fill();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private float flipped(float y) {
    return size.getHeight() - y;
  }

  /** Ends the drawing; nothing may be drawn afterwards. */
  byte[] toPdf() {
    closePage();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      document.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    try {
      document.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PDPageContentStream openPage() {
    PDPage page = new PDPage(size);
    document.addPage(page);
    try {
      return new PDPageContentStream(document, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void closePage() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PDFont font(Font font) {
    return fonts.computeIfAbsent(font, this::load);
  }

  private PDFont load(Font font) {
    try (InputStream in =
        Objects.requireNonNull(Sheets.class.getResourceAsStream(font.resource()))) {
      return PDType0Font.load(document, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
