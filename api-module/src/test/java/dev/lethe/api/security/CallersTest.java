package dev.lethe.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import jakarta.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {

  private final Map<String, Object> claims =
      new HashMap<>(Map.of("sub", "f1-22", "tenant_id", "northwind", "groups", Set.of("auditor")));

  @Test
  void givenWholeToken_whenRead_thenCallerIsKnown() {
    Caller caller = Callers.of(token());

    assertThat(caller.tenant().value()).isEqualTo("northwind");
    assertThat(caller.actor().value()).isEqualTo("f1-22");
    assertThat(caller.roles()).containsExactly(Role.AUDITOR);
  }

  @Test
  void givenTenantAsJsonString_whenRead_thenItIsKnownToo() {
    claims.put("tenant_id", Json.createValue("contoso"));

    assertThat(Callers.of(token()).tenant().value()).isEqualTo("contoso");
  }

  @Test
  void givenRolesOfOthers_whenRead_thenTheyCountForNothing() {
    claims.put("groups", Set.of("Submitter", "root", "*"));

    assertThat(Callers.of(token()).roles()).isEmpty();
  }

  @Test
  void givenNoGroups_whenRead_thenCallerHasNoRoles() {
    claims.remove("groups");

    assertThat(Callers.of(token()).roles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "North Wind", "north/wind", "-a", "*", "northwind\n", "' or 1=1"})
  void givenMalformedTenant_whenRead_thenCallerIsForbidden(String tenant) {
    claims.put("tenant_id", tenant);

    assertRefused(ProblemCode.FORBIDDEN);
  }

  @Test
  void givenNoTenantOrSeveral_whenRead_thenCallerIsForbidden() {
    claims.put("tenant_id", Json.createArrayBuilder().add("northwind").build());
    assertRefused(ProblemCode.FORBIDDEN);
    claims.remove("tenant_id");
    assertRefused(ProblemCode.FORBIDDEN);
  }

  @Test
  void givenNoSubject_whenRead_thenCallerIsNobody() {
    claims.remove("sub");

    assertRefused(ProblemCode.UNAUTHENTICATED);
  }

  private void assertRefused(ProblemCode code) {
    LetheException refusal = catchThrowableOfType(LetheException.class, () -> Callers.of(token()));
    assertThat(refusal.code()).isEqualTo(code);
  }

  private JsonWebToken token() {
    return new JsonWebToken() {
      @Override
      public String getName() {
        return "client";
      }

      @Override
      public Set<String> getClaimNames() {
        return claims.keySet();
      }

      @Override
      @SuppressWarnings("unchecked")
      public <T> T getClaim(String name) {
        return (T) claims.get(name);
      }
    };
  }
}
