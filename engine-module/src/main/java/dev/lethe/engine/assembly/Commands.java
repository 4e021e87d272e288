package dev.lethe.engine.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the few programs of the system that building the root needs. */
final class Commands {

  private static final Pattern LIBRARY =
      Pattern.compile("^\\s*(?:\\S+ => )?(/.+) \\(0x", Pattern.MULTILINE);

  private Commands() {}

  /** What the program prints; a failure names the program. */
  static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(command.get(0) + " ended with " + status + ": " + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted");
    }
  }

  static List<Path> sharedLibrariesOf(Path binary) {
    return librariesIn(run(List.of("ldd", binary.toString())));
  }

  /** The places in what {@code ldd} prints; folders may have spaces in their names. */
  static List<Path> librariesIn(String printed) {
    List<Path> libraries = new ArrayList<>();
    Matcher matcher = LIBRARY.matcher(printed);
    while (matcher.find()) {
      libraries.add(Path.of(matcher.group(1)).normalize());
    }
    return libraries;
  }
}
