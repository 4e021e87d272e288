package dev.lethe.consent.model;

import dev.lethe.tenancy.model.ActorId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A withdrawal or objection and all that came of it.
 *
 * @param target id of the consent, job, upload slot or data subject
 * @param reason keyed hash of the reason that was given
 * @param settledAt when every job was dealt with and every worker had ended
 * @param effects in their order
 */
public record Withdrawal(
    WithdrawalId id,
    WithdrawalTarget.Scope scope,
    String target,
    ActorId actor,
    Optional<String> reason,
    int reasonLength,
    Instant receivedAt,
    Optional<Instant> settledAt,
    List<WithdrawalEffect> effects) {

  public Withdrawal {
    effects = List.copyOf(effects);
  }

  /** Whether everything is done that can be done: also the deletions that no hold keeps. */
  public boolean isCompleted() {
    return settledAt.isPresent()
        && effects.stream().noneMatch(effect -> effect.state() == WithdrawalEffect.State.PENDING);
  }

  /** How many effects of a kind there are. */
  public long count(WithdrawalEffect.Kind kind) {
    return effects.stream().filter(effect -> effect.kind() == kind).count();
  }

  /** How many effects of a kind are still to be done. */
  public long pending(WithdrawalEffect.Kind kind) {
    return effects.stream()
        .filter(effect -> effect.kind() == kind)
        .filter(effect -> effect.state() == WithdrawalEffect.State.PENDING)
        .count();
  }
}
