package dev.lethe.api.retention;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which part of a list is asked for. */
final class PageNumbers {

  private static final int USUAL = 100;
  private static final int MOST = 500;
  private static final int FARTHEST = 1_000_000;

  private PageNumbers() {}

  /**
   * @throws LetheException {@code request-malformed}
   */
  static int offset(@Nullable String text) {
    return number(text, "/offset", 0, 0, FARTHEST);
  }

  /**
   * @throws LetheException {@code request-malformed}
   */
  static int limit(@Nullable String text) {
    return number(text, "/limit", USUAL, 1, MOST);
  }

  private static int number(@Nullable String text, String place, int usual, int least, int most) {
    if (text == null) {
      return usual;
    }
    int value = text.matches("[0-9]{1,7}") ? Integer.parseInt(text) : -1;
    if (value < least || value > most) {
      throw new LetheException(
          ProblemCode.REQUEST_MALFORMED, List.of(new Detail(place, "malformed")));
    }
    return value;
  }
}
