package dev.lethe.synthetic;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Writes a folder of invented documents with a {@code manifest.jsonl}, as {@code ./lethe evaluate}
 * reads it: born-digital PDFs and scans with all their effects.
 */
public final class SampleWriter {

  private static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH);

  private final Path folder;
  private final StringBuilder manifest = new StringBuilder();

  private SampleWriter(Path folder) {
    this.folder = folder;
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
    Files.createDirectories(folder.resolve("files"));
    SampleWriter writer = new SampleWriter(folder);
    for (long seed = 1; seed <= rounds; seed++) {
      for (Locale locale : LOCALES) {
        writer.writeKinds(seed, locale);
      }
    }
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("manifest.jsonl"))) {
      out.write(writer.manifest.toString());
    }
    return (int) writer.manifest.chars().filter(c -> c == '\n').count();
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
    write(name + ".pdf", document, document.pdf(), false);
    switch ((int) (seed % 3)) {
      case 0 -> write(name + ".tif", document, ScanEffects.rotated(90).tiff(document), true);
      case 1 -> {
        ScanEffects effects = ScanEffects.noisy().withSkew(1.5);
        write(name + ".jpg", document, effects.jpeg(document), true);
      }
      default -> {
        ScanEffects effects = ScanEffects.clean().atDpi(150);
        write(name + ".png", document, effects.png(document), true);
      }
    }
  }

  private void write(String name, SyntheticDocument document, byte[] bytes, boolean scanned)
      throws IOException {
    Files.write(folder.resolve("files").resolve(name), bytes);
    manifest
        .append("{\"file\": ")
        .append(quoted("files/" + name))
        .append(", \"document_class\": ")
        .append(quoted(document.documentClass()))
        .append(", \"language\": ")
        .append(quoted(document.language()))
        .append(", \"scanned\": ")
        .append(scanned)
        .append(", \"fields\": ")
        .append(fields(document))
        .append("}\n");
  }

  /** Rows of an invoice are left out: they are no single value. */
  private static String fields(SyntheticDocument document) {
    StringJoiner fields = new StringJoiner(", ", "{", "}");
    document
        .answers()
        .forEach(
            (name, value) -> {
              if (!name.equals("line_items")) {
                fields.add(quoted(name) + ": " + quoted(value));
              }
            });
    return fields.toString();
  }

  private static String quoted(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return '"' + escaped + '"';
  }
}
