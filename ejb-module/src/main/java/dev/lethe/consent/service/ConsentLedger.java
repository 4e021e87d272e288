package dev.lethe.consent.service;

import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.tenancy.model.Caller;
import java.util.List;
import java.util.Optional;

/** Reads the append-only ledger. Needs the role compliance-officer or auditor. */
public interface ConsentLedger {

  /**
   * Newest first.
   *
   * @param purpose only this purpose, if given
   * @param limit 1 to 500
   */
  List<ConsentRecord> list(Caller caller, Optional<String> purpose, int offset, int limit);

  long count(Caller caller, Optional<String> purpose);
}
