package dev.lethe.policy.model;

import java.util.Locale;

/** What a caller can do; the policy says which roles may. */
public enum Permission {
  SUBMIT(true),
  READ_RESULT(true),
  PREVIEW(true),
  REVEAL(true),
  DELETE(false),
  READ_RETENTION(false),
  RECORD_CONSENT(false),
  READ_CONSENT(false),
  /** Ask for a legal hold, or for its release. */
  PLACE_HOLD(false),
  /** Decide on what somebody else asked for. */
  APPROVE_HOLD(false),
  READ_CONSENTS(false),
  WITHDRAW(false),
  READ_WITHDRAWAL(false),
  READ_WITHDRAWALS(false),
  LOOK_UP_SUBJECT(false),
  ERASE_SUBJECT(false),
  REQUEUE_DELETION(false),
  /** Decide, without seeing it, whether something that is due goes. */
  REVIEW_DISPOSITION(false),
  /** Say that something happened from which windows run. */
  REPORT_EVENT(false),
  READ_AUDIT(false),
  /** The stages of one job and who handled it. */
  READ_EVIDENCE(false),
  READ_COUNTERS(false),
  /** Rotate the tenant's root key, revoke it and allow it again. */
  MANAGE_KEYS(false),
  PROPOSE_POLICY(false),
  APPROVE_POLICY(false);

  private final boolean content;

  Permission(boolean content) {
    this.content = content;
  }

  /** Whether it shows or takes something of a document. */
  public boolean touchesContent() {
    return content;
  }

  /** The name in the policy. */
  public String policyName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
