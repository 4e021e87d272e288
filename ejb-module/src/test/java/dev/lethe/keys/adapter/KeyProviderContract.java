package dev.lethe.keys.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.AssociatedData;
import dev.lethe.keys.model.KeyProvider;
import dev.lethe.keys.model.RootKey;
import dev.lethe.keys.model.TenantKeys;
import dev.lethe.keys.model.WrappedKey;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.TestTransactions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every key provider does. */
abstract class KeyProviderContract {

  private static final String NAME = "tested";

  final TestTransactions database = new TestTransactions();
  final TenantId tenant = database.newTenant();
  private final List<RootKey> made = new ArrayList<>();

  /** The provider as a server has it; each call is another server. */
  abstract KeyProvider server();

  private final byte[] key = AesGcmKey.random();
  private final byte[] data = AssociatedData.of("tenant", "document", "purpose", "1");

  RootKey create(KeyProvider at, TenantId of, int version) {
    byte[] reference = at.create(of, version, "test-" + of.value());
    RootKey root = new RootKey(of, version, NAME, reference, Instant.EPOCH);
    made.add(root);
    return root;
  }

  @AfterEach
  void destroyWhatWasMade() {
    made.forEach(server()::destroy);
  }

  @Test
  void givenKey_whenWrappedAndUnwrapped_thenItIsTheSame() {
    KeyProvider provider = server();
    RootKey root = create(provider, tenant, 1);
    byte[] wrapped = provider.wrap(root, key, data);
    assertThat(provider.unwrap(root, wrapped, data)).isEqualTo(key);
    assertThat(hex(wrapped)).doesNotContain(hex(key));
    assertThat(provider.wrap(root, key, data)).isNotEqualTo(wrapped);
  }

  @Test
  void givenAnotherServer_whenUnwrapping_thenItOpensWhatTheFirstHasWrapped() {
    KeyProvider first = server();
    KeyProvider second = server();
    second.check();
    RootKey root = create(first, tenant, 1);
    byte[] wrapped = first.wrap(root, key, data);
    assertThat(second.unwrap(root, wrapped, data)).isEqualTo(key);
  }

