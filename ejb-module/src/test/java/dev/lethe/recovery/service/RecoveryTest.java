package dev.lethe.recovery.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalEntry.Kind;
import dev.lethe.recovery.model.MemoryJournal;
import dev.lethe.recovery.model.RecoveryStatus.State;
import dev.lethe.recovery.model.Replayable;
import dev.lethe.recovery.model.TombstoneJournal;
import dev.lethe.tenancy.adapter.Gate;
import dev.lethe.tenancy.model.TenantDatabase.DatabaseFailure;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.TestInstance;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the gate is open, and what goes on before. */
class RecoveryTest {

  private static final TenantId TENANT = new TenantId("northwind");

  private final MemoryJournal journal = new MemoryJournal();
  private final TestJournals.MemoryLedger ledger = new TestJournals.MemoryLedger();
  private final Gate gate = new Gate();
  private final Set<String> database = new HashSet<>();
  private final List<Kind> order = new ArrayList<>();
  private boolean broken;
  private Recovery recovery = new Recovery();

  @BeforeEach
  void start() {
    recovery = recovery(journal);
  }

  private Recovery recovery(TombstoneJournal with) {
    Transactions transactions =
        new Transactions() {
          @Override
          public <T extends @Nullable Object> T inNewTransaction(Supplier<T> work) {
            return work.get();
          }
        };
    Recovery made = new Recovery();
    made.journal = with;
    made.ledger = ledger;
    made.journaling = TestJournals.on(ledger, with, transactions);
    made.replayables =
        new TestInstance<>(
            Arrays.stream(Kind.values()).map(Remembering::new).toArray(Replayable[]::new));
    made.gate = gate;
    made.transactions = transactions;
    made.audit = new RecordedEvents<>();
    made.restored = new RecordedEvents<>();
    made.clock = Clock.systemUTC();
    return made;
  }

  /** Knows what is in the database by its id. */
  private final class Remembering implements Replayable {
    private final Kind kind;

    Remembering(Kind kind) {
      this.kind = kind;
    }

    @Override
    public Kind kind() {
      return kind;
    }

    @Override
    public int replay(TenantId tenant, List<JournalEntry> entries) {
      if (broken) {
        throw new IllegalStateException("broken");
      }
      order.add(kind);
      assertThat(entries).allMatch(entry -> entry.kind() == kind);
      gate.require();
      return (int) entries.stream().filter(entry -> database.add(entry.id())).count();
    }
  }

  private static JournalEntry entry(Kind kind, int number) {
    return new JournalEntry(TENANT, kind, kind + "_" + number, Map.of());
  }

  @Test
  void givenStart_whenNotYetChecked_thenTheGateIsShutToOthers() {
    assertThat(gate.isOpen()).isFalse();
    assertThatThrownBy(gate::require)
        .isInstanceOfSatisfying(
            DatabaseFailure.class, failure -> assertThat(failure.isLost()).isTrue());
    assertThat(gate.<Boolean>passing(() -> true)).isTrue();
    assertThatThrownBy(gate::require).isInstanceOf(DatabaseFailure.class);
    assertThat(recovery.status().state()).isEqualTo(State.CHECKING);
  }

  @Test
  void givenEmptyJournal_whenChecked_thenTheGateOpens() {
    recovery.tick();
    assertThat(gate.isOpen()).isTrue();
    assertThat(recovery.status().isComplete()).isTrue();
    assertThat(recovery.status().checked()).isZero();
  }

  @Test
  void givenManyEntries_whenNotInTheDatabase_thenAllAreReplayedInTheOrderOfKinds() {
    for (Kind kind : Kind.values()) {
      journal.append(List.of(entry(kind, 1)));
    }
    for (int i = 2; i < 500; i++) {
      journal.append(List.of(entry(Kind.DELETION, i)));
    }
    recovery.tick();
    assertThat(order.stream().distinct()).containsExactly(Kind.values());
    assertThat(recovery.status().replayed()).isEqualTo(498 + Kind.values().length);
    assertThat(database).hasSize(498 + Kind.values().length);
    assertThat(gate.isOpen()).isTrue();
  }

