package dev.lethe.keys.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A public Ed25519 key as a JSON Web Key has it (RFC 8037). */
public final class VerificationKey {

  public static final int BYTES = 32;

  private final byte[] key;

  /**
   * @param key copied; 32 bytes
   */
  public VerificationKey(byte[] key) {
    if (key.length != BYTES) {
      throw new IllegalArgumentException("a public key has " + BYTES + " bytes");
    }
    this.key = key.clone();
  }

  public byte[] bytes() {
    return key.clone();
  }

  /** The member {@code x}: base64url without padding. */
  public String x() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  /** SHA-256 thumbprint (RFC 7638), base64url without padding. */
  public String id() {
    String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x() + "\"}";
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(canonical.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
