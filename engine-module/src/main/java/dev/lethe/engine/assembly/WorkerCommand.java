package dev.lethe.engine.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the worker's virtual machine is started. What depends on the root is written into it as an
 * argument file, so that whoever starts workers adds only memory limits.
 */
final class WorkerCommand {

  private static final String MAIN = "dev.lethe.engine.worker.Main /app/natives ";

  /**
   * One compiler suits short runs; nothing of a document may be written when it breaks. Without an
   * environment the character set would be that of the locale C, which has no letters with marks.
   */
  static final String OPTIONS =
      """
      -XX:+UseSerialGC
      -XX:TieredStopAtLevel=1
      -Xss1m
      -XX:+ExitOnOutOfMemoryError
      -XX:+SuppressFatalErrorMessage
      -XX:+DisplayVMOutputToStderr
      -XX:-UsePerfData
      -XX:+DisableAttachMechanism
      -XX:-HeapDumpOnOutOfMemoryError
      -Xrs
      -Dfile.encoding=UTF-8
      -Djna.encoding=UTF-8
      -Djava.awt.headless=true
      -Djava.io.tmpdir=/tmp
      """;

  private final Path root;
  private final String main;

  /**
   * @param languages the exact models for pages of which nothing is known; empty when there are
   *     none
   */
  WorkerCommand(Path root, String languages) {
    this.root = root;
    this.main = MAIN + (languages.isEmpty() ? "eng fast" : languages + " best-int");
  }

  /** For {@code java @/app/worker.args}. */
  String arguments() {
    return OPTIONS
        + "-XX:SharedArchiveFile=/app/worker.jsa\n-Xshare:auto\n-cp "
        + classPath()
        + "\n"
        + main
        + "\n";
  }

  /** The run that writes the class archive, in a root that is still writable. */
  List<String> training() {
    String script =
        "exec bwrap --unshare-all --die-with-parent --new-session --clearenv --cap-drop ALL"
            + " --bind \"$1\" / --proc /proc --dev /dev --tmpfs /tmp"
            + " /jre/bin/java -XX:ArchiveClassesAtExit=/app/worker.jsa "
            + OPTIONS.replace('\n', ' ')
            + " -cp \"$2\" "
            + main
            + " 3>/dev/null";
    return List.of("sh", "-c", script, "sh", root.toAbsolutePath().toString(), classPath());
  }

  /** The jars as the worker names them: an archive fits only the same class path. */
  private String classPath() {
    try (Stream<Path> jars = Files.list(root.resolve("app/lib"))) {
      return jars.map(jar -> "/app/lib/" + jar.getFileName())
          .sorted()
          .collect(Collectors.joining(":"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
