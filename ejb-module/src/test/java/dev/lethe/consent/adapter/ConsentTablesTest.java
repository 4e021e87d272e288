package dev.lethe.consent.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.audit.adapter.ErasableAuditTrail;
import dev.lethe.consent.model.ConsentContext;
import dev.lethe.consent.model.ConsentFilter;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentMechanism;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentState;
import dev.lethe.consent.model.ConsentStore.Ending;
import dev.lethe.consent.model.ConsentStore.Repeatable;
import dev.lethe.consent.model.ConsentTerms;
import dev.lethe.consent.model.ConsentUse;
import dev.lethe.consent.model.Notice;
import dev.lethe.consent.model.WithdrawalId;
import dev.lethe.consent.service.ConsentLedgerBean;
import dev.lethe.consent.service.Consents;
import dev.lethe.jobs.adapter.JpaJobStore;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.Jobs;
import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.metrics.adapter.PostgresCounters;
import dev.lethe.metrics.model.CounterSource.Counts;
import dev.lethe.policy.adapter.PolicyFolder;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.TestContainer;
import dev.lethe.testing.TestPersistence;
import dev.lethe.worker.PersonalText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger on the real database, and the counters that look at it. */
class ConsentTablesTest {

  private static final Duration LIFE = Duration.ofDays(90);

  private final TestPersistence persistence = new TestPersistence();
  private final MutableClock clock = new MutableClock("2026-03-02T12:00:00Z");
  private final TenantId tenant = TestPersistence.newTenant();
  private final Caller auditor = new Caller(tenant, new ActorId("adam"), Set.of(Role.AUDITOR));
  private PolicyBundle bundle = DefaultPolicy.BUNDLE;
  private JpaJobStore jobs;
  private ConsentTables store;
  private SubjectTable subjects;
  private Consents consents;
  private ConsentLedgerBean ledger;
  private PostgresCounters counters;
  private ErasableAuditTrail erasableTrail;

  @BeforeEach
  void putTogether() {
    TestContainer container = new TestContainer();
    container.add(persistence);
    container.add(persistence.session());
    container.add(clock);
    container.add(TestKeys.pseudonyms(persistence));
    jobs = container.make(JpaJobStore.class);
    subjects = container.make(SubjectTable.class);
    store = container.make(ConsentTables.class);
    container.add((PolicyService) () -> bundle);
    consents = container.make(Consents.class);
    ledger = container.make(ConsentLedgerBean.class);
    counters = container.make(PostgresCounters.class);
    erasableTrail = container.make(ErasableAuditTrail.class);
  }

  @Test
  void givenSubject_whenRecorded_thenOnlyAPseudonymIsKeptAndItIsTheSameNextTime() {
    record(Optional.of("customer 4711"));
    record(Optional.of("customer 4711"));
    record(Optional.of("customer 4712"));
    List<ConsentRecord> records = listed(ConsentFilter.ALL);
    assertThat(records.toString()).doesNotContain("customer");
    assertThat(records)
        .extracting(record -> record.subject().orElseThrow())
        .allMatch(subject -> subject.matches("sub_[0-9a-f]{32}"))
        .satisfies(subjects -> assertThat(Set.copyOf(subjects)).hasSize(2));
  }

  @Test
  void givenSameSubjectOfTwoTenants_whenRecorded_thenThePseudonymsDiffer() {
    record(Optional.of("customer 4711"));
    String mine = listed(ConsentFilter.ALL).get(0).subject().orElseThrow();
    TenantId other = TestPersistence.newTenant();
    String theirs =
        TestKeys.pseudonyms(persistence).of(other, "subject", PersonalText.of("customer 4711"));
    assertThat(theirs).isNotEqualTo(mine);
  }

  @Test
  void givenConsentWhoseTimeIsOver_whenAsked_thenItHasExpired() {
    Job job = record(Optional.empty());
    in(
        () -> {
          consents.requireInForce(tenant, job.id().value());
          return true;
        });
    clock.advance(LIFE);
    assertThat(listed(ConsentFilter.ALL))
        .singleElement()
        .extracting(record -> record.state(clock.instant()))
        .isEqualTo(ConsentState.EXPIRED);
    assertThat(listed(byState(ConsentState.ACTIVE))).isEmpty();
    assertThat(listed(byState(ConsentState.EXPIRED))).hasSize(1);
    assertRefused(job.id().value(), "consent-expired");
  }

