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

  /**
   * The first argument is the folder; it is made if it is not there. After it may stand the number
   * of rounds and the name of one set: {@code documents} (the default), {@code pictures} (identity
   * documents as cameras and scanners see them) or {@code classes} (all other classes).
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 1 || arguments.length > 3) {
      throw new IllegalArgumentException("arguments: the folder to write to, rounds, set");
    }
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    String set = arguments.length > 2 ? arguments[2] : "documents";
    switch (set) {
      case "documents" -> write(Path.of(arguments[0]), rounds);
      case "pictures" -> writePictures(Path.of(arguments[0]), rounds);
      case "classes" -> writeClasses(Path.of(arguments[0]), rounds);
      default -> throw new IllegalArgumentException("no such set");
    }
  }

  /**
   * Writes {@code rounds} documents of each kind, layout and language.
   *
   * @return how many documents were written
   */
  public static int write(Path folder, int rounds) throws IOException {
    return write(folder, rounds, LOCALES);
  }

  static int write(Path folder, int rounds, List<Locale> locales) throws IOException {
    SampleWriter writer = new SampleWriter(new SampleFolder(folder));
    for (long seed = 1; seed <= rounds; seed++) {
      for (Locale locale : locales) {
        writer.writeKinds(seed, locale);
      }
    }
    return writer.samples.finish();
  }

  /**
   * Writes pictures of {@code rounds} identity documents of each format of zone, each as a camera
   * or a scanner of another kind sees it.
   *
   * @return how many documents were written
   */
  public static int writePictures(Path folder, int rounds) throws IOException {
    SampleWriter writer = new SampleWriter(new SampleFolder(folder));
    for (long seed = 1; seed <= rounds; seed++) {
      Locale locale = LOCALES.get((int) (seed % LOCALES.size()));
      for (MrzFormat format : MrzFormat.values()) {
        writer.writePicture(seed, locale, format);
      }
    }
    return writer.samples.finish();
  }

  /**
   * Writes {@code rounds} documents of every class that is neither invoice, receipt nor text, each
   * born digital and scanned.
   *
   * @return how many documents were written
   */
  public static int writeClasses(Path folder, int rounds) throws IOException {
    SampleWriter writer = new SampleWriter(new SampleFolder(folder));
    for (long seed = 1; seed <= rounds; seed++) {
      for (Locale locale : LOCALES) {
        String suffix = "-" + locale + "-" + seed;
        writer.writeBoth("statement" + suffix, SyntheticBankStatement.of(seed, locale), seed);
        writer.writeBoth("payslip" + suffix, SyntheticPayslip.of(seed, locale), seed);
        writer.writeBoth("front" + suffix, SyntheticIdentityDocument.front(seed, locale), seed);
      }
      for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
        String name = "contract-" + locale + "-" + seed;
        writer.writeBoth(name, SyntheticContract.of(seed, locale), seed);
      }
      for (SyntheticForm.Kind kind : SyntheticForm.Kind.values()) {
        String name = kind.name().toLowerCase(Locale.ROOT) + "-" + seed;
        writer.writeBoth(name, SyntheticForm.of(seed, kind), seed);
      }
      for (SyntheticDrivingLicence.Side side : SyntheticDrivingLicence.Side.values()) {
        String name = "licence-" + side.name().toLowerCase(Locale.ROOT) + "-" + seed;
        writer.writeBoth(name, SyntheticDrivingLicence.of(seed, side), seed);
      }
    }
    return writer.samples.finish();
  }

  private void writePicture(long seed, Locale locale, MrzFormat format) throws IOException {
    SyntheticDocument document = SyntheticIdentityDocument.of(1000 + seed, locale, format);
    CameraEffects camera = CameraEffects.careful();
    ScanEffects scan = ScanEffects.clean().inColor();
    int kind = (int) (seed % 14);
    String name = "picture-" + kind + "-" + format.name().toLowerCase(Locale.ROOT) + "-" + seed;
    byte[] bytes =
        switch (kind) {
          case 0 -> scan.atDpi(300).jpeg(document);
          case 1 -> scan.atDpi(150).withJpegQuality(0.5f).withSkew(seed % 5 - 2.0).jpeg(document);
          case 2 -> scan.atDpi(110).withJpegQuality(0.75f).jpeg(document);
          case 3 -> camera.jpeg(document, seed);
          case 4 ->
              camera.withWidth(1100).withTilt(0.06).turned(seed % 7 - 3.0).jpeg(document, seed);
          case 5 -> camera.withWidth(2400).withShare(0.35).turned(2).jpeg(document, seed);
          case 6 -> camera.withGlare(0.7).withTilt(0.03).jpeg(document, seed);
          case 7 -> camera.turned(seed % 20 == 7 ? 180 : 90).withTilt(0.02).jpeg(document, seed);
          case 8 ->
              camera
                  .withWidth(700)
                  .withScan(camera.scan().withJpegQuality(0.7f))
                  .jpeg(document, seed);
          case 9 -> camera.turned(9).withScan(camera.scan().withBlur(1)).jpeg(document, seed);
          case 10 -> camera.withWidth(560).jpeg(document, seed);
          case 11 -> camera.withTilt(0.12).turned(-4).withGlare(0.4).jpeg(document, seed);
          case 12 -> scan.atDpi(130).withJpegQuality(0.25f).withNoise(0.03).jpeg(document);
          default -> camera.withWidth(1000).withShare(0.6).turned(180).jpeg(document, seed);
        };
    samples.add(name + ".jpg", document, bytes, true);
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
