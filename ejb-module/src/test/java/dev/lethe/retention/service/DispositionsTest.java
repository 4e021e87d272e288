package dev.lethe.retention.service;

import static dev.lethe.policy.model.ArtefactClass.FIELDS;
import static dev.lethe.policy.model.ArtefactClass.SOURCE;
import static dev.lethe.retention.service.RealReviews.ONE_STAGE;
import static dev.lethe.retention.service.RealReviews.TIMER;
import static dev.lethe.retention.service.RealReviews.all;
import static dev.lethe.retention.service.RealReviews.approve;
import static dev.lethe.retention.service.RealReviews.extend;
import static dev.lethe.retention.service.RealReviews.relabel;
import static dev.lethe.retention.service.RealReviews.wish;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.policy.adapter.PolicyFolder;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.model.Disposition.State;
import dev.lethe.retention.model.DispositionFilter;
import dev.lethe.retention.model.DispositionId;
import dev.lethe.retention.model.DispositionReason;
import dev.lethe.retention.model.DispositionStep;
import dev.lethe.retention.model.DispositionStep.Action;
import dev.lethe.retention.model.PlannedDeletion.Which;
import dev.lethe.retention.service.DispositionService.View;
import dev.lethe.retention.service.DispositionService.Wish;
import dev.lethe.tenancy.model.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Reviews before deletion: what is decided, and what comes of it, on the real database. */
class DispositionsTest {

  private final RealReviews real = new RealReviews();
  private final Caller olivia = real.olivia;

  @Test
  void givenReviewThatWaits_whenSwept_thenItStaysAndIsNowhereOverdue() {
    String job = real.job();
    real.sweep(job);
    assertThat(real.receipts()).isEmpty();
    assertThat(real.of(job).state()).isEqualTo(State.PENDING);
    assertThat(planned(Which.OVERDUE)).isEmpty();
    assertThat(planned(Which.DUE_UNTIL)).isEmpty();
    assertThat(planned(Which.SCHEDULE)).containsExactly(job);
    assertThat(real.reviews.pending(olivia)).isEqualTo(1);
    assertThat(real.of(job).classified())
        .isEqualTo(
            ONE_STAGE.fields().entrySet().stream()
                .filter(
                    field ->
                        Set.of("parties", "signer_names", "effective_date")
                            .contains(field.getKey().value()))
                .collect(
                    Collectors.toMap(
                        field -> field.getValue().sensitivity(), field -> 1, Integer::sum)));
    assertThat(real.of(job).risk()).isPresent().get().isNotEqualTo(Sensitivity.PUBLIC);
  }

  @Test
  void givenApproval_whenSwept_thenItGoesAndTheReceiptSaysWhy() {
    String job = real.job();
    View approved = real.decide(olivia, job, approve());
    assertThat(approved.state()).isEqualTo(State.APPROVED);
    assertThat(planned(Which.DUE_UNTIL)).containsExactly(job);
    real.sweep(job);
    assertThat(real.receipts()).extracting(DeletionReceipt::trigger).containsExactly("disposition");
    assertThat(real.of(job).state()).isEqualTo(State.DELETED);
    assertThat(real.audit.fired())
        .extracting(AuditEvent::type)
        .containsExactly("disposition.approved");
    assertThat(real.audit.fired().get(0).facts()).containsEntry("reason", "time_over");
    assertThat(real.reviews.steps(olivia, approved.disposition().id()))
        .extracting(DispositionStep::by)
        .containsExactly("olivia");
  }

  @Test
  void givenNobodyWhoDecides_whenTheTimeEnds_thenItGoesByItself() {
    String job = real.job();
    real.clock.advance(TIMER);
    assertThat(real.of(job).state()).isEqualTo(State.LAPSED);
    assertRefused(() -> real.decide(olivia, job, extend(1)), ProblemCode.CONFLICT);
    real.sweep(job);
    assertThat(real.receipts()).extracting(DeletionReceipt::trigger).containsExactly("disposition");
  }

  @Test
  void givenOthersOfTheJobThatAreDue_whenSweptTogether_thenEachReceiptSaysItsOwnTrigger() {
    String job = real.job();
    real.retention.plan(real.tenant, job, SOURCE, real.clock.instant());
    real.decide(olivia, job, approve());
    assertThat(real.erasing.eraseDue(real.tenant, List.of(job), real.clock.instant()).deleted())
        .isEqualTo(1);
    assertThat(real.receipts())
        .extracting(DeletionReceipt::trigger, one -> one.counts().keySet())
        .containsExactlyInAnyOrder(
            tuple("deadline", Set.of(SOURCE)), tuple("disposition", Set.of(FIELDS)));
  }

  @Test
  void givenExtension_whenItsEndComes_thenItIsLookedAtAgainAndStillEnds() {
    String job = real.job();
    View extended = real.decide(olivia, job, extend(10));
    assertThat(extended.state()).isEqualTo(State.SCHEDULED);
    assertThat(extended.extensible()).isEqualTo(Duration.ofDays(4));
    assertThat(extended.disposition().deleteAt()).isEqualTo(real.created.plus(Duration.ofDays(24)));
    real.clock.advance(Duration.ofDays(10));
    real.sweep(job);
    assertThat(real.of(job).state()).isEqualTo(State.PENDING);
    assertRefused(() -> real.decide(olivia, job, extend(5)), ProblemCode.RETENTION_ABOVE_CAP);
    real.clock.advance(Duration.ofDays(6));
    real.sweep(job);
    assertThat(real.receipts()).hasSize(1);
  }

