package dev.lethe.benchmarks;

import dev.lethe.benchmarks.http.HttpBench;
import dev.lethe.benchmarks.java.JavaBench;
import dev.lethe.benchmarks.policy.PolicyBench;
import dev.lethe.benchmarks.recognition.RecognitionBench;
import dev.lethe.benchmarks.retention.RetentionBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What {@code ./lethe bench} starts. */
public final class Main {

  private Main() {}

  /**
   * @param arguments root of the workers; a folder to write to; the page of the documentation; what
   *     was typed
   */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    List<String> typed = Arrays.asList(arguments).subList(3, arguments.length);
    Options options;
    try {
      options = Options.parse(typed, Path.of(arguments[2]));
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    Report report = new Report(System.out, System.err);
    switch (options.suite()) {
      case "recognition" -> RecognitionBench.run(root, folder, options, report);
      case "java" -> JavaBench.run(options, report);
      case "policy" -> PolicyBench.run(bundle(arguments[2]), options, report);
      case "http" -> HttpBench.run(options, report);
      case "retention" -> RetentionBench.run(options, report);
      default -> throw new IllegalArgumentException(Options.USAGE);
    }
    if (options.json().isPresent()) {
      report.writeJson(options.json().get());
    }
    if (options.docs().isPresent()) {
      report.writeDocs(options.docs().get(), options.suite());
    }
    // pools keep threads of their own
    System.exit(0);
  }

  /** The bundle of the tree that the documentation is of. */
  private static Path bundle(String page) {
    return Path.of(page).resolveSibling("../liberty-config/src/main/liberty/config/policy");
  }
}
