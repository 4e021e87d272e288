package dev.lethe.retention.model;

import dev.lethe.tenancy.model.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Keeps receipts that wait for a signature, and those that have one. Joins the running transaction.
 */
public interface CertificateLedger {

  /**
   * Takes the notes of jobs' receipts that wait. What somebody else has taken is waited for: it is
   * in the journal when this returns.
   */
  List<Unsigned> take(TenantId tenant, Collection<String> jobs);

  /** The same for whatever waits, oldest first; passes over what somebody else has taken. */
  List<Unsigned> take(TenantId tenant, int limit);

  /** A receipt that is there, whether it is signed or not, with its note if it has one. */
  Optional<Unsigned> take(TenantId tenant, CertificateId id);

  /** Keeps certificates; one that is there stays as it is. */
  void keep(TenantId tenant, Collection<DeletionCertificate> certificates);

  Optional<DeletionCertificate> find(TenantId tenant, CertificateId id);

  /** Ids of the epochs that wrapped the keys which a deletion destroyed. */
  List<String> epochs(TenantId tenant, CertificateId id);

  /** Newest deletion first; also what is not signed yet. */
  List<Listed> list(TenantId tenant, CertificateFilter filter, int offset, int limit);

  /**
   * A receipt to be signed.
   *
   * @param objectsLeft sealed objects without a key that their store has not removed yet
   */
  record Unsigned(DeletionReceipt receipt, int objectsLeft) {}

  /**
   * A receipt and its signature.
   *
   * @param certificate empty while it waits for its signature
   */
  record Listed(DeletionReceipt receipt, Optional<DeletionCertificate> certificate) {}
}
