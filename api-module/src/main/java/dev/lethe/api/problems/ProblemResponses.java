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
    return builder(problem, problem.json());
  }

  /**
   * The same with an extension member, which must be made of what the service knows only.
   *
   * @param json of the member
   */
  public static Response.ResponseBuilder extended(Problem problem, String member, String json) {
    String body = problem.json();
    String more = ",\"" + member + "\":" + json + "}";
    return builder(problem, body.substring(0, body.length() - 1) + more);
  }

  private static Response.ResponseBuilder builder(Problem problem, String json) {
    Response.ResponseBuilder response =
        Response.status(problem.code().status())
            .type(Problem.MEDIA_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(json);
    ProblemHeaders.of(problem.code()).forEach(response::header);
    return response;
  }

  public static Response of(ProblemCode code) {
    return of(Problem.of(code));
  }
}
