package dev.lethe.engine.assembly;

import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.Limits;
import dev.lethe.worker.MessageWriter;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * The archive of loaded classes that halves the worker's start. It is made by a run of the worker
 * itself, in its root, over two invented documents.
 */
final class ClassArchive {

  private static final long LONGEST_RUN_SECONDS = 120;

  private ClassArchive() {}

  /** Where namespaces are refused the archive is left out: workers then start more slowly. */
  static void create(WorkerCommand command) throws IOException {
    Path training = Files.createTempFile("lethe-training-", ".bin");
    try {
      Files.write(training, requests());
      Process run =
          new ProcessBuilder(command.training())
              .redirectInput(training.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!run.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS)) {
        run.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted");
    } finally {
      Files.delete(training);
    }
  }

  private static byte[] requests() throws IOException {
    byte[] pdf = invoice();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MessageWriter writer = new MessageWriter(out);
    for (byte[] document : List.of(pdf, scan(pdf))) {
      writer.write(new Request.Extract(scope(), fields(), new Request.Document(document)));
    }
    writer.write(new Request.Redact(scope(), fields(), 0, new Request.Document(pdf)));
    writer.write(new Request.Redact(scope(), fields(), 1, new Request.Document(scan(pdf))));
    return out.toByteArray();
  }

  private static ReadingScope scope() {
    return new ReadingScope(
        Optional.of("invoice"),
        List.of(),
        List.of(),
        Optional.empty(),
        new Limits(5, 40_000_000L, Duration.ofSeconds(30)));
  }

  private static List<FieldRequest> fields() {
    return List.of(
        new FieldRequest("vendor_name", FieldType.TEXT),
        new FieldRequest("invoice_date", FieldType.DATE),
        new FieldRequest("invoice_total", FieldType.AMOUNT),
        new FieldRequest("iban", FieldType.IBAN));
  }

  private static byte[] invoice() throws IOException {
    try (PDDocument pdf = new PDDocument()) {
      PDPage page = new PDPage();
      pdf.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
        content.beginText();
        content.newLineAtOffset(60, 700);
        content.setLeading(18);
        for (String line :
            List.of(
                "Aurora Paper Company",
                "12 Harbour Lane, 20095 Hamburg",
                "Invoice 2026-0042",
                "Invoice date 3 March 2026",
                "Subtotal 100.00",
                "VAT 19% 19.00",
                "Total EUR 119.00",
                "IBAN DE89 3704 0044 0532 0130 00")) {
          content.showText(line);
          content.newLine();
        }
        content.endText();
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      pdf.save(out);
      return out.toByteArray();
    }
  }

  private static byte[] scan(byte[] pdf) throws IOException {
    try (PDDocument document = org.apache.pdfbox.Loader.loadPDF(pdf)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(new PDFRenderer(document).renderImageWithDPI(0, 200), "png", out);
      return out.toByteArray();
    }
  }
}
