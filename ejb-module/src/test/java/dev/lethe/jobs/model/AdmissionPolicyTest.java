package dev.lethe.jobs.model;

import static dev.lethe.jobs.model.Admissions.NOON;
import static dev.lethe.jobs.model.Admissions.SHIPPED;
import static dev.lethe.jobs.model.Admissions.assertPolicyRefuses;
import static dev.lethe.jobs.model.JobRequests.permitted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lethe.consent.model.ConsentContext;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.worker.Region;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Purposes, classes, fields and pages that a request names, before a policy. */
class AdmissionPolicyTest {

  private final AdmissionPolicy policy = SHIPPED;

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
        refusal(permitted().output("surname", "invoice_total", "no_such_field"));
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
  void givenAnyRefusal_whenPrinted_thenItRepeatsNothingOfTheRequest() {
    LetheException refusal = refusal(permitted().purpose("secret_purpose"));
    assertThat(refusal.toString() + refusal.details()).doesNotContain("secret");
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

  private LetheException refusal(JobRequests request) {
    return catchThrowableOfType(LetheException.class, () -> policy.checkPolicy(request.make()));
  }
}
