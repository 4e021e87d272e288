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
import dev.lethe.consent.adapter.WithdrawalTables;
import dev.lethe.consent.model.ConsentFilter;
import dev.lethe.consent.model.DataSubject;
import dev.lethe.consent.model.Withdrawal;
import dev.lethe.consent.model.WithdrawalEffect;
import dev.lethe.consent.model.WithdrawalEffect.Kind;
import dev.lethe.consent.model.WithdrawalFilter;
import dev.lethe.consent.model.WithdrawalTarget.OfJob;
import dev.lethe.consent.model.WithdrawalTarget.OfSubject;
import dev.lethe.consent.service.Consents;
import dev.lethe.consent.service.WithdrawalServiceBean;
import dev.lethe.consent.service.Withdrawals;
import dev.lethe.intake.service.SlotClosing;
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
import dev.lethe.jobs.model.SubjectErasure;
import dev.lethe.jobs.model.SubjectReport;
import dev.lethe.keys.adapter.TestKeys;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.adapter.ArtefactTable;
import dev.lethe.retention.adapter.DeletionTables;
import dev.lethe.retention.model.JobsErased;
import dev.lethe.retention.service.Erasing;
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
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
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

/** Withdrawing on the real database, against everything else at the same moment. */
class WithdrawalRacesTest {

  private static final int RACES = 25;

  private final TestPersistence persistence = new TestPersistence();
  private final TenantId tenant = TestPersistence.newTenant();
  private final Caller app =
      new Caller(tenant, new ActorId("app"), Set.of(Role.SUBMITTER, Role.COMPLIANCE_OFFICER));
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private JobSteps steps;
  private JpaJobStore jobs;
  private SealedResultStore results;
  private ConsentTables consents;
  private AuditStore trail;
  private WithdrawalServiceBean withdrawing;
  private Withdrawals withdrawals;
  private SubjectServiceBean subjects;

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
    consents = container.make(ConsentTables.class);
    container.make(SubjectTable.class);
    container.make(WithdrawalTables.class);
    container.make(Consents.class);
    container.make(ArtefactTable.class);
    container.make(DeletionTables.class);
    container.make(JobEvents.class);
    container.make(JobViews.class);
    container.make(RunningJobs.class);
    container.add(
        (SlotClosing) (caller, token) -> new SlotClosing.Closed("slot", Optional.empty()));
    ErasableResults erasable = container.make(ErasableResults.class);
    TestContainer erasing = container.with(new TestInstance<>(erasable));
    container.add(erasing.make(Erasing.class));
    container.add(new TestInstance<>());
    steps = container.make(JobSteps.class);
    container.make(WithdrawnJobs.class);
    withdrawals = container.make(Withdrawals.class);
    withdrawing = container.make(WithdrawalServiceBean.class);
    subjects = container.make(SubjectServiceBean.class);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void givenResultThatIsJustKept_whenWithdrawn_thenItIsNeverDeliveredAndIsErased()
      throws Exception {
    for (int race = 0; race < RACES; race++) {
      String subject = "subject " + race;
      JobId job = reading(subject);
      atOnce(
          () -> complete(job),
          () -> withdraw(subject),
          () -> withdrawing.withdraw(app, new OfJob(job.value()), Optional.empty()),
          () -> view(job));
      withdrawals.workerEnded(tenant, job.value());
      assertThat(state(job)).isEqualTo(JobState.WITHDRAWN);
      assertThat(in(() -> results.find(tenant, job))).isEmpty();
      assertThat(types(job)).containsOnlyOnce("job.withdrawn");
      assertThat(effects(job)).filteredOn(e -> e.kind() == Kind.JOB_FOUND).hasSize(1);
      assertThat(effects(job))
          .filteredOn(effect -> effect.kind() == Kind.DELETION_DUE)
          .isNotEmpty()
          .allMatch(effect -> effect.state() == WithdrawalEffect.State.DONE);
      assertThat(open()).isEmpty();
    }
  }

  @Test
  void givenJobsThatAreJustAdmitted_whenTheirSubjectWithdraws_thenEachIsWithdrawnOrCameAfter()
      throws Exception {
    for (int race = 0; race < RACES; race++) {
      String subject = "newcomer " + race;
      List<JobId> admitted = java.util.Collections.synchronizedList(new ArrayList<>());
      atOnce(
          () -> admitted.add(admit(subject)),
          () -> admitted.add(admit(subject)),
          () -> withdraw(subject));
      for (JobId job : admitted) {
        boolean ended =
            in(() -> consents.ofJob(tenant, job.value())).orElseThrow().endedAt().isPresent();
        assertThat(state(job)).isEqualTo(ended ? JobState.WITHDRAWN : JobState.ADMITTED);
      }
      withdraw(subject);
      assertThat(admitted).allMatch(job -> state(job) == JobState.WITHDRAWN);
    }
  }

