package dev.lethe.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.extraction.Extractors;
import dev.lethe.engine.extraction.FieldExtractor;
import dev.lethe.engine.extraction.Rereader;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.pii.Identifiers;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.TestNatives;
import dev.lethe.engine.template.Templates;
import dev.lethe.synthetic.HostilePdf;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.Provenance;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import dev.lethe.worker.ResponseChecker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RedactionTest {

  private static final List<FieldRequest> SENSITIVE =
      List.of(
          new FieldRequest("buyer_name", FieldType.TEXT),
          new FieldRequest("buyer_address", FieldType.ADDRESS),
          new FieldRequest("iban", FieldType.IBAN));

  private final SyntheticDocument invoice =
      SyntheticInvoice.of(33, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC);
  private final Processor processor =
      new Processor(
          TestNatives.recognizer(),
          Extractors.standard(),
          Templates.shipped(),
          Identifiers.standard(),
          new Provenance("engine 1", "recogniser 1", "model 1", "extractor 1"));

  private Response.Redacted redact(byte[] document, int page) throws IOException {
    Request.Redact request =
        new Request.Redact(Scopes.all("invoice"), SENSITIVE, page, new Request.Document(document));
    Response response = processor.process(request);
    ResponseChecker.check(request, response);
    return (Response.Redacted) response;
  }

  private String textSeenIn(byte[] document) {
    StringBuilder text = new StringBuilder();
    try (DocumentReader.Reading reading =
        new DocumentReader(TestNatives.recognizer())
            .read(document, Scopes.all("invoice"), Deadline.in(Duration.ofSeconds(60)))) {
      reading
          .pages()
          .forEach(page -> page.words().forEach(word -> text.append(word.text()).append(' ')));
    }
    return text.toString();
  }

  @Test
  void givenADigitalInvoice_whenRedacted_thenItsSensitiveValuesCannotBeReadAgain()
      throws IOException {
    requireHidden(invoice.pdf());
  }

  /** Up to a degree the page is read as it lies, from there on it is straightened before. */
  @ParameterizedTest
  @ValueSource(doubles = {-0.8, 0.5, 0.8, 1.5})
  void givenAScanAskew_whenRedacted_thenItsSensitiveValuesCannotBeReadAgain(double degrees)
      throws IOException {
    requireHidden(ScanEffects.skewed(degrees).png(invoice));
  }

  private void requireHidden(byte[] source) throws IOException {
    String before = textSeenIn(source);
    String lastName = lastWord(invoice.answer("buyer_name"));
    assertThat(before).contains(lastName);
    Response.Redacted redacted = redact(source, 0);
    assertThat(redacted.covered()).isPositive();
    String after = textSeenIn(redacted.content().bytes());
    assertThat(after)
        .contains("Invoice")
        .doesNotContain(lastName)
        .doesNotContain(lastDigits(invoice.answer("iban")));
  }

  private static String lastDigits(String iban) {
    return iban.substring(iban.length() - 4);
  }

  private static String lastWord(String text) {
    return text.substring(text.lastIndexOf(' ') + 1);
  }

  @Test
  void givenTextInHiddenPlaces_whenRedacted_thenNoneOfItIsTakenOver() throws IOException {
    byte[] hostile = HostilePdf.of(invoice).pdf();
    byte[] redacted = redact(hostile, 0).content().bytes();
    String bytes = new String(redacted, StandardCharsets.ISO_8859_1);
    for (HostilePdf.Place place : HostilePdf.Place.values()) {
      assertThat(bytes).doesNotContain(place.marker());
    }
    assertThat(bytes).doesNotContain("Residue").doesNotContain(invoice.answer("buyer_name"));
  }

  @Test
  void givenAnInvoice_whenRedacted_thenTheCopyHoldsPicturesAlone() throws IOException {
    try (PDDocument pdf =
        Loader.loadPDF(redact(HostilePdf.of(invoice).pdf(), 0).content().bytes())) {
      assertThat(new PDFTextStripper().getText(pdf)).isBlank();
      assertThat(pdf.getDocumentCatalog().getNames()).isNull();
      assertThat(pdf.getDocumentCatalog().getMetadata()).isNull();
      assertThat(pdf.getDocumentCatalog().getAcroForm()).isNull();
      assertThat(pdf.getDocumentCatalog().getDocumentOutline()).isNull();
      assertThat(pdf.getDocumentCatalog().getOpenAction()).isNull();
      assertThat(pdf.getDocumentInformation().getCOSObject().keySet()).isEmpty();
      assertThat(pdf.getPage(0).getAnnotations()).isEmpty();
      assertThat(pdf.getPage(0).getCOSObject().containsKey(COSName.getPDFName("Thumb"))).isFalse();
      assertThat(pdf.getPage(0).getResources().getFontNames()).isEmpty();
    }
  }

  @Test
  void givenOnePage_whenRedacted_thenItIsAPicture() throws IOException {
    Response.Redacted redacted = redact(invoice.pdf(), 1);
    assertThat(redacted.mediaType()).isEqualTo("image/png");
    assertThat(textSeenIn(redacted.content().bytes()))
        .doesNotContain(lastWord(invoice.answer("buyer_name")));
  }

  @Test
  void givenATurnedScan_whenRedacted_thenTheRightPlacesAreCovered() throws IOException {
    byte[] redacted = redact(ScanEffects.rotated(270).png(invoice), 1).content().bytes();
    assertThat(textSeenIn(redacted))
        .contains("Invoice")
        .doesNotContain(lastWord(invoice.answer("buyer_name")));
  }

  @Test
  void givenAPageThatIsNotThere_whenRedacted_thenItIsRefused() {
    Request request =
        new Request.Redact(
            Scopes.all("invoice"), SENSITIVE, 7, new Request.Document(invoice.pdf()));
    assertThat(processor.process(request))
        .isEqualTo(new Response.Refused(Refusal.PAGE_OUT_OF_RANGE));
  }

  @Test
  void givenAnExtractorThatBreaks_whenProcessed_thenItIsARefusalWithoutAWord() {
    Processor broken =
        new Processor(
            TestNatives.recognizer(),
            new BrokenExtractor(),
            Templates.shipped(),
            Identifiers.standard(),
            new Provenance("engine 1", "recogniser 1", "model 1", "extractor 1"));
    Request request =
        new Request.Extract(Scopes.all("invoice"), SENSITIVE, new Request.Document(invoice.pdf()));
    assertThat(broken.process(request)).isEqualTo(new Response.Refused(Refusal.WORKER_FAILED));
    Request classify =
        new Request.Classify(Scopes.all("invoice"), new Request.Document(invoice.pdf()));
    assertThat(broken.process(classify)).isEqualTo(new Response.Refused(Refusal.WORKER_FAILED));
  }

  /** Breaks with what stands on the page. */
  private static final class BrokenExtractor implements FieldExtractor {
    @Override
    public Extraction extract(
        List<PageText> pages,
        Optional<String> documentClass,
        Optional<String> language,
        List<FieldRequest> wanted,
        Rereader rereader) {
      throw new IllegalStateException(pages.get(0).words().get(0).text());
    }

    @Override
    public Classification classify(
        List<PageText> pages, Optional<String> language, Rereader rereader) {
      throw new IllegalStateException(pages.get(0).words().get(0).text());
    }
  }
}