  /** What was recorded before the tenant's rule became tighter ends when the rule says. */
  @Test
  void givenTenantWhoseConsentsLiveShorter_whenListed_thenTheyEndWhenTheyReallyDo() {
    record(Optional.empty());
    Instant given = clock.instant();
    bundle =
        new PolicyFolder()
            .replace(
                "overlays.yaml",
                "overlays: {}",
                "overlays: {"
                    + tenant.value()
                    + ": {purposes: {invoice_processing: {consent_life: P10D}}}}")
            .bundle();
    assertThat(listed(ConsentFilter.ALL).get(0).expiresAt())
        .contains(given.plus(Duration.ofDays(10)));
    assertThat(listed(byState(ConsentState.ACTIVE))).hasSize(1);
    assertThat(
            listed(
                ConsentFilter.ALL.withExpiresBefore(Optional.of(given.plus(Duration.ofDays(30))))))
        .hasSize(1);
    clock.advance(Duration.ofDays(10));
    assertThat(listed(byState(ConsentState.ACTIVE))).isEmpty();
    assertThat(listed(byState(ConsentState.EXPIRED)))
        .singleElement()
        .extracting(record -> record.state(clock.instant()))
        .isEqualTo(ConsentState.EXPIRED);
    assertThat(in(() -> ledger.count(auditor, byState(ConsentState.EXPIRED)))).isEqualTo(1);
    bundle = DefaultPolicy.BUNDLE;
    assertThat(listed(byState(ConsentState.ACTIVE))).hasSize(1);
    assertThat(listed(ConsentFilter.ALL).get(0).expiresAt()).contains(given.plus(LIFE));
  }

  @Test
  void givenJobWithoutConsent_whenAsked_thenItIsMissing() {
    assertRefused("job_" + "0".repeat(32), "consent-missing");
  }

  @Test
  void givenFilters_whenListed_thenOnlyWhatFitsIsThere() {
    Job job = record(Optional.empty());
    record(Optional.empty());
    assertThat(
            listed(
                ConsentFilter.ALL
                    .withPurpose(Optional.of("invoice_processing"))
                    .withJob(Optional.of(job.id().value()))))
        .hasSize(1);
    assertThat(listed(ConsentFilter.ALL.withPurpose(Optional.of("' or 1 = 1")))).isEmpty();
    assertThat(listed(byState(ConsentState.WITHDRAWN))).isEmpty();
    assertThat(in(() -> ledger.count(auditor, ConsentFilter.ALL))).isEqualTo(2);
  }

  @Test
  void givenAnotherTenantOrRole_whenListed_thenThereIsNothing() {
    record(Optional.empty());
    Caller stranger =
        new Caller(TestPersistence.newTenant(), new ActorId("aldo"), Set.of(Role.AUDITOR));
    assertThat(in(() -> ledger.list(stranger, ConsentFilter.ALL, 0, 10))).isEmpty();
    Caller submitter = new Caller(tenant, new ActorId("app"), Set.of(Role.SUBMITTER));
    assertThatThrownBy(() -> ledger.list(submitter, ConsentFilter.ALL, 0, 10))
        .isInstanceOf(LetheException.class)
        .hasMessage("forbidden");
  }

  @Test
  void givenJobsAndConsents_whenCounted_thenTheTenantSeesItsOwn() {
    record(Optional.empty());
    record(Optional.empty());
    clock.advance(Duration.ofDays(1));
    Counts counts = count(tenant);
    assertThat(counts.consentsActive()).isEqualTo(2);
    assertThat(counts.jobsWaiting()).isEqualTo(2);
    assertThat(counts.jobsToday()).isZero();
    assertThat(counts.deadLetters()).isZero();
    assertThat(counts.lastDeletionRun()).isEmpty();
    assertThat(count(TestPersistence.newTenant()).consentsActive()).isZero();
  }

  @Test
  void givenAuditTrailWhoseTimeIsNotOver_whenErased_thenTheDatabaseKeepsIt() {
    Job job = record(Optional.empty());
    addEvent(job);
    addDeadline(job, "interval '1 day'");
    assertThat(in(() -> erasableTrail.erase(tenant, List.of(job.id().value())))).isEmpty();
    assertThat(in(() -> erasableTrail.holding(tenant, List.of(job.id().value())))).isNotEmpty();
  }

  @Test
  void givenAuditTrailWhoseTimeIsOver_whenErased_thenItIsGoneForItsTenantOnly() {
    Job job = record(Optional.empty());
    addEvent(job);
    addDeadline(job, "interval '-1 day'");
    TenantId other = TestPersistence.newTenant();
    assertThat(in(() -> erasableTrail.erase(other, List.of(job.id().value())))).isEmpty();
    assertThat(in(() -> erasableTrail.erase(tenant, List.of(job.id().value()))))
        .isEqualTo(Map.of(job.id().value(), 1));
    assertThat(in(() -> erasableTrail.holding(tenant, List.of(job.id().value())))).isEmpty();
  }

