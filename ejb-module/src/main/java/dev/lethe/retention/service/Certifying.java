package dev.lethe.retention.service;

import dev.lethe.keys.model.StatementSigner;
import dev.lethe.recovery.service.Journaling;
import dev.lethe.retention.model.CertificateId;
import dev.lethe.retention.model.CertificateLedger;
import dev.lethe.retention.model.CertificateLedger.Unsigned;
import dev.lethe.retention.model.DeletionCertificate;
import dev.lethe.retention.model.ReceiptJournal;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Brings receipts into the journal and signs them, after the deletion has committed. The note that
 * a receipt waits is taken and its certificate kept in one transaction, so that a kill leaves the
 * note and a receipt has one certificate. Opens its own transactions.
 */
@ApplicationScoped
public class Certifying {

  private static final int PIECE = 500;

  @Inject CertificateLedger ledger;
  @Inject StatementSigner signer;
  @Inject Journaling journaling;
  @Inject ReceiptJournal entries;
  @Inject Transactions transactions;
  @Inject Clock clock;

  @Inject
  @ConfigProperty(name = "lethe.backup.horizon")
  Optional<Duration> backupHorizon = Optional.empty();

  /**
   * Brings what waits of jobs into the journal, and signs it.
   *
   * @param jobs values of the jobs' ids
   * @throws dev.lethe.problem.model.LetheException {@code database-unavailable} if the journal
   *     cannot be written
   */
  void sign(TenantId tenant, Collection<String> jobs) {
    transactions.inNewTransaction(() -> journalAndKeep(tenant, ledger.take(tenant, jobs)));
  }

  /** Signs receipts that came out of the journal. */
  void signReplayed(TenantId tenant, Collection<String> jobs) {
    transactions.inNewTransaction(() -> keep(tenant, ledger.take(tenant, jobs)));
  }

  /** Signs whatever somebody was cut off from signing. */
  void signLeftOver(TenantId tenant) {
    int signed = PIECE;
    while (signed == PIECE) {
      signed =
          transactions.inNewTransaction(() -> journalAndKeep(tenant, ledger.take(tenant, PIECE)));
    }
  }

  /**
   * A certificate, signed now if it was not yet.
   *
   * @return empty if there is no such receipt
   */
  Optional<DeletionCertificate> certificate(TenantId tenant, CertificateId id) {
    return transactions.inNewTransaction(
        () -> {
          Optional<DeletionCertificate> signed = ledger.find(tenant, id);
          if (signed.isEmpty()) {
            journalAndKeep(tenant, ledger.take(tenant, id).stream().toList());
            // whoever was faster has signed it
            signed = ledger.find(tenant, id);
          }
          return signed;
        });
  }

  private int journalAndKeep(TenantId tenant, List<Unsigned> receipts) {
    journaling.append(receipts.stream().map(one -> entries.entry(tenant, one.receipt())).toList());
    return keep(tenant, receipts);
  }

  private int keep(TenantId tenant, List<Unsigned> receipts) {
    if (!receipts.isEmpty()) {
      Instant now = clock.instant();
      ledger.keep(tenant, receipts.stream().map(one -> signed(tenant, one, now)).toList());
    }
    return receipts.size();
  }

  private DeletionCertificate signed(TenantId tenant, Unsigned receipt, Instant now) {
    byte[] statement = new CertificateStatement(tenant, receipt, backupHorizon).canonical(now);
    return new DeletionCertificate(
        new CertificateId(receipt.receipt().id()),
        receipt.receipt().job(),
        signer.keyId(),
        now,
        signer.sign(DeletionCertificate.TYPE, statement));
  }
}
