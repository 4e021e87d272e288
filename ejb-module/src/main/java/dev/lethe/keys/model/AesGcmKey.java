package dev.lethe.keys.model;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A 256-bit key that wraps other keys by AES-GCM with associated data. */
public final class AesGcmKey implements AutoCloseable {

  public static final int BYTES = 32;

  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String NAMING = "HmacSHA256";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] key;

  /**
   * @param key copied; 32 bytes
   */
  public AesGcmKey(byte[] key) {
    if (key.length != BYTES) {
      throw new IllegalArgumentException("a key has " + BYTES + " bytes");
    }
    this.key = key.clone();
  }

  /** Fresh key material; whoever takes it zeroes it. */
  public static byte[] random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** Initialisation vector, ciphertext and tag. */
  public byte[] wrap(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
    byte[] iv = new byte[IV_BYTES];
    RANDOM.nextBytes(iv);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, iv, associatedData).doFinal(plaintext);
    return ByteBuffer.allocate(IV_BYTES + sealed.length).put(iv).put(sealed).array();
  }

  /** The plaintext; fails on any change of wrapping or associated data. */
  public byte[] unwrap(byte[] wrapped, byte[] associatedData) throws GeneralSecurityException {
    if (wrapped.length < IV_BYTES + TAG_BITS / Byte.SIZE) {
      throw new GeneralSecurityException("too short");
    }
    byte[] iv = Arrays.copyOf(wrapped, IV_BYTES);
    return cipher(Cipher.DECRYPT_MODE, iv, associatedData)
        .doFinal(wrapped, IV_BYTES, wrapped.length - IV_BYTES);
  }

  /**
   * A name of 32 bytes that tells nothing of the key and fits no other: whoever keeps it with what
   * was wrapped knows later by which key.
   */
  public byte[] name() {
    try {
      Mac mac = Mac.getInstance(NAMING);
      mac.init(new SecretKeySpec(key, NAMING));
      return mac.doFinal(AssociatedData.of("lethe-key-name"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Cipher cipher(int mode, byte[] iv, byte[] associatedData)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(associatedData);
    return cipher;
  }

  /** Zeroes the key. */
  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
  }
}
