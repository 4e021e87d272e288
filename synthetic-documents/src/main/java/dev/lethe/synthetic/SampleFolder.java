package dev.lethe.synthetic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** A folder of documents with a {@code manifest.jsonl} of their answers. */
final class SampleFolder {

  private final Path folder;
  private final StringBuilder manifest = new StringBuilder();

  SampleFolder(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("files"));
  }

  void add(String name, SyntheticDocument document, byte[] bytes, boolean scanned)
      throws IOException {
    add(name, document, bytes, scanned, false);
  }

  /**
   * @param withRows whether the rows of an invoice are among the answers; as one value they can be
   *     compared only by who knows their form
   */
  void add(String name, SyntheticDocument document, byte[] bytes, boolean scanned, boolean withRows)
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
        .append(fields(document, withRows))
        .append("}\n");
  }

  /** Writes the manifest; returns how many documents it names. */
  int finish() throws IOException {
    Files.writeString(folder.resolve("manifest.jsonl"), manifest);
    return (int) manifest.chars().filter(c -> c == '\n').count();
  }

  private static String fields(SyntheticDocument document, boolean withRows) {
    StringJoiner fields = new StringJoiner(", ", "{", "}");
    document
        .answers()
        .forEach(
            (name, value) -> {
              if (withRows || !name.equals("line_items")) {
                fields.add(quoted(name) + ": " + accepted(value));
              }
            });
    return fields.toString();
  }

  /** One text, or a list where several lines are each right. */
  private static String accepted(String value) {
    return value.indexOf('\n') < 0
        ? quoted(value)
        : Arrays.stream(value.split("\n"))
            .map(SampleFolder::quoted)
            .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
