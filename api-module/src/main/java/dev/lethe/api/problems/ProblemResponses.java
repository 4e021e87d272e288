package dev.lethe.api.problems;

import dev.lethe.problem.model.ProblemCode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Makes answers of problems. */
public final class ProblemResponses {

  private ProblemResponses() {}

  public static Response of(Problem problem) {
    return builder(problem).build();
  }

  /** An answer to which more headers can be added. */
  public static Response.ResponseBuilder builder(Problem problem) {
    Response.ResponseBuilder response =
        Response.status(problem.code().status())
            .type(Problem.MEDIA_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(problem.json());
    ProblemHeaders.of(problem.code()).forEach(response::header);
    return response;
  }

  public static Response of(ProblemCode code) {
    return of(Problem.of(code));
  }
}
