package dev.lethe.api.problems;

import dev.lethe.problem.model.ProblemCode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers what the container refuses by itself. Of its own answer only the status counts, and the
 * list of allowed methods; its text may repeat the request.
 */
@Provider
public class WebApplicationExceptionMapper implements ExceptionMapper<WebApplicationException> {

  @Override
  public Response toResponse(WebApplicationException failure) {
    Response given = failure.getResponse();
    if (given.getStatus() < 400) {
      return allowed(given, Response.noContent());
    }
    ProblemCode code = code(given.getStatus());
    if (code == ProblemCode.INTERNAL) {
      return ProblemResponses.of(Unforeseen.report(failure));
    }
    return allowed(given, ProblemResponses.builder(Problem.of(code)));
  }

  private static Response allowed(Response given, Response.ResponseBuilder answer) {
    String allow = given.getHeaderString(HttpHeaders.ALLOW);
    return allow == null ? answer.build() : answer.header(HttpHeaders.ALLOW, allow).build();
  }

  /** The code for a status that the container chose. */
  static ProblemCode code(int status) {
    return switch (status) {
      case 401 -> ProblemCode.UNAUTHENTICATED;
      case 403 -> ProblemCode.FORBIDDEN;
      case 404 -> ProblemCode.NOT_FOUND;
      case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
      case 406 -> ProblemCode.NOT_ACCEPTABLE;
      case 413 -> ProblemCode.TOO_LARGE;
      case 415 -> ProblemCode.MEDIA_TYPE_UNSUPPORTED;
      case 429 -> ProblemCode.RATE_LIMITED;
      case 503 -> ProblemCode.CAPACITY;
      default -> status < 500 ? ProblemCode.REQUEST_MALFORMED : ProblemCode.INTERNAL;
    };
  }
}
