package dev.lethe.benchmarks.recognition;

import com.sun.management.GarbageCollectionNotificationInfo;
import dev.lethe.engine.extraction.Extractors;
import dev.lethe.engine.pii.Identifiers;
import dev.lethe.engine.recognition.NativeFolder;
import dev.lethe.engine.recognition.Recognizer;
import dev.lethe.engine.template.Templates;
import dev.lethe.engine.worker.Processor;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.Provenance;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * Reads one document as a worker does, in a virtual machine that can be looked into, which a
 * worker's cannot: the most heap that was in use right after a collection.
 */
public final class HeapProbe {

  private HeapProbe() {}

  static Process start(Path natives, String languages, Path document) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms80m",
            "-Xmx384m",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            HeapProbe.class.getName(),
            natives.toString(),
            languages,
            document.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  static double mebibytes(Process probe) throws IOException, InterruptedException {
    String text = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return probe.waitFor() == 0 ? Double.parseDouble(text.strip()) : Double.NaN;
  }

  /**
   * @param args folder with natives and models; recognition languages; document
   */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws IOException {
    AtomicLong most = new AtomicLong();
    watchCollections(most);
    NativeFolder natives = NativeFolder.at(Path.of(args[0]));
    natives.activate();
    try (Recognizer recognizer = new Recognizer(natives, args[1])) {
      Processor processor =
          new Processor(
              recognizer,
              Extractors.standard(),
              Templates.shipped(),
              Identifiers.standard(),
              new Provenance("bench", "bench", "bench", "bench"));
      Response response = processor.process(request(Files.readAllBytes(Path.of(args[2]))));
      if (!(response instanceof Response.Extracted)) {
        System.exit(1);
      }
    }
    System.gc();
    System.out.println(most.get() / 1048576.0);
  }

  private static Request request(byte[] document) {
    return new Request.Extract(
        new ReadingScope(Optional.of("text"), List.of(), List.of(), Optional.empty(), Pages.LIMITS),
        List.of(new FieldRequest("full_text", FieldType.FULL_TEXT)),
        new Request.Document(document));
  }

  private static void watchCollections(AtomicLong most) {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, handback) ->
                  most.accumulateAndGet(
                      left((CompositeData) notification.getUserData()), Math::max),
              null,
              null);
    }
  }

  /** Young collections leave old garbage standing, so this is an upper bound. */
  private static long left(CompositeData data) {
    return GarbageCollectionNotificationInfo.from(data)
        .getGcInfo()
        .getMemoryUsageAfterGc()
        .entrySet()
        .stream()
        .filter(pool -> pool.getKey().matches(".*(Eden|Survivor|Tenured|Old).*"))
        .map(java.util.Map.Entry::getValue)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }
}
