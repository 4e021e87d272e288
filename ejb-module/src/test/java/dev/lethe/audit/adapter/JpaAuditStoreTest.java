package dev.lethe.audit.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.audit.model.AuditEntry;
import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.AuditFilter;
import dev.lethe.audit.service.AuditRecorder;
import dev.lethe.audit.service.AuditTrailBean;
import dev.lethe.audit.service.LeafHash;
import dev.lethe.audit.service.Recorders;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.testing.MutableClock;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.TestContainer;
import dev.lethe.testing.TestPersistence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

/** The recorder and the trail on the real outbox. */
class JpaAuditStoreTest {

  private static final String JOB = "job_0123456789abcdef0123456789abcdef";

  private final TestPersistence persistence = new TestPersistence();
  private final MutableClock clock = new MutableClock("2026-03-02T12:00:00Z");
  private final TenantId tenant = TestPersistence.newTenant();
  private RecordedEvents<AuditEvent> events;
  private JpaAuditStore store;
  private AuditTrailBean trail;

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
