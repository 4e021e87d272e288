package dev.lethe.engine.recognition;

import dev.lethe.engine.barcode.Barcode;
import dev.lethe.engine.barcode.Barcode.Symbology;
import dev.lethe.engine.barcode.BarcodeScanner;
import dev.lethe.engine.extraction.Rereader;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Second looks at the pages of one document. A few straightened pages are kept; an older one is
 * made again from its source when it is wanted.
 */
public final class PageRereader implements Rereader {

  private static final int KEPT = 4;

  private final Recognizer recognizer;
  private final Map<Integer, RecognizedPage> pages;
  private final IntFunction<GrayImage> sources;
  private final Deadline deadline;
  private final Map<Integer, GrayImage> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, GrayImage> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * @param pages the recognised pages by number
   * @param sources gives the pixels of a page again
   */
  public PageRereader(
      Recognizer recognizer,
      Map<Integer, RecognizedPage> pages,
      IntFunction<GrayImage> sources,
      Deadline deadline) {
    this.recognizer = recognizer;
    this.pages = pages;
    this.sources = sources;
    this.deadline = deadline;
  }

  @Override
  public List<Word> read(
      int page, double left, double top, double right, double bottom, Mode mode) {
    RecognizedPage found = pages.get(page);
    if (found == null) {
      return List.of();
    }
    if (mode == Mode.LINE_OWN_LANGUAGE) {
      return recognizer
          .ownLanguage(found.text().words())
          .map(own -> recognizer.rereadIn(own, straight(page), left, top, right, bottom, deadline))
          .orElse(List.of());
    }
    return recognizer.reread(straight(page), left, top, right, bottom, mode, deadline);
  }

  private GrayImage straight(int page) {
    RecognizedPage found = pages.get(page);
    return kept.computeIfAbsent(
        page,
        number -> found == null ? sources.apply(number) : found.straighten(sources.apply(number)));
  }

  @Override
  public Optional<GrayImage> picture(int page) {
    deadline.check();
    return Optional.of(straight(page));
  }

  @Override
  public List<Barcode> barcodes(int page, Set<Symbology> wanted) {
    deadline.check();
    GrayImage source = sources.apply(page);
    RecognizedPage found = pages.get(page);
    return BarcodeScanner.read(found == null ? source : found.upright(source), wanted);
  }
}
