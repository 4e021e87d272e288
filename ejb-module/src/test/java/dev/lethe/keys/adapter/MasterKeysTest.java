package dev.lethe.keys.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.keys.adapter.MasterKeys.Wrapping;
import dev.lethe.keys.model.AesGcmKey;
import dev.lethe.keys.model.AssociatedData;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which key wrapped something, and whether it is as it was written. */
class MasterKeysTest {

  private static final byte[] BINDING = AssociatedData.of("tenant", "1");

  private final AesGcmKey former = new AesGcmKey(AesGcmKey.random());
  private final AesGcmKey present = new AesGcmKey(AesGcmKey.random());
  private final MasterKeys before = TestKeys.only(former);
  private final MasterKeys both = new MasterKeys(present, Optional.of(former));
  private final MasterKeys after = TestKeys.only(present);
  private final byte[] key = AesGcmKey.random();

  @Test
  void givenBothKeys_whenUnwrapping_thenEachOpensWhatItHasWrapped() throws Exception {
    byte[] old = before.wrap(key, BINDING);
    assertThat(both.unwrap(old, BINDING)).isEqualTo(key);
    assertThat(both.wrapping(old, BINDING)).isEqualTo(Wrapping.FORMER);
    byte[] anew = both.wrap(key, BINDING);
    assertThat(both.unwrap(anew, BINDING)).isEqualTo(key);
    assertThat(both.wrapping(anew, BINDING)).isEqualTo(Wrapping.PRESENT);
  }

  @Test
  void givenBothKeys_whenWrapping_thenThePresentOneAloneOpensIt() throws Exception {
    byte[] wrapped = both.wrap(key, BINDING);
    assertThat(after.unwrap(wrapped, BINDING)).isEqualTo(key);
    assertThat(before.wrapping(wrapped, BINDING)).isEqualTo(Wrapping.FOREIGN);
    assertThatThrownBy(() -> before.unwrap(wrapped, BINDING))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void givenAnyByteChanged_whenLookedAt_thenItIsDamagedAndNotAnothersKey() throws Exception {
    byte[] wrapped = before.wrap(key, BINDING);
    for (int i = 0; i < wrapped.length; i++) {
      byte[] changed = wrapped.clone();
      changed[i] ^= 1;
      for (MasterKeys keys : new MasterKeys[] {before, both, after}) {
        assertThat(keys.wrapping(changed, BINDING)).isEqualTo(Wrapping.DAMAGED);
        assertThatThrownBy(() -> keys.unwrap(changed, BINDING))
            .isInstanceOf(GeneralSecurityException.class);
      }
    }
  }

  @Test
  void givenWrappedKeyCutAnywhere_whenLookedAt_thenItIsNeverOpened() throws Exception {
    byte[] wrapped = both.wrap(key, BINDING);
    for (int length = 0; length < wrapped.length; length++) {
      byte[] cut = Arrays.copyOf(wrapped, length);
      // one length is that of a key from before there were names
      assertThat(both.wrapping(cut, BINDING)).isIn(Wrapping.DAMAGED, Wrapping.UNKNOWN);
      assertThatThrownBy(() -> both.unwrap(cut, BINDING))
          .isInstanceOf(GeneralSecurityException.class);
    }
  }

  @Test
  void givenWrappedKeyOfAnotherPlace_whenUnwrapping_thenItIsRefused() throws Exception {
    byte[] wrapped = both.wrap(key, BINDING);
    byte[] elsewhere = AssociatedData.of("tenant", "2");
    assertThat(both.wrapping(wrapped, elsewhere)).isEqualTo(Wrapping.DAMAGED);
    assertThatThrownBy(() -> both.unwrap(wrapped, elsewhere))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void givenKeyFromBeforeThereWereNames_whenLookedAt_thenWhicheverOpensItDoes() throws Exception {
    byte[] byFormer = former.wrap(key, BINDING);
    byte[] byPresent = present.wrap(key, BINDING);
    assertThat(both.unwrap(byFormer, BINDING)).isEqualTo(key);
    assertThat(both.unwrap(byPresent, BINDING)).isEqualTo(key);
    // both are to be wrapped anew, so that they have a name
    assertThat(both.wrapping(byFormer, BINDING)).isEqualTo(Wrapping.FORMER);
    assertThat(both.wrapping(byPresent, BINDING)).isEqualTo(Wrapping.FORMER);
    assertThat(after.wrapping(byFormer, BINDING)).isEqualTo(Wrapping.UNKNOWN);
    assertThatThrownBy(() -> after.unwrap(byFormer, BINDING))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void givenTheSameKeyTwice_whenMade_thenItIsRefused() {
    byte[] bytes = AesGcmKey.random();
    Optional<AesGcmKey> same = Optional.of(new AesGcmKey(bytes));
    assertThatThrownBy(() -> new MasterKeys(new AesGcmKey(bytes), same))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givenNames_whenCompared_thenEachKeyHasItsOwnAndItIsNotTheKey() {
    byte[] bytes = AesGcmKey.random();
    byte[] name = new AesGcmKey(bytes).name();
    assertThat(name).hasSize(32).isNotEqualTo(bytes).isEqualTo(new AesGcmKey(bytes).name());
    bytes[31] ^= 1;
    assertThat(new AesGcmKey(bytes).name()).isNotEqualTo(name);
  }
}
