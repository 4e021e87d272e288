package dev.lethe.jobs.model;

import static dev.lethe.jobs.model.Admissions.NOON;
import static dev.lethe.jobs.model.Admissions.SHIPPED;
import static dev.lethe.jobs.model.Admissions.assertPolicyRefuses;
import static dev.lethe.jobs.model.Admissions.changed;
import static dev.lethe.jobs.model.JobRequests.permitted;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.problem.model.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long what comes of a request is kept, and in which mode. */
class AdmissionRetentionTest {

  private final AdmissionPolicy policy = SHIPPED;

  @Test
  void givenRetentionOfNoDays_whenChecked_thenItIsBelowTheFloor() {
    assertPolicyRefuses(
        permitted().retentionDays(0), ProblemCode.RETENTION_BELOW_FLOOR, "/retention_days");
  }

  @Test
  void givenNegativeRetention_whenChecked_thenItIsBelowTheFloor() {
    assertPolicyRefuses(
        permitted().retentionDays(-1), ProblemCode.RETENTION_BELOW_FLOOR, "/retention_days");
  }

  @Test
  void givenRetentionOfThirtyOneDays_whenChecked_thenItIsAboveTheCap() {
    assertPolicyRefuses(
        permitted().retentionDays(31), ProblemCode.RETENTION_ABOVE_CAP, "/retention_days");
    assertThatCode(() -> policy.checkPolicy(permitted().retentionDays(30).make()))
        .doesNotThrowAnyException();
  }

  @Test
  void givenHugeRetention_whenChecked_thenItIsAboveTheCap() {
    assertPolicyRefuses(
        permitted().retentionDays(Integer.MAX_VALUE),
        ProblemCode.RETENTION_ABOVE_CAP,
        "/retention_days");
  }

  @Test
  void givenRetentionDays_whenDeadlinesAreSet_thenFieldsKeepThemAndSourceItsOwn() {
    var deadlines = deadlines(permitted().retentionDays(3).make());
    assertThat(deadlines)
        .containsEntry(ArtefactClass.FIELDS, NOON.plus(Duration.ofDays(3)))
        .containsEntry(ArtefactClass.SOURCE, NOON.plus(Duration.ofMinutes(15)));
  }

  @Test
  void givenNoRetentionDays_whenDeadlinesAreSet_thenThePolicyDecides() {
    assertThat(deadlines(permitted().noRetentionDays().make()))
        .containsEntry(ArtefactClass.FIELDS, NOON.plus(Duration.ofDays(7)));
  }

  @Test
  void givenTighterWindowForTheClass_whenRetentionIsAsked_thenItBounds() {
    assertPolicyRefuses(
        permitted().purpose("document_transcription").output("full_text").retentionDays(8),
        ProblemCode.RETENTION_ABOVE_CAP,
        "/retention_days");
    assertThat(deadlines(permitted().purpose("document_transcription").noRetentionDays().make()))
        .containsEntry(ArtefactClass.FIELDS, NOON.plus(Duration.ofDays(1)));
  }

  @Test
  void givenReviewBeforeItGoes_whenPlanned_thenOnlyWhatIsKeptByDeadlineIsLookedAt() {
    for (RetentionMode mode : RetentionMode.values()) {
      JobRequests contract =
          permitted()
              .purpose("contract_management")
              .documentClass("contract")
              .output("parties")
              .noRetentionDays()
              .retentionMode(mode);
      assertThat(policy.plans(contract.make(), NOON).get(ArtefactClass.FIELDS).review())
          .isEqualTo(
              mode == RetentionMode.STANDARD ? Optional.of(Duration.ofDays(7)) : Optional.empty());
    }
    assertThat(policy.plans(permitted().make(), NOON).get(ArtefactClass.FIELDS).review()).isEmpty();
  }

  @Test
  void givenNoRetentionMode_whenAsked_thenItIsTheLeastStrictThatThePurposeAllows() {
    assertThat(policy.retentionMode(permitted().make())).isEqualTo(RetentionMode.STANDARD);
    assertThat(RetentionMode.unnamed(Set.of(RetentionMode.ZERO))).isEqualTo(RetentionMode.ZERO);
    assertThat(RetentionMode.unnamed(Set.of(RetentionMode.ZERO, RetentionMode.DELETE_ON_RETRIEVAL)))
        .isEqualTo(RetentionMode.DELETE_ON_RETRIEVAL);
  }

  @Test
  void givenModeThatThePurposeDoesNotList_whenChecked_thenItIsRefused() {
    AdmissionPolicy strict =
        changed(
            "purposes.yaml",
            "retention_modes: [standard, delete_on_retrieval, zero]",
            "retention_modes: [zero]");
    assertRefused(
        () -> strict.checkPolicy(permitted().retentionMode(RetentionMode.STANDARD).make()),
        ProblemCode.RETENTION_MODE_NOT_PERMITTED,
        "/retention_mode");
    assertThat(strict.retentionMode(permitted().noRetentionDays().make()))
        .isEqualTo(RetentionMode.ZERO);
  }

  @Test
  void givenRuleThatDemandsKeeping_whenLessIsAsked_thenItIsRefused() {
    AdmissionPolicy kept =
        changed(
            "retention.yaml",
            "  transcripts:",
            "  accounting: {artefact: fields, purpose: invoice_processing, floor: P2D}\n"
                + "  transcripts:");
    for (RetentionMode mode : List.of(RetentionMode.ZERO, RetentionMode.DELETE_ON_RETRIEVAL)) {
      assertRefused(
          () -> kept.checkPolicy(permitted().noRetentionDays().retentionMode(mode).make()),
          ProblemCode.RETENTION_BELOW_FLOOR);
    }
    assertThatCode(() -> kept.checkPolicy(permitted().make())).doesNotThrowAnyException();
  }

  @Test
  void givenZeroRetentionWithDays_whenChecked_thenItIsRefused() {
    assertPolicyRefuses(
        permitted().retentionMode(RetentionMode.ZERO).retentionDays(3),
        ProblemCode.REQUEST_MALFORMED,
        "/retention_days");
  }

  @Test
  void givenModeWithClassification_whenChecked_thenItIsRefused() {
    assertPolicyRefuses(
        permitted().classification().retentionMode(RetentionMode.ZERO),
        ProblemCode.REQUEST_MALFORMED,
        "/retention_mode");
  }

  private Map<ArtefactClass, Instant> deadlines(JobRequest request) {
    Map<ArtefactClass, Instant> deadlines = new EnumMap<>(ArtefactClass.class);
    policy
        .plans(request, NOON)
        .forEach((artefact, plan) -> deadlines.put(artefact, plan.deleteAt()));
    return deadlines;
  }
}
