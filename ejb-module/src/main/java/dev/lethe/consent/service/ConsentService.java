package dev.lethe.consent.service;

import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentRequest;
import dev.lethe.tenancy.model.Caller;
import java.util.Optional;

/** Recording consents and other legal bases, to which jobs refer, and handing out receipts. */
public interface ConsentService {

  /**
   * Records a consent. Needs the role submitter or compliance-officer.
   *
   * @param key the caller's key for this request; sent again with the same request it gives the
   *     same record
   * @param fingerprint of the request, by which the same is known
   * @throws dev.lethe.problem.model.LetheException what policy does not permit, {@code
   *     legal-basis-incomplete}, {@code idempotency-conflict}
   */
  Recorded record(Caller caller, ConsentRequest request, Optional<Key> key);

  /**
   * A record. Needs the role submitter, compliance-officer, tenant-admin or auditor.
   *
   * @throws dev.lethe.problem.model.LetheException {@code not-found}, also for another tenant's
   */
  ConsentRecord get(Caller caller, ConsentId id);

  /**
   * The receipt of a record as JSON-LD in the terms of the Data Privacy Vocabulary (ISO/IEC TS
   * 27560:2023, 6.4).
   *
   * @param address of the record
   */
  String receipt(Caller caller, ConsentId id, String address);

  /**
   * A record that was made.
   *
   * @param again whether it was made before, for the same key
   */
  record Recorded(ConsentRecord record, boolean again) {}

  /** A key and what it was sent with; neither is kept but as a keyed hash. */
  record Key(String key, String content) {
    @Override
    public String toString() {
      return "Key[]";
    }
  }
}
