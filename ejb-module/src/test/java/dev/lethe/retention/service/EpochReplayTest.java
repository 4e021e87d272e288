package dev.lethe.retention.service;

import static dev.lethe.policy.model.ArtefactClass.FIELDS;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.keys.model.DataKeys.FreshKey;
import dev.lethe.keys.model.EpochVault;
import dev.lethe.keys.model.ShredEpochs;
import dev.lethe.keys.model.ShredEpochs.Epoch;
import dev.lethe.keys.model.WrappedKey;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.recovery.adapter.JournalTables;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalEntry.Kind;
import dev.lethe.recovery.model.MemoryJournal;
import dev.lethe.recovery.service.TestJournals;
import dev.lethe.retention.adapter.TestRetention;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.TenantCopy;
import dev.lethe.testing.TestTransactions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Epochs whose keys were destroyed, and a database that does not know it. */
class EpochReplayTest {

  private static final byte[] CONTENT = "an invented document".getBytes(StandardCharsets.UTF_8);

  private final TestTransactions transactions = new TestTransactions();
  private final TestRetention retention = new TestRetention(transactions);
  private final TenantId tenant = transactions.newTenant();
  private final MutableClock clock = new MutableClock("2026-03-01T12:00:00Z");
  private final Map<String, Instant> deadlines = new ConcurrentHashMap<>();
  private final DataKeys keys = TestKeys.in(transactions, this::deadline, clock);
  private final ShredEpochs epochs = TestKeys.epochs(transactions, this::deadline, clock);
  private final EpochVault vault = TestKeys.vault();
  private final MemoryJournal journal = new MemoryJournal();
  private final JournalTables ledger = new JournalTables(transactions);
  private final Shredding shredding = new Shredding();
  private final EpochReplay replay = new EpochReplay();
  private final KeptContent results = new KeptContent(FIELDS);
  private final String job = retention.newJob(tenant);

  private Optional<Instant> deadline(TenantId of, String owner, String artefact) {
    return Optional.ofNullable(deadlines.get(owner));
  }

  @BeforeEach
  void prepare() {
    shredding.epochs = epochs;
    shredding.signer = TestKeys.signer();
    shredding.journaling = TestJournals.on(ledger, journal, transactions);
    shredding.transactions = transactions;
    shredding.audit = new RecordedEvents<>();
    shredding.clock = clock;
    replay.epochs = epochs;
    replay.journal = ledger;
    replay.erasure = TestErasing.of(retention, transactions, keys, clock, results);
    replay.transactions = transactions;
  }

  @Test
  void givenEpochThatWasDestroyed_whenAnOlderCopyComesBack_thenItIsDestroyedAsItWas() {
    Epoch epoch = epochOf(keys.create(tenant, job, "fields").id());
    TenantCopy copy = TenantCopy.of(tenant);
    keys.destroy(tenant, job, "fields");
    shred();
    Epoch before = find(epoch);
    copy.restore();
    assertThat(find(epoch).destroyedAt()).isEmpty();

    assertThat(replay.replay(tenant, journaled())).isEqualTo(1);
    assertThat(find(epoch)).isEqualTo(before);
    assertThat(before.jws()).isPresent();
    assertThat(replay.replay(tenant, journaled())).as("a second time").isZero();
  }

  @Test
  void givenVaultThatIsAnOlderCopyToo_whenReplayed_thenItsKeyIsDestroyedAgain() throws IOException {
    FreshKey fresh = keys.create(tenant, job, "fields");
    String key = fresh.id();
    byte[] sealed = seal(fresh);
    Epoch epoch = epochOf(key);
    WrappedKey ofTheVault = vault.find(tenant, epoch.id()).orElseThrow();
    retention.plan(tenant, job, FIELDS, clock.instant());
    results.jobs.add(job);
    TenantCopy copy = TenantCopy.of(tenant);
    keys.destroy(tenant, job, "fields");
    shred();
    copy.restore();
    vault.create(tenant, epoch.id(), ofTheVault);
    assertThat(open(key, sealed)).as("both copies together open it").isEqualTo(CONTENT);

    replay.replay(tenant, journaled());
    assertThat(vault.find(tenant, epoch.id())).isEmpty();
    assertRefused(() -> open(key, sealed), ProblemCode.JOB_GONE);
  }

