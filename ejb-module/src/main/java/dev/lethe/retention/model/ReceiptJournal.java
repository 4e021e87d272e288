package dev.lethe.retention.model;

import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.tenancy.model.TenantId;

/** Receipts and holds as entries of the journal, and back. */
public interface ReceiptJournal {

  JournalEntry entry(TenantId tenant, DeletionReceipt receipt);

  /**
   * @throws RuntimeException if the entry is of no receipt
   */
  DeletionReceipt receipt(JournalEntry entry);
}
