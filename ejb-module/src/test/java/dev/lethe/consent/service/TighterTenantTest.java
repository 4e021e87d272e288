package dev.lethe.consent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentRequests;
import dev.lethe.consent.model.ConsentState;
import dev.lethe.consent.model.ConsentUse;
import dev.lethe.consent.model.FakeConsents;
import dev.lethe.consent.model.FakeWithdrawals;
import dev.lethe.consent.model.WithdrawableJobs;
import dev.lethe.consent.model.WithdrawalEffect;
import dev.lethe.consent.model.WithdrawalFilter;
import dev.lethe.consent.model.WithdrawalId;
import dev.lethe.consent.model.WithdrawalTarget.OfConsent;
import dev.lethe.consent.model.WithdrawalTarget.OfJob;
import dev.lethe.intake.service.SlotClosing;
import dev.lethe.keys.model.Pseudonyms;
import dev.lethe.policy.adapter.PolicyFolder;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.PolicyBundle;
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
import dev.lethe.testing.TestContainer;
import dev.lethe.testing.TestInstance;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tenant whose rules are tighter than the bundle's is obeyed, and the others do not notice. */
class TighterTenantTest {

  private static final TenantId TENANT = new TenantId("northwind");
  private static final TenantId OTHER = new TenantId("contoso");
  private static final String JOB = "job_" + "1".repeat(32);
  private static final String OTHERS_JOB = "job_" + "2".repeat(32);

  private final MutableClock clock = new MutableClock("2026-03-02T12:00:00Z");
  private final RecordedEvents<AuditEvent> events =
      new RecordedEvents<>(EventCatalogue::requireListed);
  private PolicyBundle bundle = DefaultPolicy.BUNDLE;
  private Consents consents;
  private ConsentServiceBean recording;
  private WithdrawalServiceBean withdrawing;

  @BeforeEach
  void putTogether() {
    FakeConsents ledger = new FakeConsents();
    TestContainer container = new TestContainer();
    container.add(clock);
    container.add(ledger);
    container.add(new FakeWithdrawals(ledger));
    container.add(events);
    container.add(new NoJobs());
    container.add((PolicyService) () -> bundle);
    container.add((Pseudonyms) (tenant, context, text) -> context + "-0a1b");
    container.add(
        (SlotClosing) (caller, token) -> new SlotClosing.Closed("slot-1", Optional.empty()));
    container.add(new TestInstance<>());
    container.add(
        new Transactions() {
          @Override
          public <T extends @Nullable Object> T inNewTransaction(Supplier<T> work) {
            return work.get();
          }
        });
    consents = container.make(Consents.class);
    recording = container.make(ConsentServiceBean.class);
    container.add(TestJournals.inMemory());
    container.make(Withdrawals.class);
    withdrawing = container.make(WithdrawalServiceBean.class);
  }

  @Test
  void givenFewerBases_whenRecorded_thenTheOthersAreRefused() {
    tighten("purposes: {invoice_processing: {legal_bases: [customer_authorized]}}");
    refuses(ProblemCode.CONSENT_BASIS_NOT_PERMITTED, () -> record(TENANT));
    record(OTHER);
  }

  @Test
  void givenNoSuchPurpose_whenRecorded_thenItIsRefusedAndTheTrailDoesNotNameIt() {
    tighten("purposes: {invoice_processing: null}");
    refuses(ProblemCode.PURPOSE_NOT_PERMITTED, () -> record(TENANT));
    assertThat(events.fired())
        .singleElement()
        .satisfies(event -> assertThat(event.facts()).doesNotContainKey("purpose"));
    record(OTHER);
  }

  @Test
  void givenMoreRequirements_whenRecorded_thenTheyMustBeThere() {
    tighten("legal_bases: {consent: {requires: [document_class]}}");
    refuses(ProblemCode.LEGAL_BASIS_INCOMPLETE, () -> record(TENANT));
    record(OTHER);
  }

  @Test
  void givenShorterLife_whenRecorded_thenTheConsentExpiresSooner() {
    tighten("purposes: {invoice_processing: {consent_life: P30D}}");
    assertThat(record(TENANT).expiresAt()).contains(in(30));
    assertThat(record(OTHER).expiresAt()).contains(in(365));
  }

  @Test
  void givenLifeThatWasShortenedLater_whenUsed_thenOlderConsentsAreCutToo() {
    ConsentRecord before = bound(TENANT);
    ConsentRecord others = bound(OTHER);
    tighten("purposes: {invoice_processing: {consent_life: P30D}}");
    clock.advance(Duration.ofDays(29));
    consents.requireInForce(TENANT, JOB);
    clock.advance(Duration.ofDays(1));

    refuses(ProblemCode.CONSENT_EXPIRED, () -> consents.requireInForce(TENANT, JOB));
    refuses(ProblemCode.CONSENT_EXPIRED, () -> consents.referred(TENANT, before.id()));
    ConsentRecord shown = recording.get(caller(TENANT, Role.AUDITOR), before.id());
    assertThat(shown.state(clock.instant())).isEqualTo(ConsentState.EXPIRED);
    assertThat(recording.receipt(caller(TENANT, Role.AUDITOR), before.id(), "https://x"))
        .contains("dpv:ConsentExpired");
    consents.requireInForce(OTHER, OTHERS_JOB);
    consents.referred(OTHER, others.id());
  }

