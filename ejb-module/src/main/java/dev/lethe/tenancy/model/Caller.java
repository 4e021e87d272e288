package dev.lethe.tenancy.model;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import java.util.Arrays;
import java.util.Set;

/** Who is calling, as the verified token says. Every service method takes one first. */
public record Caller(TenantId tenant, ActorId actor, Set<Role> roles) {

  public Caller {
    roles = Set.copyOf(roles);
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }

  /**
   * Passes if the caller has at least one of the roles.
   *
   * @throws LetheException {@code forbidden} otherwise
   */
  public void requireAny(Role... wanted) {
    if (Arrays.stream(wanted).noneMatch(this::has)) {
      throw new LetheException(ProblemCode.FORBIDDEN);
    }
  }
}
