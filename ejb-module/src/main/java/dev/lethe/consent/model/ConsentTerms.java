package dev.lethe.consent.model;

import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Purpose;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What was agreed to, or declared (ISO/IEC TS 27560:2023, 6.3.4, PII processing section).
 *
 * @param basis legal basis, by its name in the policy
 * @param uses flags that are on
 * @param documentClasses to which it is limited; empty for all that the purpose has
 * @param jurisdiction ISO 3166-1 alpha-2, with a subdivision of ISO 3166-2 if there is one
 * @param reference what the basis stands on, as it may be kept: in clear or as a keyed hash
 */
public record ConsentTerms(
    Purpose purpose,
    String basis,
    Set<ConsentUse> uses,
    Set<DocumentClass> documentClasses,
    Optional<Notice> notice,
    Optional<String> jurisdiction,
    Optional<String> reference) {

  public ConsentTerms {
    uses = Set.copyOf(uses);
    documentClasses = Set.copyOf(documentClasses);
    if (!jurisdiction.map(ConsentTerms::isJurisdiction).orElse(true)) {
      throw new IllegalArgumentException("not a jurisdiction");
    }
  }

  /** Whether a code names a country or a part of one. */
  public static boolean isJurisdiction(String code) {
    return code.matches("[A-Z]{2}(-[A-Z0-9]{1,3})?");
  }

  public boolean permits(ConsentUse use) {
    return uses.contains(use);
  }

  /** Whether it covers a class. */
  public boolean covers(DocumentClass documentClass) {
    return documentClasses.isEmpty() || documentClasses.contains(documentClass);
  }

  /** The terms of a consent that a job carries: processing, and review if it says so. */
  public static ConsentTerms carried(
      Purpose purpose, ConsentContext context, Optional<String> reference) {
    Set<ConsentUse> uses = EnumSet.of(ConsentUse.PROCESSING);
    if (context.allowManualReview()) {
      uses.add(ConsentUse.MANUAL_REVIEW);
    }
    return new ConsentTerms(
        purpose,
        context.basis(),
        uses,
        context.documentClasses(),
        context.notice(),
        Optional.empty(),
        reference);
  }
}
