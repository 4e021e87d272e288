package dev.lethe.engine.recognition;

import dev.lethe.engine.extraction.Rereader;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import dev.lethe.worker.Polygon;
import dev.lethe.worker.Region;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * Reads page images: brings type to the size the model knows, straightens, finds which way is up,
 * and recognises. Holds one warm handle; not safe for several threads.
 */
public final class Recognizer implements AutoCloseable {

  private static final int NOMINAL_DPI = 300;

  /** Median height of characters at which recognition is at its best. */
  private static final double BEST_HEIGHT = 22;

  private static final double SMALL = 15;
  private static final double LARGE = 34;
  private static final double LARGEST_FACTOR = 4;
  private static final int MOST_PIXELS = 40_000_000;
  private static final double LEAST_SKEW = Math.toRadians(0.25);
  private static final double MOST_SKEW = Math.toRadians(12);
  private static final double SKEW_CONFIDENCE = 3;
  private static final double GOOD = 0.72;

  private final Tesseract tesseract;

  public Recognizer(NativeFolder natives, String languages) {
    this.tesseract = new Tesseract(natives, languages);
  }

  /** Name and version of the OCR library. */
  public static String library() {
    return "tesseract " + Tesseract.version();
  }

  /** Reads a page whichever way it is turned. */
  public RecognizedPage recognize(int number, GrayImage source, Deadline deadline) {
    RecognizedPage best = attempt(number, source, 0, deadline);
    if (quality(best.text().words()) >= GOOD || holdsZone(best.text().words())) {
      return best;
    }
    for (int quarters : new int[] {2, 1, 3}) {
      RecognizedPage turned = attempt(number, source.turn(quarters), quarters, deadline);
      boolean zone = holdsZone(turned.text().words());
      if (zone || score(turned) > score(best) * 1.1) {
        best = turned;
      }
      if (zone || quality(best.text().words()) >= GOOD) {
        return best;
      }
    }
    return best;
  }

  /**
   * Reads parts of a page and nothing else of it. The page counts as upright; words come in the
   * source's own pixels.
   */
  public RecognizedPage recognizeRegions(
      int number, GrayImage source, List<Region> regions, Deadline deadline) {
    List<Word> words = new ArrayList<>();
    for (Region region : regions) {
      int left = (int) Math.floor(region.left() * source.width());
      int top = (int) Math.floor(region.top() * source.height());
      int right = (int) Math.ceil(region.right() * source.width());
      int bottom = (int) Math.ceil(region.bottom() * source.height());
      GrayImage part = source.crop(left, top, right, bottom);
      RecognizedPage read = attempt(number, part, 0, deadline);
      for (Word word : read.text().words()) {
        words.add(placed(word, read, part, left, top));
      }
    }
    PageText text =
        new PageText(number, source.width(), source.height(), words, false, NOMINAL_DPI);
    return new RecognizedPage(text, 0, 0, 1);
  }

  private static Word placed(Word word, RecognizedPage read, GrayImage part, int left, int top) {
    Polygon shape = read.toUpright(word.left(), word.top(), word.right(), word.bottom());
    DoubleSummaryStatistics x =
        shape.points().stream().mapToDouble(Polygon.Point::x).summaryStatistics();
    DoubleSummaryStatistics y =
        shape.points().stream().mapToDouble(Polygon.Point::y).summaryStatistics();
    return new Word(
        word.text(),
        left + x.getMin() * part.width(),
        top + y.getMin() * part.height(),
        left + x.getMax() * part.width(),
        top + y.getMax() * part.height(),
        word.confidence());
  }

  private RecognizedPage attempt(int number, GrayImage upright, int quarters, Deadline deadline) {
    deadline.check();
    tesseract.setImage(upright, NOMINAL_DPI);
    Tesseract.Shape shape = tesseract.shape();
    double scale = scaleFor(shape, upright);
    double skew = skewOf(shape);
    GrayImage image = upright;
    if (scale != 1) {
      image = image.scale(scale);
    }
    if (skew != 0) {
      image = image.rotate(skew);
    }
    if (image != upright) {
      tesseract.setImage(image, NOMINAL_DPI);
    }
    List<Word> words = tesseract.recognize(Tesseract.PSM_AUTO, deadline);
    PageText text = new PageText(number, image.width(), image.height(), words, false, NOMINAL_DPI);
    return new RecognizedPage(text, quarters, skew, scale);
  }

