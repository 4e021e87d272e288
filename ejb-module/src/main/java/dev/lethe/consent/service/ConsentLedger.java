package dev.lethe.consent.service;

import dev.lethe.consent.model.ConsentFilter;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.tenancy.model.Caller;
import java.util.List;

/** Reads the append-only ledger. Needs the role compliance-officer or auditor. */
public interface ConsentLedger {

  /**
   * Newest first.
   *
   * @param limit 1 to 500
   */
  List<ConsentRecord> list(Caller caller, ConsentFilter filter, int offset, int limit);

  long count(Caller caller, ConsentFilter filter);

  /** Values of the ids of the jobs that ran under a consent. */
  List<String> jobs(Caller caller, ConsentId id);
}
