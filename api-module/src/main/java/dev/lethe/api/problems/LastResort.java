package dev.lethe.api.problems;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Catches what every mapper missed, before the container can print it. */
public class LastResort implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException {
    HttpServletResponse answer = (HttpServletResponse) response;
    safeguards(answer);
    try {
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

  /** No answer is kept on its way, or taken for something that it is not. */
  private static void safeguards(HttpServletResponse answer) {
    answer.setHeader("Cache-Control", "no-store");
    answer.setHeader("X-Content-Type-Options", "nosniff");
    answer.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    answer.setHeader("Referrer-Policy", "no-referrer");
  }
}
