package dev.lethe.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.page.SourceDocument;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.TestNatives;
import dev.lethe.synthetic.CameraEffects;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticClaim;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.synthetic.SyntheticW2;
import dev.lethe.synthetic.SyntheticW9;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.Limits;
import dev.lethe.worker.Polygon;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Region;
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
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class FormReaderTest {

  private static final Limits LIMITS = new Limits(20, 40_000_000L, Duration.ofSeconds(60));

  private final FormReader reader = new FormReader(TestNatives.recognizer(), Templates.shipped());

  private static ReadingScope scope(Optional<String> documentClass) {
    return new ReadingScope(documentClass, List.of(), List.of(), Optional.empty(), LIMITS);
  }

  private Optional<FormReader.Form> read(byte[] bytes, ReadingScope scope, List<String> fields) {
    try (SourceDocument document = SourceDocument.open(bytes, LIMITS)) {
      return reader.read(
          document,
          scope,
          fields.stream().map(f -> new FieldRequest(f, FieldType.TEXT)).toList(),
          Deadline.in(Duration.ofSeconds(60)));
    }
  }

  private Map<String, String> values(byte[] bytes, SyntheticDocument document) {
    FormReader.Form form =
        read(
                bytes,
                scope(Optional.of(document.documentClass())),
                List.copyOf(document.answers().keySet()))
            .orElseThrow();
    Map<String, String> values = new TreeMap<>();
    for (ExtractedField field : form.fields()) {
      field
          .normalized()
          .ifPresent(t -> values.put(field.name(), t.reveal(RevealPermit.forExtraction())));
    }
    return values;
  }

  private static int right(Map<String, String> values, SyntheticDocument document) {
    return (int)
        document.answers().entrySet().stream()
            .filter(a -> a.getValue().equalsIgnoreCase(values.get(a.getKey())))
            .count();
  }

  @ParameterizedTest
  @EnumSource(
      value = SyntheticW2.Layout.class,
      names = {"TOP", "TWO_UP", "BOTTOM"})
  void givenADigitalW2_whenRead_thenEveryFieldIsRight(SyntheticW2.Layout layout) {
    SyntheticDocument form = SyntheticW2.of(3, layout);
    assertThat(values(form.pdf(), form)).containsExactlyInAnyOrderEntriesOf(form.answers());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-3, 0, 3})
  void givenASkewedScanOfAW2_whenRead_thenItIsRegistered(double degrees) {
    SyntheticDocument form = SyntheticW2.of(4, SyntheticW2.Layout.TOP);
    byte[] scan = ScanEffects.skewed(degrees).withShift(3, -2).withScale(0.95).jpeg(form);
    assertThat(right(values(scan, form), form)).isGreaterThanOrEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void givenAPictureFromAskew_whenRead_thenTheFormIsFoundAndItsPlacesAreThePictures(long seed) {
    SyntheticDocument form = SyntheticW2.of(4, SyntheticW2.Layout.TOP);
    byte[] picture =
        CameraEffects.careful().withWidth(2000).withTilt(0.05).turned(1).jpeg(form, seed);
    assertThat(right(values(picture, form), form)).isGreaterThanOrEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(ints = {90, 180, 270})
  void givenATurnedScan_whenRead_thenPlacesAreThoseOfTheUprightPage(int degrees) {
    SyntheticDocument form = SyntheticW2.of(4, SyntheticW2.Layout.TOP);
    byte[] scan = ScanEffects.rotated(degrees).atDpi(200).png(form);
    ExtractedField wages =
        read(scan, scope(Optional.of("tax_form")), List.of("wages")).orElseThrow().fields().get(0);
    Polygon.Point corner = wages.polygon().orElseThrow().points().get(0);
    assertThat(corner.x()).isBetween(0.53, 0.58);
    assertThat(corner.y()).isBetween(0.08, 0.12);
  }

  @ParameterizedTest
  @EnumSource(SyntheticW9.Revision.class)
  void givenAScannedW9_whenRead_thenItsNumberIsReadOutOfItsCells(SyntheticW9.Revision revision) {
    SyntheticDocument form = SyntheticW9.of(8, revision);
    Map<String, String> values = values(ScanEffects.skewed(1).atDpi(200).jpeg(form), form);
    assertThat(values).containsEntry("taxpayer_id", form.answer("taxpayer_id"));
    assertThat(values).containsEntry("form_type", "W-9");
  }

  @Test
  void givenAScannedClaimInRed_whenRead_thenItsPrintIsDropped() {
    SyntheticDocument form = SyntheticClaim.of(5);
    Map<String, String> values = values(ScanEffects.skewed(-1).inColor().jpeg(form), form);
    assertThat(right(values, form)).isGreaterThanOrEqualTo(form.answers().size() - 1);
  }

  @Test
  void givenAnUnknownClass_whenRead_thenTheFormTellsIt() {
    SyntheticDocument form = SyntheticClaim.of(6);
    FormReader.Form read =
        read(form.pdf(), scope(Optional.empty()), List.of("insured_id")).orElseThrow();
    assertThat(read.documentClass()).isEqualTo("medical_claim");
    assertThat(read.extractor()).isEqualTo("lethe-templates/1 us-cms-1500-0212:1");
  }

  @Test
  void givenAFieldThatTheFormDoesNotHave_whenRead_thenItIsAbsentWithAReason() {
    SyntheticDocument form = SyntheticW9.of(8, SyntheticW9.Revision.MARCH_2024);
    FormReader.Form read =
        read(form.pdf(), scope(Optional.of("tax_form")), List.of("wages", "taxpayer_name"))
            .orElseThrow();
    assertThat(read.fields().get(0).absence()).contains("not-on-form");
    assertThat(read.fields().get(1).absence()).isEmpty();
  }

  @Test
  void givenAZoneThatIsEmpty_whenRead_thenNothingIsInvented() {
    SyntheticDocument form = without("payer_name");
    for (byte[] bytes : List.of(form.pdf(), ScanEffects.noisy().jpeg(form))) {
      ExtractedField payer =
          read(bytes, scope(Optional.of("tax_form")), List.of("payer_name"))
              .orElseThrow()
              .fields()
              .get(0);
      assertThat(payer.absence()).isPresent();
    }
  }

  private static SyntheticDocument without(String field) {
    for (long seed = 1; ; seed++) {
      SyntheticDocument form = SyntheticW9.of(seed, SyntheticW9.Revision.MARCH_2024);
      if (!form.answers().containsKey(field)) {
        return form;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void givenAnotherVendorsArrangement_whenRead_thenNoTemplateIsTaken(boolean digital) {
    SyntheticDocument form = SyntheticW2.of(4, SyntheticW2.Layout.VENDOR);
    byte[] bytes = digital ? form.pdf() : ScanEffects.clean().atDpi(200).png(form);
    assertThat(read(bytes, scope(Optional.of("tax_form")), List.of("wages"))).isEmpty();
  }

  @Test
  void givenAnInvoice_whenRead_thenNoTemplateIsTaken() {
    SyntheticDocument invoice =
        SyntheticInvoice.of(4, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC);
    byte[] scan = ScanEffects.clean().atDpi(200).png(invoice);
    assertThat(read(scan, scope(Optional.empty()), List.of("wages", "insured_id"))).isEmpty();
  }

  @Test
  void givenRegionsOfTheCaller_whenRead_thenNothingElseIsLookedAt() {
    SyntheticDocument form = SyntheticW2.of(3, SyntheticW2.Layout.TOP);
    ReadingScope corner =
        new ReadingScope(
            Optional.of("tax_form"),
            List.of(),
            List.of(new Region(1, 0, 0, 0.2, 0.2)),
            Optional.empty(),
            LIMITS);
    assertThat(read(form.pdf(), corner, List.of("wages"))).isEmpty();
  }

  @Test
  void givenAnotherPageAskedFor_whenRead_thenTheFormIsNotLookedFor() {
    SyntheticDocument form = SyntheticW2.of(3, SyntheticW2.Layout.TOP);
    byte[] tiff =
        ScanEffects.clean()
            .atDpi(150)
            .tiff(form, SyntheticInvoice.of(4, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC));
    ReadingScope second =
        new ReadingScope(Optional.of("tax_form"), List.of(2), List.of(), Optional.empty(), LIMITS);
    assertThat(read(tiff, second, List.of("wages"))).isEmpty();
    assertThat(read(tiff, scope(Optional.of("tax_form")), List.of("wages"))).isPresent();
  }

  @Test
  void givenNoFieldOfAnyForm_whenAsked_thenNoPageIsLookedAt() {
    assertThat(
            reader.mayRead(
                scope(Optional.empty()),
                List.of(new FieldRequest("invoice_total", FieldType.AMOUNT))))
        .isFalse();
  }
}
