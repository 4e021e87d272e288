package dev.lethe.audit.service;

import dev.lethe.audit.model.AuditEntry;
import dev.lethe.audit.model.AuditFilter;
import dev.lethe.tenancy.model.Caller;
import java.util.List;
import java.util.function.Consumer;

/** Reads the audit trail. Needs the role compliance-officer or auditor. */
public interface AuditTrail {

  /** Newest first. */
  List<AuditEntry> list(Caller caller, AuditFilter filter, int offset, int limit);

  long count(Caller caller, AuditFilter filter);

  /**
   * Hands over every entry, oldest first, without holding them all; the export is itself audited.
   */
  void export(Caller caller, AuditFilter filter, Consumer<AuditEntry> sink);
}
