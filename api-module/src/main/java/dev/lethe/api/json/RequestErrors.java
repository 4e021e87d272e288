package dev.lethe.api.json;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a request: places made of known names and indexes, and codes. */
public final class RequestErrors {

  /** A caller who sends nonsense needs no list of all of it. */
  private static final int MOST = 50;

  private final List<Detail> details = new ArrayList<>();
  private boolean unknown;

  void malformed(String pointer, String reason) {
    if (details.size() < MOST) {
      details.add(new Detail(pointer, reason));
    }
  }

  /** Notes that an object has a property that is not known; the name is not kept. */
  void unknown(String pointer) {
    unknown = true;
    malformed(pointer, "property-unknown");
  }

  /** Notes something about the request as a whole. */
  public void malformed(String reason) {
    malformed("", reason);
  }

  /**
   * @throws LetheException when something was noted
   */
  public void throwIfAny() {
    if (!details.isEmpty()) {
      throw failure();
    }
  }

  LetheException failure() {
    return new LetheException(
        unknown ? ProblemCode.PROPERTY_UNKNOWN : ProblemCode.REQUEST_MALFORMED, details);
  }
}
