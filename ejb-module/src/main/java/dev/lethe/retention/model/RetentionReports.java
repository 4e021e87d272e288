package dev.lethe.retention.model;

import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Purpose;
import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Reads what is kept, due and deleted. Joins the running transaction. */
public interface RetentionReports {

  /**
   * @param first first day of the table, in UTC
   * @param last last day of the table
   */
  RetentionOverview overview(TenantId tenant, Instant now, LocalDate first, LocalDate last);

  /** What is kept and deleted, by what decides on region and zone. */
  List<Kind> kinds(TenantId tenant, Instant now);

  /**
   * Artefacts of jobs of one kind.
   *
   * @param documentClass as the document turned out to be, else as the request said
   */
  record Kind(
      String region,
      Purpose purpose,
      Optional<DocumentClass> documentClass,
      RetentionPlace.Counts counts) {}

  List<RetentionItem> items(
      TenantId tenant, RetentionItem.State state, Instant now, int offset, int limit);

  /**
   * What is kept, in the order of deadlines. Asks as the sweep does.
   *
   * @param until for {@link PlannedDeletion.Which#DUE_UNTIL}, the time of the dry run
   */
  List<PlannedDeletion> planned(
      TenantId tenant,
      PlannedDeletion.Which which,
      Instant now,
      Instant until,
      int offset,
      int limit);

  long count(TenantId tenant, RetentionItem.State state, Instant now);

  List<DeletionRun> runs(TenantId tenant, int offset, int limit);
}
