package dev.lethe.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What is not done is refused by a code that callers can rely on. */
public final class Refusals {

  private Refusals() {}

  public static void assertRefused(ThrowingCallable call, ProblemCode code) {
    assertRefusal(call, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  /**
   * @param pointer to what is wrong first in the request
   */
  public static void assertRefused(ThrowingCallable call, ProblemCode code, String pointer) {
    assertRefusal(
        call,
        refusal -> {
          assertThat(refusal.code()).isEqualTo(code);
          assertThat(refusal.details().get(0).pointer()).isEqualTo(pointer);
        });
  }

  private static void assertRefusal(ThrowingCallable call, Consumer<LetheException> expected) {
    assertThatThrownBy(call).isInstanceOfSatisfying(LetheException.class, expected);
  }
}
