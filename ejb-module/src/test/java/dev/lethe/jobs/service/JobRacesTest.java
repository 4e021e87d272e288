package dev.lethe.jobs.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.audit.adapter.JpaAuditStore;
import dev.lethe.audit.model.AuditEntry;
import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.AuditEvents;
import dev.lethe.audit.model.AuditFilter;
import dev.lethe.audit.model.AuditStore;
import dev.lethe.audit.service.AuditRecorder;
import dev.lethe.audit.service.Recorders;
import dev.lethe.consent.adapter.ConsentTables;
import dev.lethe.consent.adapter.SubjectTable;
import dev.lethe.consent.service.Consents;
import dev.lethe.jobs.adapter.ErasableResults;
import dev.lethe.jobs.adapter.JpaJobStore;
import dev.lethe.jobs.adapter.PostgresJobQueue;
import dev.lethe.jobs.adapter.SealedResultStore;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.Jobs;
import dev.lethe.jobs.model.ServerName;
import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.adapter.ArtefactTable;
import dev.lethe.retention.adapter.DeletionTables;
import dev.lethe.retention.adapter.ReportQueries;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.model.JobsErased;
import dev.lethe.retention.service.Erasing;
import dev.lethe.retention.service.ErasureService.Trigger;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.testing.RecordedEvents;
import dev.lethe.testing.SetGuard;
import dev.lethe.testing.TestContainer;
import dev.lethe.testing.TestInstance;
import dev.lethe.testing.TestPersistence;
import dev.lethe.worker.FieldType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to one job at one moment, on the real database; each race is run many times. */
class JobRacesTest {

  private static final int RACES = 25;
  private static final Set<ArtefactClass> CONTENT =
      EnumSet.complementOf(EnumSet.of(ArtefactClass.AUDIT));

  private final TestPersistence persistence = new TestPersistence();
  private final TenantId tenant = TestPersistence.newTenant();
  private final Caller app =
      new Caller(tenant, new ActorId("app"), Set.of(Role.SUBMITTER, Role.PRIVILEGED_REVEAL));
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private JobSteps steps;
  private Reveals reveals;
  private Erasing erasing;
  private JpaJobStore jobs;
  private SealedResultStore results;
  private AuditStore trail;
  private ReportQueries reports;

