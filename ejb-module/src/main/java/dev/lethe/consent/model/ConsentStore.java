package dev.lethe.consent.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.List;

/** Keeps the ledger; there is no way to change a record. */
public interface ConsentStore {

  /**
   * Appends a record.
   *
   * @param policySha256 hash of the bundle by which the consent was checked
   */
  void add(TenantId tenant, ConsentRecord record, String policySha256);

  /**
   * Newest first.
   *
   * @param now decides what has expired
   */
  List<ConsentRecord> list(
      TenantId tenant, ConsentFilter filter, Instant now, int offset, int limit);

  long count(TenantId tenant, ConsentFilter filter, Instant now);
}
