package dev.lethe.api.problems;

import dev.lethe.problem.model.ProblemCode;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;

/**
 * Answers what reaches no resource: paths outside the API, and failures that the container would
 * explain in its own words.
 */
@WebServlet(urlPatterns = {"/", "/problem"})
public class ProblemServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServletProblems.send(problem(request), response);
  }

  private static Problem problem(HttpServletRequest request) {
    if (request.getDispatcherType() != DispatcherType.ERROR) {
      return Problem.of(ProblemCode.NOT_FOUND);
    }
    if (isAboutOwnFolder(request)) {
      return Problem.of(ProblemCode.NOT_FOUND);
    }
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
      return ServletProblems.of(failure);
    }
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? Problem.of(WebApplicationExceptionMapper.code(status))
        : Problem.of(ProblemCode.INTERNAL);
  }

  /** The container answers a wish for the application's own folders with an exception. */
  private static boolean isAboutOwnFolder(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
        && path.toUpperCase(Locale.ROOT).matches("/+(WEB|META)-INF(/.*)?");
  }
}
