package dev.lethe.api.problems;

import dev.lethe.problem.model.LetheException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers a foreseen failure with its code. */
@Provider
public class LetheExceptionMapper implements ExceptionMapper<LetheException> {

  @Override
  public Response toResponse(LetheException failure) {
    return ProblemResponses.of(Problem.of(failure.code(), failure.details()));
  }
}
