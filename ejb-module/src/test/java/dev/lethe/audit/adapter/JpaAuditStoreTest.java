package dev.lethe.audit.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.audit.model.AuditEntry;
import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.AuditFilter;
import dev.lethe.audit.model.LifecycleStage;
import dev.lethe.audit.service.AuditRecorder;
import dev.lethe.audit.service.AuditTrailBean;
import dev.lethe.audit.service.ChainReader;
import dev.lethe.audit.service.LeafHash;
import dev.lethe.audit.service.Recorders;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.TestContainer;
import dev.lethe.testing.TestDatabase;
import dev.lethe.testing.TestPersistence;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recorder and the trail on the real outbox. */
class JpaAuditStoreTest {

  private static final String JOB = "job_0123456789abcdef0123456789abcdef";

  private static final List<String> STAGES =
      Arrays.stream(LifecycleStage.values()).map(LifecycleStage::event).toList();

  private final TestPersistence persistence = new TestPersistence();
  private final MutableClock clock = new MutableClock("2026-03-02T12:00:00Z");
  private final TenantId tenant = TestPersistence.newTenant();
  private RecordedEvents<AuditEvent> events;
  private JpaAuditStore store;
  private AuditTrailBean trail;
  private ChainReader chains;

  @BeforeEach
  void putTogether() {
    TestContainer container = new TestContainer();
    container.add(persistence);
    container.add(persistence.session());
    container.add(clock);
    container.add((PolicyService) () -> DefaultPolicy.BUNDLE);
    store = container.make(JpaAuditStore.class);
    AuditRecorder recorder = container.make(AuditRecorder.class);
    events = container.add(new RecordedEvents<>(Recorders.of(recorder)));
    trail = container.make(AuditTrailBean.class);
    chains = container.make(ChainReader.class);
  }

  @Test
  void givenEventsOfAJob_whenRecorded_thenTheyFormAChainThatAnyoneCanCheck() {
    fire("deletion.requested", "deletion.requested", "deletion.requested");
    List<AuditEntry> entries = exported(AuditFilter.ALL);
    List<AuditEntry> chain = entries.stream().filter(e -> e.job().isPresent()).toList();
    assertThat(chain).extracting(e -> e.position().orElseThrow()).containsExactly(1L, 2L, 3L);
    Optional<String> previous = Optional.empty();
    for (AuditEntry entry : chain) {
      assertThat(entry.previousLeafHash()).isEqualTo(previous);
      assertThat(LeafHash.of(entry)).isEqualTo(entry.leafHash());
      previous = Optional.of(entry.leafHash());
    }
  }

  @Test
  void givenOneChangedFact_whenHashIsComputed_thenItIsAnother() {
    fire("deletion.requested");
    AuditEntry entry = exported(AuditFilter.ALL).get(0);
    AuditEntry changed =
        new AuditEntry(
            entry.tenant(),
            entry.id(),
            entry.time(),
            entry.type(),
            entry.job(),
            entry.position(),
            "someone.else",
            entry.outcome(),
            entry.policyVersion(),
            entry.policySha256(),
            entry.facts(),
            entry.previousLeafHash(),
            entry.leafHash());
    assertThat(LeafHash.of(changed)).isNotEqualTo(entry.leafHash());
  }

