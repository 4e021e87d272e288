package dev.lethe.intake.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.intake.adapter.TestIntake;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.intake.model.Slot;
import dev.lethe.intake.model.SlotLedger;
import dev.lethe.recovery.model.TenantRestored;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.TenantCopy;
import dev.lethe.testing.TestTransactions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a restored database says of upload slots is not believed. */
class RestoredSlotsTest {

  private static final SealedDocument DOCUMENT =
      new SealedDocument("object", "key", 3, "application/pdf", SealedDocument.Place.STORE);

  private final TestTransactions transactions = new TestTransactions();
  private final TenantId tenant = transactions.newTenant();
  private final MutableClock clock = new MutableClock("2026-03-01T12:00:00Z");
  private final SlotLedger slots = TestIntake.slots(transactions);
  private final RestoredSlots restored = new RestoredSlots();

  RestoredSlotsTest() {
    restored.slots = slots;
    restored.clock = clock;
  }

  @Test
  void givenSlotThatWasUsedSinceTheCopy_whenTheCopyComesBack_thenItCannotBeUsedAgain() {
    Slot slot = open(tenant);
    TenantCopy copy = TenantCopy.of(tenant);
    assertThat(use(slot)).isTrue();
    copy.restore();
    tell(tenant);
    assertThat(use(slot)).isFalse();
    assertThat(slots.expired(tenant, clock.instant(), 10)).extracting(Slot::id).contains(slot.id());
  }

  @Test
  void givenSlotThatWasFilledOnly_whenTheCopyComesBack_thenNoJobCanTakeIt() {
    Slot slot = open(tenant);
    assertThat(slots.beginFilling(slot, clock.instant())).isTrue();
    assertThat(slots.filled(slot, DOCUMENT, clock.instant())).isTrue();
    tell(tenant);
    assertThat(slots.consume(slot, "job_a", clock.instant())).isFalse();
  }

  @Test
  void givenSlotThatAJobHasTaken_whenTheCopyComesBack_thenItsJobKeepsTheDocument() {
    Slot slot = open(tenant);
    use(slot);
    tell(tenant);
    assertThat(slots.job(slot)).contains("job_a");
    assertThat(slots.expired(tenant, clock.instant(), 10)).isEmpty();
  }

  @Test
  void givenSlotOfAnotherTenant_whenOneIsRestored_thenItStaysOpen() {
    TenantId other = transactions.newTenant();
    Slot slot = open(other);
    open(tenant);
    tell(tenant);
    assertThat(use(slot)).isTrue();
  }

  @Test
  void givenSlotThatWasOpenedAfterTheRestore_whenUsed_thenItWorks() {
    tell(tenant);
    assertThat(use(open(tenant))).isTrue();
  }

  private void tell(TenantId of) {
    restored.restored(new TenantRestored(of));
  }

  private Slot open(TenantId of) {
    Slot slot =
        new Slot(
            of,
            "slot_" + UUID.randomUUID().toString().replace("-", ""),
            new ActorId("app-1"),
            Slot.State.OPEN,
            1000,
            clock.instant().plus(Duration.ofMinutes(10)),
            Optional.empty(),
            false);
    byte[] token = new byte[32];
    new SecureRandom().nextBytes(token);
    slots.open(slot, token, clock.instant());
    return slot;
  }

  private boolean use(Slot slot) {
    return slots.beginFilling(slot, clock.instant())
        && slots.filled(slot, DOCUMENT, clock.instant())
        && slots.consume(slot, "job_a", clock.instant());
  }
}
