package dev.lethe.retention.service;

import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.model.DeletionRun;
import dev.lethe.retention.model.RetentionItem;
import dev.lethe.retention.model.RetentionOverview;
import dev.lethe.tenancy.model.Caller;
import java.util.List;

/**
 * What is kept, what is due and what was deleted. Needs the role compliance-officer, tenant-admin
 * or auditor.
 */
public interface RetentionService {

  RetentionOverview overview(Caller caller);

  /** Artefacts in a state, soonest deadline first (newest deletion first when deleted). */
  List<RetentionItem> items(Caller caller, RetentionItem.State state, int offset, int limit);

  long count(Caller caller, RetentionItem.State state);

  /** Newest first. */
  List<DeletionReceipt> receipts(Caller caller, int offset, int limit);

  /** Newest first. */
  List<DeletionRun> runs(Caller caller, int offset, int limit);
}