  @Test
  void givenSameWithdrawalTwiceAtOnce_whenDone_thenThereIsOne() throws Exception {
    for (int race = 0; race < RACES; race++) {
      String subject = "twice " + race;
      JobId job = admit(subject);
      atOnce(() -> withdraw(subject), () -> withdraw(subject), () -> withdraw(subject));
      assertThat(effects(job)).filteredOn(e -> e.kind() == Kind.JOB_FOUND).hasSize(1);
      assertThat(effects(job)).filteredOn(e -> e.kind() == Kind.QUEUED_WORK_CANCELLED).hasSize(1);
    }
  }

  @Test
  void givenSubject_whenLookedUpAndErased_thenItIsKnownAndThenForgotten() {
    JobId job = reading("customer 4711");
    complete(job);
    SubjectReport before = subjects.lookUp(app, DataSubject.named("customer 4711"));
    assertThat(before.jobs()).singleElement().extracting(one -> one.id()).isEqualTo(job);
    assertThat(before.consents()).hasSize(1);
    assertThat(before.toString()).doesNotContain("4711");

    SubjectErasure erasure = subjects.erase(app, DataSubject.named("customer 4711"));
    assertThat(erasure.forgotten()).isTrue();
    assertThat(erasure.jobs())
        .singleElement()
        .satisfies(one -> assertThat(one.receipts()).isNotEmpty());
    assertThat(subjects.lookUp(app, DataSubject.named("customer 4711")).subject()).isEmpty();
    assertThat(in(() -> consents.count(tenant, ConsentFilter.ALL, Clock.systemUTC().instant())))
        .isEqualTo(1);
    assertThat(subjects.erase(app, DataSubject.named("customer 4711")).withdrawal()).isEmpty();
  }

  @Test
  void givenJobWithoutWorker_whenAnotherServerAsks_thenItIsAmongTheEnded() {
    JobId job = reading("elsewhere");
    JobId other = reading("somebody else");
    withdrawing.withdraw(app, new OfJob(job.value()), Optional.empty());
    assertThat(in(() -> jobs.ended(Set.of(job, other)))).containsExactly(job);
  }

  private void withdraw(String subject) {
    withdrawing.withdraw(app, new OfSubject(DataSubject.named(subject)), Optional.empty());
  }

  private void view(JobId job) {
    try {
      steps.view(tenant, job);
    } catch (LetheException refused) {
      assertThat(refused.code()).isEqualTo(ProblemCode.CONSENT_WITHDRAWN);
    }
  }

  private void complete(JobId job) {
    List<ExtractedField> fields =
        List.of(Jobs.found("iban", FieldType.IBAN, "DE89 3704", "DE893704"));
    try {
      steps.complete(
          in(() -> jobs.find(tenant, job)).orElseThrow(),
          Jobs.outcome(),
          new Response.Extracted("invoice", 2, 1, fields, Jobs.PROVENANCE, 120),
          fields);
    } catch (LetheException refused) {
      assertThat(refused.code()).isEqualTo(ProblemCode.CONSENT_WITHDRAWN);
    }
  }

  private JobId admit(String subject) {
    return steps.admit(app, JobRequests.permitted().subject(subject).make());
  }

  private JobId reading(String subject) {
    JobId id = admit(subject);
    in(
        () -> {
          jobs.save(steps.lock(tenant, id).queued().started());
          return id;
        });
    return id;
  }

  private JobState state(JobId job) {
    return in(() -> jobs.find(tenant, job)).map(Job::state).orElseThrow();
  }

  private List<WithdrawalEffect> effects(JobId job) {
    return withdrawing.list(app, WithdrawalFilter.ALL, 0, 500).stream()
        .map(Withdrawal::effects)
        .flatMap(List::stream)
        .filter(effect -> effect.job().equals(Optional.of(job.value())))
        .toList();
  }

  private List<Withdrawal> open() {
    return withdrawing.list(app, WithdrawalFilter.ALL, 0, 500).stream()
        .filter(withdrawal -> !withdrawal.isCompleted())
        .toList();
  }

  private List<String> types(JobId job) {
    AuditFilter filter =
        new AuditFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(job.value()));
    return in(() -> trail.list(tenant, filter, 0, 100)).stream()
        .sorted(Comparator.comparing(entry -> entry.position().orElseThrow()))
        .map(AuditEntry::type)
        .toList();
  }

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

  private <T> T in(Supplier<T> work) {
    return persistence.inNewTransaction(work);
  }
}
