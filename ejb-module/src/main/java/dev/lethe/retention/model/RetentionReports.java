package dev.lethe.retention.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Reads what is kept, due and deleted. Joins the running transaction. */
public interface RetentionReports {

  /**
   * @param first first day of the table, in UTC
   * @param last last day of the table
   */
  RetentionOverview overview(TenantId tenant, Instant now, LocalDate first, LocalDate last);

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
