package dev.lethe.benchmarks.recognition;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The other end of a {@link ChildLoop}. */
final class LineServer {

  private LineServer() {}

  /** Reads one page. */
  interface Reader {
    String read(String file) throws Exception;
  }

  static void serve(Reader reader) throws Exception {
    // whatever libraries print must not get between the answers
    PrintStream answers = System.out;
    System.setOut(System.err);
    BufferedReader names =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String file;
    while ((file = next(names)) != null) {
      String line = reader.read(file).replaceAll("\\s+", " ") + "\n";
      answers.write(line.getBytes(StandardCharsets.UTF_8));
      answers.flush();
    }
  }

  private static @org.jspecify.annotations.Nullable String next(BufferedReader names)
      throws IOException {
    return names.readLine();
  }
}
