package dev.lethe.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.page.SourceDocument;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.TestNatives;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticSignaturePage;
import dev.lethe.synthetic.SyntheticSignaturePage.Filling;
import dev.lethe.synthetic.SyntheticSignaturePage.Signed;
import dev.lethe.synthetic.SyntheticSignaturePage.Style;
import dev.lethe.synthetic.SyntheticText;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.Limits;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.RevealPermit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class SignatureReaderTest {

  private static final Limits LIMITS = new Limits(20, 40_000_000L, Duration.ofSeconds(60));
  private static final List<FieldRequest> WANTED =
      List.of(
          new FieldRequest("signature_present", FieldType.SIGNATURES),
          new FieldRequest("signer_names", FieldType.TEXT),
          new FieldRequest("signature_dates", FieldType.TEXT));

  private final SignatureReader reader = new SignatureReader(TestNatives.recognizer());

  private SignatureReader.Signatures read(byte[] bytes, Integer... pages) {
    ReadingScope scope =
        new ReadingScope(
            Optional.of("signature_page"), List.of(pages), List.of(), Optional.empty(), LIMITS);
    try (SourceDocument document = SourceDocument.open(bytes, LIMITS)) {
      return reader.read(document, scope, WANTED, Deadline.in(Duration.ofSeconds(60)));
    }
  }

  private static List<String> marks(SignatureReader.Signatures read) {
    return MeasureSignatures.BOX
        .matcher(value(read.fields().get(0)))
        .results()
        .map(m -> m.group(1) + " " + m.group(3) + " " + m.group(4))
        .toList();
  }

  private static String value(ExtractedField field) {
    return field.normalized().orElseThrow().reveal(RevealPermit.forExtraction());
  }

  @ParameterizedTest
  @EnumSource(
      value = Style.class,
      names = {"LINE_BELOW", "LINE_BESIDE", "FRAME"})
  void givenOneSignedAndOneEmptyPlace_whenRead_thenEachIsTold(Style style) {
    Signed page = SyntheticSignaturePage.of(11, style, 0, Filling.PEN, Filling.NOTHING);
    for (byte[] bytes :
        List.of(page.document().pdf(), ScanEffects.skewed(1).atDpi(200).png(page.document()))) {
      assertThat(marks(read(bytes)))
          .containsExactly(page.roles().get(0) + " true ink", page.roles().get(1) + " false none");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "THIN_PEN, true",
    "LIGHT_INK, true",
    "TYPED_NAME, false",
    "STAIN, false",
    "COPIER_LINES, false"
  })
  void givenWhatStandsInAPlace_whenScanned_thenOnlyAPenSigns(Filling filling, boolean signed) {
    Signed page = SyntheticSignaturePage.of(12, Style.LINE_BELOW, 0, filling, Filling.NOTHING);
    List<String> marks = marks(read(ScanEffects.clean().png(page.document())));
    assertThat(marks).hasSize(2);
    assertThat(marks.get(0)).contains(" " + signed + " ");
  }

  @Test
  void givenAPacket_whenRead_thenTheLastPageHoldsThePlaces() {
    Signed page = SyntheticSignaturePage.of(13, Style.LINE_BELOW, 3, Filling.PEN, Filling.PEN);
    SignatureReader.Signatures read = read(ScanEffects.clean().atDpi(150).tiff(page.document()));
    assertThat(read.pagesRecognized()).isEqualTo(1);
    assertThat(read.fields().get(0).page()).isEqualTo(4);
    assertThat(marks(read)).hasSize(2);
  }

  @Test
  void givenNamesAndDates_whenReadFromADigitalPage_thenTheyAreThose() {
    Signed page = SyntheticSignaturePage.of(14, Style.LINE_BELOW, 1, Filling.PEN, Filling.PEN);
    SignatureReader.Signatures read = read(page.document().pdf());
    assertThat(value(read.fields().get(1))).isEqualTo(page.document().answer("signer_names"));
    String dates = page.document().answers().get("signature_dates");
    if (dates == null) {
      assertThat(read.fields().get(2).absence()).contains("left-blank");
    } else {
      assertThat(value(read.fields().get(2))).isEqualTo(dates);
    }
  }

  @Test
  void givenAPageThatWasNotAskedFor_whenRead_thenItIsNotLookedAt() {
    Signed page = SyntheticSignaturePage.of(15, Style.LINE_BELOW, 1, Filling.PEN, Filling.PEN);
    SignatureReader.Signatures read = read(page.document().pdf(), 1);
    assertThat(read.fields()).allMatch(f -> f.absence().equals(Optional.of("no-signature-block")));
  }

  @Test
  void givenTextWithoutPlaces_whenRead_thenNothingIsInvented() {
    for (byte[] bytes :
        List.of(
            SyntheticText.of(3, Locale.ENGLISH).pdf(),
            ScanEffects.clean().atDpi(150).png(SyntheticText.of(3, Locale.ENGLISH)))) {
      assertThat(read(bytes).fields())
          .allMatch(f -> f.absence().equals(Optional.of("no-signature-block")));
    }
  }
}