  @BeforeEach
  void putTogether() {
    TestContainer container = new TestContainer();
    container.add(persistence);
    container.add(persistence.session());
    container.add(Clock.systemUTC());
    container.add((PolicyService) () -> DefaultPolicy.BUNDLE);
    container.add(DefaultPolicy.CELL);
    container.add(new SetGuard());
    container.add(TestKeys.in(persistence));
    container.add(TestKeys.pseudonyms(persistence));
    container.add(new ServerName("here/1"));
    trail = container.make(JpaAuditStore.class);
    AuditRecorder recorder = container.make(AuditRecorder.class);
    container.add(
        new RecordedEvents<Object>(
            event -> {
              if (event instanceof AuditEvent audit) {
                Recorders.of(recorder).accept(audit);
              } else if (event instanceof AuditEvents together) {
                Recorders.ofTogether(recorder).accept(together);
              } else if (event instanceof JobsErased erased) {
                steps.erased(erased);
              }
            }));
    jobs = container.make(JpaJobStore.class);
    container.make(PostgresJobQueue.class);
    results = container.make(SealedResultStore.class);
    container.make(ConsentTables.class);
    container.make(SubjectTable.class);
    container.make(Consents.class);
    container.make(ArtefactTable.class);
    container.make(DeletionTables.class);
    reports = container.make(ReportQueries.class);
    container.make(JobEvents.class);
    container.make(JobViews.class);
    container.add(new TestInstance<>(container.make(ErasableResults.class)));
    steps = container.make(JobSteps.class);
    reveals = container.make(Reveals.class);
    erasing = container.make(Erasing.class);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** The sweep comes from the artefacts to the job, a request from the job to the artefacts. */
  @Test
  void givenDueJob_whenRequestsAndSweepsDeleteAtOnce_thenNoneFailsAndThereIsOneReceipt()
      throws Exception {
    for (int race = 0; race < RACES; race++) {
      JobId job = done();
      atOnce(() -> sweep(job), () -> delete(job), () -> sweep(job), () -> delete(job));
      assertThat(receipts(job)).hasSize(1);
      assertThat(state(job)).isEqualTo(JobState.DELETED);
      assertThat(in(() -> results.find(tenant, job))).isEmpty();
      assertThat(types(job))
          .containsOnlyOnce("deletion.acknowledged")
          .doesNotContain("deletion.failed");
    }
  }

  @Test
  void givenRevealsAndADeletionAtOnce_whenBothAreDone_thenNothingWasOpenedAfterTheDeletion()
      throws Exception {
    for (int race = 0; race < RACES; race++) {
      JobId job = done();
      atOnce(() -> reveal(job), () -> delete(job), () -> reveal(job), () -> reveal(job));
      List<String> types = types(job);
      assertThat(types).contains("deletion.requested", "deletion.acknowledged");
      assertThat(types.lastIndexOf("field.revealed"))
          .as("%s", types)
          .isLessThan(types.indexOf("deletion.requested"));
    }
  }

  @Test
  void givenSeveralDeletionsAtOnce_whenAllAreDone_thenEachIsRecordedOnce() throws Exception {
    for (int race = 0; race < RACES; race++) {
      JobId job = done();
      atOnce(() -> delete(job), () -> delete(job), () -> delete(job), () -> delete(job));
      assertThat(types(job)).containsOnlyOnce("deletion.requested", "deletion.acknowledged");
      assertThat(receipts(job)).hasSize(1);
    }
  }

  @Test
  void givenFailuresAndADeletionAtOnce_whenAllAreDone_thenTheJobHasOneEnd() throws Exception {
    for (int race = 0; race < RACES; race++) {
      JobId job = reading();
      atOnce(
          () -> steps.fail(tenant, job, ProblemCode.PROCESSING_FAILED),
          () -> steps.fail(tenant, job, ProblemCode.PROCESSING_TIMEOUT),
          () -> delete(job));
      List<String> types = types(job);
      assertThat(state(job)).isEqualTo(JobState.DELETED);
      assertThat(types).containsOnlyOnce("deletion.requested");
      assertThat(types.stream().filter("job.failed"::equals).count()).isLessThanOrEqualTo(1);
      assertThat(types.lastIndexOf("job.failed")).isLessThan(types.indexOf("deletion.requested"));
    }
  }

  private void delete(JobId job) {
    steps.delete(app, job);
    erasing.erase(tenant, app.actor(), job.value(), CONTENT, Trigger.REQUEST);
  }

  private void sweep(JobId job) {
    erasing.eraseDue(tenant, List.of(job.value()), Instant.now());
  }

  private void reveal(JobId job) {
    try {
      assertThat(reveals.reveal(app, job, List.of(new FieldName("iban")), "a disputed payment"))
          .hasSize(1);
    } catch (LetheException e) {
      assertThat(e.code()).isEqualTo(ProblemCode.JOB_GONE);
    }
  }

  /** A job with a result, admitted with its consent as any other. */
  private JobId done() {
    JobId id = reading();
    in(
        () -> {
          jobs.save(steps.lock(tenant, id).done(Jobs.outcome(), Clock.systemUTC().instant()));
          results.add(
              tenant, id, List.of(Jobs.found("iban", FieldType.IBAN, "DE89 3704", "DE893704")));
          return id;
        });
    return id;
  }

  private JobId reading() {
    JobId id = steps.admit(app, JobRequests.permitted().make());
    in(
        () -> {
          jobs.save(steps.lock(tenant, id).queued().started());
          return id;
        });
    return id;
  }

  /** Starts all in the same moment and waits for all; what one of them throws is thrown. */
  private void atOnce(Runnable... works) throws InterruptedException {
    CyclicBarrier together = new CyclicBarrier(works.length);
    List<Future<?>> running = new ArrayList<>();
    for (Runnable work : works) {
      running.add(
          threads.submit(
              () -> {
                together.await();
                work.run();
                return true;
              }));
    }
    for (Future<?> each : running) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new AssertionError("one of those at the same moment failed", e.getCause());
      }
    }
  }

  private JobState state(JobId job) {
    return in(() -> jobs.find(tenant, job)).map(Job::state).orElseThrow();
  }

  private List<DeletionReceipt> receipts(JobId job) {
    return in(() -> reports.receipts(tenant, 0, 1000)).stream()
        .filter(receipt -> receipt.job().equals(job.value()))
        .toList();
  }

  /** Types of the job's events in the order of its chain. */
  private List<String> types(JobId job) {
    AuditFilter filter =
        new AuditFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(job.value()));
    return in(() -> trail.list(tenant, filter, 0, 100)).stream()
        .sorted(Comparator.comparing(entry -> entry.position().orElseThrow()))
        .map(AuditEntry::type)
        .toList();
  }

  private <T> T in(Supplier<T> work) {
    return persistence.inNewTransaction(work);
  }
}
