package dev.lethe.benchmarks.recognition;

import dev.lethe.benchmarks.ProcessTimes;
import dev.lethe.benchmarks.Report;
import dev.lethe.benchmarks.Table;
import dev.lethe.benchmarks.Table.Column;
import dev.lethe.jobs.adapter.worker.PoolSettings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.image.CCITTFactory;

/** Memory of a worker that reads one document of many scanned pages. */
final class Memory {

  private static final int[] PAGES = {1, 50, 300};
  private static final long EVERY_MILLIS = 200;

  private final Path root;
  private final Path natives;
  private final String languages;
  private final Report report;

  Memory(Path root, Path natives, String languages, Report report) {
    this.root = root;
    this.natives = natives;
    this.languages = languages;
    this.report = report;
  }

  Table table(List<BenchPage> pages) throws IOException, InterruptedException {
    PoolSettings settings = PoolSettings.standard(root);
    Table table =
        new Table(
            "memory",
            String.format(
                java.util.Locale.ROOT,
                "One document of scanned pages (black and white, 300 dpi) in a fresh worker with its"
                    + " standard %d MiB of heap. Live heap: the most that a collection left, by the"
                    + " same code outside the sandbox.",
                settings.heapMebibytes()),
            new Column("pages", "%.0f"),
            new Column("document MiB", "%.1f"),
            new Column("live heap MiB", "%.0f"),
            new Column("resident MiB after a third", "%.0f"),
            new Column("resident MiB at the end", "%.0f"),
            new Column("peak resident MiB", "%.0f"));
    for (int count : PAGES) {
      report.say("memory of a document of " + count + " pages");
      row(table, count, document(pages, count));
    }
    return table;
  }

  private void row(Table table, int count, byte[] document)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("bench-", ".pdf");
    try {
      Files.write(file, document);
      Process heap = HeapProbe.start(natives, languages, file);
      Resident resident = resident(document);
      table.row(
          count,
          document.length / 1048576.0,
          HeapProbe.mebibytes(heap),
          resident.afterThird(),
          resident.atEnd(),
          resident.peak());
    } finally {
      Files.delete(file);
    }
  }

  /** Resident memory of the worker's largest process, in mebibytes. */
  private record Resident(double afterThird, double atEnd, double peak) {}

  private Resident resident(byte[] document) throws InterruptedException {
    try (Workers workers = new Workers(root, 1)) {
      AtomicBoolean over = new AtomicBoolean();
      List<Double> samples = new ArrayList<>();
      double[] peak = {0};
      Thread watch = new Thread(() -> watch(workers, over, samples, peak), "bench-memory");
      watch.start();
      workers.text(document, List.of());
      over.set(true);
      watch.join();
      return new Resident(
          samples.get(samples.size() / 3), samples.get(samples.size() - 1), peak[0]);
    }
  }

  private static void watch(
      Workers workers, AtomicBoolean over, List<Double> samples, double[] peak) {
    Set<Long> pids = ProcessTimes.ofTrees(workers.processes(Set.of())).keySet();
    do {
      samples.add(pids.stream().mapToDouble(ProcessTimes::residentMebibytes).max().orElse(0));
      double highest = pids.stream().mapToDouble(ProcessTimes::peakMebibytes).max().orElse(0);
      peak[0] = Math.max(peak[0], highest);
      sleep();
    } while (!over.get());
  }

  private static void sleep() {
    try {
      Thread.sleep(EVERY_MILLIS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** The pages again and again, as an office scanner packs them. */
  private static byte[] document(List<BenchPage> pages, int count) throws IOException {
    List<BufferedImage> images = new ArrayList<>();
    for (BenchPage page : pages) {
      images.add(blackAndWhite(ImageIO.read(new ByteArrayInputStream(page.image()))));
    }
    try (PDDocument document = new PDDocument()) {
      for (int i = 0; i < count; i++) {
        BufferedImage image = images.get(i % images.size());
        Pages.addPage(document, CCITTFactory.createFromImage(document, image));
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    }
  }

  private static BufferedImage blackAndWhite(BufferedImage image) {
    BufferedImage binary =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
    binary.createGraphics().drawImage(image, 0, 0, null);
    return binary;
  }
}
