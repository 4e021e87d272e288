package dev.lethe.retention.service;

import static dev.lethe.policy.model.ArtefactClass.FIELDS;
import static dev.lethe.retention.service.RealReviews.TIMER;
import static dev.lethe.retention.service.RealReviews.approve;
import static dev.lethe.retention.service.RealReviews.extend;
import static dev.lethe.retention.service.RealReviews.relabel;
import static dev.lethe.testing.AtOnce.atOnce;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.service.TestJournals;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.model.Disposition.State;
import dev.lethe.retention.model.DispositionId;
import dev.lethe.retention.model.HoldReason;
import dev.lethe.retention.model.HoldScope;
import dev.lethe.retention.model.LegalHold;
import dev.lethe.retention.service.DispositionService.Wish;
import dev.lethe.retention.service.ErasureService.Trigger;
import dev.lethe.tenancy.model.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reviews against whatever else happens: requests, holds, others who decide, older copies. */
class DispositionConflictsTest {

  private final RealReviews real = new RealReviews();
  private final Caller olivia = real.olivia;
  private final Caller otto = real.otto;

  @Test
  void givenRequestOrWithdrawal_whenItComes_thenItGoesAtOnceAndNobodyPutsItOff() {
    String job = real.job();
    real.retention.register().bringForward(real.tenant, job, real.clock.instant());
    assertThat(real.of(job).state()).isEqualTo(State.SUPERSEDED);
    assertRefused(() -> real.decide(olivia, job, extend(1)), ProblemCode.CONFLICT);
    real.sweep(job);
    assertThat(real.receipts()).extracting(DeletionReceipt::trigger).containsExactly("deadline");

    String other = real.job();
    real.erasing.erase(real.tenant, olivia.actor(), other, Set.of(FIELDS), Trigger.REQUEST);
    assertThat(real.of(other).state()).isEqualTo(State.DELETED);
    assertRefused(() -> real.decide(olivia, other, approve()), ProblemCode.CONFLICT);
  }

  @Test
  void givenHold_whenApproved_thenItIsDeferredUntilTheHoldEnds() {
    String job = real.job();
    LegalHold hold = hold(job);
    real.retention.holds().place(real.tenant, hold, real.clock.instant());
    assertThat(real.decide(olivia, job, approve()).state()).isEqualTo(State.APPROVED);
    real.sweep(job);
    assertThat(real.receipts()).isEmpty();
    assertThat(real.of(job).disposition().held()).isTrue();
    real.retention.holds().release(real.tenant, hold.id(), real.clock.instant());
    real.sweep(job);
    assertThat(real.receipts()).extracting(DeletionReceipt::trigger).containsExactly("disposition");
  }

  @Test
  void givenHoldPlacedWhileApprovedAndSwept_whenBothEnd_thenWhatItHoldsIsThere() throws Exception {
    for (int i = 0; i < 25; i++) {
      String job = real.job();
      LegalHold hold = hold(job);
      long[] held = {0};
      atOnce(
          () ->
              held[0] =
                  real.transactions.inNewTransaction(
                      () ->
                          real.retention
                              .holds()
                              .place(real.tenant, hold, real.clock.instant())
                              .held()),
          () -> real.decide(olivia, job, approve()),
          () -> {
            real.sweep(job);
            real.sweep(job);
          });
      assertThat(held[0] == 1).isEqualTo(real.of(job).disposition().deletedAt().isEmpty());
      assertThat(real.of(job).state()).isIn(State.APPROVED, State.DELETED);
    }
  }

  @Test
  void givenTwoWhoDecideAtOnce_whenBothMeanTheSameRevision_thenOneIsRefused() throws Exception {
    for (int i = 0; i < 10; i++) {
      String job = real.job();
      DispositionId id = real.of(job).disposition().id();
      List<ProblemCode> refused = Collections.synchronizedList(new ArrayList<>());
      atOnce(
          () -> attempt(olivia, id, approve(), refused),
          () -> attempt(otto, id, extend(3), refused));
      assertThat(refused).containsExactly(ProblemCode.PRECONDITION_FAILED);
      assertThat(real.reviews.steps(olivia, id)).hasSize(1);
    }
  }

  @Test
  void givenRestoredDatabase_whenTheJournalIsReplayed_thenWhatWasApprovedIsDueAgain() {
    String job = real.job();
    real.decide(olivia, job, extend(2));
    assertThat(real.journal.entries()).isEmpty();
    real.clock.advance(Duration.ofDays(2));
    real.decide(olivia, job, approve());
    Instant due = real.clock.instant();
    List<JournalEntry> entries = real.journal.entries();
    assertThat(entries).hasSize(1);
    real.transactions.tamper(
        "update artefact set delete_at = delete_at + interval '5 days' where job_id = '"
            + job
            + "'");
    real.transactions.tamper(
        "update disposition set revision = 2, approved_by = null, approved_at = null"
            + " where job_id = '"
            + job
            + "'");
    DeadlineReplay replay = replay();
    assertThat(replay.replay(real.tenant, entries)).isEqualTo(1);
    assertThat(real.of(job).disposition().deleteAt()).isEqualTo(due);
    assertThat(replay.replay(real.tenant, entries)).isZero();
  }

  @Test
  void givenDecisionsThatTheDatabaseKnows_whenTheJournalIsReplayed_thenWhatCameLaterStands() {
    String job = real.job();
    real.decide(olivia, job, relabel("signature_page"));
    List<JournalEntry> entries = real.journal.entries();
    assertThat(entries).hasSize(1);
    real.decide(olivia, job, relabel("contract"));
    Instant end = real.of(job).disposition().deleteAt();
    DeadlineReplay replay = replay();
    assertThat(replay.replay(real.tenant, entries)).isZero();
    assertThat(real.of(job).disposition().deleteAt()).isEqualTo(end);
  }

  private void attempt(Caller who, DispositionId id, Wish wish, List<ProblemCode> refused) {
    try {
      real.reviews.decide(who, id, 1, wish);
    } catch (LetheException e) {
      refused.add(e.code());
    }
  }

  private DeadlineReplay replay() {
    DeadlineReplay replay = new DeadlineReplay();
    replay.starts = real.retention.starts();
    replay.dispositions = real.retention.dispositions();
    replay.journal = TestJournals.ledger();
    replay.transactions = real.transactions;
    replay.audit = real.audit;
    return replay;
  }

  private LegalHold hold(String job) {
    return LegalHold.requested(
        "A-1",
        HoldReason.AUDIT,
        new HoldScope(
            List.of(job),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(FIELDS)),
        "olivia",
        real.clock.instant(),
        real.clock.instant().plus(TIMER));
  }
}
