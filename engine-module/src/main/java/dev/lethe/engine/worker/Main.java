package dev.lethe.engine.worker;

import com.sun.jna.Native;
import dev.lethe.engine.extraction.Extractors;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.pii.Identifiers;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.NativeFolder;
import dev.lethe.engine.recognition.Recognizer;
import dev.lethe.engine.template.Templates;
import dev.lethe.worker.Hello;
import dev.lethe.worker.MessageReader;
import dev.lethe.worker.MessageWriter;
import dev.lethe.worker.Provenance;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.logging.LogManager;

/**
 * The worker's process: requests come on standard input, answers go to descriptor 3. Standard
 * output is not used, since the virtual machine itself writes there when it breaks. The process
 * prints nothing; it ends when its input ends or a frame is bad.
 */
public final class Main {

  private static final int BUFFER = 1 << 16;
  private static final int MOST_DOCUMENT_BYTES = 512 * 1024 * 1024;
  private static final int BAD_FRAME = 3;
  private static final int PR_SET_DUMPABLE = 4;

  private Main() {}

  /**
   * @param args folder with natives and models; recognition languages; kind of the models
   */
  public static void main(String[] args) throws IOException {
    OutputStream answers = new FileOutputStream("/proc/self/fd/3");
    NativeFolder natives = NativeFolder.at(Path.of(args[0]));
    natives.activate();
    forbidDumps();
    try (Recognizer recognizer = new Recognizer(natives, args[1])) {
      Provenance provenance = provenance(args[1], args[2]);
      Processor processor =
          new Processor(
              recognizer,
              Extractors.standard(),
              Templates.shippedAnd(Path.of(args[0]).resolveSibling("templates")),
              Identifiers.standard(),
              provenance);
      warmUp(recognizer);
      // up to here no document was seen, and what went wrong may be told
      silence();
      MessageWriter writer = new MessageWriter(new BufferedOutputStream(answers, BUFFER));
      writer.write(new Hello(Hello.PROTOCOL_VERSION, provenance));
      serve(processor, writer);
    }
  }

  private static void serve(Processor processor, MessageWriter writer) throws IOException {
    MessageReader reader =
        new MessageReader(
            new BufferedInputStream(new FileInputStream(FileDescriptor.in), BUFFER),
            MOST_DOCUMENT_BYTES);
    while (true) {
      Optional<Request> request = next(reader);
      if (request.isEmpty()) {
        return;
      }
      answer(writer, processor.process(request.get()));
    }
  }

  private static Optional<Request> next(MessageReader reader) {
    try {
      return reader.readRequest();
    } catch (IOException broken) {
      Runtime.getRuntime().halt(BAD_FRAME);
      throw new IllegalStateException();
    }
  }

  /** An answer that does not fit the protocol's bounds is never sent in part. */
  private static void answer(MessageWriter writer, Response response) throws IOException {
    try {
      writer.write(response);
    } catch (dev.lethe.worker.ProtocolException tooLarge) {
      writer.write(new Response.Refused(Refusal.WORKER_FAILED));
    }
  }

  /** Libraries log what they stumble over, and documents are full of it. */
  private static void silence() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false);
    System.setOut(nowhere);
    System.setErr(nowhere);
    LogManager.getLogManager().reset();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, broken) -> Runtime.getRuntime().halt(BAD_FRAME));
  }

  /** Of the C library. */
  private static final class Libc {
    static {
      Native.register(Libc.class, "c");
    }

    private Libc() {}

    static native int prctl(int option, long value, long a, long b, long c);
  }

  /** Neither a core file nor another process may see this one's memory. */
  private static void forbidDumps() {
    Libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  }

  private static Provenance provenance(String languages, String kind) {
    return new Provenance(
        "lethe-engine " + version(),
        Recognizer.library(),
        "tessdata-" + kind + " " + languages,
        Extractors.STANDARD_VERSION);
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Takes the way of a page once, so that the first document does not pay for it. */
  private static void warmUp(Recognizer recognizer) {
    byte[] pixels = new byte[320 * 120];
    Arrays.fill(pixels, (byte) 255);
    for (int stroke = 0; stroke < 12; stroke++) {
      for (int y = 40; y < 70; y++) {
        Arrays.fill(pixels, y * 320 + 30 + stroke * 20, y * 320 + 35 + stroke * 20, (byte) 0);
      }
    }
    recognizer.recognize(1, new GrayImage(320, 120, pixels), Deadline.in(Duration.ofSeconds(10)));
    recognizer.clear();
  }
}
