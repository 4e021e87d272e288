package dev.lethe.consent.model;

import dev.lethe.policy.model.ArtefactClass;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One thing that a withdrawal did or did not do.
 *
 * @param consent value of the id of the consent that it concerns
 * @param job value of the id of the job that it concerns
 * @param count of what, if it is more than one
 * @param begunAt when its change was committed to
 * @param dueAt when it must be done by
 * @param settledAt when it was done
 */
public record WithdrawalEffect(
    Kind kind,
    Optional<String> consent,
    Optional<String> job,
    Optional<ArtefactClass> artefact,
    OptionalInt count,
    State state,
    Instant begunAt,
    Optional<Instant> dueAt,
    Optional<Instant> settledAt) {

  /** What was done. */
  public enum Kind {
    CONSENT_ENDED,
    /** The legal basis goes on, whatever the data subject says. */
    BASIS_KEPT,
    JOB_FOUND,
    /** The document had not come, or no worker had begun. */
    QUEUED_WORK_CANCELLED,
    /** The worker process is ended. */
    RUNNING_WORK_STOPPED,
    /** A check of the consent had ended the job by itself, after the cut. */
    WORK_REFUSED,
    RESULT_SEALED_OFF,
    SLOT_CLOSED,
    FORWARDS_DROPPED,
    DELETION_DUE,
    /** A legal hold keeps the artefact. */
    HELD;

    /** The name in answers. */
    public String apiName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** How far it is. */
  public enum State {
    PENDING,
    DONE,
    KEPT;

    /** The name in answers. */
    public String apiName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private static WithdrawalEffect of(Kind kind, State state, Instant now) {
    return new WithdrawalEffect(
        kind,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        state,
        now,
        Optional.empty(),
        state == State.DONE ? Optional.of(now) : Optional.empty());
  }

  public static WithdrawalEffect done(Kind kind, Instant now) {
    return of(kind, State.DONE, now);
  }

  public static WithdrawalEffect pending(Kind kind, Instant now, Instant due) {
    WithdrawalEffect effect = of(kind, State.PENDING, now);
    return new WithdrawalEffect(
        kind,
        effect.consent,
        effect.job,
        effect.artefact,
        effect.count,
        State.PENDING,
        now,
        Optional.of(due),
        Optional.empty());
  }

  public static WithdrawalEffect kept(Kind kind, Instant now) {
    return of(kind, State.KEPT, now);
  }

  public WithdrawalEffect ofConsent(ConsentId id) {
    return new WithdrawalEffect(
        kind, Optional.of(id.value()), job, artefact, count, state, begunAt, dueAt, settledAt);
  }

  public WithdrawalEffect ofJob(String id) {
    return new WithdrawalEffect(
        kind, consent, Optional.of(id), artefact, count, state, begunAt, dueAt, settledAt);
  }

  public WithdrawalEffect ofArtefact(ArtefactClass of) {
    return new WithdrawalEffect(
        kind, consent, job, Optional.of(of), count, state, begunAt, dueAt, settledAt);
  }

  public WithdrawalEffect counting(int number) {
    return new WithdrawalEffect(
        kind, consent, job, artefact, OptionalInt.of(number), state, begunAt, dueAt, settledAt);
  }
}
