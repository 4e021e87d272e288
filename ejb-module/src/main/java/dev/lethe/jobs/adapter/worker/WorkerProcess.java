package dev.lethe.jobs.adapter.worker;

import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.Hello;
import dev.lethe.worker.MessageReader;
import dev.lethe.worker.MessageWriter;
import dev.lethe.worker.ProtocolException;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import dev.lethe.worker.ResponseChecker;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One child process. It is used by one thread at a time; {@link #kill} may come from any. */
final class WorkerProcess {

  private static final int BUFFER = 1 << 16;
  private static final int MOST_COMPLAINT = 2_000;
  private static final long PAGE_KIBIBYTES = 4;

  /** How a Java virtual machine ends that was told to end when its memory is used up. */
  private static final int OUT_OF_MEMORY = 3;

  private static final long LAST_WORDS_MILLIS = 1_000;

  private final String name = "worker_" + UUID.randomUUID().toString().replace("-", "");
  private final Process process;
  private final MessageWriter writer;
  private final MessageReader reader;
  private final InputStream answers;
  private final StringBuilder complaint = new StringBuilder();
  private final Thread drain;
  private @Nullable TenantId owner;
  private int pages;

  /** Of the sandbox and the program in it, which starts no others. */
  private List<Long> processes = List.of();

  private WorkerProcess(Process process, int maxResultBytes) {
    this.process = process;
    this.drain = new Thread(this::drainComplaints, "lethe-worker-complaints");
    drain.setDaemon(true);
    this.writer = new MessageWriter(new BufferedOutputStream(process.getOutputStream(), BUFFER));
    this.answers = process.getInputStream();
    this.reader = new MessageReader(answers, maxResultBytes);
  }

  /**
   * Starts a process; it is not warm yet.
   *
   * <p>The kernel ends the child when the thread that calls this ends, so it must be one that lasts
   * as long as the pool.
   */
  static WorkerProcess start(List<String> command, int maxResultBytes) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(new java.io.File("/"));
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
    WorkerProcess worker = new WorkerProcess(builder.start(), maxResultBytes);
    worker.drain.start();
    return worker;
  }

  /** What the sandbox says before the worker is warm is kept; later text is thrown away. */
  private void drainComplaints() {
    byte[] buffer = new byte[1024];
    try (InputStream errors = process.getErrorStream()) {
      int n;
      while ((n = errors.read(buffer)) >= 0) {
        keep(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException ended) {
      // so did the process
    }
  }

  private synchronized void keep(String text) {
    if (complaint.length() < MOST_COMPLAINT) {
      complaint.append(text, 0, Math.min(text.length(), MOST_COMPLAINT - complaint.length()));
    }
  }

  /** What was said before a document was seen: of the sandbox and the virtual machine alone. */
  synchronized String complaint() {
    return complaint.toString().strip();
  }

  /** Blocks until the worker is warm. */
  Hello awaitHello() throws IOException {
    Hello hello = reader.readHello();
    ResponseChecker.check(hello);
    // looking for them costs milliseconds where many others run: once, not after each document
    processes =
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
            .map(ProcessHandle::pid)
            .toList();
    synchronized (this) {
      complaint.setLength(0);
      complaint.append(" ".repeat(MOST_COMPLAINT));
    }
    return hello;
  }

  /** Sends a request and blocks for its answer, which was checked against it. */
  Response exchange(Request request) throws IOException {
    writer.write(request);
    Response response = reader.readResponse();
    ResponseChecker.check(request, response);
    if (answers.available() > 0) {
      throw new ProtocolException("more than one answer");
    }
    pages += pagesOf(response);
    return response;
  }

  private static int pagesOf(Response response) {
    if (response instanceof Response.Extracted extracted) {
      return extracted.pages();
    }
    if (response instanceof Response.Classified classified) {
      return Math.max(1, classified.pagesRecognized());
    }
    return response instanceof Response.Redacted redacted ? redacted.pages() : 1;
  }

  /** A random name, by which evidence tells it from all others that there ever were. */
  String name() {
    return name;
  }

  /** Whose documents it reads; empty when it has read none. */
  Optional<TenantId> owner() {
    return Optional.ofNullable(owner);
  }

  void give(TenantId tenant) {
    owner = tenant;
  }

  int pages() {
    return pages;
  }

  /** Whether it lives and waits for a request; one that is not is ended. */
  boolean isQuiet() {
    try {
      if (process.isAlive() && answers.available() == 0) {
        return true;
      }
    } catch (IOException broken) {
      // ended below
    }
    kill();
    return false;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Resident memory of the sandbox and what runs in it, in mebibytes. */
  long residentMebibytes() {
    return processes.stream().mapToLong(WorkerProcess::resident).sum() / 1024;
  }

  private static long resident(long pid) {
    try {
      String statm = Files.readString(Path.of("/proc", Long.toString(pid), "statm"));
      return Long.parseLong(statm.split(" ")[1]) * PAGE_KIBIBYTES;
    } catch (IOException | RuntimeException gone) {
      return 0;
    }
  }

  /** Of a worker that broke off an exchange: whether it was the document that was too much. */
  Refusal whyItBroke() {
    try {
      boolean ended = process.waitFor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
      return ended && process.exitValue() == OUT_OF_MEMORY
          ? Refusal.MEMORY_EXCEEDED
          : Refusal.WORKER_FAILED;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Refusal.WORKER_FAILED;
    }
  }

  /** Ends the process and all within its sandbox; returns at once. */
  void kill() {
    process.destroyForcibly();
  }

  boolean awaitEnd(Duration most) throws InterruptedException {
    boolean ended = process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
    if (ended) {
      drain.join(most.toMillis());
    }
    return ended;
  }
}
