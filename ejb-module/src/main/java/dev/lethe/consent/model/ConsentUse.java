package dev.lethe.consent.model;

import java.util.Locale;

/**
 * What a consent can permit, each by a flag of its own. All are off but what was given (ISO/IEC TS
 * 27560:2023, 6.3.4: purposes are recorded one by one).
 */
public enum ConsentUse {
  /** Reading the document by machine for the record's purpose. */
  PROCESSING,
  /** People may look at uncertain fields. */
  MANUAL_REVIEW,
  /** Recorded only: no part of this service analyses content. */
  ANALYTICS,
  /** Never given: no document is used to improve a model. */
  MODEL_IMPROVEMENT,
  /** Recorded only, until its expiry: support has no path to content. */
  TROUBLESHOOTING;

  /** The name in requests and answers. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
