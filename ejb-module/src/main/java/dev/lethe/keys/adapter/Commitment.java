package dev.lethe.keys.adapter;

import dev.lethe.keys.model.AssociatedData;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Commits to a key: AES-GCM does not, so that a ciphertext can be made which two keys open. The
 * HMAC-SHA-256 of what the key is bound to, under the key itself, tells nothing of it and fits no
 * other.
 */
final class Commitment {

  private static final String ALGORITHM = "HmacSHA256";

  private Commitment() {}

  /** In lower-case hexadecimal. */
  static String of(byte[] key, byte[] binding) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(AssociatedData.of("lethe-key-commitment"));
      return HexFormat.of().formatHex(mac.doFinal(binding));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @throws LetheException {@code keys-unavailable} for another key than was committed to
   */
  static void require(String commitment, byte[] key, byte[] binding) {
    if (!MessageDigest.isEqual(
        commitment.getBytes(StandardCharsets.US_ASCII),
        of(key, binding).getBytes(StandardCharsets.US_ASCII))) {
      throw new LetheException(ProblemCode.KEYS_UNAVAILABLE);
    }
  }
}
