package dev.lethe.admin.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.admin.identity.People;
import dev.lethe.metrics.model.HomeCounters;
import dev.lethe.tenancy.model.Role;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HomePageTest {

  private static HomePage page(HomeCounters counters, Role... roles) {
    HomePage page = new HomePage();
    page.signedIn = People.signedIn(roles);
    page.home = caller -> counters;
    page.clock = Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);
    return page;
  }

  private static HomeCounters counters(long failed, long overdue, int workers) {
    return counters(failed, overdue, workers, "");
  }

  private static HomeCounters counters(long failed, long overdue, int workers, String drift) {
    return counters(failed, overdue, workers, drift, 0);
  }

  private static HomeCounters counters(
      long failed, long overdue, int workers, String drift, long letters) {
    return counters(failed, overdue, workers, drift, letters, Optional.empty());
  }

  private static HomeCounters counters(
      long failed,
      long overdue,
      int workers,
      String drift,
      long letters,
      Optional<Instant> lateSince) {
    return new HomeCounters(
        9,
        1,
        failed,
        8,
        30,
        4,
        overdue,
        2,
        letters,
        5,
        1,
        Optional.empty(),
        lateSince,
        "2026-11-01",
        drift,
        workers);
  }

  private static Stream<Tile> tiles(HomePage page) {
    return Stream.concat(page.getDeletion().stream(), page.getProcessing().stream());
  }

  @Test
  void givenNothingWrong_thenNothingNeedsAttention() {
    assertThat(page(counters(0, 0, 2), Role.AUDITOR).getConcerns()).isEmpty();
  }

  @Test
  void givenOverdueFailedAndNoWorker_thenEachIsSaid() {
    assertThat(page(counters(2, 1, 0), Role.AUDITOR).getConcerns())
        .containsExactly(
            "1 artefact is kept past the deadline.",
            "2 jobs have failed today.",
            "No worker is ready, so documents cannot be read at the moment.");
  }

  @Test
  void givenDeadLetters_thenTheyAreSaidAndLeadToWhereTheyAreDealtWith() {
    HomeCounters counters = counters(0, 0, 2, "", 3);
    assertThat(page(counters, Role.AUDITOR).getConcerns())
        .containsExactly("3 deletions have failed too often: see Deletion runs.");
    assertThat(page(counters, Role.COMPLIANCE_OFFICER).getDeletion())
        .filteredOn(tile -> tile.target().equals("/runs"))
        .extracting(Tile::value)
        .containsExactly(3L);
    assertThat(page(counters, Role.COMPLIANCE_OFFICER).getDeletion())
        .filteredOn(tile -> tile.target().equals("/dispositions"))
        .extracting(Tile::value)
        .containsExactly(5L);
    assertThat(page(counters, Role.REVIEWER).getDeletion()).noneMatch(Tile::isLinked);
  }

  @Test
  void givenAlarmOnLateDeletion_thenItIsSaidFirstAndSinceWhen() {
    Optional<Instant> since = Optional.of(Instant.parse("2026-11-24T08:58:03.5Z"));
    assertThat(page(counters(0, 1, 2, "", 0, since), Role.AUDITOR).getConcerns())
        .containsExactly(
            "Deletion does not keep to its bound since 2026-11-24 08:58:03 UTC.",
            "1 artefact is kept past the deadline.");
  }

  @Test
  void givenDrift_thenItIsSaidWhyNothingIsTakenIn() {
    assertThat(page(counters(0, 0, 2, "nothing-approved"), Role.AUDITOR).getConcerns())
        .containsExactly(
            "The running policy is not the approved one, so no document is taken in: nothing"
                + " approved.");
  }

  @Test
  void givenCounts_thenWhatIsDueLaterIsTheRest() {
    assertThat(page(counters(0, 1, 2), Role.AUDITOR).getDeletion())
        .extracting(Tile::value)
        .containsExactly(1L, 4L, 25L, 2L, 0L, 5L);
  }

  @Test
  void givenAnOfficer_thenEveryCountWithAListOpensIt() {
    assertThat(tiles(page(counters(0, 0, 2), Role.COMPLIANCE_OFFICER)).map(Tile::target))
        .contains(
            "/retention?state=OVERDUE",
            "/consent?state=active",
            "/audit?type=job.failed&from=2026-11-24");
  }

  @Test
  void givenATenantAdmin_thenOnlyRetentionIsLinked() {
    assertThat(
            tiles(page(counters(0, 0, 2), Role.TENANT_ADMIN))
                .filter(Tile::isLinked)
                .map(Tile::target))
        .hasSize(6)
        .allMatch(target -> target.matches("/retention.*|/runs|/dispositions"));
  }

  @Test
  void givenAReviewer_thenNothingIsLinked() {
    assertThat(tiles(page(counters(0, 0, 2), Role.REVIEWER))).noneMatch(Tile::isLinked);
  }
}
