package dev.lethe.retention.adapter;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.retention.model.CertificateFilter;
import dev.lethe.retention.model.CertificateLedger;
import dev.lethe.retention.model.DeadLetters;
import dev.lethe.retention.model.DeletionLedger;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.model.DispositionLedger;
import dev.lethe.retention.model.Erasure;
import dev.lethe.retention.model.HoldLedger;
import dev.lethe.retention.model.LatenessLedger;
import dev.lethe.retention.model.RetentionAlarms;
import dev.lethe.retention.model.RetentionReports;
import dev.lethe.retention.model.WindowStarts;
import dev.lethe.retention.service.ArtefactRegister;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.TestTransactions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The real tables, made for a test, and jobs to delete. */
public final class TestRetention {

  /** By which the jobs were admitted. */
  public static final PolicyVersion POLICY = new PolicyVersion("test", "7", "0".repeat(64));

  private final TestTransactions transactions;

  public TestRetention(TestTransactions transactions) {
    this.transactions = transactions;
  }

  public ArtefactRegister register() {
    return new ArtefactTable(transactions);
  }

  public WindowStarts starts() {
    return new WindowStartTable(transactions);
  }

  public DispositionLedger dispositions() {
    return new DispositionTables(transactions);
  }

  public DeletionLedger ledger() {
    return new DeletionTables(transactions);
  }

  public DeadLetters letters() {
    return new DeadLetterTable(transactions);
  }

  public LatenessLedger lateness() {
    return new LatenessTable(transactions);
  }

  public RetentionAlarms alarms() {
    return new AlarmQuery(transactions);
  }

  public RetentionReports reports() {
    return new ReportQueries(transactions);
  }

  public CertificateLedger certificates() {
    return new CertificateTables(transactions);
  }

  /** Receipts of a tenant, newest first. */
  public List<DeletionReceipt> receipts(TenantId tenant) {
    return certificates().list(tenant, CertificateFilter.ALL, 0, 1000).stream()
        .map(CertificateLedger.Listed::receipt)
        .toList();
  }

  public HoldLedger holds() {
    return new HoldTables(transactions);
  }

  /** A job without artefacts, created now. */
  public String newJob(TenantId tenant) {
    return newJob(tenant, Instant.now());
  }

  public String newJob(TenantId tenant, Instant createdAt) {
    return newJob(tenant, createdAt, "invoice_processing", "{}");
  }

  /** A job of {@code app-1}. */
  public String newJob(TenantId tenant, Instant createdAt, String purpose, String request) {
    String job = "job_" + UUID.randomUUID().toString().replace("-", "");
    transactions.with(
        tenant,
        connection ->
            Sql.update(
                connection,
                "insert into job (id, tenant_id, state, actor, purpose, request, region, policy_id,"
                    + " policy_version, policy_sha256, created_at) values (?, ?, 'DONE', 'app-1',"
                    + " ?, ?::jsonb, 'eu-central', 'test', '7', ?, ?)",
                job,
                tenant.value(),
                purpose,
                request,
                "0".repeat(64),
                createdAt));
    return job;
  }

  /** Notes that artefacts of a job are deleted. */
  public void delete(TenantId tenant, String job, Instant now, ArtefactClass... artefacts) {
    ledger().deleted(tenant, List.of(new Erasure(job, POLICY, Set.of(artefacts))), now);
  }

  /** Plans an artefact as if it had come an hour before its deadline. */
  public void plan(TenantId tenant, String job, ArtefactClass artefact, Instant deleteAt) {
    register().plan(tenant, job, artefact, deleteAt.minusSeconds(3600), deleteAt);
  }
}