  private static double scaleFor(Tesseract.Shape shape, GrayImage image) {
    double height = shape.medianHeight();
    if (height == 0 || (height >= SMALL && height <= LARGE)) {
      return 1;
    }
    double wanted = Math.min(LARGEST_FACTOR, BEST_HEIGHT / height);
    double affordable = Math.sqrt(MOST_PIXELS / ((double) image.width() * image.height()));
    return Math.min(wanted, Math.max(1, affordable));
  }

  private static double skewOf(Tesseract.Shape shape) {
    double angle = Math.abs(shape.skewRadians());
    boolean sure = shape.skewConfidence() >= SKEW_CONFIDENCE;
    return sure && angle >= LEAST_SKEW && angle <= MOST_SKEW ? shape.skewRadians() : 0;
  }

  /** Mean confidence by character of what looks like words: near 0.9 upright, below 0.5 turned. */
  static double quality(List<Word> words) {
    double sum = 0;
    double characters = 0;
    for (Word word : words) {
      long letters = word.text().chars().filter(Character::isLetterOrDigit).count();
      sum += letters * word.confidence();
      characters += letters;
    }
    return characters < 4 ? 0 : sum / characters;
  }

  /**
   * Whether a line of a machine-readable zone is among the words. Its fillers point one way, so the
   * page is upright however little else of it was read.
   */
  static boolean holdsZone(List<Word> words) {
    return words.stream()
        .map(Word::text)
        .anyMatch(
            text ->
                text.length() >= 18
                    && text.matches("[\\p{L}0-9<«‹ ]+")
                    && text.chars().filter(c -> c == '<' || c == '«' || c == '‹').count() >= 3);
  }

  /** Amount of text that was read with confidence. */
  private static double score(RecognizedPage page) {
    double sum = 0;
    for (Word word : page.text().words()) {
      long letters = word.text().chars().filter(Character::isLetterOrDigit).count();
      sum += word.confidence() > 0.5 && letters > 1 ? letters * word.confidence() : 0;
    }
    return sum;
  }

  /** A second look at a part of a straightened page. */
  List<Word> reread(
      GrayImage page,
      double left,
      double top,
      double right,
      double bottom,
      Rereader.Mode mode,
      Deadline deadline) {
    deadline.check();
    if (!(right - left >= 2 && bottom - top >= 2)) {
      return List.of();
    }
    int margin = 10;
    GrayImage part =
        page.crop((int) left, (int) top, (int) Math.ceil(right), (int) Math.ceil(bottom));
    double factor = isLine(mode) ? Math.max(0.5, Math.min(3, 48.0 / part.height())) : 1;
    GrayImage scaled = (Math.abs(factor - 1) > 0.1 ? part.scale(factor) : part).pad(margin);
    tesseract.set("tessedit_char_whitelist", alphabet(mode));
    try {
      tesseract.setImage(scaled, NOMINAL_DPI);
      List<Word> words = tesseract.recognize(segmentation(mode), deadline);
      double sx = (double) part.width() / (scaled.width() - 2 * margin);
      double sy = (double) part.height() / (scaled.height() - 2 * margin);
      double originX = Math.max(0, (int) left);
      double originY = Math.max(0, (int) top);
      List<Word> placed = new ArrayList<>();
      for (Word w : words) {
        placed.add(
            new Word(
                w.text(),
                originX + (w.left() - margin) * sx,
                originY + (w.top() - margin) * sy,
                originX + (w.right() - margin) * sx,
                originY + (w.bottom() - margin) * sy,
                w.confidence()));
      }
      return placed;
    } finally {
      tesseract.set("tessedit_char_whitelist", "");
    }
  }

  private static boolean isLine(Rereader.Mode mode) {
    return switch (mode) {
      case MRZ_LINE, NUMERIC_LINE, LINE -> true;
      case MRZ_BLOCK, SPARSE -> false;
    };
  }

  private static int segmentation(Rereader.Mode mode) {
    return switch (mode) {
      case MRZ_LINE, NUMERIC_LINE, LINE -> Tesseract.PSM_LINE;
      case MRZ_BLOCK -> Tesseract.PSM_BLOCK;
      case SPARSE -> Tesseract.PSM_SPARSE;
    };
  }

  private static String alphabet(Rereader.Mode mode) {
    return switch (mode) {
      case MRZ_LINE, MRZ_BLOCK -> "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<";
      case NUMERIC_LINE -> "0123456789.,-/:€$£%+ ";
      case LINE, SPARSE -> "";
    };
  }

  /** Forgets all pages. */
  public void clear() {
    tesseract.clear();
  }

  @Override
  public void close() {
    tesseract.close();
  }
}
