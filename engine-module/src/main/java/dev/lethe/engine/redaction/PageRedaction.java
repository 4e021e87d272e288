package dev.lethe.engine.redaction;

import dev.lethe.engine.barcode.BarcodeScanner;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.recognition.RecognizedPage;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.Polygon;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Redacts one page: from its text, its pixels and the fields to cover to the covered picture. */
public final class PageRedaction {

  private final Coverage coverage;

  public PageRedaction(Coverage coverage) {
    this.coverage = coverage;
  }

  /** A covered page and the number of its covered areas. */
  public record Covered(BufferedImage image, int areas) {}

  /**
   * @param recognized how the page was straightened; empty for a digital page
   */
  public Covered redact(
      PageText text,
      Optional<RecognizedPage> recognized,
      BufferedImage pixels,
      List<ExtractedField> fields) {
    List<Polygon> shapes = new ArrayList<>();
    for (Box box : coverage.of(text, fields)) {
      shapes.add(
          recognized
              .map(page -> covering(page, box))
              .orElse(Polygon.ofBox(box.left(), box.top(), box.right(), box.bottom())));
    }
    int quarters = recognized.map(RecognizedPage::quarters).orElse(0);
    BufferedImage upright = Redactor.redact(pixels, quarters, List.of());
    for (Box box : BarcodeScanner.places(GrayImage.of(upright))) {
      shapes.add(Polygon.ofBox(box.left(), box.top(), box.right(), box.bottom()));
    }
    return new Covered(Redactor.redact(upright, 0, shapes), shapes.size());
  }

  private static Polygon covering(RecognizedPage page, Box box) {
    double width = page.text().width();
    double height = page.text().height();
    return page.covering(
        box.left() * width, box.top() * height, box.right() * width, box.bottom() * height);
  }
}
