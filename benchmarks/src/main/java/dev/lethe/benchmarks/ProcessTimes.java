package dev.lethe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Processor time and memory of processes, as the kernel accounts them in {@code /proc}. */
public final class ProcessTimes {

  private static final double TICKS_PER_SECOND = 100;
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int WAITED_USER = 13;
  private static final int WAITED_SYSTEM = 14;

  private ProcessTimes() {}

  /** Seconds of each living process of the trees, by process id. */
  public static Map<Long, Double> ofTrees(List<ProcessHandle> roots) {
    Map<Long, Double> seconds = new HashMap<>();
    roots.stream()
        .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
        .forEach(process -> seconds.put(process.pid(), own(process.pid())));
    return seconds;
  }

  /** Seconds that were spent between two readings; NaN when a process was lost meanwhile. */
  public static double between(Map<Long, Double> before, Map<Long, Double> after) {
    if (!after.keySet().containsAll(before.keySet())) {
      return Double.NaN;
    }
    return after.entrySet().stream()
        .mapToDouble(entry -> entry.getValue() - before.getOrDefault(entry.getKey(), 0.0))
        .sum();
  }

  /** Seconds of a process itself. */
  public static double own(long pid) {
    String[] fields = stat(pid);
    return (number(fields, USER) + number(fields, SYSTEM)) / TICKS_PER_SECOND;
  }

  /** Seconds of this process's children that have ended. */
  public static double endedChildren() {
    String[] fields = stat(ProcessHandle.current().pid());
    return (number(fields, WAITED_USER) + number(fields, WAITED_SYSTEM)) / TICKS_PER_SECOND;
  }

  /** Resident memory of a process in mebibytes; 0 when it is gone. */
  public static double residentMebibytes(long pid) {
    return status(pid, "VmRSS:");
  }

  /** The most memory that a process ever had resident, in mebibytes; 0 when it is gone. */
  public static double peakMebibytes(long pid) {
    return status(pid, "VmHWM:");
  }

  private static double status(long pid, String key) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith(key))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException gone) {
      return 0;
    }
  }

  /** The fields after the command, which may itself hold spaces and brackets. */
  private static String[] stat(long pid) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    } catch (IOException gone) {
      return new String[0];
    }
  }

  private static double number(String[] fields, int at) {
    return at < fields.length ? Double.parseDouble(fields[at].strip()) : 0;
  }
}
