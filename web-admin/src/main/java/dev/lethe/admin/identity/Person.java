package dev.lethe.admin.identity;

import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A person as the identity provider's verified token describes them.
 *
 * @param subject opaque and stable
 * @param displayName the name they sign in with
 * @param tenant empty if the token names none, or none that is well formed
 * @param roles those that Lethe knows
 * @param signedInAt when the token was issued
 */
public record Person(
    String subject, String displayName, String tenant, Set<Role> roles, Instant signedInAt)
    implements Serializable {

  public Person {
    roles = Set.copyOf(roles);
  }

  /** The one place where a token's claims become roles and a tenant. */
  public static Optional<Person> ofClaims(Map<String, ?> claims) {
    String subject = text(claims.get("sub"));
    if (!isActor(subject)) {
      return Optional.empty();
    }
    String name = text(claims.get("preferred_username"));
    return Optional.of(
        new Person(
            subject,
            name.isEmpty() ? subject : name,
            tenantOf(text(claims.get("tenant_id"))),
            rolesOf(claims.get("groups")),
            Instant.ofEpochSecond(seconds(claims.get("iat")))));
  }

  /** Who calls the services, or empty for someone without a tenant. */
  public Optional<Caller> caller() {
    return tenant.isEmpty()
        ? Optional.empty()
        : Optional.of(new Caller(new TenantId(tenant), new ActorId(subject), roles));
  }

  /** Whether the console has anything for them at all. */
  public boolean mayUseConsole() {
    return !tenant.isEmpty() && roles.stream().anyMatch(role -> role != Role.SUBMITTER);
  }

  private static String text(@Nullable Object claim) {
    return claim instanceof String value ? value : "";
  }

  private static boolean isActor(String subject) {
    try {
      return !new ActorId(subject).value().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String tenantOf(String claim) {
    try {
      return new TenantId(claim).value();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static Set<Role> rolesOf(@Nullable Object claim) {
    if (!(claim instanceof Collection<?> names)) {
      return Set.of();
    }
    return names.stream()
        .filter(String.class::isInstance)
        .flatMap(name -> Role.ofClaim((String) name).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static long seconds(@Nullable Object claim) {
    return claim instanceof Number number ? number.longValue() : 0;
  }
}
