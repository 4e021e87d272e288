package dev.lethe.tools.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoresTest {

  private static final Set<String> ASKED = Set.of("invoice_total", "vendor_name");

  /** Four documents, counted by hand: see the assertions. */
  private static Scores four() {
    Scores scores = new Scores();
    scores.add(
        entry("a", Map.of("invoice_total", List.of("10.00"), "vendor_name", List.of("Aha Ltd"))),
        ASKED,
        reading(
            1,
            0.4,
            Map.of("invoice_total", found("10.0", 0.97), "vendor_name", found("AHA LTD.", 0.85))));
    scores.add(
        entry("b", Map.of("invoice_total", List.of("20.00"), "vendor_name", List.of("Bee Ltd"))),
        ASKED,
        reading(2, 2.0, Map.of("invoice_total", found("20.01", 0.92))));
    scores.add(
        entry("c", Map.of("invoice_total", List.of("30.00"), "vendor_name", List.of())),
        ASKED,
        reading(
            1, 0.8, Map.of("invoice_total", found("30.00", 1), "vendor_name", found("See", 0.3))));
    scores.add(
        entry("d", Map.of("invoice_total", List.of("40.00"))),
        ASKED,
        Reading.failed("document-unreadable", 0.1));
    return scores;
  }

  @Test
  void givenReadings_whenCounted_thenFieldsAreThoseCountedByHand() {
    Map<String, Tally> fields = four().fields();
    assertThat(fields.get("invoice_total")).isEqualTo(new Tally(4, 3, 2, 0));
    assertThat(fields.get("vendor_name")).isEqualTo(new Tally(2, 2, 1, 0));
  }

  @Test
  void givenReadings_whenAveraged_thenAllFieldsCountTogether() {
    Tally micro = four().micro();
    assertThat(micro).isEqualTo(new Tally(6, 5, 3, 0));
    assertThat(micro.precision()).isEqualTo(0.6);
    assertThat(micro.recall()).isEqualTo(0.5);
    assertThat(micro.f1()).isEqualTo(6.0 / 11, within(1e-12));
  }

  @Test
  void givenNothing_whenAveraged_thenNothingIsDividedByZero() {
    assertThat(Tally.NONE.precision()).isZero();
    assertThat(Tally.NONE.recall()).isZero();
    assertThat(Tally.NONE.f1()).isZero();
    assertThat(Scores.percentile(List.of(), 0.95)).isZero();
  }

  @Test
  void givenAFieldOfWhichNothingIsKnown_whenFound_thenItCountsNeitherWay() {
    Scores scores = new Scores();
    scores.add(
        entry("a", Map.of("invoice_total", List.of("10.00"))),
        ASKED,
        reading(
            1, 1, Map.of("invoice_total", found("10.00", 0.9), "vendor_name", found("Aha", 0.9))));
    assertThat(scores.fields().get("vendor_name")).isEqualTo(new Tally(0, 0, 0, 1));
    assertThat(scores.micro()).isEqualTo(new Tally(1, 1, 1, 1));
    assertThat(scores.micro().f1()).isEqualTo(1);
    assertThat(scores.misses()).isEmpty();
    assertThat(scores.calibration().bands().stream().mapToInt(Calibration.Band::values).sum())
        .isEqualTo(1);
  }

  @Test
  void givenConfidences_whenBanded_thenEachValueIsInItsBand() {
    List<Calibration.Band> bands = four().calibration().bands();
    assertThat(bands.get(0)).isEqualTo(new Calibration.Band(0, 0.5, 1, 0, 0.3));
    assertThat(bands.get(3)).isEqualTo(new Calibration.Band(0.8, 0.9, 1, 1, 0.85));
    assertThat(bands.get(4)).isEqualTo(new Calibration.Band(0.9, 0.95, 1, 0, 0.92));
    assertThat(bands.get(5).values()).isEqualTo(2);
    assertThat(bands.get(5).accuracy()).isEqualTo(1);
    assertThat(bands.get(5).meanConfidence()).isEqualTo(0.985, within(1e-12));
    // (0.3 + 0.15 + 0.92 + 2 * 0.015) / 5
    assertThat(four().calibration().expectedError()).isEqualTo(0.28, within(1e-12));
  }

  @Test
  void givenTimes_whenRanked_thenPercentilesAreNearestRank() {
    // seconds a page: 0.4, 1.0, 0.8; the failed document does not count
    assertThat(four().secondsPerPage()).containsExactly(0.4, 0.8, 1.0);
    assertThat(Scores.percentile(four().secondsPerPage(), 0.5)).isEqualTo(0.8);
    assertThat(Scores.percentile(four().secondsPerPage(), 0.95)).isEqualTo(1.0);
  }

  @Test
  void givenAFailure_whenCounted_thenItsFieldsAreMissedAndItsCodeIsKept() {
    assertThat(four().documents()).isEqualTo(4);
    assertThat(four().failed()).isEqualTo(1);
    assertThat(four().failures()).containsExactly(Map.entry("document-unreadable", 1));
    assertThat(four().misses())
        .containsExactlyInAnyOrder(
            new Scores.Miss("b", "invoice_total", "other value"),
            new Scores.Miss("b", "vendor_name", "not found"),
            new Scores.Miss("c", "vendor_name", "not on the page"),
            new Scores.Miss("d", "invoice_total", "not found"));
  }

  @Test
  void givenText_whenCounted_thenTheErrorRateIsOverAllCharacters() {
    Scores scores = new Scores();
    scores.add(
        entry("t", Map.of("full_text", List.of("0123456789"))),
        Set.of("full_text"),
        reading(1, 1, Map.of("full_text", found("012345678X", 0.9))));
    scores.add(
        entry("u", Map.of("full_text", List.of("0123456789"))),
        Set.of("full_text"),
        reading(1, 1, Map.of()));
    assertThat(scores.characterErrorRate()).contains(0.55);
    assertThat(scores.fields().get("full_text")).isEqualTo(new Tally(2, 1, 0, 0));
  }

  @Test
  void givenScores_whenWritten_thenJsonHasTheAgreedShapeAndNoValue() {
    JsonObject json = new Report(four()).json();
    assertThat(json.getInt("documents")).isEqualTo(4);
    assertThat(json.getInt("failed")).isEqualTo(1);
    assertThat(json.getJsonObject("micro").getJsonNumber("precision").doubleValue()).isEqualTo(0.6);
    assertThat(json.getJsonObject("micro").keySet()).contains("recall", "f1");
    assertThat(json.getJsonObject("fields").getJsonObject("vendor_name").getInt("correct"))
        .isEqualTo(1);
    assertThat(json.getJsonObject("seconds_per_page").keySet()).containsExactly("p50", "p95");
    assertThat(json.toString()).doesNotContain("Aha").doesNotContain("AHA");
  }

  @Test
  void givenScores_whenPrinted_thenTheTableHoldsNoValue() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Report(four()).print(new PrintStream(bytes, true, StandardCharsets.UTF_8), true);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("vendor_name", "b  invoice_total: other value", "document-unreadable")
        .doesNotContain("AHA", "Bee", "20.01");
  }

  private static ManifestEntry entry(String name, Map<String, List<String>> fields) {
    return new ManifestEntry(name, Path.of(name), "invoice", 1, fields);
  }

  private static Reading.Found found(String value, double confidence) {
    return new Reading.Found(value, confidence);
  }

  private static Reading reading(int pages, double seconds, Map<String, Reading.Found> fields) {
    return new Reading(fields, Optional.empty(), pages, Optional.of(seconds), seconds + 1);
  }
}
