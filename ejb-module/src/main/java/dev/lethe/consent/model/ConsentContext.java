package dev.lethe.consent.model;

/**
 * The consent that a job carries.
 *
 * @param basis legal basis as the request names it, for instance {@code customer_authorized}
 */
public record ConsentContext(String basis, boolean allowModelTraining, boolean allowManualReview) {
  public ConsentContext {
    if (!basis.matches("[a-z][a-z0-9_]{0,63}")) {
      throw new IllegalArgumentException("not a legal basis");
    }
  }
}
