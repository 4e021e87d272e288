package dev.lethe.engine.recognition;

import dev.lethe.engine.extraction.Rereader;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.PageParts;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.RefusedException;
import dev.lethe.engine.page.Word;
import dev.lethe.worker.Polygon;
import dev.lethe.worker.Refusal;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;

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

  /** No page of print has so many; what has is noise, which is not worth enlarging. */
  private static final int MOST_CHARACTERS = 30_000;

  private static final int MOST_MEDIANS = 3;

  /** Up to which a page is enlarged: an A4 page of 300 dots per inch by 1.7. */
  private static final int MOST_PIXELS = 25_000_000;

  private static final double LEAST_SKEW = Math.toRadians(0.25);
  private static final double MOST_SKEW = Math.toRadians(18);
  private static final double SKEW_CONFIDENCE = 3;
  private static final double READABLE = 0.7;
  private static final double CLEARLY_MORE = 1.5;
  private static final double LEAST_SCORE = 8;

  /** A page of so many words is not read as a whole to see whether it lies upside down. */
  private static final int MANY_WORDS = 150;

  /** Side of the square whose light decides on a pixel, about a line's height. */
  private static final int BINARY_WINDOW = 40;

  private final LanguageModels models;
  private Tesseract tesseract;

  /** Whether the language of the pages that follow is known. */
  private boolean settled;

  /**
   * @param languages the models for pages whose language is not known, named as the library names
   *     them, with {@code +} between them
   */
  public Recognizer(NativeFolder natives, String languages) {
    this.models = new LanguageModels(natives, languages);
    this.tesseract = models.usual();
  }

  /**
   * Says in which language the pages are that follow, until {@link #clear}. Without a word on it
   * the language is found out.
   *
   * @param language ISO 639-1 code
   * @throws RefusedException when there is no model for this language
   */
  public void expect(Optional<String> language) {
    tesseract = language.map(models::of).orElseGet(models::usual);
    settled = language.isPresent();
  }

  /** The same for a digital page's pictures, which are read in the usual languages if need be. */
  public void expectIfKnown(Optional<String> language) {
    expect(language.filter(models::has));
  }

  /** Name and version of the OCR library. */
  public static String library() {
    return "tesseract " + Tesseract.version();
  }

  /**
   * Reads a page whichever way it is turned, and in whatever language it is written. A page in
   * another language than the usual ones is read once more with that language's model, and the
   * pages that follow with it at once.
   */
  public RecognizedPage recognize(int number, GrayImage source, Deadline deadline) {
    RecognizedPage page = upright(number, source, deadline);
    Optional<String> other = otherLanguage(page.text().words());
    if (other.isEmpty()) {
      return page;
    }
    tesseract = models.of(other.get());
    settled = true;
    RecognizedPage again = attempt(number, source.turn(page.quarters()), page.quarters(), deadline);
    return quality(again.text().words()) > quality(page.text().words()) ? again : page;
  }

  private Optional<String> otherLanguage(List<Word> words) {
    return settled
        ? Optional.empty()
        : LanguageGuess.of(words)
            .filter(language -> !models.isUsual(language) && models.has(language));
  }

  /**
   * The library reads lines that run downwards as well as upright ones, so looking at the page as
   * it is and upside down tells all four cases apart.
   */
  private RecognizedPage upright(int number, GrayImage source, Deadline deadline) {
    RecognizedPage asIs = attempt(number, source, 0, deadline);
    List<Word> words = asIs.text().words();
    if (words.size() >= 2 && quality(words) < READABLE && !holdsZone(words)) {
      Optional<RecognizedPage> turned = upsideDown(source, asIs, deadline);
      if (turned.isPresent()) {
        return turned.get();
      }
    }
    return isSideways(words) ? attempt(number, source.turn(3), 3, deadline) : asIs;
  }

  /** The page turned round, if that says more. */
  private Optional<RecognizedPage> upsideDown(
      GrayImage source, RecognizedPage asIs, Deadline deadline) {
    List<Word> words = asIs.text().words();
    if (words.size() >= MANY_WORDS && !isSampleBetterTurned(source, asIs, deadline)) {
      return Optional.empty();
    }
    int number = asIs.text().number();
    RecognizedPage turned = attempt(number, source.turn(2), 2, deadline);
    List<Word> turnedWords = turned.text().words();
    if (!saysMore(turnedWords, words)) {
      return Optional.empty();
    }
    return Optional.of(
        isSideways(turnedWords) ? attempt(number, source.turn(1), 1, deadline) : turned);
  }

  /**
   * Whether the part of the page where most was read says more upside down. What is nowhere
   * readable, such as a broken font, costs many times what a page of text does: it is not looked at
   * as a whole twice.
   */
  private boolean isSampleBetterTurned(GrayImage source, RecognizedPage asIs, Deadline deadline) {
    Sample sample = Sample.of(source, asIs);
    List<Word> turned =
        attempt(asIs.text().number(), sample.pixels().turn(2), 2, deadline).text().words();
    return saysMore(turned, sample.words());
  }

  private static boolean saysMore(List<Word> turned, List<Word> words) {
    return score(turned) >= Math.max(LEAST_SCORE, CLEARLY_MORE * score(words)) || holdsZone(turned);
  }

  /** Whether most of what was surely read stands in boxes that are taller than wide. */
  private static boolean isSideways(List<Word> words) {
    long tall = words.stream().filter(Recognizer::isSure).filter(Recognizer::isTall).count();
    long sure = words.stream().filter(Recognizer::isSure).count();
    return sure >= 3 && tall > sure * 0.6;
  }

  private static boolean isTall(Word word) {
    return word.height() > 1.2 * (word.right() - word.left());
  }

  private static boolean isSure(Word word) {
    return word.confidence() > 0.6 && letters(word) >= 3;
  }

  private static long letters(Word word) {
    return word.text().chars().filter(Character::isLetterOrDigit).count();
  }

  /**
   * Reads parts of a page and nothing else of it. The page counts as upright; words come in the
   * page's own pixels.
   */
  public RecognizedPage recognizeParts(int number, PageParts page, Deadline deadline) {
    List<Word> words = new ArrayList<>();
    for (PageParts.Part part : page.parts()) {
      Optional<LoneLine> line = LoneLine.of(part.pixels());
      GrayImage pixels = line.map(LoneLine::pixels).orElse(part.pixels());
      int mode = line.isPresent() ? Tesseract.PSM_LINE : Tesseract.PSM_AUTO;
      RecognizedPage read = attempt(number, pixels, 0, mode, deadline);
      int top = part.top() + line.map(LoneLine::top).orElse(0);
      for (Word word : read.text().words()) {
        words.add(placed(word, read, pixels, part.left(), top));
      }
    }
    PageText text = new PageText(number, page.width(), page.height(), words, false, NOMINAL_DPI);
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
    return attempt(number, upright, quarters, Tesseract.PSM_AUTO, deadline);
  }

  private RecognizedPage attempt(
      int number, GrayImage upright, int quarters, int mode, Deadline deadline) {
    deadline.check();
    int medians = Grain.isSure(upright) ? 1 : 0;
    GrayImage image = medians == 0 ? upright : upright.median();
    tesseract.setImage(image, NOMINAL_DPI);
    Tesseract.Shape shape = tesseract.shape(medians + 1);
    while (shape.grainy() && medians < MOST_MEDIANS) {
      deadline.check();
      image = image.median();
      medians++;
      tesseract.setImage(image, NOMINAL_DPI);
      shape = tesseract.shape(medians + 1);
    }
    if (shape.hopeless()) {
      // the library's layout analysis would take minutes over it, and cannot be interrupted
      throw new RefusedException(Refusal.UNREADABLE);
    }
    double scale = scaleFor(shape, upright);
    double skew = skewOf(shape);
    if (scale != 1) {
      image = image.scale(scale);
    }
    boolean asItLies = Slant.isSlight(skew);
    if (!asItLies) {
      image = image.rotate(skew);
    }
    if (image != upright) {
      tesseract.setImage(image, NOMINAL_DPI);
    }
    List<Word> words = tesseract.recognize(mode, deadline);
    if (asItLies) {
      words = Slant.of(skew, image).straighten(words);
    }
    PageText text = new PageText(number, image.width(), image.height(), words, false, NOMINAL_DPI);
    return new RecognizedPage(text, quarters, skew, scale);
  }

  private static double scaleFor(Tesseract.Shape shape, GrayImage image) {
    double height = shape.medianHeight();
    boolean noise = shape.components() > MOST_CHARACTERS;
    if (height == 0 || noise || (height >= SMALL && height <= LARGE)) {
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

  /** Mean confidence by character: near 0.9 for a clean page, below 0.4 for one upside down. */
  static double quality(List<Word> words) {
    double sum = 0;
    double characters = 0;
    for (Word word : words) {
      sum += letters(word) * word.confidence();
      characters += letters(word);
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

  /** Amount of text that was surely read. */
  private static double score(List<Word> words) {
    return words.stream()
        .filter(Recognizer::isSure)
        .mapToDouble(word -> letters(word) * word.confidence())
        .sum();
  }

  /**
   * The language of a page that was read with the usual models together, unless it is the one they
   * prefer.
   */
  Optional<String> ownLanguage(List<Word> words) {
    return tesseract == models.usual()
        ? LanguageGuess.of(words).filter(models::isAmongOthers)
        : Optional.empty();
  }

  /** As {@link #reread} of a line, with the model of one language alone. */
  List<Word> rereadIn(
      String language,
      GrayImage page,
      double left,
      double top,
      double right,
      double bottom,
      Deadline deadline) {
    Tesseract usual = tesseract;
    tesseract = models.of(language);
    try {
      return reread(page, left, top, right, bottom, Rereader.Mode.LINE, deadline);
    } finally {
      tesseract = usual;
    }
  }

  /** A second look at a part of a straightened page, in that page's coordinates. */
  public List<Word> reread(
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
    double factor = isLine(mode) ? Math.max(0.5, Math.min(3, height(mode) / part.height())) : 1;
    GrayImage scaled = (Math.abs(factor - 1) > 0.1 ? part.scale(factor) : part).pad(margin);
    if (mode == Rereader.Mode.LINE_BINARY) {
      scaled = scaled.binary(BINARY_WINDOW);
    }
    Tesseract handle = handle(mode);
    handle.set("tessedit_char_whitelist", alphabet(mode));
    try {
      handle.setImage(scaled, NOMINAL_DPI);
      List<Word> words =
          isLine(mode) && !isZone(mode)
              ? handle.recognizeWithChoices(segmentation(mode), deadline)
              : handle.recognize(segmentation(mode), deadline);
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
                w.confidence(),
                w.alternatives()));
      }
      return placed;
    } finally {
      handle.set("tessedit_char_whitelist", "");
    }
  }

  private Tesseract handle(Rereader.Mode mode) {
    // a zone's letters are of no language
    return isZone(mode)
        ? models.usual()
        : mode == Rereader.Mode.LINE_OTHER_MODEL ? models.otherThan(tesseract) : tesseract;
  }

  /** To which a line with its margins is brought, in pixels. */
  private static double height(Rereader.Mode mode) {
    return mode == Rereader.Mode.LINE_LARGE ? 80 : 48;
  }

  private static boolean isZone(Rereader.Mode mode) {
    return mode == Rereader.Mode.MRZ_LINE || mode == Rereader.Mode.MRZ_BLOCK;
  }

  private static boolean isLine(Rereader.Mode mode) {
    return switch (mode) {
      case MRZ_LINE,
          NUMERIC_LINE,
          LINE,
          LINE_LARGE,
          LINE_OTHER_MODEL,
          LINE_OWN_LANGUAGE,
          LINE_BINARY ->
          true;
      case MRZ_BLOCK, BLOCK, SPARSE -> false;
    };
  }

  private static int segmentation(Rereader.Mode mode) {
    return switch (mode) {
      case MRZ_LINE,
          NUMERIC_LINE,
          LINE,
          LINE_LARGE,
          LINE_OTHER_MODEL,
          LINE_OWN_LANGUAGE,
          LINE_BINARY ->
          Tesseract.PSM_LINE;
      case MRZ_BLOCK, BLOCK -> Tesseract.PSM_BLOCK;
      case SPARSE -> Tesseract.PSM_SPARSE;
    };
  }

  private static String alphabet(Rereader.Mode mode) {
    return switch (mode) {
      case MRZ_LINE, MRZ_BLOCK -> "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<";
      case NUMERIC_LINE -> "0123456789.,-/:€$£%+ ";
      case LINE, LINE_LARGE, LINE_OTHER_MODEL, LINE_OWN_LANGUAGE, LINE_BINARY, BLOCK, SPARSE -> "";
    };
  }

  /** The model that was loaded beside the usual ones, for tests. */
  Optional<String> loadedLanguage() {
    return models.loaded();
  }

  /** Forgets all pages, and in which language they were. */
  public void clear() {
    models.clear();
    expect(Optional.empty());
  }

  @Override
  public void close() {
    models.close();
  }
}
