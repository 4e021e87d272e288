package dev.lethe.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.extraction.Extractors;
import dev.lethe.engine.pii.Identifiers;
import dev.lethe.engine.recognition.TestNatives;
import dev.lethe.engine.template.Templates;
import dev.lethe.synthetic.MrzFormat;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticBankStatement;
import dev.lethe.synthetic.SyntheticContract;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticIdentityDocument;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.synthetic.SyntheticPayslip;
import dev.lethe.synthetic.SyntheticReceipt;
import dev.lethe.worker.Provenance;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import dev.lethe.worker.ResponseChecker;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The class of a document alone. */
@Timeout(120)
class ClassificationTest {

  private static final SyntheticDocument INVOICE =
      SyntheticInvoice.of(21, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC);

  private final Processor processor =
      new Processor(
          TestNatives.recognizer(),
          Extractors.standard(),
          Templates.shipped(),
          Identifiers.standard(),
          new Provenance("engine 1", "recogniser 1", "model 1", "extractor 1"));

  static Stream<Arguments> documents() {
    return Stream.of(
        Arguments.of("invoice", INVOICE),
        Arguments.of("receipt", SyntheticReceipt.of(5, Locale.ENGLISH)),
        Arguments.of("bank_statement", SyntheticBankStatement.of(3, Locale.GERMAN)),
        Arguments.of("payslip", SyntheticPayslip.of(4, Locale.ENGLISH)),
        Arguments.of("contract", SyntheticContract.of(6, Locale.ENGLISH)),
        Arguments.of(
            "identity_document", SyntheticIdentityDocument.of(2, Locale.ENGLISH, MrzFormat.TD3)));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void givenADocument_whenClassified_thenItsClassIsFoundAndHowSureItIs(
      String name, SyntheticDocument document) throws Exception {
    for (byte[] bytes : List.of(document.pdf(), ScanEffects.clean().png(document))) {
      Response.Classified answer = classified(bytes, List.of());
      assertThat(answer.documentClass()).isEqualTo(name);
      assertThat(answer.confidence()).isBetween(0.5, 1.0);
      assertThat(answer.pages()).isEqualTo(1);
    }
  }

  @Test
  void givenAWhitePage_whenClassified_thenItIsUnknownAndNothingIsSure() throws Exception {
    Response.Classified answer = classified(white(), List.of());
    assertThat(answer.documentClass()).isEqualTo("unknown");
    assertThat(answer.confidence()).isZero();
  }

  @Test
  void givenALongDocument_whenClassified_thenOnlyItsFirstPagesAreRecognised() throws Exception {
    SyntheticDocument[] pages =
        IntStream.range(0, 6).mapToObj(i -> INVOICE).toArray(SyntheticDocument[]::new);
    byte[] scan = ScanEffects.clean().atDpi(100).tiff(pages);
    Response.Classified answer = classified(scan, List.of());
    assertThat(answer.pages()).isEqualTo(6);
    assertThat(answer.pagesRecognized()).isEqualTo(3);
    assertThat(classified(scan, List.of(5)).pagesRecognized()).isEqualTo(1);
  }

  @Test
  void givenWhatIsNoDocument_whenClassified_thenItIsRefused() {
    assertThat(processor.process(request(new byte[] {1, 2, 3}, List.of())))
        .isInstanceOf(Response.Refused.class);
    assertThat(processor.process(request(INVOICE.pdf(), List.of(2))))
        .isEqualTo(new Response.Refused(Refusal.PAGE_OUT_OF_RANGE));
  }

  private static byte[] white() throws IOException {
    BufferedImage page = new BufferedImage(800, 1100, BufferedImage.TYPE_BYTE_GRAY);
    java.util.Arrays.fill(
        ((DataBufferByte) page.getRaster().getDataBuffer()).getData(), (byte) 0xff);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(page, "png", png);
    return png.toByteArray();
  }

  private Response.Classified classified(byte[] document, List<Integer> pages) throws Exception {
    Request.Classify request = request(document, pages);
    Response answer = processor.process(request);
    ResponseChecker.check(request, answer);
    return (Response.Classified) answer;
  }

  private static Request.Classify request(byte[] document, List<Integer> pages) {
    return new Request.Classify(
        new ReadingScope(Optional.empty(), pages, List.of(), Optional.empty(), Scopes.LIMITS),
        new Request.Document(document));
  }
}
