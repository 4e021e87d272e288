package dev.lethe.engine.extraction;

import dev.lethe.engine.barcode.Barcode;
import dev.lethe.engine.layout.Box;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.Word;
import java.util.List;

/** Values that stand in barcodes, as candidates at the barcode's place. */
final class Symbols {

  private Symbols() {}

  static Candidate candidate(String value, Barcode barcode, PageLayout page) {
    Box place = barcode.place();
    double width = page.page().width();
    double height = page.page().height();
    Word word =
        new Word(
            value,
            place.left() * width,
            place.top() * height,
            place.right() * width,
            place.bottom() * height,
            1);
    return Candidate.of(List.of(new TextRun(page.number(), List.of(word))), value, 1);
  }
}
