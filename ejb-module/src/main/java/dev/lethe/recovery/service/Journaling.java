package dev.lethe.recovery.service;

import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalLedger;
import dev.lethe.recovery.model.TombstoneJournal;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Brings endings into the journal. The transaction of an ending notes it; after the commit, and
 * before anybody is told, the note is taken and the entry written. A kill in between leaves the
 * note, and an entry that is written twice is replayed once.
 */
@ApplicationScoped
public class Journaling {

  private static final int PIECE = 200;

  /** Whoever noted it writes it within that time, or has been cut off. */
  private static final Duration LEFT_OVER = Duration.ofSeconds(5);

  @Inject JournalLedger ledger;
  @Inject TombstoneJournal journal;
  @Inject Transactions transactions;
  @Inject Clock clock;

  /** Notes an ending; joins the transaction that brings it. */
  public void note(JournalEntry entry) {
    ledger.note(entry);
  }

  /**
   * Writes what was noted, when it has committed.
   *
   * @throws dev.lethe.problem.model.LetheException {@code database-unavailable}: the ending stands,
   *     but nobody may be told before it is written
   */
  public void write(TenantId tenant) {
    int written = PIECE;
    while (written == PIECE) {
      written =
          transactions.inNewTransaction(
              () -> {
                List<JournalEntry> entries = ledger.take(tenant, PIECE);
                journal.append(entries);
                return entries.size();
              });
    }
  }

  /** Writes endings that have a note of their own. */
  public void append(List<JournalEntry> entries) {
    journal.append(entries);
  }

  /** Writes what somebody was cut off from writing. */
  void writeLeftOver() {
    transactions
        .inNewTransaction(() -> ledger.tenantsWithNotes(clock.instant().minus(LEFT_OVER)))
        .forEach(this::write);
  }
}
