package dev.lethe.api.security;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Refuses whoever has no valid token, before anything else of the request is looked at, so that no
 * path, method or media type answers a stranger otherwise. The server verifies the token; what does
 * not even look like one is not shown to it, since it would quote it in its log.
 */
public class CallerFilter implements Filter {

  @Inject CurrentCaller current;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    String path = asked.getPathInfo();
    if (path == null || !OpenPaths.contains(path)) {
      current.set(Callers.of(token(asked, (HttpServletResponse) response)));
    }
    chain.doFilter(request, response);
  }

  private static JsonWebToken token(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    List<String> headers = Collections.list(request.getHeaders("Authorization"));
    if (headers.size() == 1
        && BearerToken.looksLikeOne(headers.get(0))
        && request.authenticate(new MuteResponse(response))
        && request.getUserPrincipal() instanceof JsonWebToken token) {
      return token;
    }
    throw new LetheException(ProblemCode.UNAUTHENTICATED);
  }
}
