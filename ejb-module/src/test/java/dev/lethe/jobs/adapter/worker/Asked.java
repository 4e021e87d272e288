package dev.lethe.jobs.adapter.worker;

import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.Limits;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Request;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Requests for tests. */
final class Asked {

  static final FieldRequest TOTAL = new FieldRequest("invoice_total", FieldType.AMOUNT);
  static final FieldRequest BUYER = new FieldRequest("buyer_name", FieldType.TEXT);

  private static final int TILE = 1_000;

  private Asked() {}

  static SyntheticDocument invoice() {
    return SyntheticInvoice.of(7, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC);
  }

  static byte[] scan() {
    return ScanEffects.clean().png(invoice());
  }

  static Request.Extract extract(byte[] document, Duration deadline, FieldRequest... fields) {
    return new Request.Extract(
        scope(deadline, 40_000_000L), List.of(fields), new Request.Document(document));
  }

  static ReadingScope scope(Duration deadline, long pixels) {
    return new ReadingScope(
        Optional.of("invoice"),
        List.of(),
        List.of(),
        Optional.empty(),
        new Limits(20, pixels, deadline));
  }

  /**
   * A sheet of 36 million pixels, full of printed invoices beside and below each other: minutes of
   * work. Noise would not do, as it is told from text before it is read.
   */
  static byte[] crowded() {
    BufferedImage sheet = new BufferedImage(6_000, 6_000, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage page = picture(scan());
    Graphics2D pen = sheet.createGraphics();
    for (int y = 0; y < sheet.getHeight(); y += TILE) {
      for (int x = 0; x < sheet.getWidth(); x += TILE) {
        pen.drawImage(page, x, y, TILE, TILE, null);
      }
    }
    pen.dispose();
    return png(sheet);
  }

  private static BufferedImage picture(byte[] file) {
    try {
      return ImageIO.read(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A small file that unfolds into many pixels. */
  static byte[] white(int side) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
    return png(image);
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