  @Test
  void givenEntriesThatWereContained_whenStartedAgain_thenNoneIsLookedAtAgain() {
    journal.append(List.of(entry(Kind.DELETION, 1)));
    recovery.tick();
    journal.append(List.of(entry(Kind.DELETION, 2)));
    database.add("DELETION_2");
    recovery.tick();
    order.clear();
    recovery = recovery(journal);
    recovery.tick();
    assertThat(order).isEmpty();
    assertThat(recovery.status().isComplete()).isTrue();
  }

  @Test
  void givenRunningServer_whenTheDatabaseBecomesAnOlderCopy_thenItIsShutAndReplayed() {
    recovery.tick();
    journal.append(List.of(entry(Kind.DELETION, 1)));
    database.add("DELETION_1");
    recovery.tick();
    database.clear();
    ledger.forget(List.copyOf(journal.segments().keySet()));
    broken = true;
    recovery.tick();
    assertThat(gate.isOpen()).isFalse();
    assertThat(recovery.status().state()).isEqualTo(State.REPLAY_FAILED);
    broken = false;
    recovery.tick();
    assertThat(database).containsExactly("DELETION_1");
    assertThat(recovery.status().replayed()).isEqualTo(1);
    assertThat(gate.isOpen()).isTrue();
  }

  @Test
  void givenJournalThatIsDamagedOrAway_whenChecked_thenItSaysSoAndStaysShut() {
    journal.append(List.of(entry(Kind.DELETION, 1)));
    recovery = recovery(new Broken(new TombstoneJournal.DamagedJournal("segment")));
    recovery.tick();
    assertThat(recovery.status().state()).isEqualTo(State.JOURNAL_DAMAGED);
    recovery = recovery(new Broken(new IOException()));
    recovery.tick();
    assertThat(recovery.status().state()).isEqualTo(State.JOURNAL_UNAVAILABLE);
    assertThat(gate.isOpen()).isFalse();
  }

  @Test
  void givenJournalThatLacksWhatTheDatabaseKnows_whenChecked_thenOnlyAnOperatorCanAcceptIt() {
    ledger.contains("segment_" + "0".repeat(32), 17);
    recovery.tick();
    assertThat(recovery.status().state()).isEqualTo(State.JOURNAL_INCOMPLETE);
    assertThat(gate.isOpen()).isFalse();
    recovery.incomplete = "accept";
    recovery.tick();
    assertThat(gate.isOpen()).isTrue();
    assertThat(ledger.positions()).doesNotContainKey("segment_" + "0".repeat(32));
  }

  @Test
  void givenSegmentsThatWerePrunedLongAgo_whenAnOldCopyNamesThem_thenTheyAreNotMissed() {
    ledger.contains("segment_" + "0".repeat(32), 17);
    recovery.backupHorizon = Optional.of(Duration.ofDays(30));
    recovery.clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(31));
    recovery.tick();
    assertThat(recovery.status().isComplete()).isTrue();
  }

  @Test
  void givenJournalThatFails_whenWritten_thenTheServerIsNotReady() {
    recovery.tick();
    journal.fail(true);
    assertThat(recovery.status().state()).isEqualTo(State.JOURNAL_UNAVAILABLE);
    journal.fail(false);
    assertThat(recovery.status().isComplete()).isTrue();
  }

  @Test
  void givenNoteThatWasLeftOver_whenKeptUp_thenTheJournalHasIt() {
    recovery.tick();
    ledger.note(entry(Kind.SUBJECT, 1));
    recovery.tick();
    assertThat(journal.entries()).containsExactly(entry(Kind.SUBJECT, 1));
  }

  /** A journal that cannot be read. */
  private record Broken(Exception why) implements TombstoneJournal {
    @Override
    public void append(List<JournalEntry> entries) {}

    @Override
    public Map<String, Long> written() {
      return Map.of();
    }

    @Override
    public boolean isFailing() {
      return false;
    }

    @Override
    public Map<String, Long> segments() {
      return Map.of("segment", 1L);
    }

    @Override
    public long read(String segment, long from, Reader reader) throws IOException, DamagedJournal {
      if (why instanceof DamagedJournal damaged) {
        throw damaged;
      }
      throw (IOException) why;
    }

    @Override
    public List<String> prune(Instant before) {
      return List.of();
    }
  }
}
