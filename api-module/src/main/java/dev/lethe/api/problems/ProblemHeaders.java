package dev.lethe.api.problems;

import dev.lethe.problem.model.ProblemCode;
import java.util.Map;

/** Headers that belong to a status. */
final class ProblemHeaders {

  private static final String RETRY_AFTER = "Retry-After";

  private ProblemHeaders() {}

  static Map<String, String> of(ProblemCode code) {
    return switch (code.status()) {
      case 401 -> Map.of("WWW-Authenticate", "Bearer realm=\"lethe\"");
      case 429, 503 -> Map.of(RETRY_AFTER, "5");
      default -> Map.of();
    };
  }
}
