package dev.lethe.audit.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** The end of a chain. */
  record Tail(long position, String leafHash) {}
}
