package dev.lethe.recovery.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalEntry.Kind;
import dev.lethe.recovery.model.JournalLedger;
import dev.lethe.recovery.model.JournalLedger.Position;
import dev.lethe.recovery.model.RecoveryStatus;
import dev.lethe.recovery.model.RecoveryStatus.State;
import dev.lethe.recovery.model.Replayable;
import dev.lethe.recovery.model.TenantRestored;
import dev.lethe.recovery.model.TombstoneJournal;
import dev.lethe.recovery.model.TombstoneJournal.DamagedJournal;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.DatabaseGate;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Holds the journal against the database, and opens the database's gate when it contains all that
 * ended. The database notes how far it contains each segment; what was added since then is looked
 * at entry by entry, which after an ordinary start is little or nothing, and after a restore all
 * that has ended since the copy was made.
 */
@ApplicationScoped
public class Recovery {

  private static final Logger LOG = Logger.getLogger(Recovery.class.getName());
  private static final int PIECE = 200;
  private static final Duration PRUNED_EVERY = Duration.ofHours(1);

  /** Backups are removed by the day. */
  private static final Duration PRUNING_MARGIN = Duration.ofDays(2);

  @Inject TombstoneJournal journal;
  @Inject JournalLedger ledger;
  @Inject Journaling journaling;
  @Inject @Any Instance<Replayable> replayables;
  @Inject DatabaseGate gate;
  @Inject Transactions transactions;
  @Inject Event<AuditEvent> audit;
  @Inject Event<TenantRestored> restored;
  @Inject Clock clock;

  @Inject
  @ConfigProperty(name = "lethe.backup.horizon")
  Optional<Duration> backupHorizon = Optional.empty();

  /** {@code refuse}, or {@code accept} when an operator knows that a part of it is lost. */
  @Inject
  @ConfigProperty(name = "lethe.journal.incomplete", defaultValue = "refuse")
  String incomplete = "refuse";

  private volatile RecoveryStatus status = new RecoveryStatus(State.CHECKING, 0, 0);
  private Map<String, Long> noted = Map.of();
  private Instant pruneAt = Instant.EPOCH;

  public RecoveryStatus status() {
    return status.isComplete() && journal.isFailing()
        ? new RecoveryStatus(State.JOURNAL_UNAVAILABLE, status.checked(), status.replayed())
        : status;
  }

  /** One step: the check, until it is complete; then what keeps it so. */
  public void tick() {
    gate.passing(
        () -> {
          if (status.isComplete()) {
            keepUp();
          } else {
            check();
          }
          return true;
        });
  }

  private void check() {
    try {
      checkAll();
    } catch (DamagedJournal e) {
      stay(State.JOURNAL_DAMAGED, "the journal is damaged in " + e.getMessage());
    } catch (IOException e) {
      stay(State.JOURNAL_UNAVAILABLE, "the journal cannot be read or written");
    } catch (RuntimeException e) {
      stay(
          State.REPLAY_FAILED,
          "the journal could not be held against the database: " + e.getClass().getName());
    }
  }

  private void stay(State state, String why) {
    LOG.log(Level.WARNING, "nothing is served, because {0}", why);
    status = new RecoveryStatus(state, status.checked(), status.replayed());
  }

  private void checkAll() throws IOException, DamagedJournal {
    Map<String, Long> own = journal.written();
    Map<String, Long> segments = journal.segments();
    Map<String, Position> positions = transactions.inNewTransaction(ledger::positions);
    if (isIncomplete(segments, positions)) {
      stay(State.JOURNAL_INCOMPLETE, "the database knows more of the journal than there is of it");
      return;
    }
    status = new RecoveryStatus(State.CHECKING, 0, 0);
    Map<String, Long> ends = replay(segments, positions);
    transactions.inNewTransaction(
        () -> {
          ends.forEach(ledger::contains);
          own.forEach(ledger::contains);
          return true;
        });
    noted = own;
    if (status.checked() > 0) {
      LOG.log(
          Level.INFO,
          "held {0} entries of the journal against the database; {1} were not in it",
          new Object[] {status.checked(), status.replayed()});
    }
    status = new RecoveryStatus(State.COMPLETE, status.checked(), status.replayed());
    gate.open();
  }

  /** Whether the journal is an older one than the database, or another. */
  private boolean isIncomplete(Map<String, Long> segments, Map<String, Position> positions) {
    Instant horizon = backupHorizon.map(time -> clock.instant().minus(time)).orElse(Instant.MIN);
    List<String> short_ =
        positions.entrySet().stream()
            .filter(one -> one.getValue().bytes() > segments.getOrDefault(one.getKey(), 0L))
            .filter(one -> one.getValue().at().isAfter(horizon))
            .map(Map.Entry::getKey)
            .toList();
    if (short_.isEmpty() || !incomplete.equals("accept")) {
      return !short_.isEmpty();
    }
    LOG.log(
        Level.WARNING, "{0} segments of the journal are lost, and that is accepted", short_.size());
    transactions.inNewTransaction(
        () -> {
          ledger.forget(short_);
          return true;
        });
    return false;
  }

