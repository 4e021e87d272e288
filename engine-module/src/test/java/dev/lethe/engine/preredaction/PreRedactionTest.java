package dev.lethe.engine.preredaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.engine.page.RefusedException;
import dev.lethe.engine.page.SourceDocument;
import dev.lethe.engine.preredaction.PreRedaction.Result;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.TestNatives;
import dev.lethe.engine.template.FormPlace;
import dev.lethe.engine.template.FormReader;
import dev.lethe.engine.template.Templates;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.synthetic.SyntheticW2;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.Limits;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Region;
import dev.lethe.worker.RevealPermit;
import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is left of a document before it is sent. */
@Timeout(120)
class PreRedactionTest {

  private static final Limits LIMITS = new Limits(20, 100_000_000L, Duration.ofSeconds(60));
  private static final SyntheticDocument W2 = SyntheticW2.of(11, SyntheticW2.Layout.TOP);
  private static final List<String> WANTED = List.of("wages", "taxpayer_id");
  private static final String CANARY = "Quandlethorpe";

  private final FormReader forms = new FormReader(TestNatives.recognizer(), Templates.shipped());
  private final PreRedaction redaction = new PreRedaction(LIMITS);

  static Stream<byte[]> papers() {
    return Stream.of(W2.pdf(), ScanEffects.clean().png(W2), ScanEffects.skewed(1.5).png(W2));
  }

  @ParameterizedTest
  @MethodSource("papers")
  void givenAKnownForm_whenFieldsAreKept_thenTheyCanBeReadAndNoOtherCan(byte[] paper) {
    Result kept = redaction.keepFields(paper, scope(), WANTED, forms).orElseThrow();
    assertThat(kept.mediaType()).isEqualTo("image/png");
    assertThat(kept.by()).contains("us-irs-w2:1");
    Map<String, String> values = values(kept.bytes());
    WANTED.forEach(name -> assertThat(values).containsEntry(name, W2.answer(name)));
    assertThat(values.keySet()).isSubsetOf("wages", "taxpayer_id", "form_type");
    String text = textOf(kept.bytes());
    W2.answers().entrySet().stream()
        .filter(answer -> !WANTED.contains(answer.getKey()) && answer.getValue().length() > 4)
        .forEach(
            answer ->
                Stream.of(answer.getValue().split(" "))
                    .filter(word -> word.length() > 3)
                    .forEach(word -> assertThat(text).doesNotContainIgnoringCase(word)));
  }

  @ParameterizedTest
  @MethodSource("papers")
  void givenAKnownForm_whenFieldsAreKept_thenEveryPixelOfTheRestIsWhite(byte[] paper)
      throws IOException {
    FormPlace place = place(paper);
    Result kept = redaction.keepFields(paper, scope(), WANTED, forms).orElseThrow();
    BufferedImage page = ImageIO.read(new ByteArrayInputStream(kept.bytes()));
    Area shown = new Area();
    Stream.of(place.wanted(), place.print())
        .flatMap(List::stream)
        .forEach(shape -> shown.add(grown(shape, 2)));
    place.lines().forEach(line -> shown.add(grown(line, (float) place.pointSize() + 3)));
    assertThat(dark(page, (x, y) -> !shown.contains(x, y))).isZero();
    Area values = new Area();
    place.others().forEach(shape -> values.add(new Area(shape)));
    place.wanted().forEach(shape -> values.subtract(grown(shape, 2)));
    place.lines().forEach(line -> values.subtract(grown(line, (float) place.pointSize() + 3)));
    assertThat(dark(page, values::contains)).isZero();
    assertThat(dark(page, (x, y) -> place.wanted().get(0).contains(x, y))).isPositive();
  }

  @Test
  void givenADocumentThatIsNoForm_whenFieldsAreWanted_thenNothingIsMade() {
    byte[] invoice = SyntheticInvoice.of(3, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC).pdf();
    assertThat(redaction.keepFields(invoice, scope(), WANTED, forms)).isEmpty();
    assertThat(redaction.keepFields(W2.pdf(), scope(), List.of("wages", "iban"), forms)).isEmpty();
  }

