package dev.lethe.consent.model;

import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyBundle.EndedBy;
import dev.lethe.policy.model.PolicyBundle.LegalBasisRule;
import dev.lethe.policy.model.PolicyBundle.PurposeRule;
import dev.lethe.policy.model.PolicyBundle.Requirement;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides whether a consent or another legal basis may be recorded. */
public final class RecordingPolicy {

  /** Clocks differ a little. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final PolicyBundle bundle;

  public RecordingPolicy(PolicyBundle bundle) {
    this.bundle = bundle;
  }

  /**
   * Passes what policy allows to be recorded.
   *
   * @return when it expires
   * @throws LetheException with the first thing that is not permitted
   */
  public Instant check(ConsentRequest request, Instant now) {
    PurposeRule rule = bundle.purposes().get(request.purpose());
    if (rule == null) {
      throw refusal(ProblemCode.PURPOSE_NOT_PERMITTED, "/purpose", "unknown");
    }
    if (request.uses().contains(ConsentUse.MODEL_IMPROVEMENT)) {
      throw refusal(ProblemCode.TRAINING_NOT_PERMITTED, "/uses/model_improvement", "must-be-false");
    }
    if (!request.uses().contains(ConsentUse.PROCESSING)) {
      throw refusal(ProblemCode.CONSENT_NOT_GIVEN, "/uses/processing", "must-be-true");
    }
    if (!rule.legalBases().contains(request.basis())) {
      throw refusal(ProblemCode.CONSENT_BASIS_NOT_PERMITTED, "/basis", "not-permitted-for-purpose");
    }
    checkClasses(rule, request);
    checkBasis(request);
    return expiry(rule, request, now);
  }

  private void checkClasses(PurposeRule rule, ConsentRequest request) {
    for (DocumentClass name : request.documentClasses()) {
      if (!rule.documentClasses().contains(name)) {
        throw refusal(
            ProblemCode.CLASS_NOT_PERMITTED, "/document_classes", "not-permitted-for-purpose");
      }
    }
  }

  private void checkBasis(ConsentRequest request) {
    Optional<LegalBasisRule> basis = basis(request.basis());
    requireComplete(
        basis,
        request.subject().isPresent(),
        !request.documentClasses().isEmpty(),
        request.reference().isPresent(),
        "/document_classes",
        "/reference");
    boolean consent = basis.map(LegalBasisRule::endedBy).orElse(EndedBy.NONE) == EndedBy.WITHDRAWAL;
    if (consent && request.notice().isEmpty()) {
      throw refusal(ProblemCode.LEGAL_BASIS_INCOMPLETE, "/notice", "missing");
    }
    if (consent && request.subject().isEmpty()) {
      throw refusal(ProblemCode.LEGAL_BASIS_INCOMPLETE, "/subject_ref", "missing");
    }
  }

  /** The rule of a basis, if policy has one. */
  public Optional<LegalBasisRule> basis(String name) {
    return Optional.ofNullable(bundle.legalBases().get(name));
  }

  /**
   * Passes if what a basis demands is there.
   *
   * @throws LetheException {@code legal-basis-incomplete}
   */
  public static void requireComplete(
      Optional<LegalBasisRule> basis,
      boolean subject,
      boolean documentClass,
      boolean reference,
      String classPointer,
      String referencePointer) {
    for (Requirement required : basis.map(LegalBasisRule::requires).orElse(java.util.Set.of())) {
      switch (required) {
        case SUBJECT_REF -> require(subject, "/subject_ref");
        case DOCUMENT_CLASS -> require(documentClass, classPointer);
        default -> require(reference, referencePointer);
      }
    }
  }

  private static void require(boolean there, String pointer) {
    if (!there) {
      throw refusal(ProblemCode.LEGAL_BASIS_INCOMPLETE, pointer, "missing");
    }
  }

  private static Instant expiry(PurposeRule rule, ConsentRequest request, Instant now) {
    Instant given = request.givenAt().orElse(now);
    if (given.isAfter(now.plus(AHEAD))) {
      throw refusal(ProblemCode.REQUEST_MALFORMED, "/given_at", "in-the-future");
    }
    Instant longest = given.plus(rule.consentLife());
    Instant expiry = request.expiresAt().filter(asked -> asked.isBefore(longest)).orElse(longest);
    if (!expiry.isAfter(now)) {
      throw refusal(ProblemCode.CONSENT_EXPIRED, "/expires_at", "over");
    }
    return expiry;
  }

  private static LetheException refusal(ProblemCode code, String pointer, String reason) {
    return new LetheException(code, List.of(new Detail(pointer, reason)));
  }
}
