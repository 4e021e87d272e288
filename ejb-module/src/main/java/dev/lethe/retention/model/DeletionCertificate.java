package dev.lethe.retention.model;

import java.time.Instant;

/**
 * A receipt as it was signed, once.
 *
 * @param job value of the job's id
 * @param signer id of the key that signed it
 * @param jws the statement with its signature, in JWS compact serialization (RFC 7515)
 */
public record DeletionCertificate(
    CertificateId id, String job, String signer, Instant signedAt, String jws) {

  /** Media type of the signed statement, without {@code application/}; bound into the signature. */
  public static final String TYPE = "vnd.lethe.deletion-certificate+json";

  /** The same of the statement that an epoch key was destroyed, which completes certificates. */
  public static final String EPOCH_TYPE = "vnd.lethe.epoch-destruction+json";
}