  @Test
  void givenKeyThatMovedOnAfterTheCopy_whenTheCopyComesBack_thenWhatItSealedIsErasedAsFailed()
      throws IOException {
    FreshKey fresh = keys.create(tenant, job, "fields");
    String key = fresh.id();
    byte[] sealed = seal(fresh);
    retention.plan(tenant, job, FIELDS, clock.instant());
    results.jobs.add(job);
    TenantCopy copy = TenantCopy.of(tenant);
    deadlines.put(job, clock.instant().plus(Duration.ofDays(5)));
    shred();
    assertThat(open(key, sealed)).as("it moved").isEqualTo(CONTENT);
    copy.restore();

    assertThat(replay.replay(tenant, journaled())).isEqualTo(1);
    assertRefused(() -> open(key, sealed), ProblemCode.JOB_GONE);
    assertThat(results.jobs).isEmpty();
    assertThat(retention.receipts(tenant))
        .singleElement()
        .satisfies(
            receipt -> {
              assertThat(receipt.trigger()).isEqualTo("failure");
              assertThat(receipt.job()).isEqualTo(job);
              assertThat(receipt.keysDestroyed()).containsExactly(key);
            });
  }

  @Test
  void givenHeldKeyThatMovedOn_whenTheCopyComesBack_thenItIsReportedNowhereAsDeleted() {
    String key = keys.create(tenant, job, "fields").id();
    Epoch epoch = epochOf(key);
    retention.plan(tenant, job, FIELDS, clock.instant());
    results.jobs.add(job);
    transactions.tamper("update artefact set holds = 1 where job_id = '" + job + "'");
    TenantCopy copy = TenantCopy.of(tenant);
    deadlines.put(job, clock.instant().plus(Duration.ofDays(5)));
    shred();
    copy.restore();
    replay.replay(tenant, journaled());
    assertThat(find(epoch).destroyedAt()).isPresent();
    assertThat(results.jobs).contains(job);
    assertThat(retention.receipts(tenant)).isEmpty();
  }

  @Test
  void givenEpochThatTheCopyDoesNotHave_whenReplayed_thenNothingIsMade() {
    TenantCopy copy = TenantCopy.of(tenant);
    Epoch epoch = epochOf(keys.create(tenant, job, "fields").id());
    keys.destroy(tenant, job, "fields");
    shred();
    copy.restore();
    assertThat(replay.replay(tenant, journaled())).isZero();
    assertThat(transactions.inNewTransaction(() -> epochs.find(tenant, epoch.id()))).isEmpty();
  }

  @Test
  void givenEntryOfAnotherTenant_whenReplayed_thenNobodyElsesEpochIsTouched() throws IOException {
    Epoch epoch = epochOf(keys.create(tenant, job, "fields").id());
    TenantId other = transactions.newTenant();
    JournalEntry forged =
        new JournalEntry(
            other, Kind.EPOCH, epoch.id(), Map.of("at", clock.instant().toString(), "jws", "x"));
    assertThat(replay.replay(other, List.of(forged))).isZero();
    assertThat(find(epoch).destroyedAt()).isEmpty();
    assertThat(vault.find(tenant, epoch.id())).isPresent();
  }

  @Test
  void givenErasureThatFails_whenReplayed_thenItIsNotNotedAndCanBeDoneAgain() {
    Epoch epoch = epochOf(keys.create(tenant, job, "fields").id());
    retention.plan(tenant, job, FIELDS, clock.instant());
    results.jobs.add(job);
    TenantCopy copy = TenantCopy.of(tenant);
    deadlines.put(job, clock.instant().plus(Duration.ofDays(5)));
    shred();
    copy.restore();
    results.fails = true;
    assertThatThrownBy(() -> replay.replay(tenant, journaled()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(find(epoch).destroyedAt()).isEmpty();
    results.fails = false;
    assertThat(replay.replay(tenant, journaled())).isEqualTo(1);
    assertThat(find(epoch).destroyedAt()).isPresent();
    assertThat(results.jobs).isEmpty();
  }

  /** A day later, the sweep destroys what is over. */
  private void shred() {
    clock.advance(Duration.ofDays(1));
    assertThat(shredding.shred(tenant)).isEqualTo(1);
  }

  private List<JournalEntry> journaled() {
    return journal.entries().stream().filter(entry -> entry.kind() == Kind.EPOCH).toList();
  }

  private Epoch epochOf(String key) {
    assertThat(key).isNotEmpty();
    return transactions
        .inNewTransaction(() -> epochs.of(tenant, List.of(new DataKeys.Owner(job, "fields"))))
        .getOrDefault(job, List.of())
        .get(0);
  }

  private Epoch find(Epoch epoch) {
    return transactions.inNewTransaction(() -> epochs.find(tenant, epoch.id())).orElseThrow();
  }

  private static byte[] seal(FreshKey key) throws IOException {
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    try (OutputStream sealing = key.sealing(sealed)) {
      sealing.write(CONTENT);
    }
    return sealed.toByteArray();
  }

  private byte[] open(String key, byte[] sealed) throws IOException {
    try (InputStream opened = keys.opening(tenant, key, new ByteArrayInputStream(sealed))) {
      return opened.readAllBytes();
    }
  }
}
