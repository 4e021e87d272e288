package dev.lethe.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.TestNatives;
import dev.lethe.engine.worker.DocumentReader;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticForm;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.synthetic.SyntheticUrla;
import dev.lethe.synthetic.SyntheticW2;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.Limits;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.RevealPermit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class CaptionReaderTest {

  private static final Limits LIMITS = new Limits(20, 40_000_000L, Duration.ofSeconds(60));

  private final CaptionReader captions = new CaptionReader(Templates.shipped());

  private Optional<FormReader.Form> read(
      byte[] bytes, Optional<String> documentClass, List<String> fields) {
    ReadingScope scope =
        new ReadingScope(documentClass, List.of(), List.of(), Optional.empty(), LIMITS);
    Deadline deadline = Deadline.in(Duration.ofSeconds(60));
    try (DocumentReader.Reading reading =
        new DocumentReader(TestNatives.recognizer()).read(bytes, scope, deadline)) {
      return captions.read(
          reading.pages(),
          documentClass,
          fields.stream().map(f -> new FieldRequest(f, FieldType.TEXT)).toList(),
          reading.rereader());
    }
  }

  private Map<String, String> values(byte[] bytes, SyntheticDocument document) {
    Map<String, String> values = new TreeMap<>();
    FormReader.Form form =
        read(bytes, Optional.of(document.documentClass()), List.copyOf(document.answers().keySet()))
            .orElseThrow();
    for (ExtractedField field : form.fields()) {
      field
          .normalized()
          .ifPresent(t -> values.put(field.name(), t.reveal(RevealPermit.forExtraction())));
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource(SyntheticUrla.Layout.class)
  void givenAnyArrangementOfALoanApplication_whenRead_thenEveryFieldIsRight(
      SyntheticUrla.Layout layout) {
    for (long seed = 1; seed <= 4; seed++) {
      SyntheticDocument form = SyntheticUrla.of(seed, layout);
      assertThat(values(form.pdf(), form)).containsExactlyInAnyOrderEntriesOf(form.answers());
    }
  }

  @Test
  void givenAScannedLoanApplication_whenRead_thenTicksAndValuesAreRight() {
    SyntheticDocument form = SyntheticUrla.of(5, SyntheticUrla.Layout.FORM);
    Map<String, String> values = values(ScanEffects.skewed(1).jpeg(form), form);
    for (String field :
        List.of("borrower_citizenship", "borrower_marital_status", "borrower_ssn")) {
      assertThat(values).containsEntry(field, form.answer(field));
    }
    long right =
        form.answers().entrySet().stream()
            .filter(a -> a.getValue().equalsIgnoreCase(values.get(a.getKey())))
            .count();
    assertThat(right).isGreaterThanOrEqualTo(form.answers().size() - 2);
  }

  @Test
  void givenFourFormsOnAPage_whenRead_thenTheFirstIsRead() {
    SyntheticDocument form = SyntheticW2.of(3, SyntheticW2.Layout.FOUR_UP);
    assertThat(values(form.pdf(), form)).containsExactlyInAnyOrderEntriesOf(form.answers());
  }

  @Test
  void givenAPlaceThatWasLeftBlank_whenRead_thenNothingIsInvented() {
    SyntheticDocument form = without("borrower_email");
    ExtractedField email =
        read(form.pdf(), Optional.of("loan_application"), List.of("borrower_email"))
            .orElseThrow()
            .fields()
            .get(0);
    assertThat(email.absence()).contains("left-blank");
  }

  private static SyntheticDocument without(String field) {
    for (long seed = 1; ; seed++) {
      SyntheticDocument form = SyntheticUrla.of(seed, SyntheticUrla.Layout.FORM);
      if (!form.answers().containsKey(field)) {
        return form;
      }
    }
  }

  @Test
  void givenAnotherApplicationForALoan_whenRead_thenItIsNotTakenForTheForm() {
    SyntheticDocument other = SyntheticForm.of(2, SyntheticForm.Kind.LOAN_APPLICATION);
    assertThat(read(other.pdf(), Optional.of("loan_application"), List.of("borrower_name")))
        .isEmpty();
  }

  @Test
  void givenAnInvoice_whenReadWithoutItsClass_thenNoFormIsFound() {
    SyntheticDocument invoice =
        SyntheticInvoice.of(4, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC);
    assertThat(read(invoice.pdf(), Optional.empty(), List.of("borrower_name", "wages"))).isEmpty();
  }

  @Test
  void givenTheClassIsNotKnown_whenRead_thenTheFormTellsIt() {
    SyntheticDocument form = SyntheticUrla.of(2, SyntheticUrla.Layout.VENDOR);
    FormReader.Form read =
        read(form.pdf(), Optional.empty(), List.of("borrower_ssn")).orElseThrow();
    assertThat(read.documentClass()).isEqualTo("loan_application");
    assertThat(read.extractor()).isEqualTo("lethe-templates/1 us-urla-2021-borrower:1");
  }

  @Test
  void givenABrokenFormOfCaptions_whenLoaded_thenFileLineAndReasonAreTold() {
    String good = Templates.resource("us-urla-2021-loan.yaml");
    for (String[] change :
        new String[][] {
          {"under: purpose", "under: reason"},
          {"caption: amount", "caption: sum"},
          {"sides: [tick]", "sides: [tick, right]"},
          {"zones: [amount]", "zones: [sum]"},
          {"captions:", "labels: {}\ncaptions:"},
        }) {
      assertThatThrownBy(
              () ->
                  CaptionFormReader.read(
                      "x.yaml",
                      good.replaceFirst(java.util.regex.Pattern.quote(change[0]), change[1])))
          .isInstanceOf(BrokenTemplateException.class)
          .hasMessageContaining("x.yaml");
    }
  }
}
