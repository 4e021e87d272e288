package dev.lethe.api.problems;

import dev.lethe.problem.model.LetheException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/** Answers everything else with a bare 500. */
@Provider
public class UnforeseenMapper implements ExceptionMapper<Throwable> {

  @Override
  public Response toResponse(Throwable failure) {
    Optional<LetheException> foreseen = Unforeseen.foreseenWithin(failure);
    return foreseen.isPresent()
        ? ProblemResponses.of(Problem.of(foreseen.get().code(), foreseen.get().details()))
        : ProblemResponses.of(Unforeseen.report(failure));
  }
}
