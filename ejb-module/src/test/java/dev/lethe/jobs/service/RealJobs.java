package dev.lethe.jobs.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.audit.adapter.JpaAuditStore;
import dev.lethe.audit.model.AuditEntry;
import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.AuditEvents;
import dev.lethe.audit.model.AuditFilter;
import dev.lethe.audit.service.AuditRecorder;
import dev.lethe.audit.service.ChainReader;
import dev.lethe.audit.service.Recorders;
import dev.lethe.consent.adapter.ConsentTables;
import dev.lethe.consent.adapter.SubjectTable;
import dev.lethe.consent.adapter.WithdrawalTables;
import dev.lethe.consent.service.Consents;
import dev.lethe.consent.service.SubjectReplay;
import dev.lethe.consent.service.SubjectsOfHolds;
import dev.lethe.consent.service.WithdrawalReplay;
import dev.lethe.consent.service.WithdrawalServiceBean;
import dev.lethe.consent.service.Withdrawals;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.intake.service.DocumentIntake;
import dev.lethe.intake.service.SlotClosing;
import dev.lethe.jobs.adapter.ErasableResults;
import dev.lethe.jobs.adapter.JpaJobStore;
import dev.lethe.jobs.adapter.PostgresJobQueue;
import dev.lethe.jobs.adapter.SealedResultStore;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.ServerName;
import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.keys.model.DataKeys.FreshKey;
import dev.lethe.keys.model.Pseudonyms;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.recovery.adapter.JournalTables;
import dev.lethe.recovery.model.MemoryJournal;
import dev.lethe.recovery.model.Replayable;
import dev.lethe.recovery.service.Recovery;
import dev.lethe.recovery.service.TestJournals;
import dev.lethe.retention.adapter.ArtefactTable;
import dev.lethe.retention.adapter.CertificateTables;
import dev.lethe.retention.adapter.DeadLetterTable;
import dev.lethe.retention.adapter.DeletionTables;
import dev.lethe.retention.adapter.HoldTables;
import dev.lethe.retention.adapter.ReceiptEntries;
import dev.lethe.retention.model.Erasable;
import dev.lethe.retention.model.JobsErased;
import dev.lethe.retention.service.Certifying;
import dev.lethe.retention.service.DeadLetterBox;
import dev.lethe.retention.service.DeletionReplay;
import dev.lethe.retention.service.EpochReplay;
import dev.lethe.retention.service.Erasing;
import dev.lethe.retention.service.HoldReplay;
import dev.lethe.retention.service.Holds;
import dev.lethe.retention.service.ReleaseReplay;
import dev.lethe.tenancy.adapter.Gate;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.Sql;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.testing.FixedKeyPlaces;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.SetGuard;
import dev.lethe.testing.TestContainer;
import dev.lethe.testing.TestInstance;
import dev.lethe.testing.TestPersistence;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The services around jobs on the real database, for one tenant of their own, and a means to see
 * that one transaction waits for another.
 */
final class RealJobs implements AutoCloseable {

