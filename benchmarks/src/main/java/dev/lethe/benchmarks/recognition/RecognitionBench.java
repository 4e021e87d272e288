package dev.lethe.benchmarks.recognition;

import dev.lethe.benchmarks.Options;
import dev.lethe.benchmarks.Report;
import dev.lethe.benchmarks.recognition.CommandLine.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./lethe bench recognition}. */
public final class RecognitionBench {

  private static final int BUSY = 2;

  private final Path root;
  private final Path natives;
  private final String languages;
  private final String kind;
  private final Options options;
  private final Report report;

  private RecognitionBench(Path root, Options options, Report report) throws IOException {
    this.root = root;
    this.natives = root.resolve("app/natives");
    List<String> arguments = Contestant.split(Files.readString(root.resolve("app/worker.args")));
    this.languages = arguments.get(arguments.size() - 2);
    this.kind = arguments.get(arguments.size() - 1);
    this.options = options;
    this.report = report;
  }

  /**
   * @param root what the sandboxed workers see as their file system
   * @param folder for pages and what other programs write
   */
  public static void run(Path root, Path folder, Options options, Report report)
      throws IOException, InterruptedException {
    new RecognitionBench(root, options, report).run(folder);
  }

  private void run(Path folder) throws IOException, InterruptedException {
    report.say("making pages");
    List<BenchPage> pages =
        options.folder().isPresent()
            ? Pages.of(options.folder().get())
            : Pages.make(folder.resolve("pages"));
    try (Workers workers = new Workers(root, BUSY)) {
      if (options.wants("pages")) {
        readers(workers, pages, folder);
      }
      if (options.wants("zones")) {
        report.add(new Parts(workers, options.rounds(), report).zones(pages));
      }
      if (options.wants("digital")) {
        report.add(new Parts(workers, options.rounds(), report).digital(pages));
      }
    }
    if (options.wants("memory")) {
      report.add(new Memory(root, natives, languages, report).table(pages));
    }
  }

  private void readers(Workers workers, List<BenchPage> pages, Path folder)
      throws IOException, InterruptedException {
    Contestant limit = loop("bare loop over the native library", NativeLoop.class, 1);
    Contestant stock = loop("stock tess4j, getWords", StockTess4j.class, 1);
    List<Contestant> contestants = new ArrayList<>();
    contestants.add(new PoolContestant(workers, 1));
    contestants.add(limit);
    contestants.add(stock);
    contestants.add(new PoolContestant(workers, 2));
    contestants.add(loop("bare loop, two processes", NativeLoop.class, 2));
    String tesseract = Commands.version("tesseract");
    if (!tesseract.isEmpty()) {
      contestants.add(new CommandLine(natives.resolve("tessdata"), languages, true));
      contestants.add(new CommandLine(natives.resolve("tessdata"), languages, false));
    }
    String ocrmypdf = Commands.version("ocrmypdf");
    if (!ocrmypdf.isEmpty()) {
      contestants.add(new OcrMyPdf(folder));
    }
    try {
      Contest contest = new Contest(pages, contestants, report);
      contest.run(options.rounds());
      report.add(contest.table(caption(pages, tesseract, ocrmypdf), limit, stock));
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private Contestant loop(String name, Class<?> program, int processes) throws IOException {
    return new ChildLoop(name, program, processes, natives, languages);
  }

  private String caption(List<BenchPage> pages, String tesseract, String ocrmypdf) {
    double words = pages.stream().mapToInt(page -> page.truth().size()).average().orElse(0);
    return String.format(
        java.util.Locale.ROOT,
        "%d pages%s, %d rounds in turns of a few pages, model %s (%s), %d processors. Medians; CPU of"
            + " all processes of a reader, ratios of the same turn. %s; %s.",
        pages.size(),
        words > 0 ? String.format(java.util.Locale.ROOT, " of %.0f words on average", words) : "",
        options.rounds(),
        languages,
        kind,
        Runtime.getRuntime().availableProcessors(),
        tesseract.isEmpty() ? "The tesseract command is missing" : "Command: " + tesseract,
        ocrmypdf.isEmpty() ? "ocrmypdf is missing" : "ocrmypdf " + ocrmypdf);
  }
}
