package dev.lethe.keys.adapter;

import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.AssociatedData;
import dev.lethe.keys.model.DataKeys.FreshKey;
import dev.lethe.keys.model.WrappedKey;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.TestTransactions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TinkDataKeysTest {

  private static final byte[] CONTENT = "an invented document".getBytes(StandardCharsets.UTF_8);

  private final TestTransactions database = new TestTransactions();
  private final AesGcmKey master = new AesGcmKey(AesGcmKey.random());
  private final TinkDataKeys keys = keysUnder(master);
  private final TenantId tenant = database.newTenant();

  private TinkDataKeys keysUnder(AesGcmKey masterKey) {
    TenantRootKeys roots = TestKeys.under(database, masterKey);
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

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 4096, 4097, 3_000_000})
  void givenContentOfAnySize_whenSealedAndOpened_thenItIsTheSame(int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    for (String artefact : List.of("source", "fields")) {
      FreshKey key = keys.create(tenant, "job_a", artefact);
      assertThat(open(tenant, key.id(), seal(key, content))).isEqualTo(content);
    }
  }

  @Test
  void givenSealedContent_whenSearched_thenThePlaintextIsNotInIt() throws IOException {
    FreshKey key = keys.create(tenant, "job_a", "source");
    String sealed = new String(seal(key, CONTENT), StandardCharsets.ISO_8859_1);
    assertThat(sealed).doesNotContain("invented");
  }

  @Test
  void givenSealedContent_whenAnyByteIsChanged_thenOpeningFails() throws IOException {
    FreshKey key = keys.create(tenant, "job_a", "fields");
    byte[] sealed = seal(key, CONTENT);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertUnreadable(() -> open(tenant, key.id(), changed));
    }
  }

  @Test
  void givenSealedContent_whenCutAnywhere_thenOpeningFails() throws IOException {
    FreshKey key = keys.create(tenant, "job_a", "fields");
    byte[] sealed = seal(key, new byte[10_000]);
    for (int length = 0; length < sealed.length; length += 97) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertUnreadable(() -> open(tenant, key.id(), cut));
    }
  }

  @Test
  void givenSealedContent_whenSegmentsAreSwapped_thenOpeningFails() throws IOException {
    FreshKey key = keys.create(tenant, "job_a", "fields");
    byte[] sealed = seal(key, new byte[3 * 4096]);
    byte[] swapped = sealed.clone();
    System.arraycopy(sealed, 4096, swapped, 8192, 4096 - 64);
    System.arraycopy(sealed, 8192, swapped, 4096, 4096 - 64);
    assertUnreadable(() -> open(tenant, key.id(), swapped));
  }

  @Test
  void givenAnotherTenant_whenOpening_thenTheKeyDoesNotExist() throws IOException {
    FreshKey key = keys.create(tenant, "job_a", "source");
    byte[] sealed = seal(key, CONTENT);
    TenantId other = database.newTenant();
    keys.create(other, "job_b", "source");
    assertRefused(() -> open(other, key.id(), sealed), ProblemCode.JOB_GONE);
  }

  @Test
  void givenKeyOfAnotherJob_whenOpening_thenItFails() throws IOException {
    byte[] sealed = seal(keys.create(tenant, "job_a", "fields"), CONTENT);
    FreshKey other = keys.create(tenant, "job_b", "fields");
    assertUnreadable(() -> open(tenant, other.id(), sealed));
  }

  @Test
  void givenKeyOfAnotherArtefact_whenOpening_thenItFails() throws IOException {
    byte[] sealed = seal(keys.create(tenant, "job_a", "fields"), CONTENT);
    FreshKey other = keys.create(tenant, "job_a", "redacted_copy");
    assertUnreadable(() -> open(tenant, other.id(), sealed));
  }

  @Test
  void givenWrappedKeysSwappedBetweenRows_whenOpening_thenNeitherServes() throws IOException {
    FreshKey first = keys.create(tenant, "job_a", "fields");
    FreshKey second = keys.create(tenant, "job_b", "fields");
    byte[] sealed = seal(first, CONTENT);
    asSuperuser(
        "update data_key set wrapped = (select wrapped from data_key where id = '"
            + first.id()
            + "')"
            + " where id = '"
            + second.id()
            + "'");
    assertRefused(() -> open(tenant, second.id(), sealed), ProblemCode.KEYS_UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "job_id = 'job_other'",
        "artefact = 'redacted_copy'",
        "scheme = 'AES256_GCM_HKDF_1MB'",
        "wrapped = substring(wrapped from 1 for 20)",
        "wrapped = ''::bytea",
        "commitment = repeat('0', 64)"
      })
  void givenAnyColumnOfTheKeyChanged_whenOpening_thenItFails(String change) throws IOException {
    FreshKey key = keys.create(tenant, "job_a", "fields");
    byte[] sealed = seal(key, CONTENT);
    asSuperuser("update data_key set " + change + " where id = '" + key.id() + "'");
    assertRefused(() -> open(tenant, key.id(), sealed), ProblemCode.KEYS_UNAVAILABLE);
  }

  @Test
  void givenKeyFromBeforeEpochs_whenOpening_thenTheRootKeyOpensIt() throws Exception {
    String key = "key_" + "0a".repeat(16);
    byte[] clear = AesGcmKey.random();
    TenantRootKeys roots = TestKeys.under(database, master);
    WrappedKey wrapped =
        roots.wrap(
            tenant,
            clear,
            AssociatedData.of(
                "lethe-data-key",
                tenant.value(),
                "job_a",
                "fields",
                key,
                Scheme.AES256_GCM_HKDF_4KB.name()));
    database.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "insert into data_key (tenant_id, id, job_id, artefact, scheme, tenant_key_version,"
                    + " wrapped) values (?, ?, 'job_a', 'fields', 'AES256_GCM_HKDF_4KB', 1, ?)",
                tenant.value(),
                key,
                wrapped.bytes()));
    try {
      assertThat(open(tenant, key, sealedUnder(clear))).isEqualTo(CONTENT);
    } finally {
      database.tamper("delete from data_key where id = '" + key + "'");
    }
  }

  private byte[] sealedUnder(byte[] key) throws Exception {
    AesGcmHkdfStreaming primitive =
        new AesGcmHkdfStreaming(
            key, "HmacSha256", AesGcmKey.BYTES, Scheme.AES256_GCM_HKDF_4KB.segmentBytes(), 0);
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    try (OutputStream sealing =
        primitive.newEncryptingStream(
            sealed, AssociatedData.of("lethe-content", tenant.value(), "job_a", "fields"))) {
      sealing.write(CONTENT);
    }
    return sealed.toByteArray();
  }

  @Test
  void givenDestroyedKey_whenOpening_thenItIsGone() throws IOException {
    FreshKey key = keys.create(tenant, "job_a", "source");
    byte[] sealed = seal(key, CONTENT);
    assertThat(keys.destroy(tenant, "job_a", "source")).containsExactly(key.id());
    assertRefused(() -> open(tenant, key.id(), sealed), ProblemCode.JOB_GONE);
  }

  @Test
  void givenDestroyedKey_whenDestroyedAgain_thenNothingIsDestroyed() {
    keys.create(tenant, "job_a", "source");
    keys.destroy(tenant, "job_a", "source");
    assertThat(keys.destroy(tenant, "job_a", "source")).isEmpty();
  }

  @Test
  void givenKeysOfSeveralArtefacts_whenOneIsDestroyed_thenTheOthersServe() throws IOException {
    FreshKey kept = keys.create(tenant, "job_a", "fields");
    byte[] sealed = seal(kept, CONTENT);
    FreshKey elsewhere = keys.create(tenant, "job_b", "source");
    keys.create(tenant, "job_a", "source");
    keys.destroy(tenant, "job_a", "source");
    assertThat(open(tenant, kept.id(), sealed)).isEqualTo(CONTENT);
    assertThat(keys.destroy(tenant, "job_b", "source")).containsExactly(elsewhere.id());
  }

  @Test
  void givenAnotherTenantsKeys_whenDestroying_thenTheyStay() throws IOException {
    FreshKey key = keys.create(tenant, "job_a", "source");
    byte[] sealed = seal(key, CONTENT);
    assertThat(keys.destroy(database.newTenant(), "job_a", "source")).isEmpty();
    assertThat(open(tenant, key.id(), sealed)).isEqualTo(CONTENT);
  }

  @Test
  void givenWrongMasterKey_whenOpening_thenKeysAreUnavailable() throws IOException {
    FreshKey key = keys.create(tenant, "job_a", "source");
    byte[] sealed = seal(key, CONTENT);
    TinkDataKeys wrong = keysUnder(new AesGcmKey(AesGcmKey.random()));
    assertRefused(
        () -> wrong.opening(tenant, key.id(), new ByteArrayInputStream(sealed)),
        ProblemCode.KEYS_UNAVAILABLE);
    assertRefused(() -> wrong.create(tenant, "job_b", "source"), ProblemCode.KEYS_UNAVAILABLE);
  }

  @Test
  void givenRootKeyOfAnotherTenantPutInPlace_whenOpening_thenKeysAreUnavailable()
      throws IOException {
    FreshKey key = keys.create(tenant, "job_a", "source");
    byte[] sealed = seal(key, CONTENT);
    TenantId other = database.newTenant();
    keys.create(other, "job_b", "source");
    Path root = Path.of("root", "version_1");
    Files.copy(
        TestKeys.folder().resolve(other.value()).resolve(root),
        TestKeys.folder().resolve(tenant.value()).resolve(root),
        StandardCopyOption.REPLACE_EXISTING);
    assertRefused(() -> open(tenant, key.id(), sealed), ProblemCode.KEYS_UNAVAILABLE);
  }

  @Test
  void givenSameMasterKeyInAnotherServer_whenOpening_thenItOpens() throws IOException {
    FreshKey key = keys.create(tenant, "job_a", "source");
    byte[] sealed = seal(key, CONTENT);
    InputStream opened =
        keysUnder(master).opening(tenant, key.id(), new ByteArrayInputStream(sealed));
    assertThat(opened.readAllBytes()).isEqualTo(CONTENT);
  }

  private static byte[] seal(FreshKey key, byte[] content) throws IOException {
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    try (OutputStream sealing = key.sealing(sealed)) {
      sealing.write(content);
    }
    return sealed.toByteArray();
  }

  private byte[] open(TenantId of, String key, byte[] sealed) throws IOException {
    try (InputStream opened = keys.opening(of, key, new ByteArrayInputStream(sealed))) {
      return opened.readAllBytes();
    }
  }

  private static void assertUnreadable(ThrowingCallable opening) {
    assertThatThrownBy(opening).isInstanceOf(IOException.class);
  }

  private void asSuperuser(String sql) {
    assertThat(database.tamper(sql)).isEqualTo(1);
  }
}
