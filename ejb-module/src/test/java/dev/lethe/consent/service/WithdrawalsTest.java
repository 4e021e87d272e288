package dev.lethe.consent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.consent.model.ConsentContext;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentRequest;
import dev.lethe.consent.model.ConsentRequests;
import dev.lethe.consent.model.ConsentState;
import dev.lethe.consent.model.ConsentUse;
import dev.lethe.consent.model.DataSubject;
import dev.lethe.consent.model.FakeConsents;
import dev.lethe.consent.model.FakeWithdrawals;
import dev.lethe.consent.model.HeldArtefacts;
import dev.lethe.consent.model.LegalReference;
import dev.lethe.consent.model.PendingForwards;
import dev.lethe.consent.model.WithdrawableJobs;
import dev.lethe.consent.model.Withdrawal;
import dev.lethe.consent.model.WithdrawalEffect;
import dev.lethe.consent.model.WithdrawalEffect.Kind;
import dev.lethe.consent.model.WithdrawalId;
import dev.lethe.consent.model.WithdrawalTarget.OfConsent;
import dev.lethe.consent.model.WithdrawalTarget.OfDocument;
import dev.lethe.consent.model.WithdrawalTarget.OfJob;
import dev.lethe.consent.model.WithdrawalTarget.OfSubject;
import dev.lethe.consent.service.ConsentService.Key;
import dev.lethe.consent.service.WithdrawalService.Outcome;
import dev.lethe.intake.service.SlotClosing;
import dev.lethe.keys.model.Pseudonyms;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.recovery.service.TestJournals;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.SetGuard;
import dev.lethe.testing.TestContainer;
import dev.lethe.testing.TestInstance;
import dev.lethe.worker.PersonalText;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recording, referring to, and withdrawing consents, on fakes. */
class WithdrawalsTest {

  private static final TenantId TENANT = new TenantId("northwind");
  private static final Caller APP = caller(TENANT, Role.SUBMITTER);
  private static final Purpose INVOICES = new Purpose("invoice_processing");
  private static final String JOB = "job_" + "1".repeat(32);
  private static final String OTHER_JOB = "job_" + "2".repeat(32);

  private final MutableClock clock = new MutableClock("2026-03-02T12:00:00Z");
  private final FakeConsents ledger = new FakeConsents();
  private final FakeWithdrawals kept = new FakeWithdrawals(ledger);
  private final RecordedEvents<AuditEvent> events =
      new RecordedEvents<>(EventCatalogue::requireListed);
  private final RecordedJobs jobs = new RecordedJobs();
  private Optional<String> slotJob = Optional.empty();
  private Consents consents;
  private ConsentServiceBean recording;
  private Withdrawals withdrawals;
  private WithdrawalServiceBean service;

  @BeforeEach
  void putTogether() {
    TestContainer container = new TestContainer();
    container.add(clock);
    container.add(ledger);
    container.add(kept);
    container.add(events);
    container.add(jobs);
    container.add((PolicyService) () -> DefaultPolicy.BUNDLE);
    container.add(DefaultPolicy.CELL);
    container.add(new SetGuard());
    container.add((Pseudonyms) (tenant, context, text) -> context + "-" + hash(text));
    container.add((SlotClosing) (caller, token) -> new SlotClosing.Closed("slot-1", slotJob));
    container.add(new TestInstance<>());
    container.add(TestJournals.inMemory());
    container.add(
        new Transactions() {
          @Override
          public <T extends @Nullable Object> T inNewTransaction(Supplier<T> work) {
            return work.get();
          }
        });
    consents = container.make(Consents.class);
    recording = container.make(ConsentServiceBean.class);
    withdrawals = container.make(Withdrawals.class);
    service = container.make(WithdrawalServiceBean.class);
  }

  private static String hash(PersonalText text) {
    return Integer.toHexString(text.reveal(dev.lethe.worker.RevealPermit.forSealing()).hashCode());
  }

  // --- recording

  @Test
  void givenConsent_whenRecorded_thenOnlyWhatWasGivenIsOnAndNoNameIsKept() {
    ConsentRecord record = record(consent().make());
    assertThat(record.terms().uses()).containsExactly(ConsentUse.PROCESSING);
    assertThat(record.subject().orElseThrow()).startsWith("sub_");
    assertThat(record.toString() + events.fired()).doesNotContain("customer 17");
    assertThat(record.expiresAt()).contains(clock.instant().plus(Duration.ofDays(365)));
    assertThat(types()).containsExactly("consent.recorded");
  }

