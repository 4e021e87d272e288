package dev.lethe.engine.recognition;

import com.sun.management.OperatingSystemMXBean;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.SourceDocument;
import dev.lethe.engine.page.Word;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.synthetic.SyntheticText;
import dev.lethe.worker.Limits;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * From which skew on it is better to rotate a page than to read it as it lies: processor time and
 * share of exact words of both, at each angle that is given in degrees. Arguments: the natives'
 * folder, languages with {@code +} between them, angles.
 */
final class MeasureSlant {

  private static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH);
  private static final int TEXTS = 6;
  private static final int DPI = 300;
  private static final Limits LIMITS = new Limits(10, 100_000_000L, Duration.ofMinutes(10));
  private static final OperatingSystemMXBean MACHINE =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Tesseract tesseract;

  private MeasureSlant(Tesseract tesseract) {
    this.tesseract = tesseract;
  }

  /** Of all pages at an angle. */
  private static final class Sum {
    private long nanos;
    private int exact;
  }

  public static void main(String[] args) throws Exception {
    try (Tesseract tesseract =
        new Tesseract(NativeFolder.at(java.nio.file.Path.of(args[0])), args[1])) {
      MeasureSlant measure = new MeasureSlant(tesseract);
      List<SyntheticDocument> documents = documents();
      measure.compare(documents.subList(0, 2), 0);
      for (String degrees : List.of(args).subList(2, args.length)) {
        System.out.println(measure.compare(documents, Double.parseDouble(degrees)));
      }
    }
  }

  private static List<SyntheticDocument> documents() {
    List<SyntheticDocument> documents = new ArrayList<>();
    for (Locale locale : LOCALES) {
      for (SyntheticInvoice.Layout layout : SyntheticInvoice.Layout.values()) {
        documents.add(SyntheticInvoice.of(11, locale, layout));
      }
    }
    for (int i = 0; i < TEXTS; i++) {
      documents.add(SyntheticText.of(i, LOCALES.get(i % LOCALES.size()), 3 + i));
    }
    return documents;
  }

  private String compare(List<SyntheticDocument> documents, double degrees) throws Exception {
    Sum asItLies = new Sum();
    Sum rotated = new Sum();
    int words = 0;
    for (SyntheticDocument document : documents) {
      List<String> truth = words(document);
      words += truth.size();
      GrayImage page = GrayImage.of(ScanEffects.skewed(degrees).firstPage(document));
      tesseract.setImage(page, DPI);
      Tesseract.Shape shape = tesseract.shape(1);
      read(truth, asItLies);
      tesseract.setImage(page.rotate(shape.skewRadians()), DPI);
      read(truth, rotated);
    }
    return String.format(
        Locale.ROOT,
        "| %.1f | %.0f | %.3f | %.0f | %.3f |",
        degrees,
        asItLies.nanos / 1e6 / documents.size(),
        (double) asItLies.exact / words,
        rotated.nanos / 1e6 / documents.size(),
        (double) rotated.exact / words);
  }

  private static List<String> words(SyntheticDocument document) {
    try (SourceDocument source = SourceDocument.open(document.pdf(), LIMITS)) {
      return source.digitalText(1).orElseThrow().words().stream().map(Word::text).toList();
    }
  }

  private void read(List<String> truth, Sum sum) {
    long start = MACHINE.getProcessCpuTime();
    List<Word> words = tesseract.recognize(Tesseract.PSM_AUTO, Deadline.in(Duration.ofMinutes(2)));
    sum.nanos += MACHINE.getProcessCpuTime() - start;
    tesseract.clear();
    Map<String, Integer> left = new HashMap<>();
    truth.forEach(word -> left.merge(word, 1, Integer::sum));
    for (Word word : words) {
      if (left.merge(word.text(), -1, Integer::sum) >= 0) {
        sum.exact++;
      }
    }
  }
}
