package dev.lethe.api;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import org.jspecify.annotations.Nullable;

/** Of what is decided on only as it was looked at: the entity tag is the number of its revision. */
public final class Revisions {

  private static final String TAG = "\"[1-9][0-9]{0,8}\"";

  private Revisions() {}

  /**
   * The revision that a request means (RFC 9110, section 13.1.1).
   *
   * @throws LetheException {@code precondition-required} when it names none, {@code
   *     precondition-failed} when what it names can be none
   */
  public static int of(@Nullable String ifMatch) {
    if (ifMatch == null) {
      throw new LetheException(ProblemCode.PRECONDITION_REQUIRED);
    }
    if (!ifMatch.matches(TAG)) {
      throw new LetheException(ProblemCode.PRECONDITION_FAILED);
    }
    return Integer.parseInt(ifMatch, 1, ifMatch.length() - 1, 10);
  }
}
