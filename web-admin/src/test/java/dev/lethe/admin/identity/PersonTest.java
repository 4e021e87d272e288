package dev.lethe.admin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.tenancy.model.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTest {

  private static Map<String, Object> claims() {
    return new HashMap<>(
        Map.of(
            "sub", "f2a1c0de-77aa-4e1b-9c55-0123456789ab",
            "preferred_username", "olivia",
            "tenant_id", "northwind",
            "groups", List.of("compliance-officer"),
            "iat", 1_795_000_000L));
  }

  private static Person person(Map<String, Object> claims) {
    return Person.ofClaims(claims).orElseThrow();
  }

  @Test
  void givenAnOfficersToken_whenRead_thenTenantRolesAndNameAreKnown() {
    Person olivia = person(claims());

    assertThat(olivia.displayName()).isEqualTo("olivia");
    assertThat(olivia.caller().orElseThrow().tenant().value()).isEqualTo("northwind");
    assertThat(olivia.roles()).containsExactly(Role.COMPLIANCE_OFFICER);
    assertThat(olivia.mayUseConsole()).isTrue();
  }

  @Test
  void givenAGroupThatLetheDoesNotKnow_whenRead_thenItGivesNoRole() {
    Map<String, Object> claims = claims();
    claims.put("groups", List.of("offline_access", "COMPLIANCE-OFFICER", 7));

    assertThat(person(claims).roles()).isEmpty();
    assertThat(person(claims).mayUseConsole()).isFalse();
  }

  @Test
  void givenGroupsThatAreNoList_whenRead_thenThereIsNoRole() {
    Map<String, Object> claims = claims();
    claims.put("groups", "compliance-officer");

    assertThat(person(claims).roles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "North Wind", "northwind'; drop table", "../contoso"})
  void givenNoWellFormedTenant_whenRead_thenThereIsNoCaller(String tenant) {
    Map<String, Object> claims = claims();
    claims.put("tenant_id", tenant);

    assertThat(person(claims).caller()).isEmpty();
    assertThat(person(claims).mayUseConsole()).isFalse();
  }

  @Test
  void givenATokenWithoutSubject_whenRead_thenItIsNobody() {
    Map<String, Object> claims = claims();
    claims.remove("sub");

    assertThat(Person.ofClaims(claims)).isEmpty();
  }

  @Test
  void givenASubmitter_whenTheyCome_thenTheConsoleIsNotForThem() {
    assertThat(People.person(Role.SUBMITTER).mayUseConsole()).isFalse();
    assertThat(People.person(Role.SUBMITTER, Role.PRIVILEGED_REVEAL).mayUseConsole()).isTrue();
  }
}
