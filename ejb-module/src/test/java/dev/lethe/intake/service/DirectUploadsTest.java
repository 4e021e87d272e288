package dev.lethe.intake.service;

import static dev.lethe.intake.model.SealedDocument.Place.STORE;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.intake.adapter.TestIntake;
import dev.lethe.intake.model.DirectSlot;
import dev.lethe.intake.model.ObjectName;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.keys.adapter.HpkeReceiverKeys;
import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.policy.model.PolicyBundle.IntakeLimits;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.standin.HpkeSender;
import dev.lethe.standin.S3StandIn;
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
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slots that are filled at the store: it takes what it cannot read, once, and gives nothing. */
class DirectUploadsTest {

  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final byte[] DOCUMENT = "%PDF-1.7 canary".getBytes(StandardCharsets.US_ASCII);
  private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

  @TempDir Path folder;
  private final S3StandIn store = S3StandIn.inMemory();
  private final TestTransactions transactions = new TestTransactions();
  private final Caller caller = caller(transactions.newTenant(), Role.SUBMITTER);
  private final MutableClock clock = new MutableClock(Instant.now());
  private final RecordedEvents<AuditEvent> events =
      new RecordedEvents<>(EventCatalogue::requireListed);
  private final UploadSlots slots = new UploadSlots();
  private final SealingIntake intake = new SealingIntake();

  @BeforeEach
  void prepare() {
    slots.ledger = TestIntake.slots(transactions);
    slots.keys = TestKeys.in(transactions);
    slots.receivers = new HpkeReceiverKeys();
    slots.stores = TestIntake.bucket(store.url(), S3StandIn.credentials(folder), clock);
    slots.policy =
        () ->
            DefaultPolicy.with(
                new IntakeLimits(
                    1000, 10, 1000, Duration.ofMinutes(1), LIFE, Duration.ofMinutes(1)));
    slots.guard = new SetGuard();
    slots.transactions = transactions;
    slots.audit = events;
    slots.clock = clock;
    intake.keys = slots.keys;
    intake.stores = slots.stores;
    intake.slots = slots;
  }

  @AfterEach
  void stop() {
    store.close();
  }

  @Test
  void givenEncryptedDocument_whenSentToTheStore_thenAJobTakesItAndTheSlotIsGone()
      throws Exception {
    DirectSlot slot = slots.openDirect(caller, DOCUMENT.length);
    assertThat(slot.bytes()).isEqualTo(DOCUMENT.length + 48L);
    assertThat(slot.slot().expiresAt()).isEqualTo(clock.instant().plus(LIFE));
    assertThat(slot.toString()).doesNotContain(slot.slot().token(), "Signature");
    assertThat(send(slot, HpkeSender.encrypt(slot.publicKey(), DOCUMENT))).isEqualTo(200);
    assertThat(stored()).doesNotContain("canary", "%PDF");

    SealedDocument taken = slots.take(caller, "job_a", slot.slot().token(), STORE);

    assertThat(taken.mediaType()).isEqualTo("application/pdf");
    try (InputStream clear = intake.open(caller.tenant(), "job_a", taken)) {
      assertThat(clear.readAllBytes()).isEqualTo(DOCUMENT);
    }
    assertThat(objects()).containsExactly(new ObjectName(taken.object()));
    assertRefused(() -> take(slot), ProblemCode.SLOT_USED);
    assertThat(events.fired())
        .extracting(AuditEvent::type)
        .contains("slot.opened", "slot.consumed", "slot.destroyed");
  }

  @Test
  void givenNothingSentYet_whenTaken_thenItIsEmptyAndStaysUsable() throws Exception {
    DirectSlot slot = slots.openDirect(caller, DOCUMENT.length);
    assertRefused(() -> take(slot), ProblemCode.SLOT_EMPTY);
    send(slot, HpkeSender.encrypt(slot.publicKey(), DOCUMENT));
    assertThat(take(slot).bytes()).isEqualTo(DOCUMENT.length);
  }

  @Test
  void givenDocumentInClear_whenTaken_thenItIsUnreadableAndGone() throws Exception {
    DirectSlot slot = slots.openDirect(caller, DOCUMENT.length);
    byte[] clear = new byte[DOCUMENT.length + 48];
    System.arraycopy(DOCUMENT, 0, clear, 0, DOCUMENT.length);
    send(slot, clear);
    assertRefused(() -> take(slot), ProblemCode.DOCUMENT_UNREADABLE).hasNoCause();
    assertThat(objects()).isEmpty();
  }

  @Test
  void givenDocumentForAnotherSlot_whenTaken_thenItIsUnreadable() throws Exception {
    DirectSlot slot = slots.openDirect(caller, DOCUMENT.length);
    DirectSlot other = slots.openDirect(caller, DOCUMENT.length);
    send(slot, HpkeSender.encrypt(other.publicKey(), DOCUMENT));
    assertRefused(() -> take(slot), ProblemCode.DOCUMENT_UNREADABLE);
  }

  @Test
  void givenNoDocumentInIt_whenTaken_thenItsTypeIsRefusedAndNothingIsLeft() throws Exception {
    DirectSlot slot = slots.openDirect(caller, 9);
    send(slot, HpkeSender.encrypt(slot.publicKey(), "plain txt".getBytes(StandardCharsets.UTF_8)));
    assertRefused(() -> take(slot), ProblemCode.TYPE_UNSUPPORTED);
    assertThat(objects()).isEmpty();
  }

