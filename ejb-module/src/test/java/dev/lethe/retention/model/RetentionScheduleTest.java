package dev.lethe.retention.model;

import static dev.lethe.policy.model.ArtefactClass.AUDIT;
import static dev.lethe.policy.model.ArtefactClass.FIELDS;
import static dev.lethe.policy.model.ArtefactClass.REDACTED_COPY;
import static dev.lethe.policy.model.ArtefactClass.SOURCE;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.PolicyBundle.RetentionRule;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.problem.model.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionScheduleTest {

  private static final Instant START = Instant.parse("2026-02-27T10:15:30.123456Z");
  private static final Map<ArtefactClass, RetentionRule> RULES =
      Map.of(
          SOURCE, rule(1, 0, 7),
          FIELDS, rule(7, 1, 30),
          REDACTED_COPY, rule(7, 1, 14),
          AUDIT, rule(3650, 3650, 3650));

  @Test
  void givenNoWish_whenScheduled_thenPolicysWindowsApply() {
    assertThat(schedule(OptionalInt.empty()))
        .containsEntry(SOURCE, day(1))
        .containsEntry(FIELDS, day(7))
        .containsEntry(REDACTED_COPY, day(7))
        .containsEntry(AUDIT, day(3650));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 1", "7, 7, 1, 7", "20, 20, 1, 14", "30, 30, 1, 14"})
  void givenWish_whenScheduled_thenItIsTheResultsAndCapsTheRest(
      int days, int fields, int source, int copy) {
    assertThat(schedule(OptionalInt.of(days)))
        .containsEntry(FIELDS, day(fields))
        .containsEntry(SOURCE, day(source))
        .containsEntry(REDACTED_COPY, day(copy))
        .containsEntry(AUDIT, day(3650));
  }

  @Test
  void givenWishShorterThanTheSourcesWindow_whenScheduled_thenTheSourceGoesWithTheResult() {
    Map<ArtefactClass, RetentionRule> rules = Map.of(SOURCE, rule(5, 0, 7), FIELDS, rule(7, 0, 30));
    assertThat(due(RetentionSchedule.of(rules, OptionalInt.of(0), START)))
        .containsEntry(SOURCE, START);
  }

  @ParameterizedTest
  @CsvSource({
    "31, RETENTION_ABOVE_CAP",
    "2147483647, RETENTION_ABOVE_CAP",
    "0, RETENTION_BELOW_FLOOR",
    "-1, RETENTION_BELOW_FLOOR",
    "-2147483648, RETENTION_BELOW_FLOOR"
  })
  void givenWishOutsidePolicy_whenScheduled_thenItIsRefused(int days, ProblemCode code) {
    assertRefused(() -> schedule(OptionalInt.of(days)), code);
  }

  @Test
  void givenPolicyWithoutRuleForResults_whenScheduled_thenItIsRefused() {
    Map<ArtefactClass, RetentionRule> rules = Map.of(SOURCE, rule(1, 0, 7));
    assertRefused(
        () -> RetentionSchedule.of(rules, OptionalInt.empty(), START),
        ProblemCode.CLASS_WITHOUT_RULE);
  }

  @Test
  void givenClassWithoutRule_whenScheduled_thenItHasNoDeadline() {
    Map<ArtefactClass, RetentionRule> rules = Map.of(FIELDS, rule(7, 1, 30));
    assertThat(RetentionSchedule.of(rules, OptionalInt.empty(), START)).containsOnlyKeys(FIELDS);
  }

  private static Map<ArtefactClass, Instant> schedule(OptionalInt days) {
    return due(RetentionSchedule.of(RULES, days, START));
  }

  private static Map<ArtefactClass, Instant> due(Map<ArtefactClass, RetentionPlan> plans) {
    Map<ArtefactClass, Instant> due = new EnumMap<>(ArtefactClass.class);
    plans.forEach((artefact, plan) -> due.put(artefact, plan.deleteAt()));
    return due;
  }

  @Test
  void givenWindowThatStartsWithAnEvent_whenScheduled_thenTheCapHoldsUntilTheEventComes() {
    RetentionRule rule =
        new RetentionRule(
            Duration.ofDays(2), Duration.ZERO, Duration.ofDays(9), RetentionStart.COMPLETED);
    RetentionPlan plan =
        RetentionSchedule.of(Map.of(FIELDS, rule), OptionalInt.of(3), START).get(FIELDS);
    assertThat(plan)
        .isEqualTo(new RetentionPlan(day(9), RetentionStart.COMPLETED, Duration.ofDays(3)));
  }

  @Test
  void givenWindowThatStartsWithAnEvent_whenTooMuchIsAsked_thenCapAndFloorRefuseIt() {
    RetentionRule rule =
        new RetentionRule(
            Duration.ofDays(2), Duration.ofDays(1), Duration.ofDays(9), RetentionStart.RETRIEVED);
    assertRefused(
        () -> RetentionSchedule.of(Map.of(FIELDS, rule), OptionalInt.of(10), START),
        ProblemCode.RETENTION_ABOVE_CAP);
    assertRefused(
        () -> RetentionSchedule.of(Map.of(FIELDS, rule), OptionalInt.of(0), START),
        ProblemCode.RETENTION_BELOW_FLOOR);
  }

  private static RetentionRule rule(int standard, int floor, int cap) {
    return new RetentionRule(
        Duration.ofDays(standard), Duration.ofDays(floor), Duration.ofDays(cap));
  }

  private static Instant day(int days) {
    return START.plus(Duration.ofDays(days));
  }
}
