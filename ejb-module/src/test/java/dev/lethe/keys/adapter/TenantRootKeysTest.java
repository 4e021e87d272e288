package dev.lethe.keys.adapter;

import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.DataKeys.FreshKey;
import dev.lethe.keys.model.KeyProvider;
import dev.lethe.keys.model.RootKey;
import dev.lethe.keys.model.TenantKeys;
import dev.lethe.keys.model.WrappedKey;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.TestTransactions;
import dev.lethe.worker.PersonalText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Rotation, wrapping anew, revocation and moves between providers, with documents under them. */
class TenantRootKeysTest {

  private static final byte[] CONTENT = "an invented document".getBytes(StandardCharsets.UTF_8);
  private static final PersonalText SUBJECT = PersonalText.of("customer 4711");

  private final TestTransactions database = new TestTransactions();
  private final AesGcmKey master = new AesGcmKey(AesGcmKey.random());
  private final LocalKeys local = new LocalKeys(TestKeys.only(master));
  private final LocalKeys another = new LocalKeys(TestKeys.only(new AesGcmKey(AesGcmKey.random())));
  private final TenantId tenant = database.newTenant();
  private final TenantRootKeys keys = on("local");
  private final TinkDataKeys data = data(keys);

  private TenantRootKeys on(String provider) {
    return TestKeys.roots(
        database,
        new KeyProviders(Map.of("local", local, "another", another), provider, Map.of()),
        Clock.systemUTC());
  }

  private TinkDataKeys data(TenantRootKeys roots) {
    return new TinkDataKeys(
        roots,
        new EpochTables(
            roots,
            TestKeys.vault(),
            database,
            (of, job, artefact) -> Optional.empty(),
            Clock.systemUTC()),
        database);
  }

  private KeyedPseudonyms pseudonyms() {
    return new KeyedPseudonyms(keys, TestKeys.rootVault(), database);
  }

  /** One sealed document. */
  private record Sealed(String key, byte[] bytes) {}

  private Sealed seal(String job) throws IOException {
    FreshKey key = data.create(tenant, job, "source");
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    try (OutputStream sealing = key.sealing(sealed)) {
      sealing.write(CONTENT);
    }
    return new Sealed(key.id(), sealed.toByteArray());
  }

  private byte[] open(Sealed sealed) throws IOException {
    try (InputStream opened =
        data.opening(tenant, sealed.key(), new ByteArrayInputStream(sealed.bytes()))) {
      return opened.readAllBytes();
    }
  }

  private void rotate() {
    database.inTransaction(() -> keys.rotate(tenant));
  }

  private int rewrapAll() {
    return database.inTransaction(() -> keys.rewrap(tenant, 100).keys());
  }

  private Object destroyUnused() {
    return database.inTransaction(() -> keys.destroyUnused(tenant));
  }

  @Test
  void givenDocuments_whenRotatedAndWrappedAnew_thenTheyOpenAndTheirKeysAreUntouched()
      throws IOException {
    Sealed before = seal("job_a");
    String pseudonym = pseudonyms().of(tenant, "subject", SUBJECT);
    String rows = dataKeys();
    rotate();
    Sealed between = seal("job_b");
    assertThat(keys.status(tenant).isRotating()).isTrue();
    assertThat(rewrapAll()).isEqualTo(2);
    assertThat(rewrapAll()).isZero();
    assertThat(destroyUnused()).isEqualTo(List.of(1));
    assertThat(keys.status(tenant).isRotating()).isFalse();
    assertThat(open(before)).isEqualTo(CONTENT);
    assertThat(open(between)).isEqualTo(CONTENT);
    assertThat(pseudonyms().of(tenant, "subject", SUBJECT)).isEqualTo(pseudonym);
    assertThat(dataKeys()).startsWith(rows);
  }

  private String dataKeys() {
    return database
        .with(
            tenant,
            connection ->
                Sql.first(
                    connection,
                    rows -> rows.getString(1),
                    "select string_agg(id || encode(wrapped, 'hex') || epoch_id, ' ' order by"
                        + " created_at, id) from data_key where tenant_id = ?",
                    tenant.value()))
        .orElseThrow();
  }

  @Test
  void givenSomethingStillWrappedByTheOldVersion_whenUnusedOnesAreDestroyed_thenItStays()
      throws IOException {
    Sealed before = seal("job_a");
    rotate();
    assertThat(destroyUnused()).isEqualTo(List.of());
    assertThat(open(before)).isEqualTo(CONTENT);
    assertThat(keys.status(tenant).versions())
        .extracting(TenantKeys.Version::wraps)
        .containsExactly(1L, 0L);
  }

