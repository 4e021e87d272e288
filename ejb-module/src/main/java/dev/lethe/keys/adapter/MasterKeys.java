package dev.lethe.keys.adapter;

import dev.lethe.keys.model.AesGcmKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The master key, which wraps, and during a rotation the one before it, which only opens.
 *
 * <p>With what is wrapped stand the name of the key that did it and a checksum, so that another key
 * is told from damage. What was wrapped before there were names is known by its length, and by the
 * key that opens it.
 */
final class MasterKeys {

  /** How something is wrapped. */
  enum Wrapping {
    /** By the present key, and with its name. */
    PRESENT,
    /** By the key before it, or without a name. */
    FORMER,
    /** Whole, and by a key that is not here. */
    FOREIGN,
    /** Not as it was written. */
    DAMAGED,
    /** Without a name, and no key that is here opens it: another key's, or damaged. */
    UNKNOWN
  }

  private static final byte FORMAT = 1;
  private static final int NAME_BYTES = 32;
  private static final int CHECKSUM_BYTES = 32;
  // initialisation vector, key and tag
  private static final int SEALED_BYTES = 12 + AesGcmKey.BYTES + 16;
  private static final int BYTES = 1 + NAME_BYTES + SEALED_BYTES + CHECKSUM_BYTES;

  private final AesGcmKey present;
  private final Optional<AesGcmKey> previous;

  /**
   * @throws IllegalArgumentException if both are the same key
   */
  MasterKeys(AesGcmKey present, Optional<AesGcmKey> previous) {
    if (previous.filter(key -> isNamed(key, present.name())).isPresent()) {
      throw new IllegalArgumentException("one key twice");
    }
    this.present = present;
    this.previous = previous;
  }

  boolean hasPrevious() {
    return previous.isPresent();
  }

  /** A key of 32 bytes, wrapped by the present master key. */
  byte[] wrap(byte[] key, byte[] binding) throws GeneralSecurityException {
    byte[] sealed = present.wrap(key, binding);
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).put(FORMAT).put(present.name()).put(sealed);
    return bytes.put(checksum(bytes.array())).array();
  }

  /** The key in clear, to be zeroed by the caller after use. */
  byte[] unwrap(byte[] wrapped, byte[] binding) throws GeneralSecurityException {
    Optional<AesGcmKey> by = wrappedBy(wrapped, binding);
    if (by.isEmpty()) {
      throw new GeneralSecurityException("no master key opens it");
    }
    return by.get().unwrap(sealed(wrapped), binding);
  }

  Wrapping wrapping(byte[] wrapped, byte[] binding) {
    if (isNameless(wrapped)) {
      return wrappedBy(wrapped, binding).isPresent() ? Wrapping.FORMER : Wrapping.UNKNOWN;
    }
    if (!isWhole(wrapped)) {
      return Wrapping.DAMAGED;
    }
    return wrappedBy(wrapped, binding)
        .map(by -> opens(by, sealed(wrapped), binding) ? wrapping(by) : Wrapping.DAMAGED)
        .orElse(Wrapping.FOREIGN);
  }

  private Wrapping wrapping(AesGcmKey by) {
    return isNamed(by, present.name()) ? Wrapping.PRESENT : Wrapping.FORMER;
  }

  /** The key that is named or, where none is, that opens it. */
  private Optional<AesGcmKey> wrappedBy(byte[] wrapped, byte[] binding) {
    if (isNameless(wrapped)) {
      return first(key -> opens(key, wrapped, binding));
    }
    if (!isWhole(wrapped)) {
      return Optional.empty();
    }
    byte[] name = Arrays.copyOfRange(wrapped, 1, 1 + NAME_BYTES);
    return first(key -> isNamed(key, name));
  }

  private Optional<AesGcmKey> first(Predicate<AesGcmKey> fits) {
    return fits.test(present) ? Optional.of(present) : previous.filter(fits);
  }

  private static boolean isNamed(AesGcmKey key, byte[] name) {
    return MessageDigest.isEqual(key.name(), name);
  }

  private static boolean opens(AesGcmKey key, byte[] sealed, byte[] binding) {
    try {
      Arrays.fill(key.unwrap(sealed, binding), (byte) 0);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isNameless(byte[] wrapped) {
    return wrapped.length == SEALED_BYTES;
  }

  private static boolean isWhole(byte[] wrapped) {
    return wrapped.length == BYTES
        && wrapped[0] == FORMAT
        && Arrays.equals(
            checksum(wrapped), Arrays.copyOfRange(wrapped, BYTES - CHECKSUM_BYTES, BYTES));
  }

  private static byte[] sealed(byte[] wrapped) {
    return isNameless(wrapped)
        ? wrapped
        : Arrays.copyOfRange(wrapped, 1 + NAME_BYTES, BYTES - CHECKSUM_BYTES);
  }

  private static byte[] checksum(byte[] wrapped) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(Arrays.copyOf(wrapped, BYTES - CHECKSUM_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
