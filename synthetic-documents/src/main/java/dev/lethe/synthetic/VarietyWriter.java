package dev.lethe.synthetic;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a folder of varied invoices and receipts with a {@code manifest.jsonl}, to measure how
 * well reading carries over to arrangements it was not made for.
 */
public final class VarietyWriter {

  private final SampleFolder samples;

  private VarietyWriter(SampleFolder samples) {
    this.samples = samples;
  }

  /** The arguments are the folder, the first seed and how many seeds follow. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("three arguments: folder, first seed, count");
    }
    write(Path.of(arguments[0]), Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
  }

  /**
   * Writes for each seed an invoice born digital, every fourth also scanned, and a receipt scanned.
   *
   * @return how many documents were written
   */
  public static int write(Path folder, long firstSeed, int count) throws IOException {
    VarietyWriter writer = new VarietyWriter(new SampleFolder(folder));
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      SyntheticDocument invoice = VariedInvoice.of(seed);
      String name = "invoice-" + invoice.language() + "-" + seed;
      writer.samples.add(name + ".pdf", invoice, invoice.pdf(), false, true);
      if (seed % 4 == 0) {
        writer.scan(name, seed / 4, invoice, ScanEffects.clean());
      }
      SyntheticDocument receipt = VariedReceipt.of(seed);
      writer.scan("receipt-" + receipt.language() + "-" + seed, seed, receipt, ScanEffects.clean());
    }
    return writer.samples.finish();
  }

  /** Clean, poor or small in turn. */
  private void scan(String name, long turn, SyntheticDocument document, ScanEffects clean)
      throws IOException {
    switch ((int) (turn % 3)) {
      case 0 -> samples.add(name + ".clean.tif", document, clean.tiff(document), true, true);
      case 1 -> {
        ScanEffects poor =
            ScanEffects.noisy()
                .atDpi(200)
                .withSkew(turn % 2 == 0 ? 1.2 : -0.9)
                .withJpegQuality(0.5f);
        samples.add(name + ".degraded.pdf", document, poor.imagePdf(document), true, true);
      }
      default ->
          samples.add(name + ".small.tif", document, clean.atDpi(130).tiff(document), true, true);
    }
  }
}
