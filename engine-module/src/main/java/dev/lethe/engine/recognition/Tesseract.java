package dev.lethe.engine.recognition;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.FloatByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.RefusedException;
import dev.lethe.engine.page.Word;
import dev.lethe.worker.Refusal;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.sourceforge.tess4j.ITessAPI.TessBaseAPI;
import net.sourceforge.tess4j.ITessAPI.TessPageIterator;
import net.sourceforge.tess4j.ITessAPI.TessResultIterator;
import net.sourceforge.tess4j.TessAPI1;

/**
 * One warm handle on the OCR library: the model is loaded once and the pixel buffer is kept from
 * page to page. Not safe for several threads.
 */
final class Tesseract implements AutoCloseable {

  static final int PSM_AUTO = 3;
  static final int PSM_BLOCK = 6;
  static final int PSM_LINE = 7;
  static final int PSM_SPARSE = 11;

  /** Below this the library's first search for a skew has found none. */
  private static final float SURE_OF_SKEW = 3;

  private static final int LSTM_ONLY = 1;
  private static final int WORD = 3;
  private static final int SILENT = 6;

  /** A newspaper's page has some twenty thousand; what has more is grain or a screened picture. */
  private static final int MOST_COMPONENTS = 60_000;

  private static final int FEWEST_COMPONENTS = 10_000;

  /** Of a component, on average over a page of close type. */
  private static final int LEAST_PIXELS = 80;

  /** Specks of a page that is worth taking them away from. */
  static final int GRAINY = 10_000;

  /** Close type has some 0.1; where it is much more, grains have grown together. */
  private static final double MOST_EDGES = 0.25;

  private static final byte[] ZEROS = new byte[1 << 16];

  private final TessBaseAPI handle;
  private final IntBuffer left = IntBuffer.allocate(1);
  private final IntBuffer top = IntBuffer.allocate(1);
  private final IntBuffer right = IntBuffer.allocate(1);
  private final IntBuffer bottom = IntBuffer.allocate(1);

  /** Bytes of the buffer that held pixels since it was cleared. */
  private int used;

