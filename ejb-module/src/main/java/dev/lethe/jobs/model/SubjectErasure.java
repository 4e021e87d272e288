package dev.lethe.jobs.model;

import dev.lethe.consent.model.WithdrawalId;
import java.util.List;
import java.util.Optional;

/**
 * What an erasure request did (GDPR Art. 17).
 *
 * @param withdrawal that ended the consents of the data subject; empty if nothing names them
 * @param jobs all that there were
 * @param forgotten whether nothing leads from the data subject to the ledger any more
 */
public record SubjectErasure(
    Optional<WithdrawalId> withdrawal, List<ErasedJob> jobs, boolean forgotten) {

  public SubjectErasure {
    jobs = List.copyOf(jobs);
  }

  /**
   * A job of the data subject.
   *
   * @param receipts ids of the receipts of what was deleted, now or before
   * @param kept why something of it is kept, or empty if nothing is but the proof of processing
   */
  public record ErasedJob(JobId id, List<String> receipts, Optional<Kept> kept) {
    public ErasedJob {
      receipts = List.copyOf(receipts);
    }
  }

  /** Why something is kept. */
  public enum Kept {
    /** Its legal basis goes on (GDPR Art. 17(3)). */
    BASIS,
    LEGAL_HOLD,
    /** Deletion could not be done now; the sweep comes back to it. */
    PENDING;

    /** The name in answers. */
    public String apiName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
