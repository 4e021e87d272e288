package dev.lethe.retention.model;

import java.util.Locale;

/**
 * Why something is kept beyond its deadline. A code and no free text: what the case is about stands
 * in the case file that the hold names.
 */
public enum HoldReason {
  /** A dispute before a court or a tribunal, pending or reasonably expected. */
  LITIGATION,
  /** An inquiry of an authority. */
  REGULATORY_INQUIRY,
  /** An investigation of the tenant's own. */
  INVESTIGATION,
  /** An audit under way. */
  AUDIT,
  /** A claim of the data subject (GDPR, article 17(3)(e) and 18(1)(c)). */
  DATA_SUBJECT_CLAIM;

  /** The name in the API. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException for a name that is none
   */
  public static HoldReason ofApiName(String name) {
    for (HoldReason reason : values()) {
      if (reason.apiName().equals(name)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("not a reason");
  }
}
