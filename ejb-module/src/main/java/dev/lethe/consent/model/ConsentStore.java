package dev.lethe.consent.model;

import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the ledger; there is no way to change or remove a record, only to add that it ended. Joins
 * the running transaction.
 */
public interface ConsentStore {

  /** Appends a record. */
  void add(TenantId tenant, ConsentRecord record);

  /**
   * Appends a record that its sender may send again.
   *
   * @param request by which the same request is known
   */
  void add(TenantId tenant, ConsentRecord record, Repeatable request);

  /** The record that was made for the same key, and for which request. */
  Optional<Repeated> repeated(TenantId tenant, String key);

  Optional<ConsentRecord> find(TenantId tenant, ConsentId id);

  /**
   * The consent of a job, carried or referred to. It has ended for the job if it ended as a whole
   * or for this job alone.
   */
  Optional<ConsentRecord> ofJob(TenantId tenant, String job);

  /** Notes that a job refers to a record. */
  void link(TenantId tenant, String job, ConsentId id);

  /** Jobs that carry a record or refer to it. */
  List<String> jobs(TenantId tenant, ConsentId id);

  /** Newest first, unless the filter says otherwise. */
  List<ConsentRecord> list(
      TenantId tenant, ConsentFilter filter, Instant now, int offset, int limit);

  long count(TenantId tenant, ConsentFilter filter, Instant now);

  /** Appends that a consent ended; it must be locked, and must not have ended before. */
  void end(TenantId tenant, Ending ending);

  /**
   * Keeps what is locked from ending until the transaction is over; any number can do so at a time.
   */
  void share(TenantId tenant, Lock lock);

  /** Keeps everybody else from using or ending what is locked until the transaction is over. */
  void lock(TenantId tenant, Lock lock);

  /**
   * How a request is known again: keyed hashes.
   *
   * @param key of the key that the caller gave it
   * @param fingerprint of what it says
   */
  record Repeatable(String key, String fingerprint) {}

  /** A request that came before. */
  record Repeated(ConsentRecord record, String fingerprint) {}

  /**
   * That a consent ended.
   *
   * @param job if it ended for this job alone
   * @param objected whether it was no consent but a basis that can be objected to
   */
  record Ending(
      ConsentId consent,
      Optional<String> job,
      boolean objected,
      ActorId actor,
      WithdrawalId withdrawal,
      Instant at) {}

  /** What can be locked. Subjects are locked before consents, and these in the order of ids. */
  record Lock(String name) {
    public static Lock of(ConsentId id) {
      return new Lock("consent/" + id.value());
    }

    /**
     * @param pseudonym of the data subject
     */
    public static Lock ofSubject(String pseudonym) {
      return new Lock("subject/" + pseudonym);
    }

    /**
     * @param key keyed hash of the key of a request
     */
    public static Lock ofRequest(String key) {
      return new Lock("consent-request/" + key);
    }
  }
}
