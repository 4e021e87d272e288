package dev.lethe.consent.model;

import java.util.Locale;

/** Whether a consent holds (ISO/IEC TS 27560:2023, 6.3.7, event state). */
public enum ConsentState {
  ACTIVE,
  EXPIRED,
  /** Withdrawn, or objected to. */
  WITHDRAWN;

  /** The name in requests and answers. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
