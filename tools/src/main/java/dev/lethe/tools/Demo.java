package dev.lethe.tools;

import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticInvoice;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** What {@code ./lethe demo} needs besides curl: a page to read, and a readable answer. */
final class Demo {

  private static final long SEED = 20261124;

  private Demo() {}

  /**
   * Writes an invoice of invented people as a scanner would have seen it: grey, noisy, a little
   * askew.
   */
  static void scan(Path file) throws IOException {
    Files.write(
        file,
        ScanEffects.noisy()
            .withSkew(1.2)
            .png(SyntheticInvoice.of(SEED, Locale.US, SyntheticInvoice.Layout.values()[0])));
  }

  static void show(InputStream json, PrintStream out) {
    JsonWriterFactory pretty =
        Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
    try (JsonReader reader = Json.createReader(json);
        JsonWriter writer = pretty.createWriter(out)) {
      writer.writeObject(reader.readObject());
    }
    out.println();
  }
}
