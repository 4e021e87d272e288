package dev.lethe.policy.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.policy.adapter.PolicyFolder;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.DefaultPolicy;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyBundleTest {

  private static final TenantId TENANT = new TenantId("northwind");

  @Test
  void givenTenantWithMoreRoom_whenServersCount_thenTheyCountWithTheMost() {
    PolicyBundle bundle = overlay("intake: {max_processing: PT10M, max_bytes: 80000000}");
    assertThat(bundle.longestProcessing()).isEqualTo(Duration.ofMinutes(10));
    assertThat(bundle.largestDocument()).isEqualTo(80_000_000);
  }

  @Test
  void givenTenantWithLessRoom_whenServersCount_thenTheyCountWithTheOthers() {
    PolicyBundle bundle = overlay("intake: {max_processing: PT5S, max_bytes: 1000}");
    assertThat(bundle.longestProcessing()).isEqualTo(DefaultPolicy.BUNDLE.intake().maxProcessing());
    assertThat(bundle.largestDocument()).isEqualTo(DefaultPolicy.BUNDLE.intake().maxBytes());
    assertThat(bundle.of(TENANT).intake().maxBytes()).isEqualTo(1000);
  }

  @Test
  void givenPermission_whenAsked_thenItIsTheTenantsOwn() {
    PolicyBundle bundle = overlay("roles: {permissions: {withdraw: [tenant-admin]}}");
    Caller officer = new Caller(TENANT, new ActorId("olivia"), Set.of(Role.COMPLIANCE_OFFICER));
    assertThat(bundle.permits(officer, Permission.WITHDRAW)).isTrue();
    assertThat(bundle.of(TENANT).permits(officer, Permission.WITHDRAW)).isFalse();
  }

  private static PolicyBundle overlay(String rules) {
    return new PolicyFolder()
        .replace("overlays.yaml", "overlays: {}", "overlays: {northwind: {" + rules + "}}")
        .bundle();
  }
}
