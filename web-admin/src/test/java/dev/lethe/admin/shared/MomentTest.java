package dev.lethe.admin.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-24, 2026-11-24T00:00:00Z",
    "2026-11-24 09:30, 2026-11-24T09:30:00Z",
    "2026-11-24T09:30, 2026-11-24T09:30:00Z",
    "2026-11-24 09:30:15, 2026-11-24T09:30:15Z",
    "2026-11-24T09:30:15Z, 2026-11-24T09:30:15Z",
    "' 2026-11-24 ', 2026-11-24T00:00:00Z"
  })
  void givenADateOrTime_whenRead_thenItIsUtc(String text, Instant moment) throws Exception {
    assertThat(Moment.parse(text)).contains(moment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "24.11.2026",
        "2026-13-01",
        "2026-02-30",
        "2026-11-24T25:00",
        "1903-01-01",
        "2026-11-24T09:30+02:00",
        "+12026-11-24",
        "Z"
      })
  void givenSomethingElse_whenRead_thenItIsRefused(String text) {
    assertThatThrownBy(() -> Moment.parse(text))
        .isInstanceOf(Moment.NotUnderstood.class)
        .hasMessage(null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void givenABlank_whenRead_thenThereIsNoBound(String text) throws Exception {
    assertThat(Moment.parse(text)).isEmpty();
  }
}
