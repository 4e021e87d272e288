package dev.lethe.tools.evaluate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code evaluate DIR [--json OUT] [--misses]}. */
public final class Evaluate {

  private final PrintStream out;

  private Evaluate(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs every document of a manifest through the service and reports.
   *
   * @return the exit status: 0 when all documents were tried, whatever the scores
   */
  public static int run(List<String> arguments, PrintStream out)
      throws IOException, InterruptedException, GeneralSecurityException {
    Options options;
    List<ManifestEntry> entries;
    Map<String, Set<String>> asked;
    try {
      options = Options.parse(arguments);
      entries = ManifestEntry.readAll(options.folder());
      asked = asked(entries);
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      return 2;
    }
    ServiceClient service =
        ServiceClient.of(ServiceClient.Settings.fromEnvironment(System.getenv()));
    service.login();
    return new Evaluate(out).run(options, entries, asked, new DocumentRun(service));
  }

  /**
   * What was typed.
   *
   * @param json where the JSON report goes; empty for nowhere
   */
  record Options(Path folder, String json, boolean misses) {

    static final String USAGE = "usage: evaluate DIR [--json OUT] [--misses]";

    static Options parse(List<String> arguments) {
      String folder = "";
      String json = "";
      boolean misses = false;
      for (int i = 0; i < arguments.size(); i++) {
        String argument = arguments.get(i);
        if (argument.equals("--json") && i + 1 < arguments.size()) {
          json = arguments.get(++i);
        } else if (argument.equals("--misses")) {
          misses = true;
        } else if (folder.isEmpty() && !argument.startsWith("-")) {
          folder = argument;
        } else {
          throw new IllegalArgumentException(USAGE);
        }
      }
      if (folder.isEmpty()) {
        throw new IllegalArgumentException(USAGE);
      }
      if (!Files.isReadable(Path.of(folder, "manifest.jsonl"))) {
        throw new IllegalArgumentException(folder + " has no manifest.jsonl");
      }
      if (!json.isEmpty() && !mayBeWritten(Path.of(json).toAbsolutePath())) {
        throw new IllegalArgumentException(json + " cannot be written");
      }
      return new Options(Path.of(folder), json, misses);
    }

    /** Asked before the work, not after it. */
    private static boolean mayBeWritten(Path file) {
      return Files.exists(file)
          ? Files.isRegularFile(file) && Files.isWritable(file)
          : Files.isWritable(file.getParent());
    }
  }

  private int run(
      Options options,
      List<ManifestEntry> entries,
      Map<String, Set<String>> asked,
      DocumentRun documents)
      throws IOException, InterruptedException {
    Scores scores = new Scores();
    for (ManifestEntry entry : entries) {
      Set<String> fields = asked.getOrDefault(entry.documentClass(), Set.of());
      Reading reading = documents.read(entry, fields);
      scores.add(entry, fields, reading);
      out.printf(
          "%3d/%d %s %s%n",
          scores.documents(), entries.size(), entry.name(), reading.failure().orElse(""));
    }
    Report report = new Report(scores);
    out.println();
    report.print(out, options.misses());
    if (!options.json().isEmpty()) {
      report.writeJson(Path.of(options.json()));
    }
    return 0;
  }

  /**
   * The fields of a class that any of its documents knows.
   *
   * @throws IllegalArgumentException if there is a class without any, which nothing can be asked of
   */
  static Map<String, Set<String>> asked(List<ManifestEntry> entries) {
    Map<String, Set<String>> asked = new TreeMap<>();
    for (ManifestEntry entry : entries) {
      asked
          .computeIfAbsent(entry.documentClass(), name -> new TreeSet<>())
          .addAll(entry.fields().keySet());
    }
    asked.forEach(
        (name, fields) -> {
          if (fields.isEmpty()) {
            throw new IllegalArgumentException(
                "no document of class " + name + " has \"fields\" or \"expect\" to compare with");
          }
        });
    return asked;
  }
}
