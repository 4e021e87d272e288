package dev.lethe.engine.extraction;

import dev.lethe.engine.barcode.Barcode;
import dev.lethe.engine.barcode.Barcode.Symbology;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.page.Word.Alternative;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.Recognizer;
import dev.lethe.engine.worker.DocumentReader;
import dev.lethe.engine.worker.ReadFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of one measured document, first and second looks, kept in a folder outside the tree so
 * that no page is recognised twice while rules are tried.
 */
final class MeasuredWords implements Rereader {

  private static @Nullable Recognizer recognizer;

  private final Path document;
  private final Path words;
  private final Path rereads;
  private final Map<String, List<Word>> known = new LinkedHashMap<>();
  private DocumentReader.@Nullable Reading reading;

  MeasuredWords(Path document, Path folder) throws IOException {
    this.document = document;
    Files.createDirectories(folder);
    this.words = folder.resolve(document.getFileName() + ".words");
    this.rereads = folder.resolve(document.getFileName() + ".rereads");
    if (Files.exists(rereads)) {
      readRereads();
    }
  }

  List<PageText> pages() throws IOException {
    if (!Files.exists(words)) {
      Files.write(words, lines(reading().pages()));
    }
    return read(Files.readAllLines(words));
  }

  @Override
  public List<Word> read(
      int page, double left, double top, double right, double bottom, Mode mode) {
    String key =
        String.format(
            Locale.ROOT, "%d %.0f %.0f %.0f %.0f %s", page, left, top, right, bottom, mode);
    return known.computeIfAbsent(key, k -> readAgain(k, page, left, top, right, bottom, mode));
  }

  private List<Word> readAgain(
      String key, int page, double left, double top, double right, double bottom, Mode mode) {
    try {
      List<Word> found = reading().rereader().read(page, left, top, right, bottom, mode);
      List<String> lines = new ArrayList<>(List.of("K\t" + key));
      found.forEach(
          w -> {
            lines.add(line(w));
            w.alternatives().forEach(a -> lines.add(line(a)));
          });
      Files.write(rereads, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Barcode> barcodes(int page, Set<Symbology> wanted) {
    try {
      return reading().rereader().barcodes(page, wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DocumentReader.Reading reading() throws IOException {
    if (reading == null) {
      if (recognizer == null) {
        recognizer = ReadFile.recognizer();
      }
      reading =
          new DocumentReader(recognizer)
              .read(
                  Files.readAllBytes(document),
                  ReadFile.wholeDocument(),
                  Deadline.in(Duration.ofSeconds(120)));
    }
    return reading;
  }

  private void readRereads() throws IOException {
    List<Word> current = new ArrayList<>();
    for (String line : Files.readAllLines(rereads)) {
      String[] c = line.split("\t", 7);
      if (c[0].equals("K")) {
        current = new ArrayList<>();
        known.put(c[1], current);
      } else if (c[0].equals("A")) {
        Word last = current.remove(current.size() - 1);
        List<Alternative> all = new ArrayList<>(last.alternatives());
        all.add(new Alternative(c[2], number(c[1])));
        current.add(last.reading(last.text(), last.confidence(), all));
      } else {
        current.add(word(c));
      }
    }
  }

  private static List<String> lines(List<PageText> pages) {
    List<String> lines = new ArrayList<>();
    for (PageText page : pages) {
      lines.add(
          String.format(
              Locale.ROOT,
              "P\t%d\t%.2f\t%.2f\t%s\t%.0f",
              page.number(),
              page.width(),
              page.height(),
              page.digital(),
              page.dotsPerInch()));
      page.words().forEach(w -> lines.add(line(w)));
    }
    return lines;
  }

  private static String line(Word w) {
    return String.format(
        Locale.ROOT,
        "W\t%.2f\t%.2f\t%.2f\t%.2f\t%.3f\t%s",
        w.left(),
        w.top(),
        w.right(),
        w.bottom(),
        w.confidence(),
        w.text().replaceAll("[\\t\\r\\n]", " "));
  }

  private static String line(Alternative other) {
    return String.format(
        Locale.ROOT, "A\t%.3f\t%s", other.share(), other.text().replaceAll("[\\t\\r\\n]", " "));
  }

  private static List<PageText> read(List<String> lines) {
    List<PageText> pages = new ArrayList<>();
    String[] head = {};
    List<Word> words = new ArrayList<>();
    for (String line : lines) {
      String[] c = line.split("\t", 7);
      if (c[0].equals("P")) {
        add(pages, head, words);
        head = c;
        words = new ArrayList<>();
      } else if (c[0].equals("W")) {
        words.add(word(c));
      }
    }
    add(pages, head, words);
    return pages;
  }

  private static Word word(String[] c) {
    return new Word(c[6], number(c[1]), number(c[2]), number(c[3]), number(c[4]), number(c[5]));
  }

  private static void add(List<PageText> pages, String[] head, List<Word> words) {
    if (head.length > 0) {
      pages.add(
          new PageText(
              Integer.parseInt(head[1]),
              number(head[2]),
              number(head[3]),
              words,
              head[4].equals("true"),
              number(head[5])));
    }
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }
}
