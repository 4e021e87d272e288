package dev.lethe.jobs.model;

import static dev.lethe.jobs.model.JobRequests.permitted;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lethe.consent.model.ConsentContext;
import dev.lethe.consent.model.LegalReference;
import dev.lethe.consent.model.Notice;
import dev.lethe.policy.adapter.PolicyFolder;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.Cell;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.policy.model.TrustZone;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.worker.Region;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionPolicyTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final AdmissionPolicy policy =
      new AdmissionPolicy(DefaultPolicy.BUNDLE, DefaultPolicy.CELL);

  @Test
  void givenPermittedRequest_whenChecked_thenItPasses() {
    assertThatCode(() -> policy.checkPolicy(permitted().make())).doesNotThrowAnyException();
    assertThat(policy.checkConsent(permitted().make()))
        .isEqualTo(new ConsentContext("customer_authorized", false, true));
  }

  @Test
  void givenUnknownPurpose_whenChecked_thenItIsRefused() {
    assertPolicyRefuses(
        permitted().purpose("marketing"), ProblemCode.PURPOSE_NOT_PERMITTED, "/purpose");
  }

  @Test
  void givenUnknownClass_whenChecked_thenNoRuleCoversIt() {
    assertPolicyRefuses(
        permitted().documentClass("diary"), ProblemCode.CLASS_WITHOUT_RULE, "/document_class");
  }

  @Test
  void givenClassOfAnotherPurpose_whenChecked_thenItIsRefused() {
    assertPolicyRefuses(
        permitted().documentClass("identity_document"),
        ProblemCode.CLASS_NOT_PERMITTED,
        "/document_class");
  }

  @Test
  void givenNoFields_whenChecked_thenItIsRefused() {
    assertPolicyRefuses(permitted().output(), ProblemCode.REQUEST_MALFORMED, "/output");
  }

  @Test
  void givenFieldTwice_whenChecked_thenItIsRefused() {
    assertPolicyRefuses(
        permitted().output("iban", "iban"), ProblemCode.REQUEST_MALFORMED, "/output/1");
  }

  @Test
  void givenFieldsOfAnotherPurpose_whenChecked_thenEachIsNamedByItsPlace() {
    LetheException refusal =
        refusal(permitted().output("surname", "invoice_total", "no_such_field").make());
    assertThat(refusal.code()).isEqualTo(ProblemCode.FIELD_NOT_PERMITTED);
    assertThat(refusal.details())
        .extracting(LetheException.Detail::pointer)
        .containsExactly("/output/0", "/output/2");
  }

  @Test
  void givenFieldThatTheClassDoesNotHave_whenChecked_thenItIsRefused() {
    assertPolicyRefuses(
        permitted().purpose("expense_processing").documentClass("receipt").output("due_date"),
        ProblemCode.FIELD_NOT_PERMITTED,
        "/output/0");
  }

  @Test
  void givenFullTextForAnotherPurpose_whenChecked_thenItIsNotGranted() {
    assertPolicyRefuses(
        permitted().output("full_text"), ProblemCode.FULL_TEXT_NOT_GRANTED, "/output/0");
  }

  @Test
  void givenFullTextForTranscription_whenChecked_thenItPasses() {
    JobRequest request = permitted().purpose("document_transcription").output("full_text").make();
    assertThatCode(() -> policy.checkPolicy(request)).doesNotThrowAnyException();
  }

  @Test
  void givenRetentionOfNoDays_whenChecked_thenItIsBelowTheFloor() {
    assertPolicyRefuses(
        permitted().retentionDays(0), ProblemCode.RETENTION_BELOW_FLOOR, "/retention_days");
  }

  @Test
  void givenNegativeRetention_whenChecked_thenItIsBelowTheFloor() {
    assertPolicyRefuses(
        permitted().retentionDays(-1), ProblemCode.RETENTION_BELOW_FLOOR, "/retention_days");
  }

  @Test
  void givenRetentionOfThirtyOneDays_whenChecked_thenItIsAboveTheCap() {
    assertPolicyRefuses(
        permitted().retentionDays(31), ProblemCode.RETENTION_ABOVE_CAP, "/retention_days");
    assertThatCode(() -> policy.checkPolicy(permitted().retentionDays(30).make()))
        .doesNotThrowAnyException();
  }

  @Test
  void givenHugeRetention_whenChecked_thenItIsAboveTheCap() {
    assertPolicyRefuses(
        permitted().retentionDays(Integer.MAX_VALUE),
        ProblemCode.RETENTION_ABOVE_CAP,
        "/retention_days");
  }

  @Test
  void givenRegionThatIsNotServed_whenChecked_thenItIsRefused() {
    assertPolicyRefuses(
        permitted().residency("us-east"), ProblemCode.REGION_NOT_ALLOWED, "/region");
  }

  @Test
  void givenPageZero_whenChecked_thenItIsRefused() {
    assertPolicyRefuses(permitted().pages(1, 0), ProblemCode.REQUEST_MALFORMED, "/pages/1");
  }

  @Test
  void givenPageAboveTheCap_whenChecked_thenItIsRefused() {
    assertPolicyRefuses(permitted().pages(51), ProblemCode.TOO_MANY_PAGES, "/pages/0");
  }

  @Test
  void givenPageTwice_whenChecked_thenItIsRefused() {
    assertPolicyRefuses(permitted().pages(2, 2), ProblemCode.REQUEST_MALFORMED, "/pages");
  }

  @Test
  void givenRegionOfPageThatIsNotRead_whenChecked_thenItIsRefused() {
    assertPolicyRefuses(
        permitted().pages(1).regions(new Region(2, 0, 0, 1, 1)),
        ProblemCode.REQUEST_MALFORMED,
        "/regions/0/page");
  }

  @Test
  void givenMoreRegionsThanAnyoneNeeds_whenChecked_thenItIsRefused() {
    Region[] many =
        IntStream.range(0, 101).mapToObj(i -> new Region(1, 0, 0, 1, 1)).toArray(Region[]::new);
    assertPolicyRefuses(permitted().regions(many), ProblemCode.REQUEST_MALFORMED, "/regions");
  }

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
  void givenClassification_whenChecked_thenItPassesForEveryPurposeThatHasAClass() {
    DefaultPolicy.BUNDLE
        .purposes()
        .keySet()
        .forEach(
            purpose ->
                policy.checkPolicy(permitted().classification().purpose(purpose.name()).make()));
  }

  @Test
  void givenClassification_whenItAsksForMore_thenItIsRefused() {
    assertPolicyRefuses(
        permitted().classification().output("iban"), ProblemCode.REQUEST_MALFORMED, "/output");
    assertPolicyRefuses(
        permitted().classification().documentClass("invoice"),
        ProblemCode.REQUEST_MALFORMED,
        "/document_class");
    assertPolicyRefuses(
        permitted().classification().retentionDays(1),
        ProblemCode.REQUEST_MALFORMED,
        "/retention_days");
    assertPolicyRefuses(
        permitted().classification().purpose("marketing"),
        ProblemCode.PURPOSE_NOT_PERMITTED,
        "/purpose");
  }

  @Test
  void givenPurposeWithoutFields_whenAnyIsAskedFor_thenItIsRefused() {
    assertPolicyRefuses(
        permitted().purpose("document_sorting").output("iban"),
        ProblemCode.FIELD_NOT_PERMITTED,
        "/output/0");
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

  private static final Optional<Notice> NOTICE =
      Optional.of(new Notice("2026-02", "a".repeat(64), Optional.of("de")));

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
    return new AdmissionPolicy(
        changed(
            "purposes.yaml",
            "description: Paying and booking invoices",
            "description: Paying and booking invoices\n    consent_names: " + elements),
        DefaultPolicy.CELL);
  }

  private static void assertIncomplete(
      AdmissionPolicy strict, JobRequests request, String pointer) {
    LetheException refusal =
        catchThrowableOfType(LetheException.class, () -> strict.checkConsent(request.make()));
    assertThat(refusal.code()).isEqualTo(ProblemCode.LEGAL_BASIS_INCOMPLETE);
    assertThat(refusal.details().get(0).pointer()).isEqualTo(pointer);
  }

  @Test
  void givenAnyRefusal_whenPrinted_thenItRepeatsNothingOfTheRequest() {
    LetheException refusal = refusal(permitted().purpose("secret_purpose").make());
    assertThat(refusal.toString() + refusal.details()).doesNotContain("secret");
  }

  @Test
  void givenRetentionDays_whenDeadlinesAreSet_thenFieldsKeepThemAndSourceItsOwn() {
    var deadlines = deadlines(permitted().retentionDays(3).make());
    assertThat(deadlines)
        .containsEntry(ArtefactClass.FIELDS, NOON.plus(Duration.ofDays(3)))
        .containsEntry(ArtefactClass.SOURCE, NOON.plus(Duration.ofMinutes(15)));
  }

  @Test
  void givenNoRetentionDays_whenDeadlinesAreSet_thenThePolicyDecides() {
    assertThat(deadlines(permitted().noRetentionDays().make()))
        .containsEntry(ArtefactClass.FIELDS, NOON.plus(Duration.ofDays(7)));
  }

  @Test
  void givenNoRegion_whenAsked_thenItIsTheInstallations() {
    assertThat(policy.region(permitted().make()).name()).isEqualTo("eu-central");
  }

  @Test
  void givenConsent_whenAskedHowLongItHolds_thenThePurposeSays() {
    assertThat(policy.consentUntil(permitted().make(), NOON))
        .isEqualTo(NOON.plus(Duration.ofDays(365)));
  }

  @Test
  void givenAllowedRegionOfAnotherCell_whenChecked_thenThatCellIsTheOneToAsk() {
    assertPolicyRefuses(permitted().residency("eu-west"), ProblemCode.REGION_NOT_SERVED, "/region");
  }

  @Test
  void givenDefaultRegionOfAnotherCell_whenChecked_thenItIsRefusedToo() {
    assertRefuses(
        DefaultPolicy.BUNDLE,
        new Cell(new ResidencyRegion("eu-west"), DefaultPolicy.CELL.zones(), Set.of("local")),
        permitted(),
        ProblemCode.REGION_NOT_SERVED);
  }

  @Test
  void givenCellThatIsNotFitForTheZone_whenChecked_thenItIsRefused() {
    Cell cell =
        new Cell(
            new ResidencyRegion("eu-central"), Set.of(new TrustZone("business")), Set.of("local"));
    JobRequests claim = permitted().purpose("claims_processing").output("patient_name");
    assertRefuses(DefaultPolicy.BUNDLE, cell, claim, ProblemCode.ZONE_MISMATCH);
    new AdmissionPolicy(DefaultPolicy.BUNDLE, cell).checkPolicy(permitted().make());
  }

  @Test
  void givenZoneWithAnotherKeyProvider_whenChecked_thenItIsRefused() {
    PolicyBundle bundle = changed("trust-zones.yaml", "key_provider: local", "key_provider: hsm");
    assertRefuses(bundle, DefaultPolicy.CELL, permitted(), ProblemCode.ZONE_MISMATCH);
  }

  @Test
  void givenZoneThatIsNotForTheRegion_whenChecked_thenItIsRefused() {
    PolicyBundle bundle =
        changed("trust-zones.yaml", "regions: [eu-central, eu-west]", "regions: [eu-west]");
    assertRefuses(bundle, DefaultPolicy.CELL, permitted(), ProblemCode.ZONE_MISMATCH);
  }

  @Test
  void givenPurposeWithClassesOfSeveralZones_whenNoClassIsNamed_thenTheStrictestCounts() {
    JobRequests loan = permitted().purpose("loan_processing").output("borrower_name");
    assertThat(policy.zone(loan.make()).name()).isEqualTo("identity");
    assertThat(policy.zone(loan.documentClass("payslip").make()).name()).isEqualTo("financial");
  }

  @Test
  void givenBasisThatDemandsTheClass_whenItIsNotNamed_thenItIsIncomplete() {
    PolicyBundle bundle =
        changed(
            "legal-bases.yaml",
            "ended_by: withdrawal, requires: []",
            "ended_by: withdrawal, requires: [document_class]");
    AdmissionPolicy strict = new AdmissionPolicy(bundle, DefaultPolicy.CELL);
    LetheException refusal =
        catchThrowableOfType(LetheException.class, () -> strict.checkConsent(permitted().make()));
    assertThat(refusal.code()).isEqualTo(ProblemCode.LEGAL_BASIS_INCOMPLETE);
    strict.checkConsent(permitted().documentClass("invoice").make());
  }

  @Test
  void givenPurposeWithoutManualReview_whenTheRequestAllowsIt_thenItIsNotGranted() {
    PolicyBundle bundle = changed("purposes.yaml", "manual_review: true", "manual_review: false");
    AdmissionPolicy strict = new AdmissionPolicy(bundle, DefaultPolicy.CELL);
    ConsentContext asked = new ConsentContext("customer_authorized", false, true);
    Purpose purpose = new Purpose("invoice_processing");
    assertThat(policy.narrowed(purpose, asked).allowManualReview()).isTrue();
    assertThat(strict.narrowed(purpose, asked).allowManualReview()).isFalse();
  }

  @Test
  void givenTighterWindowForTheClass_whenRetentionIsAsked_thenItBounds() {
    assertPolicyRefuses(
        permitted().purpose("document_transcription").output("full_text").retentionDays(8),
        ProblemCode.RETENTION_ABOVE_CAP,
        "/retention_days");
    assertThat(deadlines(permitted().purpose("document_transcription").noRetentionDays().make()))
        .containsEntry(ArtefactClass.FIELDS, NOON.plus(Duration.ofDays(1)));
  }

  @Test
  void givenReviewBeforeItGoes_whenPlanned_thenOnlyWhatIsKeptByDeadlineIsLookedAt() {
    for (RetentionMode mode : RetentionMode.values()) {
      JobRequests contract =
          permitted()
              .purpose("contract_management")
              .documentClass("contract")
              .output("parties")
              .noRetentionDays()
              .retentionMode(mode);
      assertThat(policy.plans(contract.make(), NOON).get(ArtefactClass.FIELDS).review())
          .isEqualTo(
              mode == RetentionMode.STANDARD ? Optional.of(Duration.ofDays(7)) : Optional.empty());
    }
    assertThat(policy.plans(permitted().make(), NOON).get(ArtefactClass.FIELDS).review()).isEmpty();
  }

  private Map<ArtefactClass, Instant> deadlines(JobRequest request) {
    Map<ArtefactClass, Instant> deadlines = new EnumMap<>(ArtefactClass.class);
    policy
        .plans(request, NOON)
        .forEach((artefact, plan) -> deadlines.put(artefact, plan.deleteAt()));
    return deadlines;
  }

  @Test
  void givenNoRetentionMode_whenAsked_thenItIsTheLeastStrictThatThePurposeAllows() {
    assertThat(policy.retentionMode(permitted().make())).isEqualTo(RetentionMode.STANDARD);
    assertThat(RetentionMode.unnamed(Set.of(RetentionMode.ZERO))).isEqualTo(RetentionMode.ZERO);
    assertThat(RetentionMode.unnamed(Set.of(RetentionMode.ZERO, RetentionMode.DELETE_ON_RETRIEVAL)))
        .isEqualTo(RetentionMode.DELETE_ON_RETRIEVAL);
  }

  @Test
  void givenModeThatThePurposeDoesNotList_whenChecked_thenItIsRefused() {
    AdmissionPolicy strict =
        new AdmissionPolicy(
            changed(
                "purposes.yaml",
                "retention_modes: [standard, delete_on_retrieval, zero]",
                "retention_modes: [zero]"),
            DefaultPolicy.CELL);
    assertThatThrownBy(
            () -> strict.checkPolicy(permitted().retentionMode(RetentionMode.STANDARD).make()))
        .isInstanceOfSatisfying(
            LetheException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.RETENTION_MODE_NOT_PERMITTED);
              assertThat(e.details().get(0).pointer()).isEqualTo("/retention_mode");
            });
    assertThat(strict.retentionMode(permitted().noRetentionDays().make()))
        .isEqualTo(RetentionMode.ZERO);
  }

  @Test
  void givenRuleThatDemandsKeeping_whenLessIsAsked_thenItIsRefused() {
    AdmissionPolicy kept =
        new AdmissionPolicy(
            changed(
                "retention.yaml",
                "  transcripts:",
                "  accounting: {artefact: fields, purpose: invoice_processing, floor: P2D}\n"
                    + "  transcripts:"),
            DefaultPolicy.CELL);
    for (RetentionMode mode : List.of(RetentionMode.ZERO, RetentionMode.DELETE_ON_RETRIEVAL)) {
      assertRefused(
          () -> kept.checkPolicy(permitted().noRetentionDays().retentionMode(mode).make()),
          ProblemCode.RETENTION_BELOW_FLOOR);
    }
    assertThatCode(() -> kept.checkPolicy(permitted().make())).doesNotThrowAnyException();
  }

  @Test
  void givenZeroRetentionWithDays_whenChecked_thenItIsRefused() {
    assertPolicyRefuses(
        permitted().retentionMode(RetentionMode.ZERO).retentionDays(3),
        ProblemCode.REQUEST_MALFORMED,
        "/retention_days");
  }

  @Test
  void givenModeWithClassification_whenChecked_thenItIsRefused() {
    assertPolicyRefuses(
        permitted().classification().retentionMode(RetentionMode.ZERO),
        ProblemCode.REQUEST_MALFORMED,
        "/retention_mode");
  }

  /** What a job's policy and consent checks may cost: 2 ms of CPU; on average it is far below. */
  @Test
  void givenManyRequests_whenChecked_thenOneCostsLessThanTwoMillisecondsOfCpu() {
    JobRequest request =
        permitted().purpose("loan_processing").output("borrower_name", "iban", "net_pay").make();
    ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
    int rounds = 2_000;
    long before = cpu.getCurrentThreadCpuTime();
    for (int i = 0; i < rounds; i++) {
      policy.checkPolicy(request);
      policy.checkConsent(request);
      policy.zone(request);
      policy.plans(request, NOON);
    }
    long micros = (cpu.getCurrentThreadCpuTime() - before) / 1_000 / rounds;
    System.getLogger("policy").log(System.Logger.Level.INFO, micros + " µs of CPU a job");
    assertThat(micros).isLessThan(2_000);
  }

  private static PolicyBundle changed(String file, String right, String other) {
    return new PolicyFolder().replace(file, right, other).bundle();
  }

  private static void assertRefuses(
      PolicyBundle bundle, Cell cell, JobRequests request, ProblemCode code) {
    AdmissionPolicy admission = new AdmissionPolicy(bundle, cell);
    LetheException refusal =
        catchThrowableOfType(LetheException.class, () -> admission.checkPolicy(request.make()));
    assertThat(refusal).isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
  }

  private void assertPolicyRefuses(JobRequests request, ProblemCode code, String pointer) {
    LetheException refusal = refusal(request.make());
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.details().get(0).pointer()).isEqualTo(pointer);
  }

  private LetheException refusal(JobRequest request) {
    return catchThrowableOfType(LetheException.class, () -> policy.checkPolicy(request));
  }

  private void assertConsentRefuses(JobRequests request, ProblemCode code) {
    LetheException refusal =
        catchThrowableOfType(LetheException.class, () -> policy.checkConsent(request.make()));
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.details().get(0).pointer()).startsWith("/consent");
  }
}
