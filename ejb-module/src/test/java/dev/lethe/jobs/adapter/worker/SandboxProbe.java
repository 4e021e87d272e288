package dev.lethe.jobs.adapter.worker;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Runs in the worker's place and tells what is possible there, a line for each attempt. */
public final class SandboxProbe {

  private interface Attempt {
    void run() throws Exception;
  }

  private SandboxProbe() {}

  public static void main(String[] args) throws IOException {
    try (PrintStream out =
        new PrintStream(new FileOutputStream("/proc/self/fd/3"), true, StandardCharsets.UTF_8)) {
      attempt(out, "connect", () -> new Socket("127.0.0.1", 1).close());
      attempt(out, "listen", () -> new ServerSocket(0).close());
      attempt(out, "resolve", () -> InetAddress.getByName("example.org"));
      attempt(out, "spawn", () -> new ProcessBuilder("/jre/bin/java", "-version").start());
      for (String folder : new String[] {"/", "/app", "/dev", "/proc", "/jre", "/app/lib"}) {
        attempt(out, "write " + folder, () -> Files.writeString(Path.of(folder, "x"), "x"));
      }
      attempt(out, "fill /tmp", () -> Files.write(Path.of("/tmp/x"), new byte[80 * 1024 * 1024]));
      attempt(out, "read /etc/passwd", () -> Files.readString(Path.of("/etc/passwd")));
      attempt(out, "read /root", () -> Files.list(Path.of("/root")).close());
      out.println("environment " + System.getenv().size());
      out.println("processes " + processes());
      out.println("interfaces " + Files.readAllLines(Path.of("/proc/net/dev")).size());
    }
  }

  private static long processes() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries.filter(entry -> entry.getFileName().toString().matches("\\d+")).count();
    }
  }

  private static void attempt(PrintStream out, String what, Attempt attempt) {
    try {
      attempt.run();
      out.println(what + ": possible");
    } catch (Exception | LinkageError refused) {
      out.println(what + ": refused");
    }
  }
}
