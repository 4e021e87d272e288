package dev.lethe.admin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.policy.adapter.ExposureFile;
import dev.lethe.policy.model.Exposure.Kind;
import dev.lethe.policy.model.GovernanceChecklist;
import dev.lethe.tenancy.model.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

  @ParameterizedTest
  @CsvSource({
    "COMPLIANCE_OFFICER, true, true, true, true",
    "AUDITOR, true, true, true, true",
    "TENANT_ADMIN, true, false, true, false",
    "REVIEWER, true, false, false, false",
    "PRIVILEGED_REVEAL, true, false, false, false",
    "SUPPORT, true, false, false, false",
    "SUBMITTER, false, false, false, false"
  })
  void givenARole_whenItAsks_thenExactlyItsPagesOpen(
      Role role, boolean home, boolean consent, boolean retention, boolean audit) {
    assertThat(Page.HOME.isOpenTo(Set.of(role))).isEqualTo(home);
    assertThat(Page.CONSENT.isOpenTo(Set.of(role))).isEqualTo(consent);
    assertThat(Page.CONSENT_RECEIPT.isOpenTo(Set.of(role))).isEqualTo(consent);
    assertThat(Page.SUBJECTS.isOpenTo(Set.of(role))).isEqualTo(consent);
    assertThat(Page.WITHDRAWALS.isOpenTo(Set.of(role))).isEqualTo(retention);
    assertThat(Page.RETENTION.isOpenTo(Set.of(role))).isEqualTo(retention);
    assertThat(Page.HOLDS.isOpenTo(Set.of(role))).isEqualTo(retention);
    assertThat(Page.CERTIFICATES.isOpenTo(Set.of(role))).isEqualTo(retention);
    assertThat(Page.CERTIFICATE.isOpenTo(Set.of(role))).isEqualTo(retention);
    assertThat(Page.RUNS.isOpenTo(Set.of(role))).isEqualTo(retention);
    assertThat(Page.KEYS.isOpenTo(Set.of(role))).isEqualTo(retention);
    assertThat(Page.AUDIT.isOpenTo(Set.of(role))).isEqualTo(audit);
    assertThat(Page.EVIDENCE.isOpenTo(Set.of(role))).isEqualTo(audit);
  }

  @Test
  void givenNoRole_whenTheyAsk_thenNothingOpens() {
    assertThat(Page.values()).noneMatch(page -> page.isOpenTo(Set.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/audit", "/audit.xhtml"})
  void givenAViewWithOrWithoutSuffix_whenAsked_thenItIsTheSamePage(String path) {
    assertThat(Page.at(path)).contains(Page.AUDIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/Audit", "/audit/", "/audit.xhtml.xhtml", "/faces/audit", "//audit"})
  void givenAnyOtherPath_whenAsked_thenItIsNoPage(String path) {
    assertThat(Page.at(path)).isEmpty();
  }

  /** What a page shows, and to whom, is declared and reviewed. */
  @Test
  void givenPages_whenHeldAgainstTheDeclarations_thenEachIsDeclaredForThoseItIsOpenTo()
      throws IOException {
    ExposureFile declared =
        ExposureFile.read(
            Path.of("..", "liberty-config", "src", "main", "policy", "exposure.yaml"));
    Map<String, Set<String>> real =
        Arrays.stream(Page.values())
            .collect(Collectors.toMap(page -> page.path().substring(1), PageTest::audience));
    assertThat(GovernanceChecklist.gaps(declared.exposure(), Kind.PAGES, real)).isEmpty();
  }

  private static Set<String> audience(Page page) {
    return Arrays.stream(Role.values())
        .filter(role -> page.isOpenTo(Set.of(role)))
        .map(Role::claim)
        .collect(Collectors.toSet());
  }

  @Test
  void givenATenantAdmin_whenTheMenuIsMade_thenItShowsOnlyWhatOpens() {
    assertThat(People.signedIn(Role.TENANT_ADMIN).getMenu())
        .containsExactly(Page.HOME, Page.WITHDRAWALS, Page.RETENTION);
  }
}
