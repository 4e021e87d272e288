package dev.lethe.api.security;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The one place where a verified token becomes a caller. */
final class Callers {

  static final String TENANT = "tenant_id";

  private Callers() {}

  /**
   * @throws LetheException {@code unauthenticated} without a subject, {@code forbidden} without a
   *     well-formed tenant: such a token is genuine, but not for anything here
   */
  static Caller of(JsonWebToken token) {
    ActorId actor = parsed(token.getSubject(), ActorId::new, ProblemCode.UNAUTHENTICATED);
    TenantId tenant = parsed(claim(token), TenantId::new, ProblemCode.FORBIDDEN);
    return new Caller(tenant, actor, roles(token.getGroups()));
  }

  private static @Nullable String claim(JsonWebToken token) {
    Object claim = token.getClaim(TENANT);
    if (claim instanceof jakarta.json.JsonString text) {
      return text.getString();
    }
    return claim instanceof String text ? text : null;
  }

  private static <T> T parsed(
      @Nullable String text, Function<String, T> parser, ProblemCode otherwise) {
    if (text == null) {
      throw new LetheException(otherwise);
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException malformed) {
      throw new LetheException(otherwise);
    }
  }

  /** Roles that this service knows; a token may carry others for other services. */
  private static Set<Role> roles(@Nullable Set<String> groups) {
    return groups == null
        ? Set.of()
        : groups.stream()
            .map(Role::ofClaim)
            .flatMap(Optional::stream)
            .collect(Collectors.toUnmodifiableSet());
  }
}
