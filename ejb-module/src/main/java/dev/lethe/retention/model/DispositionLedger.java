package dev.lethe.retention.model;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps reviews and what was decided. Joins the running transaction. */
public interface DispositionLedger {

  Optional<Disposition> find(TenantId tenant, DispositionId id);

  /**
   * The same, held with its artefact and its job until the transaction ends, in the order of every
   * step of a job: a deletion or a hold waits, or has been waited for.
   */
  Optional<Disposition> lock(TenantId tenant, DispositionId id);

  /** Keeps where a review stands and the step that led there; it must have been locked before. */
  void save(TenantId tenant, Disposition disposition, DispositionStep step);

  /** What was decided, oldest first. */
  List<DispositionStep> steps(TenantId tenant, DispositionId id);

  /**
   * In the order of deadlines.
   *
   * @param after the last one of the page before
   */
  List<Disposition> list(
      TenantId tenant,
      DispositionFilter filter,
      Instant now,
      Optional<DispositionId> after,
      int limit);

  /** How many wait for a decision. */
  long pending(TenantId tenant, Instant now);

  /**
   * Makes an artefact due at a time at the latest, as somebody decided before the database was
   * restored. What was decided since the decision stands.
   *
   * @param revision of the review since that decision
   * @return whether the database did not know the decision
   */
  boolean bringForward(
      TenantId tenant, String job, ArtefactClass artefact, Instant at, int revision);
}
