package dev.lethe.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What is not done is refused by a code that callers can rely on. */
public final class Refusals {

  private Refusals() {}

  public static void assertRefused(ThrowingCallable call, ProblemCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LetheException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