  @Test
  void givenOtherAssociatedData_whenUnwrapping_thenItIsRefused() {
    KeyProvider provider = server();
    RootKey root = create(provider, tenant, 1);
    byte[] wrapped = provider.wrap(root, key, data);
    for (byte[] other :
        List.of(
            new byte[0],
            Arrays.copyOf(data, data.length - 1),
            AssociatedData.of("other", "document", "purpose", "1"),
            AssociatedData.of("tenant", "other", "purpose", "1"),
            AssociatedData.of("tenant", "document", "other", "1"),
            AssociatedData.of("tenant", "document", "purpose", "2"))) {
      assertRefused(() -> provider.unwrap(root, wrapped, other), ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  @Test
  void givenAnyByteChanged_whenUnwrapping_thenNoOtherKeyComesOut() {
    KeyProvider provider = server();
    RootKey root = create(provider, tenant, 1);
    byte[] wrapped = provider.wrap(root, key, data);
    int refused = 0;
    for (int i = 0; i < wrapped.length; i++) {
      byte[] changed = wrapped.clone();
      changed[i] ^= 1;
      try {
        // the last letter of Base64 has bits that mean nothing
        assertThat(provider.unwrap(root, changed, data)).isEqualTo(key);
      } catch (LetheException e) {
        assertThat(e.code()).isEqualTo(ProblemCode.KEYS_UNAVAILABLE);
        refused++;
      }
    }
    assertThat(refused).isGreaterThanOrEqualTo(wrapped.length - 1);
  }

  @Test
  void givenWrappedKeyCutAnywhere_whenUnwrapping_thenItIsRefused() {
    KeyProvider provider = server();
    RootKey root = create(provider, tenant, 1);
    byte[] wrapped = provider.wrap(root, key, data);
    for (int length = 0; length < wrapped.length; length++) {
      byte[] cut = Arrays.copyOf(wrapped, length);
      assertRefused(() -> provider.unwrap(root, cut, data), ProblemCode.KEYS_UNAVAILABLE);
    }
  }

  @Test
  void givenAnotherVersionOrTenant_whenUnwrapping_thenItIsRefused() {
    KeyProvider provider = server();
    RootKey first = create(provider, tenant, 1);
    RootKey second = create(provider, tenant, 2);
    RootKey foreign = create(provider, database.newTenant(), 1);
    byte[] wrapped = provider.wrap(first, key, data);
    assertRefused(() -> provider.unwrap(second, wrapped, data), ProblemCode.KEYS_UNAVAILABLE);
    assertRefused(() -> provider.unwrap(foreign, wrapped, data), ProblemCode.KEYS_UNAVAILABLE);
    assertThat(provider.unwrap(first, wrapped, data)).isEqualTo(key);
  }

  @Test
  void givenMany_whenTheyWrapAtOnce_thenEachOpensItsOwn() throws Exception {
    KeyProvider provider = server();
    RootKey root = create(provider, tenant, 1);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        byte[] one = AesGcmKey.random();
        tasks.add(
            () -> Arrays.equals(provider.unwrap(root, provider.wrap(root, one, data), data), one));
      }
      for (Future<Boolean> same : threads.invokeAll(tasks)) {
        assertThat(same.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void givenRotation_whenAllIsWrappedAnew_thenTheOldVersionIsDestroyed() throws Exception {
    TenantRootKeys keys = keys(server());
    WrappedKey old = keys.wrap(tenant, key, data);
    RootKey first = TestKeys.rootVault().root(tenant, 1).orElseThrow();
    assertThat(database.inTransaction(() -> keys.rotate(tenant))).isEqualTo(2);
    WrappedKey now = keys.wrap(tenant, key, data);
    assertThat(old.rootVersion()).isEqualTo(1);
    assertThat(now.rootVersion()).isEqualTo(2);
    assertThat(keys.unwrap(tenant, old, data)).isEqualTo(key);
    assertThat(database.inTransaction(() -> keys.destroyUnused(tenant))).containsExactly(1);
    assertRefused(() -> keys.unwrap(tenant, old, data), ProblemCode.KEYS_UNAVAILABLE);
    assertThat(keys.unwrap(tenant, now, data)).isEqualTo(key);
    assertThat(keys.status(tenant).versions())
        .extracting(TenantKeys.Version::version)
        .containsExactly(2);
    assertDestroyed(first, old.bytes());
    made.add(TestKeys.rootVault().root(tenant, 2).orElseThrow());
  }

  /** A destroyed version opens nothing, even for one who has kept its reference. */
  void assertDestroyed(RootKey root, byte[] wrapped) {
    assertRefused(() -> server().unwrap(root, wrapped, data), ProblemCode.TENANT_KEY_REVOKED);
  }

  @Test
  void givenRevokedTenant_whenUsedByAnyServer_thenItIsRefusedUntilEnabled() throws Exception {
    TenantRootKeys keys = keys(server());
    TenantRootKeys other = keys(server());
    WrappedKey wrapped = keys.wrap(tenant, key, data);
    assertThat(keys.revoke(tenant)).isTrue();
    assertThat(other.revoke(tenant)).isFalse();
    assertRefused(() -> other.unwrap(tenant, wrapped, data), ProblemCode.TENANT_KEY_REVOKED);
    assertRefused(() -> other.wrap(tenant, key, data), ProblemCode.TENANT_KEY_REVOKED);
    assertRefused(() -> other.rotate(tenant), ProblemCode.TENANT_KEY_REVOKED);
    assertThat(other.status(tenant).revokedAt()).isPresent();
    TenantId unconcerned = database.newTenant();
    assertThat(other.wrap(unconcerned, key, data).rootVersion()).isEqualTo(1);
    assertThat(other.enable(tenant)).isTrue();
    assertThat(keys.enable(tenant)).isFalse();
    assertThat(keys.unwrap(tenant, wrapped, data)).isEqualTo(key);
    made.add(TestKeys.rootVault().root(tenant, 1).orElseThrow());
    made.add(TestKeys.rootVault().root(unconcerned, 1).orElseThrow());
  }

  private TenantRootKeys keys(KeyProvider provider) {
    return TestKeys.roots(
        database, new KeyProviders(Map.of(NAME, provider), NAME, Map.of()), Clock.systemUTC());
  }

  static void assertRefused(ThrowingCallable call, ProblemCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(LetheException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasNoCause();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes) + new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
