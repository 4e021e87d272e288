package dev.lethe.audit.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps entries; there is no way to change one. */
public interface AuditStore {

  /**
   * The last entry of a job's chain, held until the transaction ends so that the chain cannot fork.
   */
  Optional<Tail> lockTail(TenantId tenant, String job);

  void add(TenantId tenant, AuditEntry entry);

  /** Newest first. */
  List<AuditEntry> list(TenantId tenant, AuditFilter filter, int offset, int limit);

  long count(TenantId tenant, AuditFilter filter);

  /** Oldest first, those after an entry, or from the beginning. */
  List<AuditEntry> after(
      TenantId tenant, AuditFilter filter, Optional<AuditEntry> last, Instant until, int limit);

  /** The end of a chain. */
  record Tail(long position, String leafHash) {}
}
