package dev.lethe.intake.model;

import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * An upload slot as it is kept.
 *
 * @param id also the owner of the key that its content is sealed under
 * @param actor who opened it
 * @param content what was put into it, also after that was destroyed
 */
public record Slot(
    TenantId tenant,
    String id,
    ActorId actor,
    State state,
    long maxBytes,
    Instant expiresAt,
    Optional<SealedDocument> content,
    boolean destroyed) {

  /** What was done with it. */
  public enum State {
    OPEN,
    FILLING,
    FILLED,
    /** Written at the store by who sends it, or not yet. */
    AWAITED,
    CONSUMED
  }

  /** Whether it can be used no more. */
  public boolean isOver(Instant now) {
    return destroyed || !now.isBefore(expiresAt);
  }
}
