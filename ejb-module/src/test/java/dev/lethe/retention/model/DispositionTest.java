package dev.lethe.retention.model;

import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.PolicyBundle.RetentionRule;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.Disposition.State;
import dev.lethe.retention.model.DispositionStep.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DispositionTest {

  private static final Instant CREATED = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant END = day(14);
  private static final Duration TIMER = Duration.ofDays(7);
  private static final Instant NOW = day(8);
  private static final Duration NONE = Duration.ZERO;
  private static final Disposition OPEN =
      new Disposition(
          DispositionId.random(),
          "job_" + "0".repeat(32),
          ArtefactClass.FIELDS,
          "contract_management",
          "eu-central",
          Optional.of("contract"),
          "app-1",
          List.of("parties"),
          CREATED,
          END,
          Optional.of(TIMER),
          Optional.empty(),
          false,
          NONE,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          1);

  private static Instant day(long number) {
    return CREATED.plus(Duration.ofDays(number));
  }

  private static RetentionRule window(int standard, int cap) {
    return new RetentionRule(
        Duration.ofDays(standard),
        Duration.ofDays(1),
        Duration.ofDays(cap),
        RetentionStart.CREATED);
  }

  @Test
  void givenTime_whenItGoesBy_thenTheReviewOpensAndEndsByItself() {
    assertThat(OPEN.state(day(7).minusSeconds(1))).isEqualTo(State.SCHEDULED);
    assertThat(OPEN.state(day(7))).isEqualTo(State.PENDING);
    assertThat(OPEN.state(END.minusSeconds(1))).isEqualTo(State.PENDING);
    assertThat(OPEN.state(END)).isEqualTo(State.LAPSED);
  }

  @Test
  void givenOneStage_whenApproved_thenItIsDue() {
    Disposition approved = OPEN.approved("olivia", 1, NONE, NOW);
    assertThat(approved.state(NOW)).isEqualTo(State.APPROVED);
    assertThat(approved.deleteAt()).isEqualTo(NOW);
    assertThat(approved.revision()).isEqualTo(2);
  }

  @Test
  void givenTwoStages_whenTheFirstApproves_thenTheSecondIsSomebodyElse() {
    Disposition first = OPEN.approved("olivia", 2, NONE, NOW);
    assertThat(first.state(NOW)).isEqualTo(State.PENDING);
    assertThat(first.stage()).isEqualTo(2);
    assertThat(first.deleteAt()).isEqualTo(END);
    assertRefused(() -> first.approved("olivia", 2, NONE, NOW), ProblemCode.SECOND_PERSON_REQUIRED);
    assertRefused(
        () -> first.extended("olivia", Duration.ofDays(1), TIMER, TIMER, NOW),
        ProblemCode.SECOND_PERSON_REQUIRED);
    assertRefused(
        () -> first.reassigned("tara", "olivia", NOW), ProblemCode.SECOND_PERSON_REQUIRED);
    Disposition second = first.approved("tara", 2, NONE, NOW.plusSeconds(5));
    assertThat(second.state(NOW)).isEqualTo(State.APPROVED);
    assertThat(second.deleteAt()).isEqualTo(NOW.plusSeconds(5));
  }

  @Test
  void givenWhoAskedForTheJob_whenDeciding_thenItIsRefused() {
    assertRefused(() -> OPEN.approved("app-1", 1, NONE, NOW), ProblemCode.SECOND_PERSON_REQUIRED);
    assertRefused(
        () -> OPEN.reassigned("olivia", "app-1", NOW), ProblemCode.SECOND_PERSON_REQUIRED);
  }

  @Test
  void givenFloorAhead_whenApproved_thenItIsDueNoSooner() {
    assertThat(OPEN.approved("olivia", 1, Duration.ofDays(9), NOW).deleteAt()).isEqualTo(day(9));
    assertThat(OPEN.approved("olivia", 1, Duration.ofDays(20), NOW).deleteAt()).isEqualTo(END);
  }

  @Test
  void givenExtension_whenMade_thenItIsLookedAtAgainAtItsEndFromTheFirstStage() {
    Disposition first = OPEN.approved("olivia", 2, NONE, NOW);
    Disposition extended =
        first.extended("tara", Duration.ofDays(10), Duration.ofDays(14), Duration.ofDays(30), NOW);
    assertThat(extended.deleteAt()).isEqualTo(day(24));
    assertThat(extended.state(NOW)).isEqualTo(State.SCHEDULED);
    assertThat(extended.state(day(17))).isEqualTo(State.PENDING);
    assertThat(extended.state(day(24))).isEqualTo(State.LAPSED);
    assertThat(extended.stage()).isEqualTo(1);
    assertThat(extended.extended()).isEqualTo(Duration.ofDays(10));
  }

  @Test
  void givenExtensions_whenTogetherTooLongOrPastTheCap_thenTheLastIsRefused() {
    Duration longest = Duration.ofDays(14);
    Duration cap = Duration.ofDays(30);
    Disposition extended = OPEN.extended("olivia", Duration.ofDays(10), longest, cap, NOW);
    assertRefused(
        () -> extended.extended("olivia", Duration.ofDays(5), longest, cap, day(18)),
        ProblemCode.RETENTION_ABOVE_CAP);
    assertRefused(
        () -> OPEN.extended("olivia", Duration.ofDays(15), longest, cap, NOW),
        ProblemCode.RETENTION_ABOVE_CAP);
    assertRefused(
        () -> OPEN.extended("olivia", Duration.ofDays(2), longest, Duration.ofDays(15), NOW),
        ProblemCode.RETENTION_ABOVE_CAP);
    assertThat(
            OPEN.extended("olivia", Duration.ofDays(1), longest, Duration.ofDays(15), NOW)
                .deleteAt())
        .isEqualTo(day(15));
  }

  @Test
  void givenOtherClass_whenRelabelled_thenItsWindowCountsFromTheBeginning() {
    Disposition longer = OPEN.relabelled("olivia", "lease", window(20, 30), Optional.empty(), NOW);
    assertThat(longer.deleteAt()).isEqualTo(day(20));
    assertThat(longer.review()).isEmpty();
    assertThat(longer.label()).contains("lease");
    Disposition reviewed =
        OPEN.relabelled("olivia", "lease", window(28, 30), Optional.of(TIMER), NOW);
    assertThat(reviewed.deleteAt()).isEqualTo(day(30));
    assertThat(reviewed.opensAt()).isEqualTo(day(23));
    Disposition over = OPEN.relabelled("olivia", "note", window(2, 3), Optional.empty(), NOW);
    assertThat(over.deleteAt()).isEqualTo(NOW);
  }

  @Test
  void givenReviewOfSomebody_whenAnotherDecides_thenItIsRefusedUntilItIsGivenToThem() {
    Disposition given = OPEN.reassigned("otto", "olivia", NOW);
    assertRefused(() -> given.approved("otto", 1, NONE, NOW), ProblemCode.REVIEW_ASSIGNED);
    assertThat(given.approved("olivia", 1, NONE, NOW).state(NOW)).isEqualTo(State.APPROVED);
    assertThat(given.reassigned("otto", "otto", NOW).approved("otto", 1, NONE, NOW).state(NOW))
        .isEqualTo(State.APPROVED);
  }

  @Test
  void givenNothingThatWaits_whenDeciding_thenItIsAConflict() {
    Disposition approved = OPEN.approved("olivia", 1, NONE, NOW);
    Disposition superseded =
        OPEN.relabelled("olivia", "lease", window(20, 30), Optional.empty(), NOW);
    assertRefused(() -> approved.approved("tara", 1, NONE, NOW), ProblemCode.CONFLICT);
    assertRefused(
        () -> approved.extended("tara", TIMER, TIMER, Duration.ofDays(99), NOW),
        ProblemCode.CONFLICT);
    assertRefused(() -> superseded.approved("tara", 1, NONE, NOW), ProblemCode.CONFLICT);
    assertRefused(() -> OPEN.approved("olivia", 1, NONE, day(6)), ProblemCode.CONFLICT);
    assertRefused(() -> OPEN.approved("olivia", 1, NONE, END), ProblemCode.CONFLICT);
    assertRefused(() -> OPEN.reassigned("olivia", "otto", END), ProblemCode.CONFLICT);
  }

  @ParameterizedTest
  @EnumSource(DispositionReason.class)
  void givenReason_whenNamed_thenItIsForSomeDecisionsAndReadBack(DispositionReason reason) {
    assertThat(DispositionReason.ofApiName(reason.apiName())).isEqualTo(reason);
    assertThat(List.of(Action.values())).anyMatch(reason::isFor).anyMatch(a -> !reason.isFor(a));
  }

  @Test
  void givenWindowAndTimer_whenPlanned_thenTheReviewLiesWithinTheCap() {
    RetentionRule rule = window(7, 30);
    RetentionPlan plan =
        RetentionPlan.of(rule, Duration.ofDays(7), CREATED).reviewed(TIMER, rule, CREATED);
    assertThat(plan.deleteAt()).isEqualTo(day(14));
    assertThat(plan.review()).contains(TIMER);
    RetentionPlan atCap =
        RetentionPlan.of(rule, Duration.ofDays(30), CREATED).reviewed(TIMER, rule, CREATED);
    assertThat(atCap.deleteAt()).isEqualTo(day(30));
    RetentionRule waiting =
        new RetentionRule(
            Duration.ofDays(7),
            Duration.ofDays(1),
            Duration.ofDays(30),
            new RetentionStart("contract_ended"));
    RetentionPlan later =
        RetentionPlan.of(waiting, Duration.ofDays(7), CREATED).reviewed(TIMER, waiting, CREATED);
    assertThat(later.deleteAt()).isEqualTo(day(30));
    assertThat(later.window()).isEqualTo(Duration.ofDays(14));
  }
}
