package dev.lethe.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

  private static final String GOOD = encoded("{\"alg\":\"RS256\"}") + "." + encoded("{\"a\":1}");

  @Test
  void givenSignedToken_whenLookedAt_thenItMayBeOne() {
    assertThat(BearerToken.looksLikeOne("Bearer " + GOOD + ".AAAA")).isTrue();
    assertThat(BearerToken.looksLikeOne("bearer " + GOOD + ".AAAA")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer Zebulon-Canary-4711",
        "Bearer a.b.c",
        "Bearer eyJhIjoxfQ.eyJhIjoxfQ.",
        "Bearer eyJhIjoxfQ.eyJhIjoxfQ.AAAAA",
        "Bearer eyJhIjoxfQ.eyJhIjoxfR.AAAA",
        "Bearer eyJhIjoxfQ.eyJhIjoxfQ.AAAA.AAAA",
        "Bearer eyJhIjoxfQ.eyJhIjoxfQ.AA+A",
        "Bearer eyJhIjoxfQ.eyJhIjoxfQ.AAAA x",
        "Bearer e30.e30.AAAA",
        "Basic eyJhIjoxfQ.eyJhIjoxfQ.AAAA"
      })
  void givenAnythingElse_whenLookedAt_thenItIsNone(String header) {
    assertThat(BearerToken.looksLikeOne(header)).isFalse();
  }

  @Test
  void givenEndlessToken_whenLookedAt_thenItIsNone() {
    assertThat(BearerToken.looksLikeOne("Bearer " + GOOD + "." + "A".repeat(20_000))).isFalse();
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
