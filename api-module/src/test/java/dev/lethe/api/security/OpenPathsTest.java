package dev.lethe.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenPathsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"/errors", "/errors/not-found", "/uploads/abc", "errors", "/certificates/keys"})
  void givenPathForEverybody_whenAsked_thenItIsOpen(String path) {
    assertThat(OpenPaths.contains(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/uploads",
        "/uploads/",
        "/uploads/direct",
        "/uploads/direct/",
        "/ocr/jobs",
        "/defaults",
        "/errors/../ocr/jobs",
        "/uploads/a/b",
        "/ocr/jobs/errors",
        "/xerrors",
        "/errorsx",
        "/certificates",
        "/certificates/cert_1",
        "/certificates/keys/x"
      })
  void givenAnyOtherPath_whenAsked_thenItIsClosed(String path) {
    assertThat(OpenPaths.contains(path)).isFalse();
  }
}
