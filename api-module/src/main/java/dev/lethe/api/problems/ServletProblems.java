package dev.lethe.api.problems;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.LostDatabase;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes problems where no resource is involved. */
final class ServletProblems {

  private ServletProblems() {}

  /** Failures of the container itself, outside any resource, are about the path or the stream. */
  static Problem of(Throwable failure) {
    Optional<LetheException> foreseen = Unforeseen.foreseenWithin(failure);
    if (foreseen.isPresent()) {
      return Problem.of(foreseen.get().code(), foreseen.get().details());
    }
    if (Unforeseen.chain(failure).anyMatch(FileNotFoundException.class::isInstance)) {
      return Problem.of(ProblemCode.NOT_FOUND);
    }
    return failure instanceof IOException && !LostDatabase.isBehind(failure)
        ? Problem.of(ProblemCode.REQUEST_MALFORMED)
        : Unforeseen.report(failure);
  }

  static void send(Problem problem, HttpServletResponse response) throws IOException {
    byte[] body = problem.json().getBytes(StandardCharsets.UTF_8);
    response.setStatus(problem.code().status());
    response.setContentType(Problem.MEDIA_TYPE);
    response.setHeader("Cache-Control", "no-store");
    ProblemHeaders.of(problem.code()).forEach(response::setHeader);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
