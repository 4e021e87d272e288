package dev.lethe.keys.model;

import java.util.List;
import java.util.Optional;

/** Signs what the service states, by a key of its own that seals and opens nothing. */
public interface StatementSigner {

  /** Id of the key that signs now: its JWK thumbprint (RFC 7638). */
  String keyId();

  /**
   * The statement in JWS compact serialization (RFC 7515), signed by Ed25519 (RFC 8037).
   *
   * @param type media type of the statement without {@code application/}, bound into the signature
   * @throws dev.lethe.problem.model.LetheException {@code keys-unavailable}
   */
  String sign(String type, byte[] statement);

  /**
   * The statement of a JWS that one of {@link #keys} has signed as the type; empty for any other.
   */
  Optional<byte[]> verified(String type, String jws);

  /** Public keys of all that signs or has signed here, the one that signs now first. */
  List<VerificationKey> keys();
}
