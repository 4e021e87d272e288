package dev.lethe.intake.model;

import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps upload slots. Each step happens once, whoever else tries at the same time: the methods that
 * answer a boolean say whether this caller made it. Joins the running transaction.
 */
public interface SlotLedger {

  void open(Slot slot, byte[] tokenSha256, Instant now);

  /**
   * Opens one that is filled at the store.
   *
   * @param slot with the content that is awaited
   * @param receiver the private key to which it is encrypted, sealed under the slot's own key
   */
  void await(Slot slot, byte[] tokenSha256, byte[] receiver, Instant now);

  /** The sealed private key of a slot that is filled at the store. */
  Optional<byte[]> receiver(Slot slot);

  /** The slot of any tenant that a token opens. */
  Optional<Slot> find(byte[] tokenSha256);

  /** From open to filling, unless it is over. */
  boolean beginFilling(Slot slot, Instant now);

  /** From filling back to open: nothing was kept. */
  void reopen(Slot slot);

  /** From filling to filled, unless it is over. */
  boolean filled(Slot slot, SealedDocument content, Instant now);

  /** From filled, or awaited, to consumed, unless it is over. */
  boolean consume(Slot slot, String job, Instant now);

  /** The job that consumed the slot. */
  Optional<String> job(Slot slot);

  /** Notes that content and key are gone; answers false if that was noted before. */
  boolean destroyed(Slot slot, Instant now);

  /** Slots past their time whose content is not destroyed, oldest first. */
  List<Slot> expired(TenantId tenant, Instant now, int limit);

  /** Ends the time of all slots that no job has taken. */
  int expireAll(TenantId tenant, Instant now);

  /** Forgets slots that were destroyed before a time. */
  int forget(TenantId tenant, Instant before);
}
