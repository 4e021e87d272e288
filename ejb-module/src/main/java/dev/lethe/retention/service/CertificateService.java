package dev.lethe.retention.service;

import dev.lethe.keys.model.ShredEpochs.Epoch;
import dev.lethe.keys.model.VerificationKey;
import dev.lethe.retention.model.CertificateFilter;
import dev.lethe.retention.model.CertificateId;
import dev.lethe.retention.model.CertificateLedger.Listed;
import dev.lethe.retention.model.DeletionCertificate;
import dev.lethe.tenancy.model.Caller;
import java.util.List;

/** Signed proofs of deletions. */
public interface CertificateService {

  /**
   * A certificate whose id the caller knows. Needs the permission to delete or to read retention.
   *
   * @throws dev.lethe.problem.model.LetheException {@code not-found}
   */
  DeletionCertificate get(Caller caller, CertificateId id);

  /**
   * The epochs that wrapped the keys which the deletion destroyed, each with the statement of its
   * destruction when it has come. Asked for by whoever has got the certificate.
   */
  List<Epoch> epochs(Caller caller, DeletionCertificate certificate);

  /** Newest deletion first. Needs the permission to read retention. */
  List<Listed> list(Caller caller, CertificateFilter filter, int offset, int limit);

  /**
   * Ids of the certificates of a job's deletions, newest first, for whoever was told that the job
   * is gone: an id opens nothing by itself.
   *
   * @param job value of the job's id
   */
  List<CertificateId> ofJob(Caller caller, String job);

  /** The public keys that certificates are verified by, the one that signs now first. */
  List<VerificationKey> keys();
}