  @Test
  void givenChunks_whenWrappedAnewAndInterrupted_thenTheNextRunGoesOn() throws IOException {
    for (int day = 0; day < 5; day++) {
      keys.wrap(tenant, new byte[32], new byte[0]);
      makeEpoch(day);
    }
    rotate();
    assertThat(database.inTransaction(() -> keys.rewrap(tenant, 2).keys())).isEqualTo(2);
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    () -> {
                      keys.rewrap(tenant, 2);
                      throw new IllegalStateException("killed");
                    }))
        .isInstanceOf(IllegalStateException.class);
    // what lies in the vault needs no commit
    assertThat(database.inTransaction(() -> keys.rewrap(tenant, 100).keys())).isEqualTo(1);
    assertThat(destroyUnused()).isEqualTo(List.of(1));
  }

  private void makeEpoch(int day) {
    EpochTables epochs =
        new EpochTables(
            keys,
            TestKeys.vault(),
            database,
            (of, job, artefact) -> Optional.of(Instant.now().plusSeconds(86_400L * (day + 2))),
            Clock.systemUTC());
    database.inTransaction(() -> epochs.forKey(tenant, "job_" + day, "source"));
  }

  @Test
  void givenClosedEpoch_whenWrappedAnew_thenItIsLeftToItsDestruction() throws IOException {
    seal("job_a");
    String epoch = TestKeys.vault().epochs(tenant, Instant.MAX).iterator().next();
    database.tamper("update shred_epoch set closed_at = now() where id = '" + epoch + "'");
    rotate();
    assertThat(rewrapAll()).isZero();
    assertThat(destroyUnused()).isEqualTo(List.of());
    TestKeys.vault().destroy(tenant, epoch);
    assertThat(destroyUnused()).isEqualTo(List.of(1));
  }

  @Test
  void givenDestroyedEpoch_whenWrappedAnew_thenItDoesNotComeBack() throws IOException {
    seal("job_a");
    String epoch = TestKeys.vault().epochs(tenant, Instant.MAX).iterator().next();
    WrappedKey key = TestKeys.vault().find(tenant, epoch).orElseThrow();
    TestKeys.vault().destroy(tenant, epoch);
    rotate();
    assertThat(rewrapAll()).isZero();
    assertThatThrownBy(() -> TestKeys.vault().replace(tenant, epoch, key))
        .isInstanceOf(IOException.class);
    assertThat(TestKeys.vault().find(tenant, epoch)).isEmpty();
  }

  @Test
  void givenDatabaseFromBeforeRotation_whenRestored_thenEverythingOpens() throws IOException {
    Sealed before = seal("job_a");
    String pseudonym = pseudonyms().of(tenant, "subject", SUBJECT);
    rotate();
    rewrapAll();
    destroyUnused();
    // nothing of root keys is in the database, so a restore changes none
    assertThat(rootKeyRows()).isZero();
    assertThat(open(before)).isEqualTo(CONTENT);
    assertThat(pseudonyms().of(tenant, "subject", SUBJECT)).isEqualTo(pseudonym);
    assertThat(keys.wrap(tenant, new byte[32], new byte[0]).rootVersion()).isEqualTo(2);
  }

  private int rootKeyRows() {
    return database
        .with(
            tenant,
            connection ->
                Sql.first(
                    connection,
                    rows -> rows.getInt(1),
                    "select (select count(*) from tenant_key where tenant_id = ?)"
                        + " + (select count(*) from pseudonym_key where tenant_id = ?)",
                    tenant.value(),
                    tenant.value()))
        .orElseThrow();
  }

  @Test
  void givenRootKeyFromBeforeTheVault_whenUsed_thenItIsTakenOverAndLeavesWhenItIsDestroyed()
      throws IOException {
    byte[] wrapped = local.create(tenant, 1, "");
    insertRootKey(wrapped);
    Sealed before = seal("job_a");
    assertThat(TestKeys.rootVault().root(tenant, 1).orElseThrow().reference()).isEqualTo(wrapped);
    rotate();
    rewrapAll();
    destroyUnused();
    assertThat(rootKeyRows()).isZero();
    insertRootKey(wrapped);
    assertThat(open(before)).isEqualTo(CONTENT);
    assertThat(TestKeys.rootVault().root(tenant, 1)).isEmpty();
  }

  private void insertRootKey(byte[] wrapped) {
    database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "insert into tenant_key (tenant_id, version, provider, wrapped)"
                    + " values (?, 1, 'local', ?)",
                tenant.value(),
                wrapped));
  }

  @Test
  void givenRevokedTenant_whenAnythingIsAsked_thenNothingOpensAndDeletionStillWorks()
      throws IOException {
    Sealed sealed = seal("job_a");
    assertThat(keys.revoke(tenant)).isTrue();
    assertRefused(() -> open(sealed), ProblemCode.TENANT_KEY_REVOKED);
    assertRefused(() -> seal("job_b"), ProblemCode.TENANT_KEY_REVOKED);
    assertRefused(
        () -> pseudonyms().of(tenant, "subject", SUBJECT), ProblemCode.TENANT_KEY_REVOKED);
    assertRefused(this::rewrapAll, ProblemCode.TENANT_KEY_REVOKED);
    assertThat(data.destroy(tenant, "job_a", "source")).containsExactly(sealed.key());
    keys.enable(tenant);
    assertRefused(() -> open(sealed), ProblemCode.JOB_GONE);
  }

  @Test
  void givenRevokedTenant_whenEnabled_thenWhatWasKeptOpens() throws IOException {
    Sealed sealed = seal("job_a");
    keys.revoke(tenant);
    keys.enable(tenant);
    assertThat(open(sealed)).isEqualTo(CONTENT);
  }

  @Test
  void givenAnotherProviderInTheSettings_whenRotated_thenAllMovesThere() throws IOException {
    Sealed before = seal("job_a");
    TenantRootKeys moved = on("another");
    assertThat(keys.status(tenant).moving()).isFalse();
    assertThat(moved.status(tenant).moving()).isTrue();
    database.inTransaction(() -> moved.rotate(tenant));
    database.inTransaction(() -> moved.rewrap(tenant, 100).keys());
    assertThat(database.inTransaction(() -> moved.destroyUnused(tenant))).containsExactly(1);
    assertThat(moved.status(tenant).moving()).isFalse();
    assertThat(TestKeys.rootVault().roots(tenant))
        .extracting(RootKey::provider)
        .containsExactly("another");
    assertThat(open(before)).isEqualTo(CONTENT);
    TenantRootKeys without =
        TestKeys.roots(
            database,
            KeyProvidersFile.none(TestKeys.only(new AesGcmKey(AesGcmKey.random()))),
            Clock.systemUTC());
    assertRefused(
        () -> without.wrap(tenant, new byte[32], new byte[0]),
        ProblemCode.KEY_PROVIDER_UNAVAILABLE);
  }

  @Test
  void givenProviderThatFails_whenRotating_thenTheOldVersionGoesOn() throws IOException {
    Sealed before = seal("job_a");
    KeyProvider failing =
        new KeyProviderThatFails(new LetheException(ProblemCode.KEY_PROVIDER_UNAVAILABLE));
    TenantRootKeys moving =
        TestKeys.roots(
            database,
            new KeyProviders(Map.of("local", local, "another", failing), "another", Map.of()),
            Clock.systemUTC());
    assertThatThrownBy(() -> database.inTransaction(() -> moving.rotate(tenant)))
        .isInstanceOf(LetheException.class);
    assertThat(moving.wrap(tenant, new byte[32], new byte[0]).rootVersion()).isEqualTo(1);
    assertThat(open(before)).isEqualTo(CONTENT);
  }

  /** Fails in all it is asked. */
  private record KeyProviderThatFails(LetheException how) implements KeyProvider {
    @Override
    public Kind kind() {
      return Kind.TRANSIT;
    }

    @Override
    public byte[] create(TenantId tenant, int version, String name) {
      throw how;
    }

    @Override
    public byte[] wrap(RootKey root, byte[] key, byte[] associatedData) {
      throw how;
    }

    @Override
    public byte[] unwrap(RootKey root, byte[] wrapped, byte[] associatedData) {
      throw how;
    }

    @Override
    public void destroy(RootKey root) {
      throw how;
    }

    @Override
    public void check() {
      throw how;
    }
  }

  /** A key that is on its way into the vault when the version is rotated and looked through. */
  @Test
  void givenTransactionThatHasWrapped_whenVersionsAreDestroyed_thenItIsWaitedFor()
      throws Exception {
    keys.wrap(tenant, new byte[32], new byte[0]);
    CountDownLatch wrapped = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<String> making =
          threads.submit(
              () ->
                  database.inTransaction(
                      () -> {
                        String key = data.create(tenant, "job_a", "source").id();
                        wrapped.countDown();
                        await(goOn);
                        return key;
                      }));
      await(wrapped);
      Future<Object> destroying =
          threads.submit(
              () -> {
                rotate();
                return destroyUnused();
              });
      Thread.sleep(300);
      assertThat(destroying.isDone()).isFalse();
      goOn.countDown();
      making.get(20, TimeUnit.SECONDS);
      assertThat(destroying.get(20, TimeUnit.SECONDS)).isEqualTo(List.of());
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
