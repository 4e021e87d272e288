package dev.lethe.retention.service;

import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.keys.adapter.CompactJws;
import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.keys.model.DataKeys;
import dev.lethe.keys.model.DataKeys.FreshKey;
import dev.lethe.keys.model.EpochVault;
import dev.lethe.keys.model.ShredEpochs;
import dev.lethe.keys.model.ShredEpochs.Epoch;
import dev.lethe.keys.model.StatementSigner;
import dev.lethe.keys.model.VerificationKey;
import dev.lethe.keys.model.WrappedKey;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.recovery.service.TestJournals;
import dev.lethe.retention.adapter.TestRetention;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantDatabase.DatabaseFailure;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.TestTransactions;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Epochs from the first key in them to their end. */
class ShreddingTest {

  private static final byte[] CONTENT = "an invented document".getBytes(StandardCharsets.UTF_8);

  private final TestTransactions transactions = new TestTransactions();
  private final TestRetention retention = new TestRetention(transactions);
  private final TenantId tenant = transactions.newTenant();
  private final MutableClock clock = new MutableClock("2026-03-01T12:00:00Z");
  private final Map<String, Instant> deadlines = new ConcurrentHashMap<>();
  private final DataKeys keys =
      TestKeys.in(
          transactions, (of, job, artefact) -> Optional.ofNullable(deadlines.get(job)), clock);
  private final ShredEpochs epochs =
      TestKeys.epochs(
          transactions, (of, job, artefact) -> Optional.ofNullable(deadlines.get(job)), clock);
  private final EpochVault vault = TestKeys.vault();
  private final RecordedEvents<AuditEvent> audit =
      new RecordedEvents<>(EventCatalogue::requireListed);
  private final Shredding shredding = new Shredding();

  @BeforeEach
  void prepare() {
    shredding.epochs = epochs;
    shredding.signer = TestKeys.signer();
    shredding.journaling = TestJournals.inMemory();
    shredding.transactions = transactions;
    shredding.audit = audit;
    shredding.clock = clock;
  }

  @Test
  void givenKeys_whenMade_thenThoseOfOneClassThatAreDueOnOneDayShareAnEpoch() {
    deadlines.put("job_a", Instant.parse("2026-03-03T00:00:00Z"));
    deadlines.put("job_b", Instant.parse("2026-03-03T23:59:59Z"));
    deadlines.put("job_c", Instant.parse("2026-03-04T00:00:00Z"));
    for (String job : List.of("job_a", "job_b", "job_c", "job_d")) {
      keys.create(tenant, job, "fields");
    }
    keys.create(tenant, "job_a", "source");
    assertThat(epochOf("job_a", "fields")).isEqualTo(epochOf("job_b", "fields"));
    assertThat(epochOf("job_a", "fields").day()).isEqualTo(LocalDate.parse("2026-03-03"));
    assertThat(epochOf("job_a", "fields").endsAt()).isEqualTo("2026-03-04T00:15:00Z");
    assertThat(epochOf("job_c", "fields")).isNotEqualTo(epochOf("job_b", "fields"));
    assertThat(epochOf("job_a", "source")).isNotEqualTo(epochOf("job_a", "fields"));
    // without a deadline, and with one that has passed: today
    assertThat(epochOf("job_d", "fields").day()).isEqualTo(LocalDate.parse("2026-03-01"));
  }

  @Test
  void givenEpochThatIsOver_whenShredded_thenNoCopyOfAWrappedKeyOpensAnything() throws Exception {
    FreshKey fresh = keys.create(tenant, "job_a", "fields");
    String key = fresh.id();
    byte[] sealed = seal(fresh);
    Epoch epoch = epochOf("job_a", "fields");
    // what a backup of the database has
    transactions.tamper(
        "create table if not exists backup_of_data_key (like data_key including all)");
    try {
      transactions.tamper("insert into backup_of_data_key select * from data_key");
      keys.destroy(tenant, "job_a", "fields");
      clock.advance(Duration.ofDays(1));
      assertThat(shredding.shred(tenant)).isEqualTo(1);
      transactions.tamper(
          "insert into data_key select * from backup_of_data_key where id = '" + key + "'");
      assertRefused(() -> open(key, sealed), ProblemCode.JOB_GONE);
      assertThat(vault.find(tenant, epoch.id())).isEmpty();
    } finally {
      transactions.tamper("drop table backup_of_data_key");
      transactions.tamper("delete from data_key where id = '" + key + "'");
    }
  }