  @ParameterizedTest
  @CsvSource({
    "model_improvement, training-not-permitted",
    "no_processing, consent-not-given",
    "no_notice, legal-basis-incomplete",
    "no_subject, legal-basis-incomplete",
    "other_basis, consent-basis-not-permitted",
    "other_class, class-not-permitted-for-purpose",
    "unknown_purpose, purpose-not-permitted",
    "future, request-malformed",
    "over, consent-expired"
  })
  void givenWhatPolicyDoesNotAllow_whenRecorded_thenItIsRefusedAndTheRefusalIsRecorded(
      String what, String code) {
    ConsentRequest request =
        switch (what) {
          case "model_improvement" ->
              consent().uses(ConsentUse.PROCESSING, ConsentUse.MODEL_IMPROVEMENT).make();
          case "no_processing" -> consent().uses(ConsentUse.ANALYTICS).make();
          case "no_notice" -> consent().notice(Optional.empty()).make();
          case "no_subject" -> consent().subject(Optional.empty()).make();
          case "other_basis" -> consent().basis("vital_interest").make();
          case "other_class" -> consent().documentClass("payslip").make();
          case "unknown_purpose" -> consent().purpose("marketing").make();
          case "future" -> consent().given(clock.instant().plus(Duration.ofHours(1))).make();
          default -> consent().given(clock.instant().minus(Duration.ofDays(366))).make();
        };
    assertThatThrownBy(() -> recording.record(APP, request, Optional.empty()))
        .isInstanceOf(LetheException.class)
        .hasMessage(code);
    assertThat(ledger.records).isEmpty();
    assertThat(types()).containsExactly("consent.refused");
  }

  @Test
  void givenSameKey_whenSentAgain_thenTheRecordIsTheSameAndAnotherRequestIsRefused() {
    ConsentService.Recorded first =
        recording.record(APP, consent().make(), Optional.of(new Key("k", "content")));
    ConsentService.Recorded again =
        recording.record(APP, consent().make(), Optional.of(new Key("k", "content")));
    assertThat(again.again()).isTrue();
    assertThat(again.record().id()).isEqualTo(first.record().id());
    assertThat(ledger.records).hasSize(1);
    assertThatThrownBy(
            () -> recording.record(APP, consent().make(), Optional.of(new Key("k", "other"))))
        .hasMessage("idempotency-conflict");
  }

  @Test
  void givenRecord_whenReceiptIsAskedFor_thenItSaysEachFlagAndTheWholeStory() {
    ConsentRecord record = record(consent().make());
    service.withdraw(APP, new OfConsent(record.id()), Optional.empty());
    JsonObject receipt =
        Json.createReader(
                new StringReader(recording.receipt(APP, record.id(), "https://x/v1/consents/1")))
            .readObject();
    assertThat(receipt.getString("@type")).isEqualTo("dpv:ConsentReceipt");
    JsonObject whole = receipt.getJsonObject("dpv:hasRecordOfActivity");
    assertThat(whole.getString("dct:identifier")).isEqualTo(record.id().value());
    assertThat(whole.getJsonArray("dpv:hasProcess")).hasSize(ConsentUse.values().length);
    assertThat(whole.getJsonArray("dpv:hasConsentStatus").toString())
        .contains("dpv:ConsentGiven", "dpv:ConsentWithdrawn");
    assertThat(whole.toString()).contains("eu-gdpr:A6-1-a").doesNotContain("customer 17");
    assertThat(
            whole.getJsonArray("dpv:hasProcess").getValuesAs(JsonObject.class).stream()
                .map(process -> process.getString("dpv:hasRule")))
        .containsOnlyOnce("dpv:Permission");
  }

  // --- referring

