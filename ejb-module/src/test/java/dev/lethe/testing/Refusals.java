package dev.lethe.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What is not done is refused by a code that callers can rely on. */
public final class Refusals {

  private Refusals() {}

  public static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ThrowingCallable call, ProblemCode code) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LetheException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  /**
   * @param pointer to what is wrong first in the request
   */
  public static void assertRefused(ThrowingCallable call, ProblemCode code, String pointer) {
    assertRefused(call, code)
        .isInstanceOfSatisfying(
            LetheException.class,
            refusal -> assertThat(refusal.details().get(0).pointer()).isEqualTo(pointer));
  }
}