  @Test
  void givenWholeRecord_whenKept_thenItComesBackAsItWas() {
    ConsentRecord record = whole(Optional.of("sub_" + "1".repeat(32)));
    in(
        () -> {
          store.add(tenant, record, new Repeatable("key", "content"));
          return true;
        });
    assertThat(in(() -> store.find(tenant, record.id()))).contains(record);
    assertThat(in(() -> store.repeated(tenant, "key")).orElseThrow().fingerprint())
        .isEqualTo("content");
    TenantId other = TestPersistence.newTenant();
    assertThat(in(() -> store.find(other, record.id()))).isEmpty();
    assertThat(in(() -> store.repeated(other, "key"))).isEmpty();
  }

  @Test
  void givenEndForOneJob_whenAsked_thenOnlyThatJobIsWithoutConsent() {
    ConsentRecord record = whole(Optional.empty());
    Job one = Jobs.admitted(tenant, clock.instant());
    Job other = Jobs.admitted(tenant, clock.instant());
    in(
        () -> {
          jobs.add(one);
          jobs.add(other);
          store.add(tenant, record);
          store.link(tenant, one.id().value(), record.id());
          store.link(tenant, other.id().value(), record.id());
          end(record.id(), Optional.of(one.id().value()));
          return true;
        });
    assertRefused(one.id().value(), "consent-withdrawn");
    assertThat(in(() -> consents.requireInForce(tenant, other.id().value())).id())
        .isEqualTo(record.id());
    assertThat(listed(byState(ConsentState.ACTIVE))).hasSize(1);
    assertThat(in(() -> store.jobs(tenant, record.id()))).hasSize(2);
  }

  @Test
  void givenEndOfAll_whenAsked_thenEveryJobIsWithoutConsentAndItCannotEndTwice() {
    Job job = record(Optional.empty());
    ConsentId id = listed(ConsentFilter.ALL).get(0).id();
    in(() -> end(id, Optional.empty()));
    assertRefused(job.id().value(), "consent-withdrawn");
    assertThat(listed(byState(ConsentState.WITHDRAWN))).hasSize(1);
    assertThat(listed(byState(ConsentState.ACTIVE))).isEmpty();
    assertThatThrownBy(() -> in(() -> end(id, Optional.empty()))).hasMessageContaining("23505");
  }

  @Test
  void givenConsentsThatExpireSoon_whenListed_thenTheSoonestIsFirst() {
    record(Optional.empty());
    clock.advance(Duration.ofDays(10));
    record(Optional.empty());
    ConsentFilter soon =
        ConsentFilter.ALL.withExpiresBefore(Optional.of(clock.instant().plus(LIFE).plusSeconds(1)));
    List<ConsentRecord> records = listed(soon);
    assertThat(records).hasSize(2);
    assertThat(records.get(0).expiresAt().orElseThrow())
        .isBefore(records.get(1).expiresAt().orElseThrow());
    assertThat(
            listed(
                ConsentFilter.ALL.withExpiresBefore(
                    Optional.of(clock.instant().plus(LIFE).minus(Duration.ofDays(1))))))
        .hasSize(1);
  }

  @Test
  void givenSubjectOfSeveralJobs_whenTheLastTrailGoes_thenTheSubjectIsForgotten() {
    Job one = record(Optional.of("customer 4711"));
    Job other = record(Optional.of("customer 4711"));
    record(Optional.of("customer 4712"));
    addDeadline(one, "interval '1 day'");
    addDeadline(other, "interval '1 day'");
    assertThat(in(() -> subjects.erase(tenant, List.of(one.id().value())))).isEmpty();
    statement(
        "update artefact set deleted_at = now() where tenant_id = :tenant and job_id = :job",
        other);
    assertThat(in(() -> subjects.holding(tenant, List.of(one.id().value())))).isNotEmpty();
    assertThat(in(() -> subjects.erase(TestPersistence.newTenant(), List.of(one.id().value()))))
        .isEmpty();
    assertThat(in(() -> subjects.erase(tenant, List.of(one.id().value()))))
        .isEqualTo(Map.of(one.id().value(), 1));
    assertThat(in(() -> subjects.holding(tenant, List.of(one.id().value())))).isEmpty();
    assertThat(listed(ConsentFilter.ALL)).hasSize(3);
  }

