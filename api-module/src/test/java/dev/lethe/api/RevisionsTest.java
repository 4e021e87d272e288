package dev.lethe.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionsTest {

  @Test
  void givenAnEntityTag_whenRead_thenItIsTheRevision() {
    assertThat(Revisions.of("\"1\"")).isEqualTo(1);
    assertThat(Revisions.of("\"999999999\"")).isEqualTo(999_999_999);
  }

  @Test
  void givenNone_whenRead_thenItIsRequired() {
    assertThatThrownBy(() -> Revisions.of(null))
        .extracting(e -> ((LetheException) e).code())
        .isEqualTo(ProblemCode.PRECONDITION_REQUIRED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "*",
        "\"\"",
        "\"0\"",
        "\"-1\"",
        "\"x\"",
        "W/\"1\"",
        "\"1\", \"2\"",
        "\"9999999999\""
      })
  void givenWhatCanBeNoRevision_whenRead_thenThePreconditionFailed(String ifMatch) {
    assertThatThrownBy(() -> Revisions.of(ifMatch))
        .extracting(e -> ((LetheException) e).code())
        .isEqualTo(ProblemCode.PRECONDITION_FAILED);
  }
}