  @Test
  void givenRegions_whenKept_thenTheRestIsWhiteAndOtherPagesAreGone() throws IOException {
    byte[] scan = ScanEffects.clean().tiff(W2, W2, W2);
    Result kept =
        redaction.keepRegions(
            scan, List.of(new Region(1, 0, 0, 0.5, 0.25), new Region(3, 0.5, 0, 1, 0.5)));
    assertThat(kept.mediaType()).isEqualTo("application/pdf");
    assertThat(kept.pages()).isEqualTo(2);
    try (SourceDocument document = SourceDocument.open(kept.bytes(), LIMITS)) {
      assertThat(document.pageCount()).isEqualTo(2);
      BufferedImage first = document.image(1).image();
      double w = first.getWidth();
      double h = first.getHeight();
      assertThat(dark(first, (x, y) -> x > 0.51 * w || y > 0.26 * h)).isZero();
      assertThat(dark(first, (x, y) -> x < 0.5 * w && y < 0.25 * h)).isPositive();
    }
  }

  @Test
  void givenTextLayerMetadataAndAttachment_whenRegionsAreKept_thenNoneIsInTheResult()
      throws IOException {
    byte[] laden = laden();
    assertThat(new String(laden, StandardCharsets.ISO_8859_1)).contains(CANARY);
    Result png = redaction.keepRegions(laden, List.of(new Region(1, 0, 0, 0.4, 0.2)));
    assertThat(new String(png.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain(CANARY);
    Result pdf =
        redaction.keepRegions(
            laden, List.of(new Region(1, 0, 0, 0.4, 0.2), new Region(2, 0, 0, 0.4, 0.2)));
    assertThat(new String(pdf.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain(CANARY);
    try (PDDocument document = Loader.loadPDF(pdf.bytes())) {
      assertThat(new PDFTextStripper().getText(document)).isBlank();
      assertThat(document.getDocumentCatalog().getMetadata()).isNull();
      assertThat(document.getDocumentCatalog().getNames()).isNull();
      assertThat(document.getDocumentInformation().getMetadataKeys()).isEmpty();
    }
  }

  @Test
  void givenWhatCannotBeRead_whenRegionsAreWanted_thenItIsRefused() {
    List<Region> region = List.of(new Region(1, 0, 0, 1, 1));
    assertThatThrownBy(() -> redaction.keepRegions(new byte[] {1, 2, 3}, region))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> redaction.keepRegions(W2.pdf(), List.of(new Region(2, 0, 0, 1, 1))))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal()).isEqualTo(Refusal.PAGE_OUT_OF_RANGE));
    assertThatThrownBy(() -> redaction.keepRegions(W2.pdf(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givenCommand_whenRun_thenItWritesOneFileAndOverwritesNone(@TempDir Path folder)
      throws IOException {
    Path in = Files.write(folder.resolve("in.pdf"), W2.pdf());
    Path out = folder.resolve("out.png");
    Printed printed = new Printed();
    List<String> region = List.of(in.toString(), out.toString(), "--region", "1,0,0,0.5,0.5");
    assertThat(printed.run(region)).isZero();
    assertThat(ImageIO.read(out.toFile())).isNotNull();
    assertThat(printed.run(region)).isEqualTo(1);
    assertThat(printed.text()).contains("pages 1, areas kept 1").contains("exists already");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(in, out);
    }
  }

  @Test
  void givenCommandThatIsWrong_whenRun_thenItSaysHowAndWritesNothing(@TempDir Path folder)
      throws IOException {
    String in = Files.write(folder.resolve(CANARY + ".pdf"), new byte[] {1, 2}).toString();
    String out = folder.resolve("out.png").toString();
    Printed printed = new Printed();
    assertThat(printed.run(List.of(in, out))).isEqualTo(2);
    assertThat(printed.run(List.of(in, out, "--region", "1,0,0,2,1"))).isEqualTo(2);
    assertThat(printed.run(List.of(in, out, "--region", "0,0,0,1,1"))).isEqualTo(2);
    assertThat(printed.run(List.of(in, out, "--region"))).isEqualTo(2);
    assertThat(printed.run(List.of(in, out, "--region", "1,0,0,1,1", "--fields", "wages")))
        .isEqualTo(2);
    assertThat(printed.run(List.of(in, out, "--region", "1,0,0,1,1"))).isEqualTo(1);
    assertThat(printed.run(List.of(in + "x", out, "--region", "1,0,0,1,1"))).isEqualTo(1);
    assertThat(Path.of(out)).doesNotExist();
    assertThat(printed.text()).doesNotContain(CANARY).contains("unsupported_type");
  }

  @Test
  void givenSomethingThatBreaks_whenCommandRuns_thenWhatBrokeIsNotQuoted(@TempDir Path folder)
      throws IOException {
    Path in = Files.write(folder.resolve("in.pdf"), W2.pdf());
    Path templates = Files.createDirectory(folder.resolve("templates"));
    Files.writeString(templates.resolve("broken.yaml"), CANARY + ": [");
    Path out = folder.resolve("out.png");
    Printed printed = new Printed();
    List<String> fields =
        List.of(
            in.toString(),
            out.toString(),
            "--fields",
            "wages",
            "--natives",
            folder.resolve("natives").toString(),
            "--templates",
            templates.toString());
    assertThat(printed.run(fields)).isEqualTo(1);
    assertThat(out).doesNotExist();
    assertThat(printed.text()).contains("nothing was written").doesNotContain(CANARY);
  }

  /** What a command prints. */
  private static final class Printed {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    int run(List<String> arguments) {
      return Main.run(arguments, stream, stream);
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  private interface Where {
    boolean is(double x, double y);
  }

  private static long dark(BufferedImage page, Where where) {
    long dark = 0;
    for (int y = 0; y < page.getHeight(); y++) {
      for (int x = 0; x < page.getWidth(); x++) {
        int rgb = page.getRGB(x, y);
        boolean white = (rgb >> 16 & 0xFF) > 230 && (rgb >> 8 & 0xFF) > 230 && (rgb & 0xFF) > 230;
        dark += !white && where.is(x + 0.5, y + 0.5) ? 1 : 0;
      }
    }
    return dark;
  }

  private static Area grown(Shape shape, float by) {
    Area area = new Area(new BasicStroke(2 * by).createStrokedShape(shape));
    area.add(new Area(shape));
    return area;
  }

  private FormPlace place(byte[] paper) {
    try (SourceDocument document = SourceDocument.open(paper, LIMITS)) {
      return forms.locate(document, scope(), WANTED, Deadline.in(LIMITS.deadline())).orElseThrow();
    }
  }

  private Map<String, String> values(byte[] paper) {
    List<FieldRequest> all =
        W2.answers().keySet().stream().map(name -> new FieldRequest(name, FieldType.TEXT)).toList();
    Map<String, String> values = new LinkedHashMap<>();
    try (SourceDocument document = SourceDocument.open(paper, LIMITS)) {
      for (ExtractedField field :
          forms
              .read(document, scope(), all, Deadline.in(LIMITS.deadline()))
              .orElseThrow()
              .fields()) {
        field
            .normalized()
            .ifPresent(text -> values.put(field.name(), text.reveal(RevealPermit.forExtraction())));
      }
    }
    return values;
  }

  private static String textOf(byte[] png) {
    List<String> words = new ArrayList<>();
    try (SourceDocument document = SourceDocument.open(png, LIMITS)) {
      TestNatives.recognizer()
          .recognize(1, document.gray(1), Deadline.in(LIMITS.deadline()))
          .text()
          .words()
          .forEach(word -> words.add(word.text()));
    }
    return String.join(" ", words);
  }

  private static ReadingScope scope() {
    return new ReadingScope(
        Optional.of("tax_form"), List.of(), List.of(), Optional.empty(), LIMITS);
  }

  /** Two pages with a text layer, XMP, document information and an attachment. */
  private static byte[] laden() {
    try (PDDocument document = Loader.loadPDF(W2.pdf())) {
      document.importPage(document.getPage(0));
      PDDocumentInformation information = new PDDocumentInformation();
      information.setAuthor(CANARY);
      document.setDocumentInformation(information);
      byte[] text = ("<x:xmpmeta>" + CANARY + "</x:xmpmeta>").getBytes(StandardCharsets.UTF_8);
      document
          .getDocumentCatalog()
          .setMetadata(new PDMetadata(document, new ByteArrayInputStream(text)));
      PDComplexFileSpecification file = new PDComplexFileSpecification();
      file.setFile(CANARY + ".txt");
      file.setEmbeddedFile(new PDEmbeddedFile(document, new ByteArrayInputStream(text)));
      PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
      files.setNames(Map.of("a", file));
      PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
      names.setEmbeddedFiles(files);
      document.getDocumentCatalog().setNames(names);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