  @Test
  void givenEpochThatIsOver_whenShredded_thenASignedStatementSaysSo() throws Exception {
    keys.create(tenant, "job_a", "fields");
    Epoch epoch = epochOf("job_a", "fields");
    keys.destroy(tenant, "job_a", "fields");
    clock.advance(Duration.ofDays(1));
    shredding.shred(tenant);
    Epoch gone = find(epoch);
    assertThat(gone.destroyedAt()).hasValue(clock.instant());
    JsonObject says =
        Json.createReader(
                new ByteArrayInputStream(
                    CompactJws.verify(
                        gone.jws().orElseThrow(),
                        "vnd.lethe.epoch-destruction+json",
                        TestKeys.signer().keys())))
            .readObject();
    assertThat(says.getString("id")).isEqualTo(epoch.id());
    assertThat(says.getString("t2")).isEqualTo(clock.instant().toString());
    assertThat(says.getString("class")).isEqualTo("fields");
    assertThat(audit.fired()).extracting(AuditEvent::type).containsExactly("epoch.destroyed");
    assertThat(shredding.shred(tenant)).isZero();
  }

  @Test
  void givenEpochThatIsNotOver_whenShredding_thenItStays() throws Exception {
    FreshKey fresh = keys.create(tenant, "job_a", "fields");
    String key = fresh.id();
    byte[] sealed = seal(fresh);
    clock.advance(Duration.ofHours(12).plusMinutes(14));
    assertThat(retention.ledger().tenantsDue(clock.instant())).doesNotContain(tenant);
    assertThat(shredding.shred(tenant)).isZero();
    assertThat(open(key, sealed)).isEqualTo(CONTENT);
    clock.advance(Duration.ofMinutes(1));
    assertThat(retention.ledger().tenantsDue(clock.instant())).contains(tenant);
  }

  @Test
  void givenKeyThatIsStillNeeded_whenItsEpochIsOver_thenItMovesAndOpensTheSameContent()
      throws Exception {
    FreshKey fresh = keys.create(tenant, "job_a", "fields");
    String held = fresh.id();
    byte[] sealed = seal(fresh);
    Epoch first = epochOf("job_a", "fields");
    clock.advance(Duration.ofDays(1));
    deadlines.put("job_a", clock.instant().plus(Duration.ofDays(3)));
    assertThat(shredding.shred(tenant)).isEqualTo(1);
    Epoch later = epochOf("job_a", "fields");
    assertThat(later.id()).isNotEqualTo(first.id());
    assertThat(later.day()).isEqualTo(LocalDate.parse("2026-03-05"));
    assertThat(find(first).destroyedAt()).isPresent();
    assertThat(open(held, sealed)).isEqualTo(CONTENT);
  }

  @Test
  void givenHeldKeyPastItsDeadline_whenDaysPass_thenItMovesFromDayToDay() throws Exception {
    FreshKey fresh = keys.create(tenant, "job_a", "fields");
    String held = fresh.id();
    byte[] sealed = seal(fresh);
    for (int day = 0; day < 3; day++) {
      clock.advance(Duration.ofDays(1));
      assertThat(shredding.shred(tenant)).isEqualTo(1);
      assertThat(open(held, sealed)).isEqualTo(CONTENT);
    }
  }

  @Test
  void givenKillBetweenDestroyingAndNoting_whenTriedAgain_thenItIsNotedOnce() throws Exception {
    keys.create(tenant, "job_a", "fields");
    Epoch epoch = epochOf("job_a", "fields");
    keys.destroy(tenant, "job_a", "fields");
    clock.advance(Duration.ofDays(1));
    shredding.signer = new Away();
    assertThat(shredding.shred(tenant)).isZero();
    assertThat(vault.find(tenant, epoch.id())).isEmpty();
    assertThat(find(epoch).destroyedAt()).isEmpty();
    assertThat(shredding.shred(tenant)).as("put off").isZero();

    shredding.signer = TestKeys.signer();
    clock.advance(Duration.ofMinutes(5));
    assertThat(shredding.shred(tenant)).isEqualTo(1);
    assertThat(find(epoch).destroyedAt()).hasValue(clock.instant());
    assertThat(audit.fired()).hasSize(1);
  }

