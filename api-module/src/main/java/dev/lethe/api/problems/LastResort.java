package dev.lethe.api.problems;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;

/** Catches what every mapper missed, before the container can print it. */
public class LastResort implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException {
    HttpServletResponse answer = (HttpServletResponse) response;
    safeguards(answer);
    try {
      requirePublic((HttpServletRequest) request);
      chain.doFilter(request, response);
    } catch (Exception | StackOverflowError unforeseen) {
      Problem problem = ServletProblems.of(unforeseen);
      if (!answer.isCommitted()) {
        answer.reset();
        safeguards(answer);
        ServletProblems.send(problem, answer);
      }
    }
  }

  /** The container answers a wish for its own folders with an exception. */
  private static void requirePublic(HttpServletRequest request) {
    String path = request.getServletPath().toUpperCase(Locale.ROOT);
    if (path.startsWith("/WEB-INF") || path.startsWith("/META-INF")) {
      throw new LetheException(ProblemCode.NOT_FOUND);
    }
  }

  /** No answer is kept on its way, or taken for something that it is not. */
  private static void safeguards(HttpServletResponse answer) {
    answer.setHeader("Cache-Control", "no-store");
    answer.setHeader("X-Content-Type-Options", "nosniff");
    answer.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    answer.setHeader("Referrer-Policy", "no-referrer");
  }
}