  /**
   * Twice through the journal: of deletions there may be more than fit into memory.
   *
   * @return up to where each segment was read
   */
  private Map<String, Long> replay(Map<String, Long> segments, Map<String, Position> positions)
      throws IOException, DamagedJournal {
    Map<Kind, Map<TenantId, List<JournalEntry>>> few = new EnumMap<>(Kind.class);
    Map<TenantId, Long> replayed = new HashMap<>();
    Set<TenantId> seen = new java.util.HashSet<>();
    Map<String, Long> ends = new TreeMap<>();
    for (String segment : segments.keySet()) {
      long from = from(positions, segment);
      long end = journal.read(segment, from, entries -> entries.forEach(entry -> keep(few, entry)));
      ends.put(segment, end);
    }
    replay(few, Kind.RELEASE, replayed);
    Batches deletions = new Batches(replayed);
    for (String segment : segments.keySet()) {
      journal.read(
          segment,
          from(positions, segment),
          entries ->
              entries.stream()
                  .filter(entry -> entry.kind() == Kind.DELETION)
                  .forEach(deletions::add));
    }
    deletions.flush();
    for (Kind kind : Kind.values()) {
      if (kind != Kind.RELEASE && kind != Kind.DELETION) {
        replay(few, kind, replayed);
      }
    }
    replayed.forEach(this::tell);
    return ends;
  }

  private static long from(Map<String, Position> positions, String segment) {
    Position position = positions.get(segment);
    return position == null ? 0 : position.bytes();
  }

  private static void keep(Map<Kind, Map<TenantId, List<JournalEntry>>> few, JournalEntry entry) {
    if (entry.kind() != Kind.DELETION) {
      few.computeIfAbsent(entry.kind(), kind -> new LinkedHashMap<>())
          .computeIfAbsent(entry.tenant(), tenant -> new ArrayList<>())
          .add(entry);
    }
  }

  private void replay(
      Map<Kind, Map<TenantId, List<JournalEntry>>> few, Kind kind, Map<TenantId, Long> replayed) {
    few.getOrDefault(kind, Map.of())
        .forEach((tenant, entries) -> replay(tenant, kind, entries, replayed));
  }

  private void replay(
      TenantId tenant, Kind kind, List<JournalEntry> entries, Map<TenantId, Long> replayed) {
    int done = replayable(kind).replay(tenant, List.copyOf(entries));
    status =
        new RecoveryStatus(
            status.replayed() + done > 0 ? State.REPLAYING : status.state(),
            status.checked() + entries.size(),
            status.replayed() + done);
    replayed.merge(tenant, (long) done, Long::sum);
  }

  private Replayable replayable(Kind kind) {
    for (Replayable one : replayables) {
      if (one.kind() == kind) {
        return one;
      }
    }
    throw new IllegalStateException("nothing replays " + kind);
  }

  /** Deletions of each tenant, in pieces. */
  private final class Batches {
    private final Map<TenantId, List<JournalEntry>> pieces = new LinkedHashMap<>();
    private final Map<TenantId, Long> replayed;

    Batches(Map<TenantId, Long> replayed) {
      this.replayed = replayed;
    }

    void add(JournalEntry entry) {
      List<JournalEntry> piece =
          pieces.computeIfAbsent(entry.tenant(), tenant -> new ArrayList<>());
      piece.add(entry);
      if (piece.size() == PIECE) {
        replay(entry.tenant(), Kind.DELETION, piece, replayed);
        piece.clear();
      }
    }

    void flush() {
      pieces.forEach(
          (tenant, piece) -> {
            if (!piece.isEmpty()) {
              replay(tenant, Kind.DELETION, piece, replayed);
            }
          });
    }
  }

  private void tell(TenantId tenant, long replayed) {
    if (replayed > 0) {
      transactions.inNewTransaction(
          () -> {
            restored.fire(new TenantRestored(tenant));
            audit.fire(
                new AuditEvent(
                    tenant,
                    "restore.replayed",
                    Optional.empty(),
                    ActorId.SYSTEM,
                    "replayed",
                    Map.of("entries", Long.toString(replayed))));
            return true;
          });
    }
  }

  private void keepUp() {
    try {
      if (wasRestored()) {
        gate.shut();
        LOG.warning(
            "the database is an older copy than it was: nothing is served until it is replayed");
        status = new RecoveryStatus(State.CHECKING, 0, 0);
        check();
        return;
      }
      noteWritten();
      journaling.writeLeftOver();
      if (!clock.instant().isBefore(pruneAt)) {
        prune();
        pruneAt = clock.instant().plus(PRUNED_EVERY);
      }
    } catch (IOException | RuntimeException e) {
      // the database or the journal is away, which others tell; the next step tries again
      LOG.log(Level.FINE, "not kept up: {0}", e.getClass().getName());
    }
  }

  /** A database that contains less of what this server has written than it did is an older copy. */
  private boolean wasRestored() {
    Map<String, Position> positions = transactions.inNewTransaction(ledger::positions);
    return noted.entrySet().stream()
        .anyMatch(
            one -> {
              Position position = positions.get(one.getKey());
              return position == null || position.bytes() < one.getValue();
            });
  }

  private void noteWritten() throws IOException {
    Map<String, Long> written = journal.written();
    if (!written.equals(noted)) {
      transactions.inNewTransaction(
          () -> {
            written.forEach(ledger::contains);
            return true;
          });
      noted = written;
    }
  }

  /** What was added before the oldest backup was made is in every backup. */
  private void prune() throws IOException {
    if (backupHorizon.isEmpty()) {
      return;
    }
    List<String> pruned =
        journal.prune(clock.instant().minus(backupHorizon.get()).minus(PRUNING_MARGIN));
    if (!pruned.isEmpty()) {
      transactions.inNewTransaction(
          () -> {
            ledger.forget(pruned);
            return true;
          });
      Map<String, Long> rest = new TreeMap<>(noted);
      rest.keySet().removeAll(new TreeSet<>(pruned));
      noted = Map.copyOf(rest);
    }
  }
}
