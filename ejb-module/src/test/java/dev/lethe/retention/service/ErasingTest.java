package dev.lethe.retention.service;

import static dev.lethe.policy.model.ArtefactClass.AUDIT;
import static dev.lethe.policy.model.ArtefactClass.FIELDS;
import static dev.lethe.policy.model.ArtefactClass.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.AuditEvents;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.retention.adapter.TestRetention;
import dev.lethe.retention.model.DeadLetter;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.model.DueJob;
import dev.lethe.retention.model.JobsErased;
import dev.lethe.retention.model.RetentionBlock;
import dev.lethe.retention.service.ErasureService.Trigger;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.TestInstance;
import dev.lethe.testing.TestTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErasingTest {

  private static final ActorId ACTOR = new ActorId("app-1");
  private static final Set<ArtefactClass> ALL = Set.of(SOURCE, FIELDS);

  private final TestTransactions transactions = new TestTransactions();
  private final TestRetention retention = new TestRetention(transactions);
  private final TenantId tenant = transactions.newTenant();
  private final String job = retention.newJob(tenant);
  private final DataKeys keys = TestKeys.in(transactions);
  private final MutableClock clock = new MutableClock("2026-03-01T12:00:00Z");
  private final KeptContent sources = new KeptContent(SOURCE);
  private final KeptContent results = new KeptContent(FIELDS);
  private final RecordedEvents<AuditEvents> audit =
      new RecordedEvents<>(together -> together.events().forEach(EventCatalogue::requireListed));
  private final RecordedEvents<JobsErased> erased = new RecordedEvents<>();
  private final Erasing erasing =
      TestErasing.of(retention, transactions, keys, clock, sources, results);

  @BeforeEach
  void prepare() {
    erasing.deadLetters = TestLetters.in(retention, audit);
    erasing.audit = audit;
    erasing.erased = erased;
    for (ArtefactClass artefact : ALL) {
      retention.plan(tenant, job, artefact, clock.instant());
    }
    sources.jobs.add(job);
    results.jobs.add(job);
  }

  @Test
  void givenJob_whenAllIsErased_thenReceiptTombstoneAndEventsSayIt() {
    String key = keys.create(tenant, job, "source").id();
    erase(ALL);
    DeletionReceipt receipt = onlyReceipt();
    assertThat(receipt.job()).isEqualTo(job);
    assertThat(receipt.trigger()).isEqualTo("request");
    assertThat(receipt.method()).isEqualTo("key-destroyed+object-removed");
    assertThat(receipt.counts()).isEqualTo(Map.of(SOURCE, 1, FIELDS, 1));
    assertThat(receipt.keysDestroyed()).containsExactly(key);
    assertThat(receipt.policyVersion()).isEqualTo("7");
    assertThat(receipt.deletedAt()).isEqualTo(clock.instant());
    assertThat(receipt.verified()).isTrue();
    assertThat(deletedAt()).containsOnly(Optional.of(clock.instant()));
    assertThat(erased.fired())
        .containsExactly(new JobsErased(tenant, Set.of(job), clock.instant()));
    assertThat(audited()).hasSize(1);
    assertThat(audited().get(0).type()).isEqualTo("deletion.acknowledged");
    assertThat(audited().get(0).facts())
        .containsEntry("receipt", receipt.id())
        .containsEntry("source", "1")
        .containsEntry("fields", "1")
        .containsEntry("keys_destroyed", "1");
    assertThat(tombstones()).isEqualTo(1);
  }

  @Test
  void givenErasedJob_whenErasedAgain_thenNothingHappens() {
    erase(ALL);
    erase(ALL);
    onlyReceipt();
    assertThat(audited()).hasSize(1);
    assertThat(erased.fired()).hasSize(1);
  }

  @Test
  void givenOneClass_whenErased_thenTheRestStaysAndTheJobIsNotBuried() {
    keys.create(tenant, job, "source");
    keys.create(tenant, job, "fields");
    erase(Set.of(SOURCE));
    assertThat(results.jobs).containsExactly(job);
    assertThat(keys.destroy(tenant, job, "fields")).hasSize(1);
    assertThat(erased.fired()).isEmpty();
    assertThat(tombstones()).isZero();
    erase(Set.of(FIELDS));
    assertThat(erased.fired()).hasSize(1);
    assertThat(receipts()).hasSize(2);
    assertThat(tombstones()).isEqualTo(1);
  }

  @Test
  void givenNothingStored_whenErased_thenTheReceiptSaysSo() {
    sources.jobs.clear();
    results.jobs.clear();
    erase(ALL);
    assertThat(onlyReceipt().method()).isEqualTo("nothing-kept");
    assertThat(onlyReceipt().counts()).isEqualTo(Map.of(SOURCE, 0, FIELDS, 0));
  }

  @Test
  void givenKeeperThatFails_whenErased_thenItIsPutOffAndNothingCountsAsDeleted() {
    String key = keys.create(tenant, job, "fields").id();
    sources.fails = true;
    assertThatThrownBy(() -> erase(ALL)).isInstanceOf(IllegalStateException.class);
    assertThat(receipts()).isEmpty();
    assertThat(deletedAt()).containsOnly(Optional.empty());
    assertThat(keys.destroy(tenant, job, "fields")).containsExactly(key);
    assertThat(audited()).extracting(AuditEvent::type).containsExactly("deletion.failed");
    assertThat(due()).isEmpty();
  }

  @Test
  void givenFailedDeletion_whenTimePasses_thenItIsDueAgainLaterAndLater() {
    sources.fails = true;
    for (int seconds : new int[] {15, 30, 60, 120}) {
      assertThatThrownBy(() -> erase(ALL)).isInstanceOf(IllegalStateException.class);
      clock.advance(Duration.ofSeconds(seconds - 1));
      assertThat(due()).isEmpty();
      clock.advance(Duration.ofSeconds(1));
      assertThat(due()).hasSize(1);
    }
    sources.fails = false;
    erase(ALL);
    assertThat(due()).isEmpty();
    onlyReceipt();
  }

  @Test
  void givenManyFailures_whenPutOff_thenTheDelayEndsAtADay() {
    sources.fails = true;
    for (int i = 0; i < 40; i++) {
      assertThatThrownBy(() -> erase(ALL)).isInstanceOf(IllegalStateException.class);
    }
    clock.advance(Duration.ofHours(23));
    assertThat(due()).isEmpty();
    clock.advance(Duration.ofHours(1));
    assertThat(due()).hasSize(1);
  }

  @Test
  void givenKeeperThatStillHolds_whenReadBack_thenItCountsAsFailed() {
    results.keepsAnyway = true;
    assertThatThrownBy(() -> erase(ALL)).isInstanceOf(RuntimeException.class);
    assertThat(receipts()).isEmpty();
    assertThat(erased.fired()).isEmpty();
  }

  @Test
  void givenClassThatNobodyErases_whenErased_thenItFailsInsteadOfClaimingIt() {
    retention.plan(tenant, job, AUDIT, clock.instant());
    assertThatThrownBy(() -> erase(Set.of(AUDIT))).isInstanceOf(IllegalStateException.class);
    assertThat(receipts()).isEmpty();
  }

  @Test
  void givenAuditThatFails_whenErased_thenNothingCountsAsDeletedAndItCanBeDoneAgain() {
    erasing.audit =
        new RecordedEvents<>(
            event -> {
              throw new IllegalStateException("no audit");
            });
    assertThatThrownBy(() -> erase(ALL)).isInstanceOf(IllegalStateException.class);
    assertThat(receipts()).isEmpty();
    assertThat(deletedAt()).containsOnly(Optional.empty());
    erasing.audit = audit;
    erase(ALL);
    onlyReceipt();
  }

  @Test
  void givenDeletionThatIsUndone_whenLookedAt_thenNoFileWasRemoved() {
    erasing.audit =
        new RecordedEvents<>(
            event -> {
              throw new IllegalStateException("no audit");
            });
    assertThatThrownBy(() -> erase(ALL)).isInstanceOf(IllegalStateException.class);
    assertThat(sources.removed).isEmpty();
    erasing.audit = audit;
    erase(ALL);
    assertThat(sources.removed).containsExactly(job);
  }

  @Test
  void givenManyDue_whenErasedTogether_thenEachHasItsReceiptTombstoneAndEvent() {
    List<String> jobs = withJobs(40);
    assertThat(erasing.eraseDue(tenant, jobs, clock.instant()))
        .isEqualTo(new ErasureService.Outcome(40, 0));
    assertThat(receipts())
        .extracting(DeletionReceipt::job)
        .containsExactlyInAnyOrderElementsOf(jobs);
    assertThat(receipts()).allSatisfy(r -> assertThat(r.trigger()).isEqualTo("deadline"));
    assertThat(audited()).hasSize(40);
    assertThat(erased.fired())
        .containsExactly(new JobsErased(tenant, Set.copyOf(jobs), clock.instant()));
    assertThat(due()).extracting(DueJob::job).containsExactly(job);
  }

  @Test
  void givenOneOfManyThatFails_whenErasedTogether_thenItAloneIsPutOff() {
    List<String> jobs = withJobs(5);
    sources.refused = jobs.get(2);
    assertThat(erasing.eraseDue(tenant, jobs, clock.instant()))
        .isEqualTo(new ErasureService.Outcome(4, 1));
    assertThat(receipts()).hasSize(4).extracting(DeletionReceipt::job).doesNotContain(jobs.get(2));
    assertThat(audited()).extracting(AuditEvent::type).containsOnlyOnce("deletion.failed");
    clock.advance(Duration.ofSeconds(15));
    assertThat(due()).extracting(DueJob::job).containsExactlyInAnyOrder(job, jobs.get(2));
  }

  @Test
  void givenWhatIsNotDueYet_whenErasedTogether_thenItStays() {
    retention.plan(tenant, job, AUDIT, clock.instant().plusSeconds(1));
    erasing.eraseDue(tenant, List.of(job), clock.instant());
    assertThat(onlyReceipt().counts()).containsOnlyKeys(SOURCE, FIELDS);
    assertThat(erasing.eraseDue(tenant, List.of(job), clock.instant()))
        .isEqualTo(new ErasureService.Outcome(0, 0));
  }

  @Test
  void givenJobThatSomebodyElseHolds_whenErasedTogether_thenTheOthersDoNotWait() throws Exception {
    List<String> jobs = withJobs(3);
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread other =
        new Thread(
            () ->
                transactions.inNewTransaction(
                    () -> {
                      erasing.ledger.lock(tenant, jobs.get(1), ALL);
                      held.countDown();
                      return await(done);
                    }));
    other.start();
    await(held);
    assertThat(erasing.eraseDue(tenant, jobs, clock.instant()))
        .isEqualTo(new ErasureService.Outcome(2, 0));
    done.countDown();
    other.join();
    assertThat(erasing.eraseDue(tenant, jobs, clock.instant()))
        .isEqualTo(new ErasureService.Outcome(1, 0));
    assertThat(receipts())
        .extracting(DeletionReceipt::job)
        .containsExactlyInAnyOrderElementsOf(jobs);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> withJobs(int count) {
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String other = retention.newJob(tenant);
      ALL.forEach(artefact -> retention.plan(tenant, other, artefact, clock.instant()));
      sources.jobs.add(other);
      results.jobs.add(other);
      jobs.add(other);
    }
    return jobs;
  }

  private List<AuditEvent> audited() {
    return audit.fired().stream().flatMap(together -> together.events().stream()).toList();
  }

  @Test
  void givenJobOfAnotherTenant_whenErased_thenNothingHappens() {
    TenantId other = transactions.newTenant();
    erasing.erase(other, ACTOR, job, ALL, Trigger.REQUEST);
    assertThat(deletedAt()).containsOnly(Optional.empty());
    assertThat(sources.jobs).containsExactly(job);
    assertThat(audited()).isEmpty();
  }

  @Test
  void givenAuditTrailOfABuriedJob_whenItExpires_thenNoNewTrailBegins() {
    KeptContent trail = new KeptContent(AUDIT);
    trail.jobs.add(job);
    erasing.erasables = new TestInstance<>(sources, results, trail);
    retention.plan(tenant, job, AUDIT, clock.instant());
    erase(ALL);
    erasing.erase(tenant, ActorId.SYSTEM, job, Set.of(AUDIT), Trigger.DEADLINE);
    assertThat(erased.fired()).hasSize(1);
    assertThat(audited().get(1).job()).isEmpty();
    assertThat(trail.jobs).isEmpty();
    assertThat(tombstones()).isEqualTo(1);
  }

  @Test
  void givenDeletionThatFailsTooOften_whenPutAside_thenOneAlarmIsRaisedAndItIsTriedOnceADay() {
    sources.fails = true;
    failUntilPutAside();
    assertThat(letters()).hasSize(2);
    assertThat(letters())
        .allSatisfy(
            letter -> {
              assertThat(letter.cause()).isEqualTo("unforeseen-illegalstateexception");
              assertThat(letter.attempts()).isEqualTo(DeadLetterBox.TRIES);
            });
    assertThat(alarms()).hasSize(2);
    assertThat(audited().toString()).doesNotContain("store away");
    clock.advance(Duration.ofHours(2));
    assertThat(due()).isEmpty();
    clock.advance(Duration.ofHours(23));
    assertThat(due()).isNotEmpty();
    erasing.eraseDue(tenant, List.of(job), clock.instant());
    assertThat(letters()).hasSize(2).allMatch(one -> one.attempts() == DeadLetterBox.TRIES + 1);
    assertThat(alarms()).hasSize(2);
    assertThat(due()).isEmpty();
  }

  @Test
  void givenDeadLetter_whenTheDeletionSucceedsAfterAll_thenItIsClosed() {
    sources.fails = true;
    failUntilPutAside();
    sources.fails = false;
    clock.advance(Duration.ofHours(25));
    assertThat(erasing.eraseDue(tenant, List.of(job), clock.instant()).deleted()).isEqualTo(1);
    assertThat(letters()).isEmpty();
  }

  @Test
  void givenDeadLetter_whenRequeued_thenItIsDueAtOnceAndAnotherFailureStartsAnew() {
    sources.fails = true;
    failUntilPutAside();
    for (DeadLetter letter : letters()) {
      assertThat(
              transactions.inNewTransaction(
                  () -> erasing.letters.requeue(tenant, letter.id(), "olivia", clock.instant())))
          .isPresent();
      assertThat(
              transactions.inNewTransaction(
                  () -> erasing.letters.requeue(tenant, letter.id(), "olivia", clock.instant())))
          .isEmpty();
    }
    assertThat(letters()).isEmpty();
    assertThat(due()).isNotEmpty();
    failUntilPutAside();
    assertThat(letters()).hasSize(2);
    assertThat(alarms()).hasSize(4);
  }

  @Test
  void givenDeadLetterOfAnotherTenant_whenRequeued_thenItIsNotFound() {
    sources.fails = true;
    failUntilPutAside();
    TenantId other = transactions.newTenant();
    assertThat(
            transactions.inNewTransaction(
                () ->
                    erasing.letters.requeue(
                        other, letters().get(0).id(), "olivia", clock.instant())))
        .isEmpty();
    assertThat(letters()).hasSize(2);
  }

  private void failUntilPutAside() {
    for (int i = 0; i < DeadLetterBox.TRIES; i++) {
      assertThat(erasing.eraseDue(tenant, List.of(job), clock.instant()).failed()).isEqualTo(1);
      clock.advance(Duration.ofHours(1));
    }
  }

  private List<DeadLetter> letters() {
    return erasing.letters.open(tenant, 0, 10);
  }

  private List<AuditEvent> alarms() {
    return audited().stream().filter(one -> one.type().equals("deletion.dead_lettered")).toList();
  }

  private void erase(Set<ArtefactClass> artefacts) {
    erasing.erase(tenant, ACTOR, job, artefacts, Trigger.REQUEST);
  }

  private DeletionReceipt onlyReceipt() {
    assertThat(receipts()).hasSize(1);
    return receipts().get(0);
  }

  private List<DeletionReceipt> receipts() {
    return retention.receipts(tenant);
  }

  private List<Optional<Instant>> deletedAt() {
    return retention
        .register()
        .block(tenant, job, new PolicyVersion("test", "7", "0".repeat(64)))
        .artefacts()
        .stream()
        .map(RetentionBlock.Deadline::deletedAt)
        .toList();
  }

  private List<DueJob> due() {
    return retention.ledger().due(tenant, clock.instant(), Optional.empty(), 100);
  }

  private int tombstones() {
    return transactions.tamper(
        "update tombstone set deleted_at = deleted_at where job_id = '" + job + "'");
  }
}
