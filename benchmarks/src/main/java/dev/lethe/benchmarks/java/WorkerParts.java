package dev.lethe.benchmarks.java;

import dev.lethe.engine.extraction.Extractors;
import dev.lethe.engine.extraction.FieldExtractor;
import dev.lethe.engine.extraction.Rereader;
import dev.lethe.engine.layout.PageLayout;
import dev.lethe.engine.layout.ReadingOrder;
import dev.lethe.engine.layout.TextRun;
import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.SourceDocument;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.Limits;
import dev.lethe.worker.MessageReader;
import dev.lethe.worker.MessageWriter;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Request;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a worker does beside the library, with the worker's options for its virtual machine. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m", "-Xss1m"})
public class WorkerParts {

  private static final Limits LIMITS = new Limits(10, 100_000_000L, Duration.ofMinutes(1));
  private static final int MEGABYTES = 2_000_000;
  private static final double SOME_DEGREES = Math.toRadians(0.8);

  private byte[] pdf = {};
  private byte[] frame = {};
  private BufferedImage colour = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
  private GrayImage gray = new GrayImage(1, 1, new byte[1]);
  private PageText page = new PageText(1, 1, 1, List.of(), true, 72);
  private Request request = request(new byte[0]);
  private List<FieldRequest> fields = List.of();
  private final FieldExtractor extractor = Extractors.standard();

  /** Makes an invoice and its scan. */
  @Setup
  public void make() throws IOException {
    SyntheticDocument invoice =
        SyntheticInvoice.of(7, Locale.ENGLISH, SyntheticInvoice.Layout.values()[0]);
    pdf = invoice.pdf();
    colour = ScanEffects.clean().inColor().firstPage(invoice);
    gray = GrayImage.of(colour);
    page = digitalText();
    request = request(new byte[MEGABYTES]);
    frame = encodeRequest();
    fields =
        List.of(
            new FieldRequest("vendor_name", FieldType.TEXT),
            new FieldRequest("invoice_number", FieldType.IDENTIFIER),
            new FieldRequest("invoice_date", FieldType.DATE),
            new FieldRequest("invoice_total", FieldType.AMOUNT),
            new FieldRequest("iban", FieldType.IBAN));
  }

  private static Request request(byte[] document) {
    ReadingScope scope =
        new ReadingScope(Optional.of("invoice"), List.of(), List.of(), Optional.of("en"), LIMITS);
    return new Request.Extract(scope, List.of(), new Request.Document(document));
  }

  /** A colour scan of A4 at 300 dpi in gray. */
  @Benchmark
  public GrayImage grayFromColour() {
    return GrayImage.of(colour);
  }

  /** That page enlarged, as pages of small type are. */
  @Benchmark
  public GrayImage enlargeByHalf() {
    return gray.scale(1.5);
  }

  /** That page averaged down. */
  @Benchmark
  public GrayImage shrinkToTwoThirds() {
    return gray.scale(2.0 / 3);
  }

  /** That page straightened. */
  @Benchmark
  public GrayImage straighten() {
    return gray.rotate(SOME_DEGREES);
  }

  /** That page turned upright. */
  @Benchmark
  public GrayImage turnByQuarter() {
    return gray.turn(1);
  }

  /** A born-digital PDF opened and its words placed. */
  @Benchmark
  public PageText digitalText() {
    try (SourceDocument document = SourceDocument.open(pdf, LIMITS)) {
      return document.digitalText(1).orElseThrow();
    }
  }

  /** A page's words in rows and segments. */
  @Benchmark
  public PageLayout layout() {
    return PageLayout.of(page);
  }

  /** A page's words in reading order. */
  @Benchmark
  public List<TextRun> readingOrder() {
    return ReadingOrder.linesOf(page);
  }

  /** Five fields of an invoice from its words. */
  @Benchmark
  public FieldExtractor.Extraction extractFields() {
    return extractor.extract(
        List.of(page), Optional.of("invoice"), Optional.empty(), fields, Rereader.NONE);
  }

  /** A request with a document of 2 MB as a frame. */
  @Benchmark
  public byte[] encodeRequest() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(MEGABYTES + 1_000);
    new MessageWriter(out).write(request);
    return out.toByteArray();
  }

  /** That frame as a request. */
  @Benchmark
  public Request decodeRequest() throws IOException {
    return new MessageReader(new ByteArrayInputStream(frame), 2 * MEGABYTES)
        .readRequest()
        .orElseThrow();
  }
}
