package dev.lethe.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  private static final Path DOCS = Path.of("docs.md");

  @Test
  void givenNothing_whenParsed_thenRecognitionWithAllItsTables() {
    Options options = Options.parse(List.of(), DOCS);
    assertThat(options.suite()).isEqualTo("recognition");
    assertThat(options.wants("zones")).isTrue();
    assertThat(options.docs()).isEmpty();
  }

  @Test
  void givenNames_whenParsed_thenOnlyThese() {
    Options options = Options.parse(List.of("--only", "zones,digital", "--write-docs"), DOCS);
    assertThat(options.wants("digital")).isTrue();
    assertThat(options.wants("memory")).isFalse();
    assertThat(options.docs()).contains(DOCS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--rounds", "--rounds 0", "--rounds many", "--json", "--dir", "fast", "--x"})
  void givenWhatItDoesNotKnow_whenParsed_thenRefused(String typed) {
    assertThatThrownBy(() -> Options.parse(List.of(typed.split(" ")), DOCS))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
