package dev.lethe.jobs.model;

import static dev.lethe.jobs.model.Admissions.NOON;
import static dev.lethe.jobs.model.Admissions.SHIPPED;
import static dev.lethe.jobs.model.Admissions.changed;
import static dev.lethe.jobs.model.JobRequests.permitted;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lethe.consent.model.ConsentContext;
import dev.lethe.consent.model.LegalReference;
import dev.lethe.consent.model.Notice;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Purpose;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The consent that a request carries, and what its purpose demands of it. */
class AdmissionConsentTest {

  private static final Optional<Notice> NOTICE =
      Optional.of(new Notice("2026-02", "a".repeat(64), Optional.of("de")));

  private final AdmissionPolicy policy = SHIPPED;

  @Test
  void givenNoConsent_whenChecked_thenItIsMissing() {
    assertConsentRefuses(permitted().consent(null), ProblemCode.CONSENT_MISSING);
  }

  @Test
  void givenConsentToTraining_whenChecked_thenItIsRefused() {
    assertConsentRefuses(
        permitted().consent(new ConsentContext("customer_authorized", true, false)),
        ProblemCode.TRAINING_NOT_PERMITTED);
  }

  @Test
  void givenBasisThatThePurposeDoesNotAllow_whenChecked_thenItIsRefused() {
    assertConsentRefuses(
        permitted().consent(new ConsentContext("vital_interest", false, false)),
        ProblemCode.CONSENT_BASIS_NOT_PERMITTED);
  }

  @ParameterizedTest
  @CsvSource({
    "invoice_processing, contract, /consent/reference",
    "invoice_processing, legal_obligation, /consent/reference",
    "invoice_processing, legitimate_interest, /subject_ref|/consent/reference",
    "document_transcription, public_task, /subject_ref|/consent/reference",
    "claims_processing, vital_interest, /consent/reference"
  })
  void givenBasisWithoutWhatItDemands_whenChecked_thenItIsIncomplete(
      String purpose, String basis, String pointers) {
    LetheException refusal =
        catchThrowableOfType(
            LetheException.class,
            () ->
                policy.checkConsent(
                    permitted()
                        .purpose(purpose)
                        .consent(new ConsentContext(basis, false, false))
                        .make()));
    assertThat(refusal.code()).isEqualTo(ProblemCode.LEGAL_BASIS_INCOMPLETE);
    assertThat(pointers.split("\\|")).contains(refusal.details().get(0).pointer());
  }

  @Test
  void givenBasisWithWhatItDemands_whenChecked_thenItIsPermitted() {
    LegalReference assessment = LegalReference.of("LIA-2026-004");
    JobRequest request =
        permitted()
            .subject("customer 1")
            .consent(
                new ConsentContext(
                    "legitimate_interest",
                    false,
                    false,
                    Optional.of(assessment),
                    Set.of(),
                    Optional.empty()))
            .make();
    assertThat(policy.checkConsent(request)).isEqualTo(request.consent().orElseThrow());
  }

  @Test
  void givenBasisThatDemandsTheClass_whenItIsNotNamed_thenItIsIncomplete() {
    AdmissionPolicy strict =
        changed(
            "legal-bases.yaml",
            "ended_by: withdrawal, requires: []",
            "ended_by: withdrawal, requires: [document_class]");
    assertRefused(
        () -> strict.checkConsent(permitted().make()), ProblemCode.LEGAL_BASIS_INCOMPLETE);
    strict.checkConsent(permitted().documentClass("invoice").make());
  }

  @Test
  void givenConsentForTheClasses_whenChecked_thenItIsPermitted() {
    JobRequests expense = permitted().purpose("expense_processing").output("receipt_total");
    JobRequest request = expense.consent(carried(NOTICE, "receipt", "invoice")).make();
    assertThat(policy.checkConsent(request)).isEqualTo(request.consent().orElseThrow());
    policy.checkConsent(
        expense.consent(carried(NOTICE, "receipt")).documentClass("receipt").make());
  }

  @ParameterizedTest
  @CsvSource({
    "receipt, , consent-other-class, /document_class",
    "invoice, receipt, consent-other-class, /document_class",
    "contract, , class-not-permitted-for-purpose, /consent/document_classes",
    "diary, invoice, class-not-permitted-for-purpose, /consent/document_classes",
  })
  void givenConsentForOtherClasses_whenChecked_thenItIsRefused(
      String named, String asked, String code, String pointer) {
    JobRequests request =
        permitted()
            .purpose("expense_processing")
            .output("vendor_name")
            .consent(carried(Optional.empty(), named));
    LetheException refusal =
        catchThrowableOfType(
            LetheException.class,
            () ->
                policy.checkConsent(
                    asked == null ? request.make() : request.documentClass(asked).make()));
    assertThat(refusal.code().code()).isEqualTo(code);
    assertThat(refusal.details().get(0).pointer()).isEqualTo(pointer);
  }

  @Test
  void givenPurposeThatAsksForNoticeAndClasses_whenTheConsentNamesThem_thenItIsPermitted() {
    AdmissionPolicy strict = naming("[notice, document_classes]");
    strict.checkConsent(permitted().consent(carried(NOTICE, "invoice")).make());
    assertIncomplete(strict, permitted().consent(carried(NOTICE)), "/consent/document_classes");
    assertIncomplete(
        strict, permitted().consent(carried(Optional.empty(), "invoice")), "/consent/notice");
    assertIncomplete(strict, permitted(), "/consent/notice");
    naming("[notice]").checkConsent(permitted().consent(carried(NOTICE)).make());
  }

  @Test
  void givenPurposeWithoutManualReview_whenTheRequestAllowsIt_thenItIsNotGranted() {
    AdmissionPolicy strict =
        changed("purposes.yaml", "manual_review: true", "manual_review: false");
    ConsentContext asked = new ConsentContext("customer_authorized", false, true);
    Purpose purpose = new Purpose("invoice_processing");
    assertThat(policy.narrowed(purpose, asked).allowManualReview()).isTrue();
    assertThat(strict.narrowed(purpose, asked).allowManualReview()).isFalse();
  }

  @Test
  void givenConsent_whenAskedHowLongItHolds_thenThePurposeSays() {
    assertThat(policy.consentUntil(permitted().make(), NOON))
        .isEqualTo(NOON.plus(Duration.ofDays(365)));
  }

  private static ConsentContext carried(Optional<Notice> notice, String... classes) {
    return new ConsentContext(
        "customer_authorized",
        false,
        false,
        Optional.empty(),
        Arrays.stream(classes).map(DocumentClass::new).collect(Collectors.toSet()),
        notice);
  }

  private static AdmissionPolicy naming(String elements) {
    return changed(
        "purposes.yaml",
        "description: Paying and booking invoices",
        "description: Paying and booking invoices\n    consent_names: " + elements);
  }

  private static void assertIncomplete(
      AdmissionPolicy strict, JobRequests request, String pointer) {
    assertRefused(
        () -> strict.checkConsent(request.make()), ProblemCode.LEGAL_BASIS_INCOMPLETE, pointer);
  }

  private void assertConsentRefuses(JobRequests request, ProblemCode code) {
    LetheException refusal =
        catchThrowableOfType(LetheException.class, () -> policy.checkConsent(request.make()));
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.details().get(0).pointer()).startsWith("/consent");
  }
}
