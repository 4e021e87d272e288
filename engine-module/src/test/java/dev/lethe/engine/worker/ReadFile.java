package dev.lethe.engine.worker;

import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.NativeFolder;
import dev.lethe.engine.recognition.Recognizer;
import dev.lethe.worker.Limits;
import dev.lethe.worker.ReadingScope;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads files as the worker would and prints their words, for measuring. Pass {@code
 * -Dlethe.languages=eng} and {@code -Dlethe.natives=FOLDER} (filled at first use) to change them.
 */
public final class ReadFile {

  private ReadFile() {}

  public static Recognizer recognizer() throws java.io.IOException {
    Path folder =
        Path.of(
            System.getProperty(
                "lethe.natives", System.getProperty("user.home") + "/.cache/lethe-natives"));
    NativeFolder natives =
        Files.exists(folder.resolve("tessdata/osd.traineddata"))
            ? NativeFolder.at(folder)
            : NativeFolder.unpack(folder);
    return new Recognizer(natives, System.getProperty("lethe.languages", "eng"));
  }

  public static ReadingScope wholeDocument() {
    return new ReadingScope(
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        new Limits(300, 60_000_000L, Duration.ofSeconds(120)));
  }

  public static void main(String[] args) throws java.io.IOException {
    PrintStream out =
        new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, "UTF-8");
    try (Recognizer recognizer = recognizer()) {
      DocumentReader reader = new DocumentReader(recognizer);
      for (String file : args) {
        long start = System.nanoTime();
        try (DocumentReader.Reading reading =
            reader.read(
                Files.readAllBytes(Path.of(file)),
                wholeDocument(),
                Deadline.in(Duration.ofSeconds(120)))) {
          print(out, file, reading, (System.nanoTime() - start) / 1_000_000);
        } catch (RuntimeException refused) {
          out.printf(
              "%s: %s after %d ms%n", file, refused, (System.nanoTime() - start) / 1_000_000);
        }
      }
    }
  }

  private static void print(
      PrintStream out, String file, DocumentReader.Reading reading, long millis) {
    out.printf("%s: %d pages, %d ms%n", file, reading.pageCount(), millis);
    reading
        .recognized()
        .values()
        .forEach(
            page ->
                out.printf(
                    "  page %d recognised: turned %d, skew %.2f degrees, scale %.2f, %d x %d%n",
                    page.text().number(),
                    page.quarters(),
                    Math.toDegrees(page.skewRadians()),
                    page.scale(),
                    (int) page.text().width(),
                    (int) page.text().height()));
    if (Boolean.getBoolean("quiet")) {
      return;
    }
    for (PageText page : reading.pages()) {
      out.printf(
          "-- page %d, %.0f x %.0f, %d words%s%n",
          page.number(),
          page.width(),
          page.height(),
          page.words().size(),
          page.digital() ? ", digital" : "");
      double line = -1;
      for (Word word : page.words()) {
        if (line >= 0 && Math.abs(word.centerY() - line) > word.height() * 0.6) {
          out.println();
        }
        line = word.centerY();
        out.print(word.text() + " ");
      }
      out.println();
    }
  }
}