  @Test
  void givenPurposeOrBasisThatIsNoLongerAllowed_whenChecked_thenWhatRunsIsStopped() {
    bound(TENANT);
    bound(OTHER);
    tighten("purposes: {invoice_processing: {legal_bases: [contract]}}");
    refuses(ProblemCode.CONSENT_BASIS_NOT_PERMITTED, () -> consents.requireInForce(TENANT, JOB));
    tighten("purposes: {invoice_processing: null}");
    refuses(ProblemCode.PURPOSE_NOT_PERMITTED, () -> consents.requireInForce(TENANT, JOB));
    consents.requireInForce(OTHER, OTHERS_JOB);
  }

  @Test
  void givenPurposeThatIsNoLongerAllowed_whenItsConsentIsWithdrawn_thenThatIsWhatCounts() {
    bound(TENANT);
    tighten("purposes: {invoice_processing: null}");
    withdrawing.withdraw(caller(TENANT, Role.SUBMITTER), new OfJob(JOB), Optional.empty());
    refuses(ProblemCode.CONSENT_WITHDRAWN, () -> consents.requireInForce(TENANT, JOB));
  }

  @Test
  void givenNoReviewForThePurpose_whenFieldsAreToBeRouted_thenTheConsentDoesNotHelp() {
    bound(TENANT);
    bound(OTHER);
    consents.permitReview(TENANT, JOB);
    tighten("purposes: {invoice_processing: {manual_review: false}}");
    refuses(ProblemCode.REVIEW_NOT_PERMITTED, () -> consents.permitReview(TENANT, JOB));
    consents.permitReview(OTHER, OTHERS_JOB);
  }

  @Test
  void givenBasisThatCanBeEnded_whenWithdrawn_thenItEndsWhereTheExceptionSaysSo() {
    ConsentRecord record = record(TENANT, ConsentRequests.permitted());
    bundle =
        new PolicyFolder()
            .replace(
                "overlays.yaml",
                "overlays: {}",
                "overlays: {northwind: {legal_bases: {consent: {ended_by: none}}}}")
            .bundle();
    refuses(
        ProblemCode.BASIS_NOT_WITHDRAWABLE,
        () ->
            withdrawing.withdraw(
                caller(TENANT, Role.SUBMITTER), new OfConsent(record.id()), Optional.empty()));
    ConsentRecord others = record(OTHER, ConsentRequests.permitted());
    withdrawing.withdraw(
        caller(OTHER, Role.SUBMITTER), new OfConsent(others.id()), Optional.empty());
  }

  @Test
  void givenFewerRoles_whenUsed_thenTheOthersAreForbidden() {
    ConsentRecord record = record(TENANT);
    tighten(
        "roles: {permissions: {record_consent: [compliance-officer], read_consent: [auditor],"
            + " withdraw: [tenant-admin], read_withdrawal: [auditor], read_withdrawals: [auditor]}}");
    Caller app = caller(TENANT, Role.SUBMITTER, Role.COMPLIANCE_OFFICER);
    refuses(ProblemCode.FORBIDDEN, () -> record(caller(TENANT, Role.SUBMITTER)));
    refuses(ProblemCode.FORBIDDEN, () -> recording.get(app, record.id()));
    refuses(ProblemCode.FORBIDDEN, () -> recording.receipt(app, record.id(), "https://x"));
    refuses(
        ProblemCode.FORBIDDEN,
        () -> withdrawing.withdraw(app, new OfConsent(record.id()), Optional.empty()));
    refuses(ProblemCode.FORBIDDEN, () -> withdrawing.get(app, WithdrawalId.random()));
    refuses(ProblemCode.FORBIDDEN, () -> withdrawing.list(app, WithdrawalFilter.ALL, 0, 10));
    record(caller(OTHER, Role.SUBMITTER));
  }

  /** Lays rules over the bundle for one tenant; they must need no exception. */
  private void tighten(String rules) {
    var document =
        new PolicyFolder()
            .replace("overlays.yaml", "overlays: {}", "overlays: {northwind: {" + rules + "}}")
            .read();
    document.requireTightOverlays(LocalDate.now(clock));
    bundle = document.bundle();
  }

  private Instant in(int days) {
    return clock.instant().plus(Duration.ofDays(days));
  }

  private ConsentRecord bound(TenantId tenant) {
    ConsentRecord record =
        record(
            tenant,
            ConsentRequests.permitted().uses(ConsentUse.PROCESSING, ConsentUse.MANUAL_REVIEW));
    consents.bind(tenant, tenant.equals(TENANT) ? JOB : OTHERS_JOB, record);
    return record;
  }

  private ConsentRecord record(TenantId tenant) {
    return record(tenant, ConsentRequests.permitted());
  }

  private ConsentRecord record(TenantId tenant, ConsentRequests request) {
    return recording
        .record(caller(tenant, Role.SUBMITTER), request.make(), Optional.empty())
        .record();
  }

  private void record(Caller caller) {
    recording.record(caller, ConsentRequests.permitted().make(), Optional.empty());
  }

  private static void refuses(ProblemCode code, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(LetheException.class).hasMessage(code.code());
  }

  private static Caller caller(TenantId tenant, Role... roles) {
    return new Caller(tenant, new ActorId("app"), Set.of(roles));
  }

  /** No job has come yet. */
  private static final class NoJobs implements WithdrawableJobs {
    @Override
    public List<WithdrawalEffect> withdraw(
        TenantId tenant,
        ActorId actor,
        String job,
        WithdrawalId withdrawal,
        Instant cut,
        Set<ArtefactClass> held) {
      return List.of();
    }

    @Override
    public void stop(String job) {}

    @Override
    public void erase(TenantId tenant, ActorId actor, String job, Set<ArtefactClass> held) {}
  }
}
