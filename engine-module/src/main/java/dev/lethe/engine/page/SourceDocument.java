package dev.lethe.engine.page;

import dev.lethe.worker.Limits;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Region;
import java.util.List;
import java.util.Optional;

/**
 * An opened document. Opening and every page check their cost against the limits from what headers
 * say, before anything is decoded. What cannot be read is a {@link RefusedException}.
 */
public sealed interface SourceDocument extends AutoCloseable permits ImageDocument, PdfDocument {

  static SourceDocument open(byte[] bytes, Limits limits) {
    MediaType type =
        MediaType.of(bytes).orElseThrow(() -> new RefusedException(Refusal.UNSUPPORTED_TYPE));
    return type == MediaType.PDF
        ? PdfDocument.open(bytes, limits)
        : ImageDocument.open(bytes, type, limits);
  }

  int pageCount();

  /**
   * The page's own text when that is all there is to see on it; empty when it must be recognised.
   */
  Optional<PageText> digitalText(int page);

  /** Places of a digital page where pictures may hold text that is not its own. */
  List<Region> pictures(int page);

  /** The page's pixels in colour, at a scale that suits recognition. */
  PageImage image(int page);

  /** The same in gray, which is what is recognised; made without the detour over colours. */
  GrayImage gray(int page);

  /**
   * Parts of the page in gray, in the pixels of {@link #gray}. No more is decoded or drawn than the
   * format forces.
   *
   * @param regions at least one, all of this page
   */
  PageParts parts(int page, List<Region> regions);

  /**
   * The page's pixels at about the given scale, where that is cheaper than those for recognition:
   * enough to see how it is laid out.
   */
  PageImage preview(int page, double dotsPerInch);

  @Override
  void close();
}