  @Test
  void givenConcurrentEventsOfAJob_whenRecorded_thenTheChainDoesNotFork() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> all = new ArrayList<>();
    IntStream.range(0, 20).forEach(i -> all.add(threads.submit(() -> fire("deletion.requested"))));
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();
    List<AuditEntry> entries =
        exported(AuditFilter.ALL).stream().filter(e -> e.job().isPresent()).toList();
    assertThat(entries)
        .extracting(e -> e.position().orElseThrow())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 20).mapToObj(Long::valueOf).toList());
    assertThat(entries).extracting(AuditEntry::leafHash).doesNotHaveDuplicates();
  }

  @Test
  void givenUnlistedType_whenFired_thenTheActIsUndone() {
    assertThatThrownBy(() -> fire("deletion.requested", "document.read-aloud"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(countOf(AuditFilter.ALL)).isZero();
  }

  @Test
  void givenAllStages_whenRecordedInOrder_thenEachIsThereOnceAndTheChainFits() {
    STAGES.forEach(this::fire);
    fire("deletion.acknowledged", "deletion.acknowledged");
    ChainReader.Check check = check();
    assertThat(check.isIntact()).isTrue();
    assertThat(check.entries()).isEqualTo(11);
  }

  @Test
  void givenOneStageLeftOut_whenTheNextIsFired_thenTheActIsUndone() {
    for (int missing = 0; missing < STAGES.size() - 2; missing++) {
      String left = STAGES.get(missing);
      String next = STAGES.get(missing + 1);
      assertThatThrownBy(() -> fire(next)).as(next + " without " + left).hasMessageContaining(next);
      fire(left);
    }
    assertThat(check().entries()).isEqualTo(STAGES.size() - 2);
  }

  @Test
  void givenRecordedStage_whenItIsFiredAgain_thenTheActIsUndoneAlsoWithinOneTransaction() {
    fire(STAGES.get(0), STAGES.get(1));
    assertThatThrownBy(() -> fire(STAGES.get(1))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> fire(STAGES.get(2), STAGES.get(2)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(check().entries()).isEqualTo(2);
  }

  @Test
  void givenAcknowledgedDeletion_whenAStageFollows_thenItIsRefusedSinceTheDocumentIsGone() {
    fire(STAGES.get(0), STAGES.get(1), STAGES.get(2), STAGES.get(3), "deletion.acknowledged");
    assertThatThrownBy(() -> fire(STAGES.get(4)))
        .isInstanceOf(LetheException.class)
        .hasMessage("source-gone");
    fire("deletion.acknowledged");
    assertThat(check().isIntact()).isTrue();
  }

  /** Whoever writes past the recorder is stopped by the table itself. */
  @Test
  void givenStage_whenARowRepeatsIt_thenTheTableRefusesIt() {
    fire(STAGES.get(0));
    AuditEntry entry = listed(AuditFilter.ALL).get(0);
    AuditEntry again =
        new AuditEntry(
            entry.tenant(),
            "another",
            entry.time(),
            entry.type(),
            entry.job(),
            Optional.of(2L),
            entry.actor(),
            entry.outcome(),
            entry.policyVersion(),
            entry.policySha256(),
            entry.facts(),
            Optional.of(entry.leafHash()),
            entry.leafHash());
    assertThatThrownBy(
            () ->
                persistence.inNewTransaction(
                    () -> {
                      store.add(tenant, List.of(again));
                      return true;
                    }))
        .hasMessageContaining("23505");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "actor = 'mallory'",
        "outcome = 'refused'",
        "facts = '{\"roles\":\"auditor\"}'",
        "policy_sha256 = 'other'",
        "position = 20",
        "previous_leaf_hash = repeat('0', 64)",
        "leaf_hash = repeat('0', 64)",
      })
  void givenEntryThatWasChanged_whenTheChainIsChecked_thenItIsBrokenThere(String change)
      throws SQLException {
    fire(STAGES.get(0), STAGES.get(1), STAGES.get(2), STAGES.get(3));
    assertThat(check().isIntact()).isTrue();
    changed("update audit_event set " + change + " where tenant_id = ? and position = 3");
    assertThat(check().brokenAt()).contains(3L);
  }

  @Test
  void givenEntryThatWasTakenOut_whenTheChainIsChecked_thenItIsBrokenThere() throws SQLException {
    fire(STAGES.get(0), STAGES.get(1), STAGES.get(2));
    changed("delete from audit_event where tenant_id = ? and position = 2");
    assertThat(check().brokenAt()).contains(2L);
  }

  private void changed(String sql) throws SQLException {
    try (Connection connection = TestDatabase.get().superuser().getConnection()) {
      assertThat(Sql.update(connection, sql, tenant.value())).isEqualTo(1);
    }
  }

  private ChainReader.Check check() {
    return persistence.inNewTransaction(() -> chains.read(tenant, JOB, entry -> {}));
  }

  @Test
  void givenUnlistedFact_whenFired_thenItIsRefused() {
    assertThatThrownBy(
            () ->
                persistence.inNewTransaction(
                    () -> {
                      events.fire(event("job.failed", Map.of("iban", "DE00")));
                      return true;
                    }))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givenFactThatCouldBeText_whenMade_thenItIsRefused() {
    assertThatThrownBy(() -> event("job.failed", Map.of("problem", "Ada King, 12 High Street")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givenFilter_whenListed_thenOnlyWhatFitsIsThere() {
    fire("deletion.requested");
    clock.advance(Duration.ofHours(1));
    persistence.inNewTransaction(
        () -> {
          events.fire(event("job.failed", Map.of("problem", "too-large")));
          return true;
        });
    assertThat(listed(new AuditFilter(none(), none(), Optional.of("job."), Optional.empty())))
        .extracting(AuditEntry::type)
        .containsExactly("job.failed");
    assertThat(
            listed(
                new AuditFilter(
                    none(), Optional.of(clock.instant()), Optional.empty(), Optional.empty())))
        .extracting(AuditEntry::type)
        .containsExactly("deletion.requested");
    assertThat(
            listed(
                new AuditFilter(
                    Optional.of(clock.instant()), none(), Optional.empty(), Optional.of(JOB))))
        .extracting(AuditEntry::type)
        .containsExactly("job.failed");
    assertThat(listed(new AuditFilter(none(), none(), Optional.of("j%"), Optional.empty())))
        .isEmpty();
  }

  @Test
  void givenMoreEntriesThanABatch_whenExported_thenAllComeOnceOldestFirst() {
    for (int i = 0; i < 11; i++) {
      fire(java.util.Collections.nCopies(50, "deletion.requested").toArray(String[]::new));
      clock.advance(Duration.ofSeconds(1));
    }
    List<AuditEntry> entries = exported(AuditFilter.ALL);
    assertThat(entries).extracting(AuditEntry::id).doesNotHaveDuplicates();
    assertThat(entries).extracting(AuditEntry::time).isSorted();
    assertThat(entries.stream().filter(e -> e.type().equals("deletion.requested"))).hasSize(550);
  }

  @Test
  void givenExport_whenMade_thenItIsItselfRecorded() {
    exported(AuditFilter.ALL);
    assertThat(listed(AuditFilter.ALL))
        .extracting(AuditEntry::type)
        .containsExactly("audit.exported");
  }

  @Test
  void givenExportOfOneJob_whenMade_thenItJoinsTheJobsChainIfThereIsOne() {
    AuditFilter ofJob = new AuditFilter(none(), none(), Optional.empty(), Optional.of(JOB));
    exported(ofJob);
    assertThat(check().entries()).isZero();
    fire(STAGES.get(0));
    exported(ofJob);
    assertThat(check()).matches(check -> check.isIntact() && check.entries() == 2);
  }

  @Test
  void givenAnotherTenant_whenListed_thenThereIsNothing() {
    fire("deletion.requested");
    Caller stranger = caller(TestPersistence.newTenant(), Role.AUDITOR);
    assertThat(trail.list(stranger, AuditFilter.ALL, 0, 10)).isEmpty();
    assertThat(trail.count(stranger, AuditFilter.ALL)).isZero();
  }

  @Test
  void givenOtherRoles_whenReading_thenItIsForbidden() {
    for (Role role : Role.values()) {
      if (role != Role.AUDITOR && role != Role.COMPLIANCE_OFFICER) {
        Caller other = caller(tenant, role);
        assertThatThrownBy(() -> trail.list(other, AuditFilter.ALL, 0, 10))
            .isInstanceOf(LetheException.class)
            .hasMessage("forbidden");
        assertThatThrownBy(() -> trail.export(other, AuditFilter.ALL, entry -> {}))
            .isInstanceOf(LetheException.class);
      }
    }
    assertThat(countOf(AuditFilter.ALL)).isZero();
  }

  private void fire(String... types) {
    persistence.inNewTransaction(
        () -> {
          for (String type : types) {
            events.fire(event(type, Map.of()));
          }
          return true;
        });
  }

  private AuditEvent event(String type, Map<String, String> facts) {
    return new AuditEvent(tenant, type, Optional.of(JOB), new ActorId("app"), "done", facts);
  }

  private List<AuditEntry> exported(AuditFilter filter) {
    List<AuditEntry> entries = new ArrayList<>();
    trail.export(caller(tenant, Role.AUDITOR), filter, entries::add);
    return entries;
  }

  private List<AuditEntry> listed(AuditFilter filter) {
    return trail.list(caller(tenant, Role.AUDITOR), filter, 0, 100);
  }

  private long countOf(AuditFilter filter) {
    return trail.count(caller(tenant, Role.COMPLIANCE_OFFICER), filter);
  }

  private static Optional<Instant> none() {
    return Optional.empty();
  }

  private static Caller caller(TenantId tenant, Role role) {
    return new Caller(tenant, new ActorId("olivia"), Set.of(role));
  }
}
