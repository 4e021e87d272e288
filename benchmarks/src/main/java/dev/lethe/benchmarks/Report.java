package dev.lethe.benchmarks;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables of a run: printed as they come, kept for a file and for the documentation. */
public final class Report {

  private final PrintStream out;
  private final PrintStream progress;
  private final List<Table> tables = new ArrayList<>();

  public Report(PrintStream out, PrintStream progress) {
    this.out = out;
    this.progress = progress;
  }

  public void add(Table table) {
    tables.add(table);
    out.println(table.markdown());
  }

  /** A sign of life, kept apart from the tables. */
  public void say(String what) {
    progress.println(what);
  }

  void writeJson(Path file) throws IOException {
    JsonArrayBuilder list = Json.createArrayBuilder();
    tables.forEach(table -> list.add(table.json()));
    JsonWriterFactory factory =
        Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
    try (OutputStream file1 = Files.newOutputStream(file);
        JsonWriter writer = factory.createWriter(file1)) {
      writer.write(list.build());
    }
  }

  /** Puts the tables between the page's marks of this section, in the place of older ones. */
  void writeDocs(Path page, String section) throws IOException {
    String markdown = tables.stream().map(Table::markdown).collect(Collectors.joining("\n"));
    Files.writeString(page, between(Files.readString(page), section, markdown));
  }

  static String between(String page, String section, String content) {
    String begin = "<!-- bench:" + section + " -->";
    String end = "<!-- /bench:" + section + " -->";
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("the page has no marks of the section " + section);
    }
    return page.substring(0, from + begin.length()) + "\n" + content + page.substring(to);
  }
}
