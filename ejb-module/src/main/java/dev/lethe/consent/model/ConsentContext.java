package dev.lethe.consent.model;

import java.util.Optional;

/**
 * The consent that a job carries.
 *
 * @param basis legal basis as the request names it, for instance {@code customer_authorized}
 * @param reference what the basis stands on, if it demands that: the citation of a statute or the
 *     id of an assessment in clear, anything else as a keyed hash once it was admitted
 */
public record ConsentContext(
    String basis,
    boolean allowModelTraining,
    boolean allowManualReview,
    Optional<LegalReference> reference)
    implements ConsentClaim {
  public ConsentContext {
    if (!basis.matches("[a-z][a-z0-9_]{0,63}")) {
      throw new IllegalArgumentException("not a legal basis");
    }
  }

  /** On a basis that demands no reference. */
  public ConsentContext(String basis, boolean allowModelTraining, boolean allowManualReview) {
    this(basis, allowModelTraining, allowManualReview, Optional.empty());
  }
}
