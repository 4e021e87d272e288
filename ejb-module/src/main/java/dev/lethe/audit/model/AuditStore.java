package dev.lethe.audit.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps entries; there is no way to change one. */
public interface AuditStore {

  /**
   * The last entries of jobs' chains, held until the transaction ends so that no chain can fork.
   *
   * @return those that have begun, by job
   */
  Map<String, Tail> lockTails(TenantId tenant, Collection<String> jobs);

  void add(TenantId tenant, List<AuditEntry> entries);

  /** Newest first. */
  List<AuditEntry> list(TenantId tenant, AuditFilter filter, int offset, int limit);

  long count(TenantId tenant, AuditFilter filter);

  /** Oldest first, those after an entry, or from the beginning. */
  List<AuditEntry> after(
      TenantId tenant, AuditFilter filter, Optional<AuditEntry> last, Instant until, int limit);

  /** A job's chain from its beginning, those after a position (0 for all), in their order. */
  List<AuditEntry> chain(TenantId tenant, String job, long after, int limit);

  /**
   * The end of a chain.
   *
   * @param stages of the job's life that the chain records
   */
  record Tail(long position, String leafHash, Set<LifecycleStage> stages) {
    public Tail {
      stages = Set.copyOf(stages);
    }
  }
}
