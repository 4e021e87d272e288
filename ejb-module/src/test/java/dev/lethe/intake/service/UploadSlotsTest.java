package dev.lethe.intake.service;

import static dev.lethe.intake.model.SealedDocument.Place.MEMORY;
import static dev.lethe.intake.model.SealedDocument.Place.STORE;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.intake.adapter.TestIntake;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.intake.model.UploadSlot;
import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyBundle.IntakeLimits;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.SetGuard;
import dev.lethe.testing.TestTransactions;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadSlotsTest {

  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final byte[] DOCUMENT = "%PDF-1.7 canary".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;
  private final TestTransactions transactions = new TestTransactions();
  private final Caller caller = caller(transactions.newTenant(), Role.SUBMITTER);
  private final MutableClock clock = new MutableClock("2026-03-01T12:00:00Z");
  private final RecordedEvents<AuditEvent> events =
      new RecordedEvents<>(EventCatalogue::requireListed);
  private final UploadSlots slots = new UploadSlots();
  private final SealingIntake intake = new SealingIntake();

  @BeforeEach
  void prepare() {
    slots.ledger = TestIntake.slots(transactions);
    slots.keys = TestKeys.in(transactions);
    slots.stores = TestIntake.stores(folder, clock);
    slots.policy = () -> policy(1000);
    slots.guard = new SetGuard();
    slots.transactions = transactions;
    slots.audit = events;
    slots.clock = clock;
    intake.keys = slots.keys;
    intake.stores = slots.stores;
    intake.slots = slots;
  }

  @Test
  void givenSubmitter_whenOpeningASlot_thenItSaysItsBounds() {
    UploadSlot slot = slots.open(caller);
    assertThat(slot.token()).matches("[A-Za-z0-9_-]{43}");
    assertThat(slot.expiresAt()).isEqualTo(clock.instant().plus(LIFE));
    assertThat(slot.maxBytes()).isEqualTo(1000);
    assertThat(slots.open(caller).token()).isNotEqualTo(slot.token());
    assertThat(slot.toString()).doesNotContain(slot.token());
  }

  @Test
  void givenCallerWithoutTheRole_whenOpeningASlot_thenItIsForbidden() {
    Caller auditor = caller(caller.tenant(), Role.AUDITOR);
    assertRefused(() -> slots.open(auditor), ProblemCode.FORBIDDEN);
    assertThat(events.fired()).isEmpty();
  }

  @Test
  void givenOpenSlot_whenSearchedInTheDatabase_thenTheTokenIsNotThere() {
    UploadSlot slot = slots.open(caller);
    assertThat(
            transactions.tamper(
                "update upload_slot set actor = actor where upload_slot::text like '%"
                    + slot.token()
                    + "%'"))
        .isZero();
  }

  @Test
  void givenFilledSlot_whenTakenByAJob_thenTheDocumentIsTheJobsAndTheSlotIsEmpty()
      throws IOException {
    SealedDocument document = take(filled(), "job_a", STORE);
    assertThat(opened(document)).isEqualTo(DOCUMENT);
    assertThat(files()).hasSize(1);
    assertThat(types())
        .containsExactly("slot.opened", "slot.filled", "slot.consumed", "slot.destroyed");
  }

  @Test
  void givenFilledSlot_whenTakenIntoMemory_thenNoFileIsLeft() throws IOException {
    SealedDocument document = take(filled(), "job_a", MEMORY);
    assertThat(opened(document)).isEqualTo(DOCUMENT);
    assertThat(files()).isEmpty();
  }

  @Test
  void givenFilledSlot_whenFilledAgain_thenItIsUsedAndTheFirstStays() throws IOException {
    String token = filled();
    byte[] other = "%PDF-1.7 another".getBytes(StandardCharsets.US_ASCII);
    assertRefused(() -> fill(token, other), ProblemCode.SLOT_USED);
    assertThat(opened(take(token, "job_a", STORE))).isEqualTo(DOCUMENT);
  }

  @Test
  void givenTwoSenders_whenAtOnce_thenOneWins() throws Exception {
    String token = slots.open(caller).token();
    CountDownLatch both = new CountDownLatch(2);
    Callable<Optional<ProblemCode>> sender =
        () -> {
          both.countDown();
          both.await(10, TimeUnit.SECONDS);
          try {
            fill(token, DOCUMENT);
            return Optional.empty();
          } catch (LetheException e) {
            return Optional.of(e.code());
          }
        };
    assertThat(inParallel(sender))
        .containsExactlyInAnyOrder(Optional.empty(), Optional.of(ProblemCode.SLOT_USED));
    assertThat(files()).hasSize(1);
  }

  @Test
  void givenTwoJobs_whenTakingAtOnce_thenOneWins() throws Exception {
    String token = filled();
    CountDownLatch both = new CountDownLatch(2);
    Callable<Optional<ProblemCode>> taker =
        () -> {
          both.countDown();
          both.await(10, TimeUnit.SECONDS);
          try {
            take(token, "job_" + Thread.currentThread().getId(), STORE);
            return Optional.empty();
          } catch (LetheException e) {
            return Optional.of(e.code());
          }
        };
    assertThat(inParallel(taker))
        .containsExactlyInAnyOrder(Optional.empty(), Optional.of(ProblemCode.SLOT_USED));
  }

  @Test
  void givenTakenSlot_whenTakenOrFilledAgain_thenItIsUsed() {
    String token = filled();
    take(token, "job_a", STORE);
    assertRefused(() -> take(token, "job_b", STORE), ProblemCode.SLOT_USED);
    assertRefused(() -> fill(token, DOCUMENT), ProblemCode.SLOT_USED);
  }

  @Test
  void givenOpenSlot_whenTaken_thenItIsEmptyAndCanStillBeFilled() {
    String token = slots.open(caller).token();
    assertRefused(() -> take(token, "job_a", STORE), ProblemCode.SLOT_EMPTY);
    fill(token, DOCUMENT);
    take(token, "job_a", STORE);
  }

  @Test
  void givenSlotOfAnotherTenant_whenTaken_thenItDoesNotExistAndStaysFilled() {
    String token = filled();
    Caller other = caller(transactions.newTenant(), Role.SUBMITTER);
    assertRefused(() -> slots.take(other, "job_a", token, STORE), ProblemCode.NOT_FOUND);
    take(token, "job_a", STORE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "../../etc/passwd", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void givenUnknownToken_whenFilledOrTaken_thenItDoesNotExist(String token) {
    assertRefused(() -> fill(token, DOCUMENT), ProblemCode.NOT_FOUND);
    assertRefused(() -> take(token, "job_a", STORE), ProblemCode.NOT_FOUND);
  }

  @Test
  void givenExpiredSlot_whenFilled_thenItIsRefused() throws IOException {
    String token = slots.open(caller).token();
    clock.advance(LIFE);
    assertRefused(() -> fill(token, DOCUMENT), ProblemCode.SLOT_EXPIRED);
    assertThat(files()).isEmpty();
  }

  @Test
  void givenExpiredSlotWithADocument_whenTaken_thenItIsRefused() {
    String token = filled();
    clock.advance(LIFE);
    assertRefused(() -> take(token, "job_a", STORE), ProblemCode.SLOT_EXPIRED);
  }

  @Test
  void givenSlotThatExpiresWhileItIsFilled_whenTheLastByteCame_thenNothingIsKept()
      throws IOException {
    String token = slots.open(caller).token();
    InputStream slow =
        new FilterInputStream(new ByteArrayInputStream(DOCUMENT)) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            clock.advance(LIFE);
            return super.read(buffer, offset, length);
          }
        };
    assertRefused(() -> slots.fill(token, slow, Optional.empty()), ProblemCode.SLOT_EXPIRED);
    assertThat(files()).isEmpty();
  }

  @Test
  void givenDocumentThatIsRefused_whenFilled_thenTheSlotCanBeFilledProperly() throws IOException {
    String token = slots.open(caller).token();
    byte[] large = new byte[1001];
    System.arraycopy(DOCUMENT, 0, large, 0, DOCUMENT.length);
    assertRefused(() -> fill(token, large), ProblemCode.TOO_LARGE);
    assertRefused(() -> fill(token, new byte[] {1}), ProblemCode.TYPE_UNSUPPORTED);
    assertThat(files()).isEmpty();
    fill(token, DOCUMENT);
    assertThat(opened(take(token, "job_a", STORE))).isEqualTo(DOCUMENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA-256", "SHA-512"})
  void givenRightDigest_whenFilled_thenItIsTaken(String algorithm) throws Exception {
    String token = slots.open(caller).token();
    slots.fill(token, new ByteArrayInputStream(DOCUMENT), Optional.of(digest(algorithm, DOCUMENT)));
    assertThat(opened(take(token, "job_a", STORE))).isEqualTo(DOCUMENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA-256", "SHA-512"})
  void givenWrongDigest_whenFilled_thenItIsRefusedAndNothingIsKept(String algorithm)
      throws Exception {
    String token = slots.open(caller).token();
    String wrong = digest(algorithm, new byte[] {1});
    assertRefused(
        () -> slots.fill(token, new ByteArrayInputStream(DOCUMENT), Optional.of(wrong)),
        ProblemCode.DIGEST_MISMATCH);
    assertThat(files()).isEmpty();
  }

  @Test
  void givenTwoDigestsOfWhichOneIsWrong_whenFilled_thenItIsRefused() throws Exception {
    String token = slots.open(caller).token();
    String both = digest("SHA-256", DOCUMENT) + ", " + digest("SHA-512", new byte[] {1});
    assertRefused(
        () -> slots.fill(token, new ByteArrayInputStream(DOCUMENT), Optional.of(both)),
        ProblemCode.DIGEST_MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "sha-256", "sha-256=abc", "sha-256=:!!:", "md5=:AAAA:", "sha-256=:AAA:,", ":"})
  void givenDigestThatCannotBeChecked_whenFilled_thenItIsRefused(String header) throws IOException {
    String token = slots.open(caller).token();
    assertThatThrownBy(
            () -> slots.fill(token, new ByteArrayInputStream(DOCUMENT), Optional.of(header)))
        .isInstanceOf(LetheException.class);
    assertThat(files()).isEmpty();
    fill(token, DOCUMENT);
  }

  @Test
  void givenUnclaimedSlots_whenTheirTimeIsOver_thenTheSweepDestroysContentAndKeys()
      throws IOException {
    filled();
    slots.open(caller);
    assertThat(slots.destroyExpired(caller.tenant(), 10)).isZero();
    clock.advance(LIFE);
    assertThat(slots.destroyExpired(caller.tenant(), 10)).isEqualTo(2);
    assertThat(slots.destroyExpired(caller.tenant(), 10)).isZero();
    assertThat(files()).isEmpty();
    assertThat(
            transactions.tamper(
                "delete from data_key where tenant_id = '" + caller.tenant().value() + "'"))
        .isZero();
  }

  @Test
  void givenDestroyedSlot_whenUsed_thenItIsExpired() {
    String token = filled();
    clock.advance(LIFE);
    slots.destroyExpired(caller.tenant(), 10);
    assertRefused(() -> take(token, "job_a", STORE), ProblemCode.SLOT_EXPIRED);
    assertRefused(() -> fill(token, DOCUMENT), ProblemCode.SLOT_EXPIRED);
  }

  @Test
  void givenSlotLongOver_whenSwept_thenItIsForgotten() {
    String token = filled();
    clock.advance(LIFE);
    slots.destroyExpired(caller.tenant(), 10);
    clock.advance(Duration.ofDays(2));
    slots.destroyExpired(caller.tenant(), 10);
    assertRefused(() -> fill(token, DOCUMENT), ProblemCode.NOT_FOUND);
  }

  @Test
  void givenAuditThatFails_whenASlotIsOpened_thenThereIsNoSlot() {
    slots.audit =
        new RecordedEvents<>(
            event -> {
              throw new IllegalStateException("no audit");
            });
    assertThatThrownBy(() -> slots.open(caller)).isInstanceOf(IllegalStateException.class);
    assertThat(
            transactions.tamper(
                "delete from upload_slot where tenant_id = '" + caller.tenant().value() + "'"))
        .isZero();
  }

  private String filled() {
    String token = slots.open(caller).token();
    fill(token, DOCUMENT);
    return token;
  }

  private void fill(String token, byte[] content) {
    slots.fill(token, new ByteArrayInputStream(content), Optional.empty());
  }

  private SealedDocument take(String token, String job, SealedDocument.Place place) {
    return slots.take(caller, job, token, place);
  }

  private byte[] opened(SealedDocument document) throws IOException {
    try (InputStream clear = intake.open(caller.tenant(), "job_a", document)) {
      return clear.readAllBytes();
    }
  }

  private List<String> types() {
    return events.fired().stream().map(AuditEvent::type).toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static List<Optional<ProblemCode>> inParallel(Callable<Optional<ProblemCode>> task)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Optional<ProblemCode>>> results = threads.invokeAll(List.of(task, task));
      return List.of(results.get(0).get(), results.get(1).get());
    } finally {
      threads.shutdownNow();
    }
  }

  private static String digest(String algorithm, byte[] content) throws Exception {
    byte[] digest = MessageDigest.getInstance(algorithm).digest(content);
    return algorithm.toLowerCase(java.util.Locale.ROOT)
        + "=:"
        + Base64.getEncoder().encodeToString(digest)
        + ":";
  }

  private static Caller caller(TenantId tenant, Role role) {
    return new Caller(tenant, new ActorId("app-1"), Set.of(role));
  }

  private static PolicyBundle policy(long maxBytes) {
    return DefaultPolicy.with(
        new IntakeLimits(maxBytes, 10, 1000, Duration.ofMinutes(1), LIFE, Duration.ofMinutes(1)));
  }
}