  @Test
  void givenClosedEpoch_whenAKeyIsMadeForItsDay_thenItGetsAnotherEpoch() {
    keys.create(tenant, "job_a", "fields");
    Epoch first = epochOf("job_a", "fields");
    transactions.inNewTransaction(
        () -> {
          epochs.close(tenant, first.id(), clock.instant());
          return true;
        });
    keys.create(tenant, "job_b", "fields");
    assertThat(epochOf("job_b", "fields").id()).isNotEqualTo(first.id());
    assertThat(epochOf("job_b", "fields").day()).isEqualTo(first.day());
  }

  @Test
  void givenDestroyedEpoch_whenTheServerWouldReviveIt_thenTheDatabaseRefuses() {
    keys.create(tenant, "job_a", "fields");
    Epoch epoch = epochOf("job_a", "fields");
    keys.destroy(tenant, "job_a", "fields");
    clock.advance(Duration.ofDays(1));
    shredding.shred(tenant);
    assertThatThrownBy(
            () ->
                transactions.with(
                    tenant,
                    connection ->
                        Sql.update(
                            connection,
                            "update shred_epoch set destroyed_at = null, jws = null where id = ?",
                            epoch.id())))
        .isInstanceOf(DatabaseFailure.class);
  }

  @Test
  void givenKeyOfAnotherEpochPutInPlace_whenOpening_thenItIsRefused() throws Exception {
    FreshKey fresh = keys.create(tenant, "job_a", "fields");
    String key = fresh.id();
    byte[] sealed = seal(fresh);
    keys.create(tenant, "job_a", "source");
    WrappedKey other = vault.find(tenant, epochOf("job_a", "source").id()).orElseThrow();
    vault.destroy(tenant, epochOf("job_a", "fields").id());
    vault.create(tenant, epochOf("job_a", "fields").id(), other);
    assertRefused(() -> open(key, sealed), ProblemCode.KEYS_UNAVAILABLE);
  }

  @Test
  void givenDataKeyPutIntoAnotherEpoch_whenOpening_thenItIsRefused() throws Exception {
    FreshKey fresh = keys.create(tenant, "job_a", "fields");
    String key = fresh.id();
    byte[] sealed = seal(fresh);
    deadlines.put("job_b", clock.instant().plus(Duration.ofDays(5)));
    keys.create(tenant, "job_b", "fields");
    transactions.tamper(
        "update data_key set epoch_id = '"
            + epochOf("job_b", "fields").id()
            + "' where id = '"
            + key
            + "'");
    assertRefused(() -> open(key, sealed), ProblemCode.KEYS_UNAVAILABLE);
  }

  @Test
  void givenKeyWhoseMakingWasUndone_whenADayHasPassed_thenItIsDestroyed() throws Exception {
    String stray = "epoch_" + "5".repeat(32);
    vault.create(tenant, stray, new WrappedKey(1, new byte[60]));
    keys.create(tenant, "job_a", "fields");
    transactions.inNewTransaction(
        () -> epochs.removeStrays(tenant, Instant.now().minusSeconds(60)));
    assertThat(vault.find(tenant, stray)).as("too young").isPresent();
    transactions.inNewTransaction(() -> epochs.removeStrays(tenant, Instant.now().plusSeconds(60)));
    assertThat(vault.find(tenant, stray)).isEmpty();
    assertThat(vault.find(tenant, epochOf("job_a", "fields").id())).isPresent();
  }

  private Epoch epochOf(String job, String artefact) {
    return transactions
        .inNewTransaction(() -> epochs.of(tenant, List.of(new DataKeys.Owner(job, artefact))))
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

  /** Keys that cannot be reached. */
  private static final class Away implements StatementSigner {

    @Override
    public Optional<byte[]> verified(String type, String jws) {
      return Optional.empty();
    }

    @Override
    public String keyId() {
      return "away";
    }

    @Override
    public String sign(String type, byte[] statement) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }

    @Override
    public List<VerificationKey> keys() {
      return List.of();
    }
  }
}
