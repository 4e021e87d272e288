package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.RunningSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Processes in which this system's documents are read. */
final class WorkerProcesses {

  private WorkerProcesses() {}

  /** Processes of this system's workers. */
  static Set<Long> running() {
    String mark = RunningSystem.get().stateDir().toAbsolutePath().toString();
    Set<Long> found = new HashSet<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      processes
          .filter(path -> path.getFileName().toString().matches("[0-9]+"))
          .filter(path -> isWorker(path, mark))
          .forEach(path -> found.add(Long.parseLong(path.getFileName().toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(found).as("workers of " + mark).isNotEmpty();
    return found;
  }

  private static boolean isWorker(Path process, String mark) {
    try {
      String command = Files.readString(process.resolve("cmdline"));
      return command.contains("bwrap") && command.contains(mark);
    } catch (IOException gone) {
      return false;
    }
  }

  /** How long it took until one of them was gone, or the bound. */
  static Duration awaitOneGone(Set<Long> before, Instant start, Duration bound) {
    while (Duration.between(start, Instant.now()).compareTo(bound) < 0) {
      if (before.stream().anyMatch(pid -> !Files.exists(Path.of("/proc", Long.toString(pid))))) {
        return Duration.between(start, Instant.now());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    return Duration.between(start, Instant.now());
  }
}