  private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);

  Tesseract(NativeFolder natives, String languages) {
    natives.activate();
    Natives.Leptonica.setMsgSeverity(SILENT);
    handle = TessAPI1.TessBaseAPICreate();
    set("debug_file", "/dev/null");
    if (TessAPI1.TessBaseAPIInit2(handle, natives.models().toString(), languages, LSTM_ONLY) != 0) {
      throw new IllegalStateException("the recognition model cannot be loaded");
    }
    set("debug_file", "/dev/null");
  }

  static String version() {
    return TessAPI1.TessVersion();
  }

  void set(String name, String value) {
    if (TessAPI1.TessBaseAPISetVariable(handle, name, value) != 1) {
      throw new IllegalArgumentException("no such setting");
    }
  }

  /** Gives the handle a page; the image may be forgotten after. */
  void setImage(GrayImage image, int dotsPerInch) {
    int size = image.pixels().length;
    if (buffer.capacity() < size) {
      buffer = ByteBuffer.allocateDirect(size);
    }
    buffer.clear();
    buffer.put(image.pixels());
    buffer.flip();
    used = Math.max(used, size);
    TessAPI1.TessBaseAPISetImage(handle, buffer, image.width(), image.height(), 1, image.width());
    TessAPI1.TessBaseAPISetSourceResolution(handle, dotsPerInch);
  }

  /**
   * What the page's black and white form shows of its type and its skew.
   *
   * @param components how many have the size of characters
   * @param grainy whether what is too small for a character outweighs all else
   * @param hopeless whether there is so much of both that it is no page
   */
  record Shape(
      double medianHeight,
      double skewRadians,
      double skewConfidence,
      int components,
      boolean grainy,
      boolean hopeless) {

    private static final Shape NOISE = new Shape(0, 0, 0, 0, true, true);
  }

  /**
   * @param strictness divides what is tolerated, from 1: the more often specks were taken away
   *     before, the less may be left
   */
  Shape shape(int strictness) {
    Pointer pix = Natives.Tesseract.TessBaseAPIGetThresholdedImage(handle.getPointer());
    if (pix == null) {
      return new Shape(0, 0, 0, 0, false, false);
    }
    try {
      Optional<Components> found =
          edges(pix) > MOST_EDGES / strictness
              ? Optional.empty()
              : components(pix, mostComponents(pix) / strictness);
      if (found.isEmpty()) {
        return Shape.NOISE;
      }
      FloatByReference angle = new FloatByReference();
      FloatByReference confidence = new FloatByReference();
      boolean skewed = Natives.Leptonica.pixFindSkew(pix, angle, confidence) == 0;
      if (!skewed || confidence.getValue() < SURE_OF_SKEW) {
        skewed |= findLargeSkew(pix, angle, confidence);
      }
      int[] heights = found.get().heights();
      double median = heights.length == 0 ? 0 : heights[heights.length / 2];
      return new Shape(
          median,
          skewed ? Math.toRadians(angle.getValue()) : 0,
          skewed ? confidence.getValue() : 0,
          heights.length,
          found.get().isGrainy(strictness),
          false);
    } finally {
      Natives.Leptonica.pixDestroy(new PointerByReference(pix));
    }
  }

  /** Looks for a skew beyond the seven degrees within which the library looks first. */
  private static boolean findLargeSkew(
      Pointer pix, FloatByReference angle, FloatByReference confidence) {
    FloatByReference wide = new FloatByReference();
    FloatByReference surer = new FloatByReference();
    boolean found =
        Natives.Leptonica.pixFindSkewSweepAndSearch(pix, wide, surer, 4, 2, 20, 1, 0.05f) == 0
            && surer.getValue() > confidence.getValue();
    if (found) {
      angle.setValue(wide.getValue());
      confidence.setValue(surer.getValue());
    }
    return found;
  }

  private static int mostComponents(Pointer pix) {
    int words = Natives.Leptonica.pixGetWpl(pix) * Natives.Leptonica.pixGetHeight(pix);
    return Math.max(FEWEST_COMPONENTS, Math.min(MOST_COMPONENTS, words * 32 / LEAST_PIXELS));
  }

  /** Changes between black and white along some of the rows, by pixel. */
  private static double edges(Pointer pix) {
    int words = Natives.Leptonica.pixGetWpl(pix);
    int height = Natives.Leptonica.pixGetHeight(pix);
    Pointer data = Natives.Leptonica.pixGetData(pix);
    int[] row = new int[words];
    long changes = 0;
    long pixels = 0;
    for (int y = 0; y < height; y += 4) {
      data.read(4L * words * y, row, 0, words);
      for (int word : row) {
        changes += Integer.bitCount((word ^ (word >>> 1)) & 0x7FFFFFFF);
      }
      pixels += 31L * words;
    }
    return (double) changes / Math.max(1, pixels);
  }

  /** Heights of what may be characters, sorted, and the number of what is smaller. */
  private record Components(int[] heights, int specks) {
    boolean isGrainy(int strictness) {
      return specks > GRAINY / (strictness * strictness)
          && specks > 4 / strictness * heights.length;
    }
  }

  /** Empty when there are too many. */
  private Optional<Components> components(Pointer pix, int most) {
    Pointer boxes = Natives.Leptonica.pixConnCompBB(pix, 8);
    if (boxes == null) {
      return Optional.of(new Components(new int[0], 0));
    }
    int count = Natives.Leptonica.boxaGetCount(boxes);
    if (count > most) {
      Natives.Leptonica.boxaDestroy(new PointerByReference(boxes));
      return Optional.empty();
    }
    float[] widths = new float[count];
    float[] allHeights = new float[count];
    if (count > 0) {
      sizes(boxes, widths, allHeights);
    }
    int[] heights = new int[count];
    int used = 0;
    int specks = 0;
    for (int i = 0; i < count; i++) {
      int w = (int) widths[i];
      int h = (int) allHeights[i];
      specks += h < 5 && w < 5 ? 1 : 0;
      if (h >= 5 && h <= 150 && w >= 2 && w <= 5 * h && h <= 6 * w) {
        heights[used++] = h;
      }
    }
    Natives.Leptonica.boxaDestroy(new PointerByReference(boxes));
    int[] result = Arrays.copyOf(heights, used);
    Arrays.sort(result);
    return Optional.of(new Components(result, specks));
  }

  /** All sizes at once: a grainy page has tens of thousands of boxes. */
  private static void sizes(Pointer boxes, float[] widths, float[] heights) {
    PointerByReference w = new PointerByReference();
    PointerByReference h = new PointerByReference();
    Natives.Leptonica.boxaExtractAsNuma(
        boxes, Pointer.NULL, Pointer.NULL, Pointer.NULL, Pointer.NULL, w, h, 1);
    copy(w, widths);
    copy(h, heights);
  }

  private static void copy(PointerByReference numbers, float[] to) {
    Natives.Leptonica.numaGetFArray(numbers.getValue(), 0).read(0, to, 0, to.length);
    Natives.Leptonica.numaDestroy(numbers);
  }

  /** Words of the page that was set. Ends with a refusal when the time is over. */
  List<Word> recognize(int mode, Deadline deadline) {
    return recognize(mode, deadline, false);
  }

  /**
   * As {@link #recognize(int, Deadline)}, each word with what else its single characters may be.
   * Asking for that costs time with each character: for lines, not for pages.
   */
  List<Word> recognizeWithChoices(int mode, Deadline deadline) {
    set("lstm_choice_mode", "2");
    try {
      return recognize(mode, deadline, true);
    } finally {
      set("lstm_choice_mode", "0");
    }
  }

  private List<Word> recognize(int mode, Deadline deadline, boolean choices) {
    TessAPI1.TessBaseAPISetPageSegMode(handle, mode);
    Pointer monitor = Natives.Tesseract.TessMonitorCreate();
    try {
      Natives.Tesseract.TessMonitorSetDeadlineMSecs(monitor, deadline.remainingMillis());
      int status = Natives.Tesseract.TessBaseAPIRecognize(handle.getPointer(), monitor);
      deadline.check();
      if (status != 0) {
        throw new RefusedException(Refusal.UNREADABLE);
      }
    } finally {
      Natives.Tesseract.TessMonitorDelete(monitor);
    }
    return words(choices);
  }

  private List<Word> words(boolean choices) {
    List<Word> words = new ArrayList<>();
    TessResultIterator results = TessAPI1.TessBaseAPIGetIterator(handle);
    if (results == null) {
      return words;
    }
    try {
      TessPageIterator places = TessAPI1.TessResultIteratorGetPageIterator(results);
      TessAPI1.TessPageIteratorBegin(places);
      do {
        addWord(results, places, words, choices);
      } while (TessAPI1.TessPageIteratorNext(places, WORD) == 1);
    } finally {
      TessAPI1.TessResultIteratorDelete(results);
    }
    return words;
  }

  private void addWord(
      TessResultIterator results, TessPageIterator places, List<Word> words, boolean choices) {
    Pointer text = TessAPI1.TessResultIteratorGetUTF8Text(results, WORD);
    if (text == null) {
      return;
    }
    String word = text.getString(0, "UTF-8").strip();
    TessAPI1.TessDeleteText(text);
    boolean placed =
        TessAPI1.TessPageIteratorBoundingBox(places, WORD, left, top, right, bottom) == 1;
    if (word.isEmpty() || !placed) {
      return;
    }
    float percent = TessAPI1.TessResultIteratorConfidence(results, WORD);
    words.add(
        new Word(
            word,
            left.get(0),
            top.get(0),
            right.get(0),
            bottom.get(0),
            Math.max(0, Math.min(1, percent / 100)),
            choices ? Choices.of(results, word) : List.of()));
  }

  /** Forgets the page, so that nothing of it stays in the handle. */
  void clear() {
    TessAPI1.TessBaseAPIClear(handle);
    TessAPI1.TessBaseAPIClearAdaptiveClassifier(handle);
    buffer.clear();
    buffer.limit(Math.min(used, buffer.capacity()));
    while (buffer.hasRemaining()) {
      buffer.put(ZEROS, 0, Math.min(ZEROS.length, buffer.remaining()));
    }
    used = 0;
  }

  @Override
  public void close() {
    TessAPI1.TessBaseAPIDelete(handle);
  }
}
