package dev.lethe.consent.model;

import dev.lethe.policy.model.DocumentClass;
import java.util.Optional;
import java.util.Set;

/**
 * The consent that a job carries.
 *
 * @param basis legal basis as the request names it, for instance {@code customer_authorized}
 * @param reference what the basis stands on, if it demands that: the citation of a statute or the
 *     id of an assessment in clear, anything else as a keyed hash once it was admitted
 * @param documentClasses to which it is limited; empty for all that the purpose has
 * @param notice that the data subject was shown
 */
public record ConsentContext(
    String basis,
    boolean allowModelTraining,
    boolean allowManualReview,
    Optional<LegalReference> reference,
    Set<DocumentClass> documentClasses,
    Optional<Notice> notice)
    implements ConsentClaim {
  public ConsentContext {
    documentClasses = Set.copyOf(documentClasses);
    if (!basis.matches("[a-z][a-z0-9_]{0,63}")) {
      throw new IllegalArgumentException("not a legal basis");
    }
  }

  /** On a basis that demands no reference. */
  public ConsentContext(String basis, boolean allowModelTraining, boolean allowManualReview) {
    this(
        basis, allowModelTraining, allowManualReview, Optional.empty(), Set.of(), Optional.empty());
  }

  /** The same as far as people may look at the document. */
  public ConsentContext withManualReview(boolean allowed) {
    return new ConsentContext(
        basis, allowModelTraining, allowed, reference, documentClasses, notice);
  }
}
