package dev.lethe.synthetic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes a folder of invented documents with a {@code manifest.jsonl}, as {@code ./lethe evaluate}
 * reads it: born-digital PDFs and scans with all their effects.
 */
public final class SampleWriter {

  private static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH);

  private final SampleFolder samples;

  private SampleWriter(SampleFolder samples) {
    this.samples = samples;
  }

  /** The one argument is the folder; it is made if it is not there. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("one argument: the folder to write to");
    }
    write(Path.of(arguments[0]), 3);
  }

  /**
   * Writes {@code rounds} documents of each kind, layout and language.
   *
   * @return how many documents were written
   */
  public static int write(Path folder, int rounds) throws IOException {
    SampleWriter writer = new SampleWriter(new SampleFolder(folder));
    for (long seed = 1; seed <= rounds; seed++) {
      for (Locale locale : LOCALES) {
        writer.writeKinds(seed, locale);
      }
    }
    return writer.samples.finish();
  }

  private void writeKinds(long seed, Locale locale) throws IOException {
    for (SyntheticInvoice.Layout layout : SyntheticInvoice.Layout.values()) {
      String name = "invoice-" + locale + "-" + layout + "-" + seed;
      writeBoth(name.toLowerCase(Locale.ROOT), SyntheticInvoice.of(seed, locale, layout), seed);
    }
    writeBoth("receipt-" + locale + "-" + seed, SyntheticReceipt.of(seed, locale), seed);
    for (MrzFormat format : MrzFormat.values()) {
      String name = "identity-" + locale + "-" + format + "-" + seed;
      SyntheticDocument document = SyntheticIdentityDocument.of(seed, locale, format);
      writeBoth(name.toLowerCase(Locale.ROOT), document, seed);
    }
    writeBoth("text-" + locale + "-" + seed, SyntheticText.of(seed, locale), seed);
  }

  private void writeBoth(String name, SyntheticDocument document, long seed) throws IOException {
    samples.add(name + ".pdf", document, document.pdf(), false);
    switch ((int) (seed % 3)) {
      case 0 -> samples.add(name + ".tif", document, ScanEffects.rotated(90).tiff(document), true);
      case 1 -> {
        ScanEffects effects = ScanEffects.noisy().withSkew(1.5);
        samples.add(name + ".jpg", document, effects.jpeg(document), true);
      }
      default -> {
        ScanEffects effects = ScanEffects.clean().atDpi(150);
        samples.add(name + ".png", document, effects.png(document), true);
      }
    }
  }
}
