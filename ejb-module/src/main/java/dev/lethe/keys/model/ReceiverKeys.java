package dev.lethe.keys.model;

/**
 * Key pairs of one use, to whose public half a document is encrypted before it is sent: HPKE (RFC
 * 9180) in base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM, without info and
 * associated data. A message is the encapsulated key of 32 bytes and the ciphertext, whose tag has
 * 16.
 */
public interface ReceiverKeys {

  /** By how many bytes a message is longer than what it holds. */
  int OVERHEAD = 48;

  /**
   * A key pair.
   *
   * @param publicKey 32 bytes
   * @param privateKey in a form of its own; a secret, zeroed by whoever has it
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one call
  record Pair(byte[] publicKey, byte[] privateKey) {}

  Pair make();

  /**
   * What a message holds.
   *
   * @throws dev.lethe.problem.model.LetheException {@code document-unreadable} if it is for another
   *     key or was changed
   */
  byte[] open(byte[] privateKey, byte[] message);
}
