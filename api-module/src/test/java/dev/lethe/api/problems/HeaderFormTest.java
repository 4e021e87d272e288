package dev.lethe.api.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderFormTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "application/json;charset=\"utf-8\"",
        "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW",
        "multipart/form-data; boundary=8721d3a7c6b14f6e9c0b",
        "application/x-www-form-urlencoded"
      })
  void givenMediaType_whenLookedAt_thenItPasses(String type) {
    assertThat(HeaderForm.isMediaType(type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "image/png",
        "application/pdf, image/png;q=0.5",
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
        "*"
      })
  void givenAcceptOfSomeClient_whenLookedAt_thenItPasses(String accept) {
    assertThat(HeaderForm.isAccept(accept)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Ada Example", "a/b c", "a", "a/b; Ada", "a/b,c/d", "a/b;x=\"y"})
  void givenAnythingElse_whenLookedAt_thenItIsRefused(String type) {
    assertThat(HeaderForm.isMediaType(type)).isFalse();
  }

  @Test
  void givenHeaderMadeToBeSlow_whenLookedAt_thenItIsQuick() {
    String slow = "a/b" + " ; ".repeat(600) + "!";
    Assertions.assertTimeout(Duration.ofSeconds(2), () -> HeaderForm.isAccept(slow));
  }
}
