package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps holds and what they keep. Joins the running transaction. */
public interface HoldLedger {

  /**
   * Waits for all that is changing what a hold may reach, and keeps everybody else from it until
   * the transaction is over. It comes before any row of a job or a hold is taken.
   */
  void alone(TenantId tenant);

  /**
   * Places a hold on all in its scope. Waits for deletions that are under way: what is counted as
   * held is there and stays, what they deleted is counted as gone.
   */
  Extent place(TenantId tenant, LegalHold hold, Instant now);

  /**
   * Ends what a hold keeps; what no other hold keeps and is past its deadline is due at once.
   *
   * @return what is due now
   */
  long release(TenantId tenant, HoldId hold, Instant now);

  Optional<LegalHold> find(TenantId tenant, HoldId id);

  /** The same, held until the transaction ends. */
  Optional<LegalHold> lock(TenantId tenant, HoldId id);

  /** Keeps where a hold stands; it must have been locked before. */
  void save(TenantId tenant, LegalHold hold);

  /** Newest first. */
  List<LegalHold> list(TenantId tenant, int offset, int limit);

  /** How much a hold keeps, or kept until it ended. */
  Extent extent(TenantId tenant, HoldId id, Instant now);

  /** Holds that keep, or kept, something of a job, in the order in which they were asked for. */
  List<LegalHold> of(TenantId tenant, String job);

  /**
   * Whether a hold that keeps names a data subject.
   *
   * @param subject the random id
   */
  boolean names(TenantId tenant, String subject);

  /** Classes of a job's artefacts that a hold keeps. */
  Set<ArtefactClass> held(TenantId tenant, String job);

  /**
   * How much a hold keeps.
   *
   * @param held artefacts that it covers and that are there
   * @param deferred those of them that are past their deadline: their clock went on
   * @param unclassified those of the held that are kept because the class of their document is not
   *     known, so that it may be the one that the hold names
   * @param gone artefacts in its scope that were deleted before, or since it ended; what it never
   *     kept counts only if it is known to be of its class
   */
  record Extent(long held, long deferred, long unclassified, long gone) {}
}
