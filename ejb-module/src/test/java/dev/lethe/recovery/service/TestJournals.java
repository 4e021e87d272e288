package dev.lethe.recovery.service;

import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalLedger;
import dev.lethe.recovery.model.MemoryJournal;
import dev.lethe.recovery.model.TombstoneJournal;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The journal for tests of those who write it. */
public final class TestJournals {

  private TestJournals() {}

  /** One that nobody looks at. */
  public static Journaling inMemory() {
    return in(new MemoryJournal());
  }

  /** On notes that are forgotten with the test. */
  public static Journaling in(TombstoneJournal journal) {
    return on(
        new MemoryLedger(),
        journal,
        new Transactions() {
          @Override
          public <T extends @Nullable Object> T inNewTransaction(Supplier<T> work) {
            return work.get();
          }
        });
  }

  public static Journaling on(
      JournalLedger ledger, TombstoneJournal journal, Transactions transactions) {
    Journaling journaling = new Journaling();
    journaling.ledger = ledger;
    journaling.journal = journal;
    journaling.transactions = transactions;
    journaling.clock = Clock.systemUTC();
    return journaling;
  }

  /** Notes that are forgotten with the test. */
  public static JournalLedger ledger() {
    return new MemoryLedger();
  }

  /** Notes and positions in memory. */
  static final class MemoryLedger implements JournalLedger {

    private final List<JournalEntry> notes = new ArrayList<>();
    private final Map<String, Position> positions = new TreeMap<>();

    @Override
    public synchronized void note(JournalEntry entry) {
      notes.add(entry);
    }

    @Override
    public synchronized List<JournalEntry> take(TenantId tenant, int limit) {
      List<JournalEntry> taken =
          notes.stream().filter(note -> note.tenant().equals(tenant)).limit(limit).toList();
      notes.removeAll(taken);
      return taken;
    }

    @Override
    public synchronized List<TenantId> tenantsWithNotes(Instant before) {
      return notes.stream().map(JournalEntry::tenant).distinct().toList();
    }

    @Override
    public Map<String, Position> positions() {
      return Map.copyOf(positions);
    }

    @Override
    public void contains(String segment, long bytes) {
      positions.merge(
          segment,
          new Position(bytes, Instant.now()),
          (one, other) -> one.bytes() > other.bytes() ? one : other);
    }

    @Override
    public void forget(List<String> segments) {
      positions.keySet().removeAll(segments);
    }

    @Override
    public void alone(TenantId tenant) {}
  }
}
