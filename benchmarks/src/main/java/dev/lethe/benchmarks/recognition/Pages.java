package dev.lethe.benchmarks.recognition;

import dev.lethe.engine.page.SourceDocument;
import dev.lethe.engine.page.Word;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.synthetic.SyntheticText;
import dev.lethe.worker.Limits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** Makes the pages that all contestants read, or takes somebody's own. */
final class Pages {

  static final Limits LIMITS = new Limits(1_000, 200_000_000L, Duration.ofMinutes(30));

  private static final float DPI = 300;
  private static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH);
  private static final int TEXTS = 8;

  private final Path folder;
  private final List<BenchPage> pages = new ArrayList<>();

  private Pages(Path folder) {
    this.folder = folder;
  }

  /**
   * Twenty pages at 300 dpi, of about 100 to 400 words: invoices in all layouts and pages of prose,
   * in three languages; every fourth with the grain and artefacts of a scanner, every fourth askew.
   */
  static List<BenchPage> make(Path folder) throws IOException {
    Files.createDirectories(folder);
    Pages maker = new Pages(folder);
    for (Locale locale : LOCALES) {
      for (SyntheticInvoice.Layout layout : SyntheticInvoice.Layout.values()) {
        maker.add("invoice", SyntheticInvoice.of(11, locale, layout));
      }
    }
    for (int i = 0; i < TEXTS; i++) {
      maker.add("text", SyntheticText.of(i, LOCALES.get(i % LOCALES.size()), 3 + i));
    }
    return maker.pages;
  }

  private void add(String kind, SyntheticDocument document) throws IOException {
    int number = pages.size();
    ScanEffects effects =
        switch (number % 4) {
          case 1 -> ScanEffects.noisy();
          case 3 -> ScanEffects.skewed(0.8);
          default -> ScanEffects.clean();
        };
    byte[] image = effects.png(document);
    String name = kind + "-" + number;
    Path file = Files.write(folder.resolve(name + ".png"), image);
    pages.add(
        new BenchPage(
            name,
            file,
            image,
            scan(List.of(image)),
            Optional.of(document.pdf()),
            words(document.pdf())));
  }

  private static List<String> words(byte[] pdf) {
    try (SourceDocument document = SourceDocument.open(pdf, LIMITS)) {
      return document.digitalText(1).orElseThrow().words().stream().map(Word::text).toList();
    }
  }

  /** The images of a folder, in the order of their names. */
  static List<BenchPage> of(Path folder) throws IOException {
    List<BenchPage> pages = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Pages::isImage).sorted().toList()) {
        byte[] image = Files.readAllBytes(file);
        pages.add(
            new BenchPage(
                file.getFileName().toString(),
                file.toAbsolutePath(),
                image,
                scan(List.of(image)),
                Optional.empty(),
                List.of()));
      }
    }
    if (pages.isEmpty()) {
      throw new IllegalArgumentException("no images (png, jpg, tif) in that folder");
    }
    return pages;
  }

  private static boolean isImage(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g|tiff?)");
  }

  /** A PDF that holds nothing but the images, one a page. */
  static byte[] scan(List<byte[]> images) throws IOException {
    try (PDDocument document = new PDDocument()) {
      for (byte[] image : images) {
        BufferedImage pixels = ImageIO.read(new ByteArrayInputStream(image));
        addPage(document, LosslessFactory.createFromImage(document, pixels));
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    }
  }

  /** Draws an image over a page of its own. */
  static void addPage(PDDocument document, PDImageXObject image) throws IOException {
    float width = image.getWidth() * 72 / DPI;
    float height = image.getHeight() * 72 / DPI;
    PDPage page = new PDPage(new PDRectangle(width, height));
    document.addPage(page);
    try (PDPageContentStream content = new PDPageContentStream(document, page)) {
      content.drawImage(image, 0, 0, width, height);
    }
  }
}
