package dev.lethe.engine.extraction;

import dev.lethe.engine.barcode.Barcode;
import dev.lethe.engine.barcode.Barcode.Symbology;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.Word;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Second looks at a part of a page, for the few places where they pay. */
public interface Rereader {

  /** Settings of a second look. */
  enum Mode {
    /** One line of machine-readable zone: its alphabet only. */
    MRZ_LINE,
    /** A block of machine-readable zone: its alphabet only. */
    MRZ_BLOCK,
    /** One line of digits and the signs of amounts and dates. */
    NUMERIC_LINE,
    /** One line of any text, enlarged. */
    LINE,
    /** The same, in another size. */
    LINE_LARGE,
    /** The same, by another model than the page's, if there is one. */
    LINE_OTHER_MODEL,
    /**
     * The same, by the model of the page's language alone; nothing is read where that language is
     * not known, or is the one that the page's models prefer anyway.
     */
    LINE_OWN_LANGUAGE,
    /** The same, in black and white by the light around each pixel. */
    LINE_BINARY,
    /** Lines of any text below each other. */
    BLOCK,
    /** A block of sparse text. */
    SPARSE
  }

  /**
   * Words of the rectangle, in the page's coordinates; empty when the page is digital or nothing
   * was read.
   */
  List<Word> read(int page, double left, double top, double right, double bottom, Mode mode);

  /**
   * Barcodes of a page, digital or not, their places as fractions of the upright page. A search
   * costs as much as reading some lines: only for what may stand in one.
   */
  default List<Barcode> barcodes(int page, Set<Symbology> wanted) {
    return List.of();
  }

  /**
   * The straightened page's pixels, for what is seen and not read, such as boxes that are ticked.
   * Its size differs from the page's coordinates by one factor.
   */
  default Optional<GrayImage> picture(int page) {
    return Optional.empty();
  }

  /** Reads nothing again. */
  Rereader NONE = (page, left, top, right, bottom, mode) -> List.of();
}
