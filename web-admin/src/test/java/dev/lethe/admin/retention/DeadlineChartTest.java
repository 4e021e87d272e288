package dev.lethe.admin.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.retention.model.RetentionOverview.Day;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlineChartTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
  private final DeadlineChart chart =
      new DeadlineChart(List.of(new Day(DAY, 5, 4), new Day(DAY.plusDays(1), 7, 0)));

  @Test
  void givenTwoDays_whenDrawn_thenBothSeriesHaveTheirNumbers() {
    JsonObject json = Json.createReader(new StringReader(chart.getJson())).readObject();
    JsonArray series = json.getJsonObject("data").getJsonArray("datasets");

    assertThat(json.getString("type")).isEqualTo("bar");
    assertThat(series.getJsonObject(0).getJsonArray("data")).hasToString("[5,7]");
    assertThat(series.getJsonObject(1).getJsonArray("data")).hasToString("[4,0]");
  }

  @Test
  void givenTwoDays_whenPutInWords_thenTheWordsHoldTheSums() {
    assertThat(chart.getSummary()).contains("2026-11-24 to 2026-11-25", "12 due", "4 deleted");
  }

  @Test
  void givenDaysWithoutAnything_thenThereIsNoChart() {
    assertThat(new DeadlineChart(List.of(new Day(DAY, 0, 0))).isBlank()).isTrue();
    assertThat(chart.isBlank()).isFalse();
  }
}
