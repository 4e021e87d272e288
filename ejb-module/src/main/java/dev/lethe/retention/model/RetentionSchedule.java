package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.PolicyBundle.RetentionRule;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The deadlines of a job's artefacts, decided once at admission. The days that a request asks for
 * are those of the result; the source never outlives it unless policy's floor demands so, and what
 * proves the processing keeps policy's own time.
 */
public final class RetentionSchedule {

  private RetentionSchedule() {}

  /**
   * What is planned by class, for each class that policy has a rule for.
   *
   * @param start from when the windows run
   * @throws LetheException {@code retention-above-cap}, {@code retention-below-floor}, or {@code
   *     class-without-rule} if policy does not say how long a result is kept
   */
  public static Map<ArtefactClass, RetentionPlan> of(
      Map<ArtefactClass, RetentionRule> rules, OptionalInt retentionDays, Instant start) {
    Duration result = resultWindow(rules, retentionDays);
    Map<ArtefactClass, RetentionPlan> plans = new EnumMap<>(ArtefactClass.class);
    rules.forEach(
        (artefact, rule) ->
            plans.put(artefact, RetentionPlan.of(rule, window(artefact, rule, result), start)));
    return plans;
  }

  private static Duration resultWindow(
      Map<ArtefactClass, RetentionRule> rules, OptionalInt retentionDays) {
    RetentionRule rule = rules.get(ArtefactClass.FIELDS);
    if (rule == null) {
      throw new LetheException(ProblemCode.CLASS_WITHOUT_RULE);
    }
    if (retentionDays.isEmpty()) {
      return rule.standard();
    }
    return checked(rule, Duration.ofDays(retentionDays.getAsInt()));
  }

  private static Duration checked(RetentionRule rule, Duration asked) {
    if (asked.compareTo(rule.cap()) > 0) {
      throw new LetheException(ProblemCode.RETENTION_ABOVE_CAP);
    }
    if (asked.compareTo(rule.floor()) < 0) {
      throw new LetheException(ProblemCode.RETENTION_BELOW_FLOOR);
    }
    return asked;
  }

  private static Duration window(ArtefactClass artefact, RetentionRule rule, Duration result) {
    return switch (artefact) {
      case FIELDS -> result;
      case REDACTED_COPY -> clamp(rule, result);
      case SIGNATURE_EVIDENCE, AUDIT -> rule.standard();
      default -> clamp(rule, shorter(rule.standard(), result));
    };
  }

  private static Duration clamp(RetentionRule rule, Duration window) {
    return shorter(rule.cap(), window.compareTo(rule.floor()) < 0 ? rule.floor() : window);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