  final TenantId tenant = TestPersistence.newTenant();
  final Caller app =
      new Caller(
          tenant,
          new ActorId("app"),
          Set.of(Role.SUBMITTER, Role.PRIVILEGED_REVEAL, Role.COMPLIANCE_OFFICER));
  final JobLookup lookup;
  final JobAdmission admission;
  final JobSteps steps;
  final JobDeliveries deliveries;
  final Reveals reveals;
  final Erasing erasing;
  final JpaJobStore jobs;
  final SealedResultStore results;
  final ConsentTables consents;
  final CertificateTables certificates;
  final Withdrawals withdrawals;
  final WithdrawalServiceBean withdrawing;
  final SubjectServiceBean subjects;
  final EvidenceServiceBean evidence;
  final DeletionTables artefacts;
  final HoldTables holds;
  final Holds holding;
  final Certifying certifying;
  final MemoryJournal journal = new MemoryJournal();
  final JournalTables journalLedger;
  final Gate gate = new Gate();
  final Recovery recovery;
  private final TestPersistence persistence = new TestPersistence();
  final Pseudonyms pseudonyms;
  private final JpaAuditStore trail;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  RealJobs() {
    TestContainer container = new TestContainer();
    container.add(persistence);
    container.add(persistence.session());
    container.add(Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS)));
    container.add((PolicyService) () -> DefaultPolicy.BUNDLE);
    container.add(DefaultPolicy.CELL);
    container.add(FixedKeyPlaces.local());
    container.add(new SetGuard());
    container.add(TestKeys.in(persistence));
    pseudonyms = container.add(TestKeys.pseudonyms(persistence));
    container.add(new ServerName("here/1"));
    trail = container.make(JpaAuditStore.class);
    AuditRecorder recorder = container.make(AuditRecorder.class);
    container.add(new RecordedEvents<Object>(event -> observe(recorder, event)));
    jobs = container.make(JpaJobStore.class);
    container.make(PostgresJobQueue.class);
    results = container.make(SealedResultStore.class);
    consents = container.make(ConsentTables.class);
    container.make(SubjectTable.class);
    container.make(WithdrawalTables.class);
    container.make(Consents.class);
    container.make(ArtefactTable.class);
    artefacts = container.make(DeletionTables.class);
    container.make(DeadLetterTable.class);
    container.make(DeadLetterBox.class);
    certificates = container.make(CertificateTables.class);
    container.add(TestKeys.signer());
    container.add(
        TestKeys.epochs(persistence, (of, job, artefact) -> Optional.empty(), Clock.systemUTC()));
    journalLedger = container.add(new OwnSegments(persistence, journal));
    container.add(journal);
    container.add(TestJournals.on(journalLedger, journal, persistence));
    container.add(new ReceiptEntries());
    container.make(Certifying.class);
    container.make(JobEvents.class);
    container.make(JobViews.class);
    container.make(RunningJobs.class);
    container.add(
        (SlotClosing) (caller, token) -> new SlotClosing.Closed("slot", Optional.empty()));
    ErasableResults erasable = container.make(ErasableResults.class);
    erasing =
        container.add(
            container
                .with(new TestInstance<Erasable>(erasable, new NoSources()))
                .make(Erasing.class));
    container.add(new TestInstance<>());
    container.add(new NoIntake());
    lookup = container.make(JobLookup.class);
    admission = container.make(JobAdmission.class);
    deliveries = container.make(JobDeliveries.class);
    steps = container.make(JobSteps.class);
    reveals = container.make(Reveals.class);
    container.make(WithdrawnJobs.class);
    withdrawals = container.make(Withdrawals.class);
    withdrawing = container.make(WithdrawalServiceBean.class);
    holds = container.make(HoldTables.class);
    container.make(SubjectsOfHolds.class);
    subjects = container.make(SubjectServiceBean.class);
    container.make(ChainReader.class);
    evidence = container.make(EvidenceServiceBean.class);
    holding = container.make(Holds.class);
    certifying = container.get(Certifying.class);
    recovery = recovery(container, erasable);
  }

  private Recovery recovery(TestContainer container, ErasableResults erasable) {
    container.add(gate);
    HoldReplay holdReplay = container.make(HoldReplay.class);
    DeletionReplay deletionReplay =
        container
            .with(new TestInstance<Erasable>(erasable, new NoSources()))
            .make(DeletionReplay.class);
    return container
        .with(
            new TestInstance<Replayable>(
                holdReplay,
                deletionReplay,
                container.make(ReleaseReplay.class),
                container.make(EpochReplay.class),
                container.make(WithdrawalReplay.class),
                container.make(SubjectReplay.class),
                container.make(RequestReplay.class)))
        .make(Recovery.class);
  }

  /** The database belongs to many tests, of whose segments this journal has none. */
  private static final class OwnSegments extends JournalTables {
    private final MemoryJournal journal;

    OwnSegments(TestPersistence database, MemoryJournal journal) {
      super(database);
      this.journal = journal;
    }

    @Override
    public Map<String, Position> positions() {
      Map<String, Position> own = new java.util.HashMap<>(super.positions());
      own.keySet().retainAll(journal.segments().keySet());
      return own;
    }
  }

  private void observe(AuditRecorder recorder, Object event) {
    if (event instanceof AuditEvent audit) {
      Recorders.of(recorder).accept(audit);
    } else if (event instanceof AuditEvents together) {
      Recorders.ofTogether(recorder).accept(together);
    } else if (event instanceof JobsErased erased) {
      steps.erased(erased);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  <T> T in(Supplier<T> work) {
    return persistence.inNewTransaction(work);
  }

  JobId admit(JobRequests request) {
    return admission.admit(app, request.make());
  }

  /** A job whose document is with a worker. */
  JobId reading(JobRequests request) {
    JobId id = sealed(request);
    steps.start(tenant, id, 1);
    return id;
  }

  /** A job whose document was taken in; there is none in any store. */
  JobId sealed(JobRequests request) {
    JobId id = admit(request);
    steps.expect(tenant, id, false);
    seal(id);
    return id;
  }

  /** The document that was expected is taken in. */
  void seal(JobId id) {
    steps.sealed(
        app,
        id,
        new SealedDocument("object", "key", 3, "application/pdf", SealedDocument.Place.STORE));
  }

  /** No document ever comes. */
  private static final class NoIntake implements DocumentIntake {
    @Override
    public FreshKey expect(TenantId of, String job) {
      throw new UnsupportedOperationException("not needed");
    }

    @Override
    public SealedDocument receive(
        TenantId of,
        String job,
        FreshKey key,
        InputStream document,
        long maxBytes,
        SealedDocument.Place place) {
      throw new UnsupportedOperationException("not needed");
    }

    @Override
    public SealedDocument receiveFromSlot(
        Caller caller, String job, String slotToken, SealedDocument.Place place) {
      throw new UnsupportedOperationException("not needed");
    }

    @Override
    public InputStream open(TenantId of, String job, SealedDocument document) {
      return InputStream.nullInputStream();
    }

    @Override
    public void discard(TenantId of, String job, SealedDocument document) {}
  }

  /** Sources of which nothing is ever there. */
  private static final class NoSources implements Erasable {
    @Override
    public ArtefactClass artefact() {
      return ArtefactClass.SOURCE;
    }

    @Override
    public Map<String, Integer> erase(TenantId tenant, Collection<String> jobs) {
      return Map.of();
    }

    @Override
    public Set<String> holding(TenantId tenant, Collection<String> jobs) {
      return Set.of();
    }
  }

  JobState state(JobId job) {
    return in(() -> jobs.find(tenant, job)).map(Job::state).orElseThrow();
  }

  /** Types of the job's events in the order of its chain. */
  List<String> types(JobId job) {
    AuditFilter filter =
        new AuditFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(job.value()));
    return in(() -> trail.list(tenant, filter, 0, 100)).stream()
        .sorted(Comparator.comparing(entry -> entry.position().orElseThrow()))
        .map(AuditEntry::type)
        .toList();
  }

  /**
   * Does something while a transaction holds a lock: it has to wait until that is over.
   *
   * @param holding what takes the lock
   */
  void assertWaits(Runnable holding, Runnable work) throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Future<?> holder =
        threads.submit(
            () ->
                in(
                    () -> {
                      holding.run();
                      held.countDown();
                      return await(release);
                    }));
    assertThat(await(held)).isTrue();
    Future<?> waiting = threads.submit(work);
    try {
      while (waitingForLocks() == 0) {
        assertThat(waiting.isDone()).as("it did not wait").isFalse();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
    } finally {
      release.countDown();
    }
    holder.get();
    waiting.get();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private long waitingForLocks() {
    return in(
        () ->
            persistence.withoutTenant(
                connection ->
                    Sql.first(
                            connection,
                            rows -> rows.getLong(1),
                            "select count(*) from pg_locks where locktype = 'advisory'"
                                + " and not granted")
                        .orElseThrow()));
  }
}