  @Test
  void givenSubjectOfSeveralJobs_whenTheirTrailsGoTogether_thenTheSubjectIsForgotten() {
    Job one = record(Optional.of("customer 4711"));
    Job other = record(Optional.of("customer 4711"));
    addDeadline(one, "interval '-1 day'");
    addDeadline(other, "interval '-1 day'");
    List<String> both = List.of(one.id().value(), other.id().value());
    assertThat(in(() -> subjects.erase(tenant, both)).values()).containsExactly(1);
    assertThat(in(() -> subjects.holding(tenant, both))).isEmpty();
  }

  @Test
  void givenSubjectOfAConsentInForce_whenATrailGoes_thenTheSubjectIsStillKnown() {
    Job job = record(Optional.of("customer 4711"));
    String subject = listed(ConsentFilter.ALL).get(0).subject().orElseThrow();
    in(
        () -> {
          store.add(tenant, whole(Optional.of(subject), Instant.now().plusSeconds(3600)));
          return true;
        });
    assertThat(in(() -> subjects.erase(tenant, List.of(job.id().value())))).isEmpty();
  }

  private boolean end(ConsentId id, Optional<String> job) {
    store.end(
        tenant,
        new Ending(id, job, false, new ActorId("olga"), WithdrawalId.random(), clock.instant()));
    return true;
  }

  private ConsentRecord whole(Optional<String> subject) {
    return whole(subject, clock.instant().plus(LIFE));
  }

  private ConsentRecord whole(Optional<String> subject, Instant expiry) {
    return new ConsentRecord(
        ConsentId.random(),
        new ConsentTerms(
            new Purpose("invoice_processing"),
            "consent",
            Set.of(ConsentUse.PROCESSING, ConsentUse.TROUBLESHOOTING),
            Set.of(new DocumentClass("invoice")),
            Optional.of(new Notice("2026-02", "a".repeat(64), Optional.of("de"))),
            Optional.of("DE-BY"),
            Optional.of("reference")),
        Optional.empty(),
        subject,
        ConsentMechanism.PAPER_FORM,
        new ActorId("app"),
        "1.0.0",
        "b".repeat(64),
        clock.instant().minusSeconds(60),
        clock.instant(),
        Optional.of(expiry),
        Optional.empty());
  }

  private void addEvent(Job job) {
    statement(
        "insert into audit_event (id, tenant_id, time, type, job_id, actor, outcome,"
            + " policy_version, policy_sha256, facts, position, leaf_hash) values"
            + " (gen_random_uuid(), :tenant, now(), 'deletion.requested', :job, 'app', 'done',"
            + " '1', '0', '{}', 1, repeat('0', 64))",
        job);
  }

  private void addDeadline(Job job, String fromNow) {
    statement(
        "insert into artefact (tenant_id, job_id, artefact, created_at, delete_at) values"
            + " (:tenant, :job, 'AUDIT', now() - interval '2 days', now() + "
            + fromNow
            + ")",
        job);
  }

  private void statement(String sql, Job job) {
    in(
        () ->
            persistence
                .session()
                .enter(tenant)
                .createNativeQuery(sql)
                .setParameter("tenant", tenant.value())
                .setParameter("job", job.id().value())
                .executeUpdate());
  }

  private Job record(Optional<String> subject) {
    Job job = Jobs.admitted(tenant, clock.instant());
    return in(
        () -> {
          jobs.add(job);
          consents.carry(
              tenant,
              new ActorId("app"),
              job.id().value(),
              job.scope().purpose(),
              new ConsentContext("contract", false, true),
              Optional.ofNullable(DefaultPolicy.BUNDLE.legalBases().get("contract")),
              subject.map(PersonalText::of),
              DefaultPolicy.BUNDLE.version(),
              clock.instant().plus(LIFE));
          return job;
        });
  }

  private Counts count(TenantId of) {
    return counters.count(of, clock.instant().truncatedTo(ChronoUnit.DAYS), clock.instant());
  }

  private void assertRefused(String job, String code) {
    assertThatThrownBy(
            () ->
                in(
                    () -> {
                      consents.requireInForce(tenant, job);
                      return true;
                    }))
        .isInstanceOf(LetheException.class)
        .hasMessage(code);
  }

  private List<ConsentRecord> listed(ConsentFilter filter) {
    return in(() -> ledger.list(auditor, filter, 0, 100));
  }

  private static ConsentFilter byState(ConsentState state) {
    return ConsentFilter.ALL.withState(Optional.of(state));
  }

  private <T> T in(Supplier<T> work) {
    return persistence.inNewTransaction(work);
  }
}
