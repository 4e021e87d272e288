package dev.lethe.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.extraction.Extractors;
import dev.lethe.engine.pii.Identifiers;
import dev.lethe.engine.recognition.TestNatives;
import dev.lethe.engine.template.Templates;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticSignaturePage;
import dev.lethe.synthetic.SyntheticSignaturePage.Filling;
import dev.lethe.synthetic.SyntheticSignaturePage.Style;
import dev.lethe.synthetic.SyntheticW2;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.ProtocolException;
import dev.lethe.worker.Provenance;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import dev.lethe.worker.ResponseChecker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is read by zones passes the server's checks and tells how it was read. */
@Timeout(120)
class ZonesTest {

  private static final List<FieldRequest> TAX =
      List.of(
          new FieldRequest("wages", FieldType.AMOUNT),
          new FieldRequest("taxpayer_id", FieldType.IDENTIFIER));

  private final Processor processor =
      new Processor(
          TestNatives.recognizer(),
          Extractors.standard(),
          Templates.shipped(),
          Identifiers.standard(),
          new Provenance("engine 1", "recogniser 1", "model 1", "extractor 1"));

  private Response.Extracted process(
      String documentClass, List<FieldRequest> fields, byte[] document) throws ProtocolException {
    Request.Extract request =
        new Request.Extract(Scopes.all(documentClass), fields, new Request.Document(document));
    Response response = processor.process(request);
    ResponseChecker.check(request, response);
    return (Response.Extracted) response;
  }

  @Test
  void givenAKnownForm_whenProcessed_thenTheProvenanceNamesItsTemplate() throws Exception {
    SyntheticDocument form = SyntheticW2.of(7, SyntheticW2.Layout.TOP);
    Response.Extracted answer = process("tax_form", TAX, ScanEffects.clean().png(form));
    assertThat(answer.provenance().extractor()).isEqualTo("lethe-templates/1 us-irs-w2:1");
    assertThat(answer.pagesRecognized()).isEqualTo(1);
    assertThat(answer.fields()).allMatch(f -> f.absence().isEmpty());
  }

  @Test
  void givenAnotherArrangement_whenProcessed_thenTheGeneralReaderTakesOver() throws Exception {
    SyntheticDocument form = SyntheticW2.of(7, SyntheticW2.Layout.VENDOR);
    Response.Extracted answer = process("tax_form", TAX, form.pdf());
    assertThat(answer.provenance().extractor()).isEqualTo("extractor 1");
    assertThat(answer.fields().get(0).absence()).isEmpty();
  }

  @Test
  void givenASignaturePage_whenProcessed_thenItsPlacesPassTheChecks() throws Exception {
    var page = SyntheticSignaturePage.of(7, Style.LINE_BELOW, 0, Filling.PEN, Filling.STAMP);
    List<FieldRequest> wanted =
        List.of(
            new FieldRequest("signature_present", FieldType.SIGNATURES),
            new FieldRequest("effective_date", FieldType.DATE));
    Response.Extracted answer =
        process("signature_page", wanted, ScanEffects.clean().png(page.document()));
    assertThat(answer.provenance().extractor()).isEqualTo("lethe-signatures/1");
    assertThat(answer.fields().get(0).absence()).isEmpty();
    assertThat(answer.fields().get(1).absence()).contains("not-on-form");
  }

  @Test
  void givenAContract_whenProcessed_thenItsSignaturesAreSeenToo() throws Exception {
    var page = SyntheticSignaturePage.of(8, Style.LINE_BELOW, 1, Filling.PEN, Filling.NOTHING);
    List<FieldRequest> wanted =
        List.of(new FieldRequest("signature_present", FieldType.SIGNATURES));
    Response.Extracted answer = process("contract", wanted, page.document().pdf());
    assertThat(answer.fields().get(0).page()).isEqualTo(2);
  }
}
