package dev.lethe.engine.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  private static List<String> lines(String resource) throws IOException {
    try (InputStream in =
            Objects.requireNonNull(CalibrationTest.class.getResourceAsStream(resource), resource);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  @Test
  void givenTheMeasuredCounts_whenFitted_thenTheyMakeTheCurvesInUse() throws IOException {
    assertThat(lines("calibration.txt"))
        .isEqualTo(CalibrationFit.curves(lines("calibration-counts.tsv")));
  }

  @Test
  void givenAnyCurve_whenTheScoreRises_thenTheConfidenceNeverFalls() throws IOException {
    for (String line : lines("calibration.txt")) {
      if (!line.startsWith("#")) {
        double[] shares =
            Arrays.stream(line.substring(line.indexOf(':') + 1).strip().split("\\s+"))
                .mapToDouble(p -> Double.parseDouble(p.substring(p.indexOf('=') + 1)))
                .toArray();
        assertThat(shares).as(line).isSorted();
      }
    }
  }

  @Test
  void givenBandsThatFall_whenFitted_thenTheyArePooled() {
    double[][] table = new double[CalibrationFit.BANDS][2];
    table[10] = new double[] {90, 100};
    table[11] = new double[] {50, 100};
    double[] shares = CalibrationFit.rising(table);
    assertThat(shares).isSorted();
    assertThat(shares[10]).isEqualTo(shares[11]).isBetween(0.6, 0.75);
  }

  private static double confidence(Pages page, String field) {
    ExtractedField read =
        Extractors.standard()
            .extract(
                List.of(page.page()),
                Optional.of("invoice"),
                Optional.empty(),
                List.of(new FieldRequest(field, FieldType.TEXT)),
                Rereader.NONE)
            .fields()
            .get(0);
    assertThat(read.normalized()).isPresent();
    return read.confidence();
  }

  private static Pages totals(String total) {
    return Pages.digital()
        .at(50, 300, "Subtotal")
        .at(450, 300, "100.00")
        .at(50, 314, "VAT")
        .at(450, 314, "20.00")
        .at(50, 328, "Total")
        .at(450, 328, total);
  }

  @Test
  void givenSumsThatAgree_whenCompared_thenTheyAreTrustedMore() {
    for (String field : List.of("subtotal", "tax_total", "invoice_total")) {
      assertThat(confidence(totals("120.00"), field))
          .as(field)
          .isGreaterThan(confidence(totals("130.00"), field));
    }
  }

  @Test
  void givenRightCheckDigits_whenCompared_thenTheAccountIsTrustedMore() {
    assertThat(confidence(Pages.digital().at(50, 300, "IBAN: DE89 3704 0044 0532 0130 00"), "iban"))
        .isGreaterThan(
            confidence(Pages.digital().at(50, 300, "IBAN: DE88 3704 0044 0532 0130 00"), "iban"));
  }

  @Test
  void givenADueDateBeforeTheInvoice_whenCompared_thenItIsTrustedLess() {
    assertThat(confidence(dates("03.11.2026", "17.11.2026"), "due_date"))
        .isGreaterThan(confidence(dates("03.11.2026", "17.10.2026"), "due_date"));
  }

  private static Pages dates(String issued, String due) {
    return Pages.digital()
        .at(50, 100, "Rechnungsdatum: " + issued)
        .at(50, 120, "Fällig am: " + due);
  }
}
