package dev.lethe.admin.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WordsTest {

  private static final Instant MOMENT = Instant.parse("2026-11-24T09:05:07.123456Z");
  private final Words words = new Words();

  @Test
  void givenACode_whenShown_thenItReadsAsWords() {
    assertThat(words.plain("invoice_processing")).isEqualTo("Invoice processing");
    assertThat(words.plain("")).isEmpty();
  }

  @Test
  void givenAMoment_whenShown_thenItIsUtcToTheSecond() {
    assertThat(words.time(MOMENT)).isEqualTo("2026-11-24 09:05:07");
    assertThat(words.machineTime(Optional.of(MOMENT))).isEqualTo("2026-11-24T09:05:07Z");
  }

  @Test
  void givenNoMoment_whenShown_thenADashStandsForIt() {
    assertThat(words.time(Optional.empty())).isEqualTo("–");
    assertThat(words.machineTime(Optional.empty())).isEmpty();
    assertThat(words.orDash(Optional.empty())).isEqualTo("–");
    assertThat(words.has(null)).isFalse();
  }

  @Test
  void givenALargeNumber_whenShown_thenThousandsStandApart() {
    assertThat(words.number(12903)).isEqualTo("12\u202f903");
    assertThat(words.number(7)).isEqualTo("7");
  }

  @Test
  void givenALongId_whenShortened_thenItsBeginningIsLeft() {
    assertThat(words.shortId("job_0123456789abcdef")).isEqualTo("job_01234567…");
    assertThat(words.shortId("system")).isEqualTo("system");
  }
}
