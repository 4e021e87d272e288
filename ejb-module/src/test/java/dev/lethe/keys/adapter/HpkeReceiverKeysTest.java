package dev.lethe.keys.adapter;

import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.keys.model.ReceiverKeys;
import dev.lethe.keys.model.ReceiverKeys.Pair;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.standin.HpkeSender;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HpkeReceiverKeysTest {

  private static final byte[] DOCUMENT = "a document".getBytes(StandardCharsets.UTF_8);

  private final ReceiverKeys keys = new HpkeReceiverKeys();

  @Test
  void givenPublicKeyAlone_whenEncrypted_thenThePrivateOneOpens() throws Exception {
    Pair pair = keys.make();
    assertThat(pair.publicKey()).hasSize(32);
    byte[] message = HpkeSender.encrypt(pair.publicKey(), DOCUMENT);
    assertThat(message).hasSize(DOCUMENT.length + ReceiverKeys.OVERHEAD);
    assertThat(keys.open(pair.privateKey(), message)).isEqualTo(DOCUMENT);
  }

  @Test
  void givenTwoPairs_whenMade_thenTheyDiffer() {
    assertThat(HexFormat.of().formatHex(keys.make().publicKey()))
        .isNotEqualTo(HexFormat.of().formatHex(keys.make().publicKey()));
  }

  @Test
  void givenMessageForAnotherKeyChangedOrCut_whenOpened_thenItIsUnreadableWithoutATextOfTheLibrary()
      throws Exception {
    Pair pair = keys.make();
    byte[] message = HpkeSender.encrypt(pair.publicKey(), DOCUMENT);
    byte[] changed = message.clone();
    changed[40] ^= 1;
    requireUnreadable(pair, changed);
    requireUnreadable(pair, Arrays.copyOf(message, message.length - 1));
    requireUnreadable(pair, new byte[0]);
    requireUnreadable(pair, DOCUMENT);
    requireUnreadable(keys.make(), message);
  }

  private void requireUnreadable(Pair pair, byte[] message) {
    assertRefused(() -> keys.open(pair.privateKey(), message), ProblemCode.DOCUMENT_UNREADABLE)
        .hasNoCause();
  }
}
