package dev.lethe.api.problems;

import dev.lethe.problem.model.LetheException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes problems where no resource is involved. */
final class ServletProblems {

  private ServletProblems() {}

  static Problem of(Throwable failure) {
    Optional<LetheException> foreseen = Unforeseen.foreseenWithin(failure);
    return foreseen.isPresent()
        ? Problem.of(foreseen.get().code(), foreseen.get().details())
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
