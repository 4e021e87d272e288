package dev.lethe.keys.adapter;

import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.KeyProvider;
import dev.lethe.keys.model.RootKey;
import dev.lethe.problem.model.ProblemCode;
import org.junit.jupiter.api.Test;

class LocalKeysTest extends KeyProviderContract {

  private final MasterKeys master = another();

  private static MasterKeys another() {
    return TestKeys.only(new AesGcmKey(AesGcmKey.random()));
  }

  @Override
  KeyProvider server() {
    return new LocalKeys(master);
  }

  /** The reference is the key, wrapped: nothing else is there to be destroyed. */
  @Override
  void assertDestroyed(RootKey root, byte[] wrapped) {
    assertRefused(
        () -> new LocalKeys(another()).unwrap(root, wrapped, new byte[0]),
        ProblemCode.KEYS_UNAVAILABLE);
  }

  @Test
  void givenAnotherMasterKey_whenUsed_thenKeysAreUnavailable() {
    RootKey root = create(server(), tenant, 1);
    KeyProvider other = new LocalKeys(another());
    assertRefused(() -> other.wrap(root, new byte[32], new byte[0]), ProblemCode.KEYS_UNAVAILABLE);
  }
}
