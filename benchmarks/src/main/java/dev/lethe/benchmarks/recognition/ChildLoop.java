package dev.lethe.benchmarks.recognition;

import dev.lethe.benchmarks.ProcessTimes;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A program in virtual machines of its own, with the worker's options for them: it gets the name of
 * an image in a line and answers a line of words.
 */
final class ChildLoop implements Contestant {

  private static final Set<Long> STARTED = ConcurrentHashMap.newKeySet();

  private final String name;
  private final List<Child> children = new ArrayList<>();

  private record Child(Process process, BufferedWriter names, BufferedReader answers) {}

  ChildLoop(String name, Class<?> program, int processes, Path natives, String languages)
      throws IOException {
    this.name = name;
    for (int i = 0; i < processes; i++) {
      children.add(start(program, natives, languages));
    }
  }

  /** Ids of all such processes. */
  static Set<Long> started() {
    return STARTED;
  }

  private static Child start(Class<?> program, Path natives, String languages) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                natives.toString(),
                languages)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    STARTED.add(process.pid());
    return new Child(
        process,
        process.outputWriter(StandardCharsets.UTF_8),
        process.inputReader(StandardCharsets.UTF_8));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Reading read(List<BenchPage> pages) throws IOException {
    Map<Long, Double> before = cpu();
    long start = System.nanoTime();
    List<List<String>> words = new ArrayList<>();
    // each child always has one page: they read side by side
    int asked = 0;
    for (; asked < Math.min(children.size(), pages.size()); asked++) {
      ask(children.get(asked), pages.get(asked));
    }
    for (int i = 0; i < pages.size(); i++) {
      Child child = children.get(i % children.size());
      words.add(answer(child));
      if (asked < pages.size()) {
        ask(child, pages.get(asked++));
      }
    }
    double wall = (System.nanoTime() - start) / 1e9;
    return new Reading(wall, ProcessTimes.between(before, cpu()), words);
  }

  private Map<Long, Double> cpu() {
    return ProcessTimes.ofTrees(
        children.stream().map(child -> child.process().toHandle()).toList());
  }

  private static void ask(Child child, BenchPage page) throws IOException {
    child.names().write(page.file() + "\n");
    child.names().flush();
  }

  private List<String> answer(Child child) throws IOException {
    String line = child.answers().readLine();
    if (line == null) {
      throw new IOException(name + " has ended");
    }
    return Contestant.split(line);
  }

  @Override
  public void close() {
    children.forEach(child -> child.process().destroyForcibly());
  }
}
