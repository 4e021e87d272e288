package dev.lethe.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceTest {

  private static final Duration MOST = Duration.ofSeconds(60);

  @ParameterizedTest
  @ValueSource(
      strings = {"wait=7", "Wait = 7", "wait=\"7\"", "respond-async, wait=7", "wait=7;x=y, wait=9"})
  void givenWait_whenRead_thenItIsKnown(String header) {
    assertThat(Preference.wait(List.of(header), MOST)).contains(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "wait", "wait=", "wait=0", "wait=-1", "wait=1.5", "wait=12345678", "awaits=5"})
  void givenAnythingElse_whenRead_thenNobodyWaits(String header) {
    assertThat(Preference.wait(List.of(header), MOST)).isEmpty();
  }

  @Test
  void givenLongerWaitThanPolicyAllows_whenRead_thenItIsCut() {
    assertThat(Preference.wait(List.of("wait=3600"), MOST)).contains(MOST);
  }

  @Test
  void givenNoHeader_whenRead_thenNobodyWaits() {
    assertThat(Preference.wait(null, MOST)).isEmpty();
  }
}
