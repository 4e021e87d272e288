package dev.lethe.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.admin.identity.People;
import dev.lethe.problem.model.LetheException;
import dev.lethe.tenancy.model.Role;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditPageTest {

  private final FakeTrail trail = new FakeTrail();
  private final AuditPage page = new AuditPage();

  @BeforeEach
  void sixtyEntries() {
    for (int i = 0; i < 60; i++) {
      trail.entries.add(FakeTrail.entry(i, "system", Map.of("purpose", "x", "fields", "3")));
    }
    page.trail = trail;
    page.signedIn = People.signedIn(Role.AUDITOR);
  }

  @Test
  void givenTheSecondPage_whenLoaded_thenItsEntriesAreShown() {
    page.setPage("2");
    page.load();

    assertThat(page.getEntries().getRange()).isEqualTo("26 to 50 of 60");
  }

  @Test
  void givenTheBeginningOfAType_whenLoaded_thenItFilters() {
    page.setType("reveal");
    page.load();

    assertThat(page.getEntries().isEmpty()).isTrue();
    assertThat(page.getProblems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "24.11.2026, '', '', ''",
    "'', tomorrow, '', ''",
    "2026-11-25, 2026-11-24, '', ''",
    "2026-11-24, 2026-11-24, '', ''",
    "'', '', Consent%, ''",
    "'', '', '', job_1"
  })
  void givenAFilterThatIsNotUnderstood_whenLoaded_thenNothingIsShownAndNothingAsked(
      String from, String until, String type, String job) {
    page.setFrom(from);
    page.setUntil(until);
    page.setType(type);
    page.setJob(job);
    page.load();

    assertThat(page.getProblems()).hasSize(1);
    assertThat(page.getEntries().isEmpty()).isTrue();
    assertThat(trail.asked).isZero();
  }

  @Test
  void givenFacts_whenShown_thenTheirOrderIsFixed() {
    assertThat(page.facts(trail.entries.get(0))).isEqualTo("fields=3, purpose=x");
  }

  @Test
  void givenASupportPerson_whenLoaded_thenTheServiceRefuses() {
    page.signedIn = People.signedIn(Role.SUPPORT);

    assertThatThrownBy(page::load).isInstanceOf(LetheException.class);
  }
}
