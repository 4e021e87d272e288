package dev.lethe.audit.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * The nine stages of a job's life, in their order. Each but the last is recorded once, after the
 * one before it and before anything of the job is deleted. Deletion is recorded for each part of
 * the job that goes, and never refused: what is kept must go even if its story has a gap.
 */
public enum LifecycleStage {
  AUTHENTICATED_REQUEST("request.authenticated"),
  POLICY_VALIDATION("policy.permitted"),
  CONSENT_VERIFICATION("consent.verified"),
  ENCRYPTED_INTAKE("intake.sealed"),
  ISOLATED_PROCESSING("processing.completed"),
  FIELD_CLASSIFICATION("fields.classified"),
  STRUCTURED_RESPONSE("response.structured"),
  RETENTION_ENFORCEMENT("retention.scheduled"),
  DELETION_ACKNOWLEDGEMENT("deletion.acknowledged");

  private final String event;

  LifecycleStage(String event) {
    this.event = event;
  }

  /** Type of the audit event that records it. */
  public String event() {
    return event;
  }

  /** From 1 to 9. */
  public int number() {
    return ordinal() + 1;
  }

  /**
   * The stage with a number.
   *
   * @throws IndexOutOfBoundsException unless it is from 1 to 9
   */
  public static LifecycleStage of(int number) {
    return values()[number - 1];
  }

  /** The stage that an event records, if it records one. */
  public static Optional<LifecycleStage> ofEvent(String type) {
    return Arrays.stream(values()).filter(stage -> stage.event.equals(type)).findFirst();
  }

  /** Whether it is its turn when some stages of the job are recorded. */
  public boolean mayFollow(Collection<LifecycleStage> recorded) {
    if (this == DELETION_ACKNOWLEDGEMENT) {
      return true;
    }
    return recorded.size() == ordinal()
        && recorded.stream().allMatch(stage -> stage.ordinal() < ordinal());
  }
}
