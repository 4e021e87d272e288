package dev.lethe.admin.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import jakarta.faces.FacesException;
import jakarta.faces.application.ViewExpiredException;
import org.junit.jupiter.api.Test;

class QuietExceptionHandlerTest {

  private static final String SECRET = "Marigold Quillfeather 4711";

  @Test
  void givenAForeseenFailureDeepInside_thenItsOwnStatusIsAnswered() {
    Throwable thrown = new FacesException(new LetheException(ProblemCode.FORBIDDEN));

    assertThat(QuietExceptionHandler.statusOf(thrown)).isEqualTo(403);
  }

  @Test
  void givenAViewThatExpired_thenItIsAConflict() {
    assertThat(QuietExceptionHandler.statusOf(new ViewExpiredException("/audit.xhtml")))
        .isEqualTo(409);
  }

  @Test
  void givenAnythingElse_thenItIsTheServersFault() {
    assertThat(QuietExceptionHandler.statusOf(new IllegalStateException(SECRET))).isEqualTo(500);
  }

  @Test
  void givenAFailureThatRepeatsContent_whenLogged_thenOnlyClassesAndPlacesRemain() {
    Throwable thrown = new FacesException(SECRET, new IllegalStateException(SECRET));

    assertThat(QuietExceptionHandler.trace(thrown))
        .contains("IllegalStateException", "QuietExceptionHandlerTest")
        .doesNotContain("Marigold", "4711");
  }
}
