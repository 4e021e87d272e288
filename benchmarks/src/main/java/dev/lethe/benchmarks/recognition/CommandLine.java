package dev.lethe.benchmarks.recognition;

import dev.lethe.benchmarks.ProcessTimes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code tesseract} command, one call a page. */
final class CommandLine implements Contestant {

  private final Path models;
  private final String languages;
  private final boolean oneThread;

  /**
   * @param oneThread false for its default, which is as many threads as there are processors
   */
  CommandLine(Path models, String languages, boolean oneThread) {
    this.models = models;
    this.languages = languages;
    this.oneThread = oneThread;
  }

  @Override
  public String name() {
    return oneThread ? "tesseract command, OMP_THREAD_LIMIT=1" : "tesseract command, its default";
  }

  @Override
  public int rounds(int asked) {
    return oneThread ? asked : 1;
  }

  @Override
  public Reading read(List<BenchPage> pages) throws IOException, InterruptedException {
    double before = ProcessTimes.endedChildren();
    long start = System.nanoTime();
    List<List<String>> words = new ArrayList<>();
    for (BenchPage page : pages) {
      words.add(Contestant.split(read(page)));
    }
    double wall = (System.nanoTime() - start) / 1e9;
    return new Reading(wall, ProcessTimes.endedChildren() - before, words);
  }

  private String read(BenchPage page) throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder(
                "tesseract",
                page.file().toString(),
                "stdout",
                "--tessdata-dir",
                models.toString(),
                "-l",
                languages,
                "--oem",
                "1",
                "--dpi",
                "300")
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    command.environment().remove("OMP_THREAD_LIMIT");
    if (oneThread) {
      command.environment().put("OMP_THREAD_LIMIT", "1");
    }
    return Commands.output(command);
  }

  @Override
  public void close() {
    // every call is a process of its own
  }

  /** Runs programs. */
  static final class Commands {

    private Commands() {}

    static String output(ProcessBuilder command) throws IOException, InterruptedException {
      Process process = command.start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(command.command().get(0) + " ended with " + process.exitValue());
      }
      return text;
    }

    /** First line of what a program says of its version; empty when it is not there. */
    static String version(String program) throws InterruptedException {
      try {
        return output(new ProcessBuilder(program, "--version").redirectErrorStream(true))
            .lines()
            .findFirst()
            .orElse("");
      } catch (IOException missing) {
        return "";
      }
    }
  }
}