  @Test
  void givenOtherClass_whenRelabelled_thenItsWindowHoldsAndWhatIsOverGoes() {
    String job = real.job();
    View relabelled = real.decide(olivia, job, relabel("signature_page"));
    // three days, a week to decide, and a cap of ten days
    assertThat(relabelled.disposition().deleteAt())
        .isEqualTo(real.created.plus(Duration.ofDays(10)));
    assertThat(relabelled.state()).isEqualTo(State.PENDING);
    assertThat(relabelled.disposition().label()).contains("signature_page");
    assertThat(relabelled.labels()).extracting(DocumentClass::name).containsExactly("contract");
    assertRefused(
        () -> real.decide(olivia, job, relabel("signature_page")), ProblemCode.CLASS_NOT_PERMITTED);
    assertRefused(
        () -> real.decide(olivia, job, relabel("invoice")), ProblemCode.CLASS_NOT_PERMITTED);
    assertRefused(() -> real.decide(olivia, job, extend(1)), ProblemCode.RETENTION_ABOVE_CAP);
  }

  @Test
  void givenWishThatLacksOrMixesSomething_whenDeciding_thenItIsMalformed() {
    String job = real.job();
    for (Wish wrong :
        List.of(
            wish(Action.EXTEND, DispositionReason.MATTER_OPEN),
            wish(Action.RELABEL, DispositionReason.WRONG_CLASS),
            wish(Action.REASSIGN, DispositionReason.ABSENCE),
            wish(Action.APPROVE, DispositionReason.MATTER_OPEN),
            extend(0),
            new Wish(
                Action.APPROVE,
                DispositionReason.TIME_OVER,
                Optional.of(TIMER),
                Optional.empty(),
                Optional.empty()))) {
      assertRefused(() -> real.decide(olivia, job, wrong), ProblemCode.REQUEST_MALFORMED);
    }
    assertThat(real.of(job).disposition().revision()).isEqualTo(1);
  }

  @Test
  void givenList_whenFilteredAndPaged_thenEachIsThereOnce() {
    List<String> jobs = List.of(real.job(), real.job(), real.job());
    real.decide(olivia, jobs.get(0), approve());
    real.decide(olivia, jobs.get(1), relabel("signature_page"));
    assertThat(jobsOf(filter(State.PENDING, Optional.empty()))).hasSize(2);
    assertThat(jobsOf(filter(State.APPROVED, Optional.empty()))).containsExactly(jobs.get(0));
    assertThat(jobsOf(filter(State.PENDING, Optional.of("signature_page"))))
        .containsExactly(jobs.get(1));
    for (State none : List.of(State.SCHEDULED, State.LAPSED, State.SUPERSEDED, State.DELETED)) {
      assertThat(jobsOf(filter(none, Optional.empty()))).isEmpty();
    }
    List<String> seen = new ArrayList<>();
    Optional<DispositionId> after = Optional.empty();
    for (int i = 0; i < 3; i++) {
      View one = real.reviews.list(olivia, all(), after, 1).get(0);
      seen.add(one.disposition().job());
      after = Optional.of(one.disposition().id());
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(jobs);
    assertThat(real.reviews.list(olivia, all(), after, 1)).isEmpty();
    assertThat(
            jobsOf(
                new DispositionFilter(
                    Optional.empty(),
                    Optional.of(FIELDS),
                    Optional.of(real.created.plus(Duration.ofDays(11))),
                    Optional.empty())))
        .hasSize(2);
  }

  @Test
  void givenReviewThatPolicyHasNoMore_whenLookedAt_thenOnlyItsTimerEndsIt() {
    String job = real.job();
    real.bundle =
        new PolicyFolder()
            .replace(
                "retention.yaml",
                "    purpose: contract_management\n    reviewers",
                "    purpose: invoice_processing\n    reviewers")
            .bundle();
    assertThat(real.of(job).stages()).isZero();
    assertRefused(() -> real.decide(olivia, job, approve()), ProblemCode.CONFLICT);
    real.clock.advance(TIMER);
    real.sweep(job);
    assertThat(real.receipts()).hasSize(1);
  }

  private List<String> planned(Which which) {
    return real
        .retention
        .reports()
        .planned(real.tenant, which, real.clock.instant(), real.clock.instant(), 0, 100)
        .stream()
        .map(one -> one.job())
        .toList();
  }

  private List<String> jobsOf(DispositionFilter filter) {
    return real.reviews.list(olivia, filter, Optional.empty(), 100).stream()
        .map(one -> one.disposition().job())
        .toList();
  }

  private static DispositionFilter filter(State state, Optional<String> label) {
    return new DispositionFilter(Optional.of(state), Optional.empty(), Optional.empty(), label);
  }
}
