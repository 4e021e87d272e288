package dev.lethe.keys.model;

/** A key in the form in which it may be stored. */
public final class WrappedKey {

  private final int rootVersion;
  private final byte[] bytes;

  /**
   * @param rootVersion version of the root key that wrapped it
   * @param bytes initialisation vector, ciphertext and tag
   */
  public WrappedKey(int rootVersion, byte[] bytes) {
    this.rootVersion = rootVersion;
    this.bytes = bytes.clone();
  }

  public int rootVersion() {
    return rootVersion;
  }

  public byte[] bytes() {
    return bytes.clone();
  }
}