  @Test
  void givenSlotAtTheStore_whenFilledHere_thenItIsRefused() {
    DirectSlot slot = slots.openDirect(caller, DOCUMENT.length);
    assertRefused(
        () -> slots.fill(slot.slot().token(), new ByteArrayInputStream(DOCUMENT), Optional.empty()),
        ProblemCode.SLOT_USED);
    assertThat(objects()).isEmpty();
  }

  @Test
  void givenExpiredSlot_whenSwept_thenObjectAndKeyAreDestroyed() throws Exception {
    DirectSlot slot = slots.openDirect(caller, DOCUMENT.length);
    send(slot, HpkeSender.encrypt(slot.publicKey(), DOCUMENT));
    clock.advance(LIFE);
    assertRefused(() -> take(slot), ProblemCode.SLOT_EXPIRED);
    assertThat(slots.destroyExpired(caller.tenant(), 10)).isEqualTo(1);
    assertThat(objects()).isEmpty();
  }

  @Test
  void givenDocumentThatComesAfterTheSlotIsOver_whenSwept_thenItIsAnOrphan() throws Exception {
    DirectSlot slot = slots.openDirect(caller, DOCUMENT.length);
    assertThat(TestIntake.ledger(transactions).needed(caller.tenant(), objects())).isEmpty();
    slots.close(caller, slot.slot().token());
    send(slot, HpkeSender.encrypt(slot.publicKey(), DOCUMENT));
    List<ObjectName> late = objects();
    assertThat(late).hasSize(1);
    assertThat(TestIntake.ledger(transactions).needed(caller.tenant(), late)).isEmpty();
    assertThatThrownBy(() -> take(slot)).isInstanceOf(LetheException.class);
  }

  @Test
  void givenArrivedDocument_whenTheOrphansAreSwept_thenItIsNeeded() throws Exception {
    DirectSlot slot = slots.openDirect(caller, DOCUMENT.length);
    send(slot, HpkeSender.encrypt(slot.publicKey(), DOCUMENT));
    assertThat(TestIntake.ledger(transactions).needed(caller.tenant(), objects()))
        .containsExactlyElementsOf(objects());
    assertThat(TestIntake.ledger(transactions).orphanKeys(caller.tenant(), FAR, 10)).isEmpty();
  }

  @Test
  void givenPrivateKey_whenLookedForInTheDatabase_thenItIsSealed() {
    DirectSlot slot = slots.openDirect(caller, DOCUMENT.length);
    String hex = java.util.HexFormat.of().formatHex(slot.publicKey());
    assertThat(
            transactions.tamper(
                "update upload_slot set actor = actor where encode(receiver, 'hex') like '%"
                    + hex
                    + "%'"))
        .isZero();
    assertThat(
            transactions.tamper(
                "update upload_slot set actor = actor where length(receiver) > 64 and tenant_id = '"
                    + caller.tenant().value()
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void givenOtherRoleTenantOrTooMuch_whenAsked_thenItIsRefused() throws Exception {
    Caller auditor = caller(caller.tenant(), Role.AUDITOR);
    assertRefused(() -> slots.openDirect(auditor, 1), ProblemCode.FORBIDDEN);
    assertRefused(() -> slots.openDirect(caller, 1001), ProblemCode.TOO_LARGE);
    DirectSlot slot = slots.openDirect(caller, DOCUMENT.length);
    send(slot, HpkeSender.encrypt(slot.publicKey(), DOCUMENT));
    Caller stranger = caller(transactions.newTenant(), Role.SUBMITTER);
    assertRefused(
        () -> slots.take(stranger, "job_a", slot.slot().token(), STORE), ProblemCode.NOT_FOUND);
    assertThat(take(slot).bytes()).isEqualTo(DOCUMENT.length);
  }

  @Test
  void givenStoreWithoutSuchSlots_whenAsked_thenThereAreNone() {
    slots.stores = TestIntake.stores(folder, clock);
    assertRefused(() -> slots.openDirect(caller, 1), ProblemCode.NOT_FOUND);
    assertThat(events.fired()).isEmpty();
  }

  @Test
  void givenStoreThatIsAway_whenTaken_thenTheSlotIsNotUsedUp() throws Exception {
    DirectSlot slot = slots.openDirect(caller, DOCUMENT.length);
    send(slot, HpkeSender.encrypt(slot.publicKey(), DOCUMENT));
    var good = slots.stores;
    slots.stores =
        new dev.lethe.intake.model.DocumentStores(
            new UnreachableStore(good.lasting()), good.memory());
    assertRefused(() -> take(slot), ProblemCode.CAPACITY);
    slots.stores = good;
    assertThat(take(slot).bytes()).isEqualTo(DOCUMENT.length);
  }

  private SealedDocument take(DirectSlot slot) {
    return slots.take(caller, "job_a", slot.slot().token(), STORE);
  }

  private List<ObjectName> objects() {
    try {
      return slots.stores.lasting().olderThan(caller.tenant(), FAR);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String stored() throws IOException {
    try (InputStream bytes =
        slots.stores.lasting().open(caller.tenant(), objects().get(0)).orElseThrow()) {
      return new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static int send(DirectSlot slot, byte[] body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(slot.request().url()).PUT(BodyPublishers.ofByteArray(body));
    slot.request().headers().forEach(request::header);
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private static Caller caller(TenantId tenant, Role role) {
    return new Caller(tenant, new ActorId("user-1"), Set.of(role));
  }
}
