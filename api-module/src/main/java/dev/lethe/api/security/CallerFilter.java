package dev.lethe.api.security;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Refuses whoever has no valid token, before anything else of the request is looked at, so that no
 * path, method or media type answers a stranger otherwise.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class CallerFilter implements ContainerRequestFilter {

  @Inject CurrentCaller current;

  @Override
  public void filter(ContainerRequestContext request) {
    if (OpenPaths.contains(request.getUriInfo().getPath())) {
      return;
    }
    current.set(Callers.of(token(request.getSecurityContext().getUserPrincipal())));
  }

  private static JsonWebToken token(@Nullable Principal principal) {
    if (principal instanceof JsonWebToken token) {
      return token;
    }
    throw new LetheException(ProblemCode.UNAUTHENTICATED);
  }
}