  @Test
  void givenConsentForSomethingElse_whenReferredTo_thenTheReasonIsNamed() {
    ConsentRecord record = record(consent().documentClass("invoice").make());
    Set<DocumentClass> invoice = Set.of(new DocumentClass("invoice"));
    Optional<PersonalText> nobody = Optional.empty();
    refuses(
        ProblemCode.CONSENT_OTHER_PURPOSE,
        () -> consents.requireCovers(TENANT, record, new Purpose("x"), invoice, nobody));
    refuses(
        ProblemCode.CONSENT_OTHER_CLASS,
        () ->
            consents.requireCovers(
                TENANT,
                record,
                INVOICES,
                Set.of(new DocumentClass("invoice"), new DocumentClass("receipt")),
                nobody));
    refuses(
        ProblemCode.CONSENT_OTHER_SUBJECT,
        () ->
            consents.requireCovers(
                TENANT, record, INVOICES, invoice, Optional.of(PersonalText.of("customer 18"))));
    consents.requireCovers(
        TENANT, record, INVOICES, invoice, Optional.of(PersonalText.of("customer 17")));
    refuses(
        ProblemCode.CONSENT_MISSING, () -> consents.referred(new TenantId("contoso"), record.id()));
  }

  @Test
  void givenNoReviewFlag_whenFieldsAreToBeRouted_thenPeopleMayNotLook() {
    ConsentRecord without = record(consent().make());
    ConsentRecord with =
        record(consent().uses(ConsentUse.PROCESSING, ConsentUse.MANUAL_REVIEW).make());
    consents.bind(TENANT, JOB, without);
    consents.bind(TENANT, OTHER_JOB, with);
    refuses(ProblemCode.REVIEW_NOT_PERMITTED, () -> consents.permitReview(TENANT, JOB));
    consents.permitReview(TENANT, OTHER_JOB);
  }

  // --- withdrawing

  @Test
  void givenSharedConsent_whenOneJobIsWithdrawn_thenTheOthersGoOn() {
    ConsentRecord record = bound(JOB, OTHER_JOB);
    Outcome outcome = service.withdraw(APP, new OfJob(JOB), Optional.empty());
    assertThat(jobs.withdrawn).containsExactly(JOB);
    refuses(ProblemCode.CONSENT_WITHDRAWN, () -> consents.requireInForce(TENANT, JOB));
    consents.requireInForce(TENANT, OTHER_JOB);
    assertThat(stateOf(record)).isEqualTo(ConsentState.ACTIVE);
    assertThat(outcome.withdrawal().isCompleted()).isTrue();
  }

  @Test
  void givenCarriedConsent_whenItsJobIsWithdrawn_thenItEndsAsAWhole() {
    ConsentRecord record = carried(JOB, "customer_authorized", Optional.empty());
    service.withdraw(APP, new OfJob(JOB), Optional.empty());
    assertThat(stateOf(record)).isEqualTo(ConsentState.WITHDRAWN);
  }

  @Test
  void givenConsent_whenWithdrawnTwice_thenTheSecondIsTheFirst() {
    ConsentRecord record = bound(JOB, OTHER_JOB);
    Outcome first = service.withdraw(APP, new OfConsent(record.id()), Optional.of("moved away"));
    Outcome again = service.withdraw(APP, new OfConsent(record.id()), Optional.empty());
    Outcome byJob = service.withdraw(APP, new OfJob(JOB), Optional.empty());
    assertThat(first.again()).isFalse();
    assertThat(again.again()).isTrue();
    assertThat(again.withdrawal().id()).isEqualTo(first.withdrawal().id());
    assertThat(byJob.withdrawal().id()).isEqualTo(first.withdrawal().id());
    assertThat(jobs.withdrawn).containsExactly(JOB, OTHER_JOB);
    assertThat(first.withdrawal().reason().orElseThrow()).doesNotContain("moved");
    assertThat(types().stream().filter("withdrawal.received"::equals)).hasSize(1);
  }

