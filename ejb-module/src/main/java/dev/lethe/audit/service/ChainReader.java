package dev.lethe.audit.service;

import dev.lethe.audit.model.AuditEntry;
import dev.lethe.audit.model.AuditStore;
import dev.lethe.audit.model.LifecycleStage;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads a job's chain from its beginning and checks it again. Joins the running transaction. */
@ApplicationScoped
public class ChainReader {

  private static final int BATCH = 500;

  @Inject AuditStore store;

  /**
   * What became of checking a chain.
   *
   * @param entries that were read
   * @param head leaf hash of the last entry
   * @param brokenAt position at which the first entry stands, or should, that does not fit: its
   *     hash, its place, the hash of the one before it, or a stage out of its turn
   */
  public record Check(long entries, Optional<String> head, Optional<Long> brokenAt) {

    public boolean isIntact() {
      return brokenAt.isEmpty();
    }
  }

  /** Hands over every entry in the order of the chain, intact or not. */
  public Check read(TenantId tenant, String job, Consumer<AuditEntry> sink) {
    Walk walk = new Walk();
    long last = 0;
    List<AuditEntry> batch;
    do {
      batch = store.chain(tenant, job, last, BATCH);
      for (AuditEntry entry : batch) {
        walk.step(entry);
        sink.accept(entry);
        last = entry.position().orElseThrow();
      }
    } while (batch.size() == BATCH);
    return new Check(walk.entries, walk.head, walk.brokenAt);
  }

  private static final class Walk {
    private final Set<LifecycleStage> recorded = EnumSet.noneOf(LifecycleStage.class);
    private long entries;
    private Optional<String> head = Optional.empty();
    private Optional<Long> brokenAt = Optional.empty();

    void step(AuditEntry entry) {
      entries++;
      if (brokenAt.isEmpty() && !fits(entry)) {
        brokenAt = Optional.of(entries);
      }
      LifecycleStage.ofEvent(entry.type()).ifPresent(recorded::add);
      head = Optional.of(entry.leafHash());
    }

    private boolean fits(AuditEntry entry) {
      return entry.position().filter(place -> place == entries).isPresent()
          && entry.previousLeafHash().equals(head)
          && entry.leafHash().equals(LeafHash.of(entry))
          && LifecycleStage.ofEvent(entry.type())
              .map(stage -> stage.mayFollow(recorded))
              .orElse(true);
    }
  }
}
