package dev.lethe.engine.redaction;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** A new PDF of pictures alone: nothing of the source file is taken over into it. */
public final class RedactedCopy implements AutoCloseable {

  private static final double LONGEST_EDGE_POINTS = 842;
  private static final float QUALITY = 0.8f;

  private final PDDocument pdf = new PDDocument();

  public void add(BufferedImage page) {
    double scale = LONGEST_EDGE_POINTS / Math.max(page.getWidth(), page.getHeight());
    PDRectangle size =
        new PDRectangle((float) (page.getWidth() * scale), (float) (page.getHeight() * scale));
    PDPage added = new PDPage(size);
    pdf.addPage(added);
    try {
      PDImageXObject image = JPEGFactory.createFromImage(pdf, page, QUALITY);
      try (PDPageContentStream content = new PDPageContentStream(pdf, added)) {
        content.drawImage(image, 0, 0, size.getWidth(), size.getHeight());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      pdf.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A picture as PNG, with nothing beside its pixels. */
  public static byte[] png(BufferedImage page) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(page, "png", out)) {
        throw new IllegalStateException("no PNG writer");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    try {
      pdf.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