  @Test
  void givenSubject_whenWithdrawn_thenEverythingOfTheirsEndsButWhatTheLawDemands() {
    ConsentRecord consent = bound(JOB);
    ConsentRecord objected =
        carried("job_" + "3".repeat(32), "legitimate_interest", Optional.of("LIA-2026-004"));
    ConsentRecord demanded =
        carried("job_" + "4".repeat(32), "legal_obligation", Optional.of("HGB § 257"));
    Withdrawal withdrawal =
        service
            .withdraw(APP, new OfSubject(DataSubject.named("customer 17")), Optional.empty())
            .withdrawal();
    assertThat(stateOf(consent)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(stateOf(objected)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(stateOf(demanded)).isEqualTo(ConsentState.ACTIVE);
    assertThat(jobs.withdrawn).hasSize(2);
    assertThat(withdrawal.count(Kind.BASIS_KEPT)).isEqualTo(1);
    assertThat(withdrawal.count(Kind.CONSENT_ENDED)).isEqualTo(2);
    assertThat(ledger.endings).extracting(ending -> ending.objected()).contains(true, false);
    assertThat(demanded.terms().reference()).contains("HGB § 257");
    assertThat(objected.terms().reference()).contains("LIA-2026-004");
  }

  @ParameterizedTest
  @CsvSource({"contract, C-4711", "legal_obligation, HGB § 257"})
  void givenBasisThatNobodyCanEnd_whenItAloneIsMeant_thenThatIsSaid(
      String basis, String reference) {
    ConsentRecord record = carried(JOB, basis, Optional.of(reference));
    refuses(
        ProblemCode.BASIS_NOT_WITHDRAWABLE,
        () -> service.withdraw(APP, new OfJob(JOB), Optional.empty()));
    refuses(
        ProblemCode.BASIS_NOT_WITHDRAWABLE,
        () -> service.withdraw(APP, new OfConsent(record.id()), Optional.empty()));
    assertThat(types()).contains("withdrawal.refused");
    assertThat(jobs.withdrawn).isEmpty();
    if (basis.equals("contract")) {
      assertThat(record.terms().reference().orElseThrow()).doesNotContain("4711");
    }
  }

  @Test
  void givenSlotThatNoJobTook_whenItsDocumentIsWithdrawn_thenTheSlotIsClosed() {
    Withdrawal withdrawal =
        service.withdraw(APP, new OfDocument("token"), Optional.empty()).withdrawal();
    assertThat(withdrawal.effects())
        .extracting(WithdrawalEffect::kind)
        .containsExactly(Kind.SLOT_CLOSED);
    assertThat(service.withdraw(APP, new OfDocument("token"), Optional.empty()).again()).isTrue();
  }

  @Test
  void givenSlotThatAJobTook_whenItsDocumentIsWithdrawn_thenTheJobIs() {
    bound(JOB);
    slotJob = Optional.of(JOB);
    service.withdraw(APP, new OfDocument("token"), Optional.empty());
    assertThat(jobs.withdrawn).containsExactly(JOB);
  }

  @Test
  void givenHoldAndForwards_whenWithdrawn_thenTheHeldIsNamedAndTheForwardsAreDropped() {
    bound(JOB);
    withdrawals.holds =
        new TestInstance<>((HeldArtefacts) (tenant, job) -> Set.of(ArtefactClass.FIELDS));
    withdrawals.forwards = new TestInstance<>((PendingForwards) (tenant, job) -> 3);
    Withdrawal withdrawal = service.withdraw(APP, new OfJob(JOB), Optional.empty()).withdrawal();
    assertThat(jobs.held).containsExactly(Set.of(ArtefactClass.FIELDS));
    assertThat(jobs.erasedWith).containsExactly(Set.of(ArtefactClass.FIELDS));
    assertThat(withdrawal.effects())
        .filteredOn(effect -> effect.kind() == Kind.FORWARDS_DROPPED)
        .singleElement()
        .extracting(effect -> effect.count().orElseThrow())
        .isEqualTo(3);
  }

  @Test
  void givenJobThatFailsOnce_whenWithdrawn_thenTheOthersAreDoneAndItIsTakenUpAgain() {
    ConsentRecord record = bound(JOB, OTHER_JOB);
    jobs.failing = JOB;
    Withdrawal withdrawal =
        service.withdraw(APP, new OfConsent(record.id()), Optional.empty()).withdrawal();
    assertThat(withdrawal.settledAt()).isEmpty();
    assertThat(jobs.withdrawn).containsExactly(OTHER_JOB);
    jobs.failing = "";
    clock.advance(Duration.ofSeconds(10));
    withdrawals.resume();
    assertThat(jobs.withdrawn).containsExactly(OTHER_JOB, JOB);
    assertThat(service.get(APP, withdrawal.id()).settledAt()).isPresent();
  }

  @Test
  void givenWorkerOfALostServer_whenItCannotLiveAnyMore_thenTheWithdrawalSettles() {
    bound(JOB);
    jobs.running = true;
    WithdrawalId id = service.withdraw(APP, new OfJob(JOB), Optional.empty()).withdrawal().id();
    clock.advance(Duration.ofSeconds(30));
    withdrawals.resume();
    assertThat(service.get(APP, id).settledAt()).isEmpty();
    clock.advance(DefaultPolicy.BUNDLE.intake().maxProcessing().plusSeconds(60));
    withdrawals.resume();
    assertThat(service.get(APP, id).settledAt()).isPresent();
  }

  @Test
  void givenUnknownOrForeignTarget_whenWithdrawn_thenItIsNotThere() {
    ConsentRecord record = bound(JOB);
    Caller stranger = caller(new TenantId("contoso"), Role.SUBMITTER);
    refuses(
        ProblemCode.NOT_FOUND,
        () -> service.withdraw(stranger, new OfConsent(record.id()), Optional.empty()));
    refuses(
        ProblemCode.NOT_FOUND, () -> service.withdraw(stranger, new OfJob(JOB), Optional.empty()));
    refuses(
        ProblemCode.NOT_FOUND,
        () -> service.withdraw(APP, new OfConsent(ConsentId.random()), Optional.empty()));
    refuses(
        ProblemCode.FORBIDDEN,
        () -> service.withdraw(caller(TENANT, Role.AUDITOR), new OfJob(JOB), Optional.empty()));
    consents.requireInForce(TENANT, JOB);
  }

  private ConsentState stateOf(ConsentRecord record) {
    return ledger.find(TENANT, record.id()).orElseThrow().state(clock.instant());
  }

  private ConsentRecord bound(String... some) {
    ConsentRecord record = record(consent().make());
    for (String job : some) {
      consents.bind(TENANT, job, record);
    }
    return record;
  }

  private ConsentRecord carried(String job, String basis, Optional<String> reference) {
    return consents.carry(
        TENANT,
        APP.actor(),
        job,
        INVOICES,
        new ConsentContext(
            basis, false, false, reference.map(LegalReference::of), Set.of(), Optional.empty()),
        Optional.ofNullable(DefaultPolicy.BUNDLE.legalBases().get(basis)),
        Optional.of(PersonalText.of("customer 17")),
        DefaultPolicy.BUNDLE.version(),
        clock.instant().plus(Duration.ofDays(1)));
  }

  private ConsentRecord record(ConsentRequest request) {
    return recording.record(APP, request, Optional.empty()).record();
  }

  private List<String> types() {
    return events.fired().stream().map(AuditEvent::type).toList();
  }

  private static void refuses(
      ProblemCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(LetheException.class).hasMessage(code.code());
  }

  private static Caller caller(TenantId tenant, Role... roles) {
    return new Caller(tenant, new ActorId("app"), Set.of(roles));
  }

  private static ConsentRequests consent() {
    return ConsentRequests.permitted();
  }

  /** Notes what it is told. */
  private static final class RecordedJobs implements WithdrawableJobs {
    private final List<String> withdrawn = new ArrayList<>();
    private final List<Set<ArtefactClass>> held = new ArrayList<>();
    private final List<Set<ArtefactClass>> erasedWith = new ArrayList<>();
    private String failing = "";
    private boolean running;

    @Override
    public List<WithdrawalEffect> withdraw(
        TenantId tenant,
        ActorId actor,
        String job,
        WithdrawalId withdrawal,
        Instant cut,
        Set<ArtefactClass> classes) {
      if (job.equals(failing)) {
        throw new IllegalStateException("the database is away");
      }
      withdrawn.add(job);
      held.add(Set.copyOf(classes));
      return List.of(
          running
              ? WithdrawalEffect.pending(Kind.RUNNING_WORK_STOPPED, cut, cut.plusSeconds(5))
                  .ofJob(job)
              : WithdrawalEffect.done(Kind.RESULT_SEALED_OFF, cut).ofJob(job));
    }

    @Override
    public void stop(String job) {}

    @Override
    public void erase(TenantId tenant, ActorId actor, String job, Set<ArtefactClass> classes) {
      erasedWith.add(Set.copyOf(classes));
    }
  }
}
