package dev.lethe.benchmarks.recognition;

import java.io.IOException;
import java.util.List;

/** A way of reading pages. */
interface Contestant extends AutoCloseable {

  String name();

  /** Reads the pages, each once, and tells what it took. */
  Reading read(List<BenchPage> pages) throws IOException, InterruptedException;

  /**
   * Rounds in which it takes part, of those that are asked for: what is many times slower than the
   * others is read once.
   */
  default int rounds(int asked) {
    return asked;
  }

  @Override
  void close();

  /**
   * What it took.
   *
   * @param wallSeconds from the first page to the last answer
   * @param cpuSeconds of all its processes; NaN when it could not be told
   * @param words what was read, page by page
   */
  record Reading(double wallSeconds, double cpuSeconds, List<List<String>> words) {}

  static List<String> split(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }
}
