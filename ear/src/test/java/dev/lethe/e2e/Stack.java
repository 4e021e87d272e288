package dev.lethe.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The processes, files and tables of the stack that is under test, seen from outside. */
public final class Stack {

  private static final RunningSystem SYSTEM = RunningSystem.get();
  private static final Path STATE = SYSTEM.stateDir();

  private Stack() {}

  /** Something that can be killed. */
  public enum Part {
    WORKER(STATE.resolve("worker-root").toString()),
    POSTGRES(STATE.resolve("postgres/data").toString()),
    KEYCLOAK("-Dlethe.part=keycloak"),
    SERVER("-Dlethe.part=server");

    private final String argument;

    Part(String argument) {
      this.argument = argument;
    }

    /** Of PostgreSQL that is the postmaster; its children end with it. */
    public List<ProcessHandle> processes() {
      return ProcessHandle.allProcesses()
          .filter(
              process -> {
                List<String> words = words(process);
                return words.contains(argument)
                    && (this == WORKER || this == POSTGRES || ours(words));
              })
          .toList();
    }

    private static boolean ours(List<String> words) {
      return words.contains("-Dlethe.stack=" + STATE);
    }
  }

  private static List<String> words(ProcessHandle process) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/cmdline"));
      return List.of(new String(line, StandardCharsets.UTF_8).split("\0", -1));
    } catch (IOException gone) {
      return List.of();
    }
  }

  /** Every process that was started for this stack. */
  public static List<ProcessHandle> processes() {
    return Arrays.stream(Part.values()).flatMap(part -> part.processes().stream()).toList();
  }

  public static ProcessHandle server() {
    return Part.SERVER.processes().stream().findFirst().orElseThrow();
  }

  /** As by kill -9. */
  public static void kill(ProcessHandle process) {
    process.destroyForcibly();
  }

  /** Runs {@code ./lethe up --detach} for this stack and gives its exit status. */
  public static int up() {
    return up(Map.of());
  }

  /** The same with settings in its environment; what it says is in {@link #upLog}. */
  public static int up(Map<String, String> settings) {
    return lethe(settings, "up", "--detach");
  }

  /** Runs any command of {@code ./lethe} for this stack; what it says is in {@link #upLog}. */
  public static int lethe(String... words) {
    return lethe(Map.of(), words);
  }

  private static int lethe(Map<String, String> settings, String... words) {
    Path log = upLog();
    List<String> line = new ArrayList<>();
    line.add(System.getProperty("lethe.tree") + "/lethe");
    line.addAll(List.of(words));
    ProcessBuilder command = new ProcessBuilder(line);
    command.environment().put("LETHE_STATE_DIR", STATE.toString());
    command.environment().put("LETHE_HTTPS_PORT", Integer.toString(SYSTEM.baseUrl().getPort()));
    command
        .environment()
        .put("LETHE_KEYCLOAK_PORT", Integer.toString(SYSTEM.keycloakUrl().getPort()));
    command.environment().put("LETHE_POSTGRES_PORT", System.getProperty("lethe.postgres.port"));
    command.environment().putAll(settings);
    command
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process process = command.start();
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return -1;
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static Path upLog() {
    return STATE.resolve("log/up-again.log");
  }

  /** Workers whose server is gone: nobody would ever end them. */
  public static List<ProcessHandle> orphans() {
    return Part.WORKER.processes().stream().filter(worker -> !belongsToServer(worker)).toList();
  }

  private static boolean belongsToServer(ProcessHandle process) {
    for (ProcessHandle parent = process.parent().orElse(null);
        parent != null;
        parent = parent.parent().orElse(null)) {
      if (words(parent).contains("-Dlethe.part=server")) {
        return true;
      }
    }
    return !process.isAlive();
  }

  public static int openFiles(ProcessHandle process) {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return (int) open.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A number of /proc/PID/status, for instance Threads, or VmRSS in KiB. */
  public static long status(ProcessHandle process, String name) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith(name + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sealed documents, and such that were never finished. */
  public static List<Path> storedFiles() {
    try (Stream<Path> files = Files.walk(STATE.resolve("store"))) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something holds; false if it does not in time. */
  public static boolean within(Duration time, BooleanSupplier holds) {
    long end = System.nanoTime() + time.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    }
    return true;
  }
}
