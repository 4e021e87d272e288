package dev.lethe.retention.service;

import dev.lethe.keys.model.ShredEpochs;
import dev.lethe.keys.model.ShredEpochs.Epoch;
import dev.lethe.keys.model.StatementSigner;
import dev.lethe.keys.model.VerificationKey;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.CertificateFilter;
import dev.lethe.retention.model.CertificateId;
import dev.lethe.retention.model.CertificateLedger;
import dev.lethe.retention.model.CertificateLedger.Listed;
import dev.lethe.retention.model.DeletionCertificate;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Transactions;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;

/** Hands out certificates to whoever deleted, and to a tenant's officers. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CertificateViews implements CertificateService {

  private static final int MOST_ROWS = 500;

  @Inject CertificateLedger ledger;
  @Inject Certifying certifying;
  @Inject StatementSigner signer;
  @Inject ShredEpochs epochs;
  @Inject PolicyService policy;
  @Inject Transactions transactions;

  @Override
  public DeletionCertificate get(Caller caller, CertificateId id) {
    PolicyBundle bundle = policy.current().of(caller.tenant());
    if (!bundle.permits(caller, Permission.DELETE)) {
      bundle.require(caller, Permission.READ_RETENTION);
    }
    return certifying
        .certificate(caller.tenant(), id)
        .orElseThrow(() -> new LetheException(ProblemCode.NOT_FOUND));
  }

  @Override
  public List<Epoch> epochs(Caller caller, DeletionCertificate certificate) {
    return transactions.inNewTransaction(
        () ->
            ledger.epochs(caller.tenant(), certificate.id()).stream()
                .flatMap(id -> epochs.find(caller.tenant(), id).stream())
                .toList());
  }

  @Override
  public List<Listed> list(Caller caller, CertificateFilter filter, int offset, int limit) {
    policy.current().of(caller.tenant()).require(caller, Permission.READ_RETENTION);
    return transactions.inNewTransaction(
        () ->
            ledger.list(
                caller.tenant(),
                filter,
                Math.max(0, offset),
                Math.min(MOST_ROWS, Math.max(1, limit))));
  }

  @Override
  public List<CertificateId> ofJob(Caller caller, String job) {
    return transactions.inNewTransaction(
        () ->
            ledger.list(caller.tenant(), CertificateFilter.of(job), 0, MOST_ROWS).stream()
                .map(one -> new CertificateId(one.receipt().id()))
                .toList());
  }

  @Override
  public List<VerificationKey> keys() {
    return signer.keys();
  }
}
