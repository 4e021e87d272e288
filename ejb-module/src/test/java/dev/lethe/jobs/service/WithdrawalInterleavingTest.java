package dev.lethe.jobs.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentReference;
import dev.lethe.consent.model.ConsentRequests;
import dev.lethe.consent.model.DataSubject;
import dev.lethe.consent.model.FakeConsents;
import dev.lethe.consent.model.FakeWithdrawals;
import dev.lethe.consent.model.Withdrawal;
import dev.lethe.consent.model.WithdrawalEffect;
import dev.lethe.consent.model.WithdrawalEffect.Kind;
import dev.lethe.consent.model.WithdrawalFilter;
import dev.lethe.consent.model.WithdrawalTarget;
import dev.lethe.consent.service.ConsentServiceBean;
import dev.lethe.consent.service.WithdrawalServiceBean;
import dev.lethe.consent.service.Withdrawals;
import dev.lethe.jobs.model.Background;
import dev.lethe.jobs.model.DocumentWorkers;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.JobView;
import dev.lethe.jobs.model.Jobs;
import dev.lethe.jobs.service.FakeStores.MapArtefacts;
import dev.lethe.jobs.service.FakeStores.MapJobs;
import dev.lethe.jobs.service.FakeStores.MapResults;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.Isolation;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
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
import dev.lethe.testing.Turns;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Submitting, reading, asking, deleting and withdrawing at once, in an order that a seed chooses
 * anew at every border of a transaction and at every step of a worker. Whatever the order, nothing
 * is delivered after the cut and nothing is left.
 */
class WithdrawalInterleavingTest {

  private static final int SEEDS = 600;

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void givenAnyOrder_whenWithdrawn_thenNothingIsDeliveredAfterTheCutAndNothingIsLeft(long seed) {
    World world = new World(seed);
    world.run();
    world.check();
  }

  /** One tenant, some jobs, and everybody who does something to them. */
  private static final class World {

    private static final TenantId TENANT = new TenantId("northwind");
    private static final Caller APP =
        new Caller(
            TENANT,
            new ActorId("app"),
            Set.of(Role.SUBMITTER, Role.PRIVILEGED_REVEAL, Role.COMPLIANCE_OFFICER));
    private static final String SUBJECT = "customer 17";

    private final Random random;
    private final Turns turns;
    private final MutableClock clock = new MutableClock("2026-03-02T12:00:00Z");
    private final MapJobs jobs = new MapJobs(clock);
    private final MapResults results = new MapResults();
    private final MapArtefacts artefacts = new MapArtefacts(results, clock);
    private final FakeConsents consents = new FakeConsents();
    private final FakeWithdrawals withdrawals = new FakeWithdrawals(consents);
    private final RecordedEvents<AuditEvent> events =
        RecordedEvents.audit(EventCatalogue::requireListed);
    private final List<JobId> submitted = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final Set<String> running = new HashSet<>();
    private final boolean shared;
    private JobServiceBean service;
    private JobProcessor processor;
    private JobDispatcher dispatcher;
    private WithdrawalServiceBean withdrawing;
    private Withdrawals behind;
    private Optional<ConsentId> recorded = Optional.empty();

    World(long seed) {
      random = new Random(seed);
      turns = new Turns(new Random(seed * 31 + 7));
      shared = random.nextBoolean();
      TestContainer container =
          JobWiring.of(
              clock,
              jobs,
              results,
              artefacts,
              consents,
              withdrawals,
              events,
              new StepwiseWorkers(),
              new InlineBackground(),
              (PolicyService) () -> DefaultPolicy.BUNDLE,
              new SetGuard(),
              new TurnTakingTransactions());
      behind = container.get(Withdrawals.class);
      processor = container.get(JobProcessor.class);
      dispatcher = container.get(JobDispatcher.class);
      service = container.get(JobServiceBean.class);
      withdrawing = container.get(WithdrawalServiceBean.class);
      if (shared) {
        recorded = Optional.of(record(container.make(ConsentServiceBean.class)));
      }
    }

    private static ConsentId record(ConsentServiceBean recording) {
      return recording
          .record(
              APP,
              ConsentRequests.permitted().subject(Optional.of(PersonalText.of(SUBJECT))).make(),
              Optional.empty())
          .record()
          .id();
    }

    void run() {
      int submitters = 1 + random.nextInt(2);
      for (int i = 0; i < submitters; i++) {
        boolean waits = random.nextBoolean();
        turns.add(() -> submit(waits));
      }
      turns.add(this::dispatch);
      turns.add(this::ask);
      if (random.nextInt(4) == 0) {
        turns.add(this::delete);
      }
      turns.add(this::withdraw);
      turns.run();
      // what the last poll of each server would do
      turns.add(this::dispatchLeft);
      turns.run();
    }

    private void submit(boolean waits) {
      try {
        JobRequests request = JobRequests.permitted().subject(SUBJECT);
        recorded.ifPresent(id -> request.consent(new ConsentReference(id)));
        JobId job = service.admit(APP, request.make());
        submitted.add(job);
        turns.next();
        boolean cut = isCut(job);
        JobView view =
            service.receive(
                APP,
                job,
                new ByteArrayInputStream(new byte[] {1}),
                waits ? Optional.of(Duration.ofSeconds(5)) : Optional.empty());
        if (cut) {
          violations.add("a document was taken in after the cut: " + view.state());
        }
      } catch (LetheException e) {
        if (e.code() != ProblemCode.CONSENT_WITHDRAWN && e.code() != ProblemCode.JOB_GONE) {
          violations.add("submitting: " + e.code());
        }
      }
    }

    private boolean isCut(JobId job) {
      return consents.ofJob(TENANT, job.value()).flatMap(record -> record.endedAt()).isPresent();
    }

    private void dispatch() {
      for (int i = 0; i < 12; i++) {
        turns.next();
        jobs.claim("here/1", Duration.ofMinutes(1))
            .ifPresent(claim -> processor.run(claim.tenant(), claim.id(), claim.attempt()));
        dispatcher.watchOnce();
      }
    }

    private void dispatchLeft() {
      dispatch();
      clock.advance(Withdrawals.STOP_WITHIN);
      behind.resume();
    }

    private void ask() {
      for (int i = 0; i < 10; i++) {
        turns.next();
        List.copyOf(submitted).forEach(this::ask);
      }
    }

    private void ask(JobId job) {
      boolean cut = isCut(job);
      try {
        if (!service.get(APP, job).fields().isEmpty() && cut) {
          violations.add("a result was delivered after the cut");
        }
        service.reveal(APP, job, List.of(new FieldName("iban")), "a reason");
        if (cut) {
          violations.add("a value was revealed after the cut");
        }
      } catch (LetheException expected) {
        // not finished, withdrawn or gone
      }
    }

    private void delete() {
      turns.next();
      List.copyOf(submitted).forEach(job -> service.delete(APP, job));
    }

    private void withdraw() {
      int patience = random.nextInt(25);
      for (int i = 0; i < patience || submitted.isEmpty(); i++) {
        turns.next();
      }
      withdrawing.withdraw(APP, target(), Optional.empty());
      boolean again = random.nextBoolean();
      if (again) {
        withdrawing.withdraw(APP, target(), Optional.empty());
      }
      // one more may have come under a consent of its own meanwhile
      while (!turns.isAloneBut(1)) {
        turns.next();
      }
      withdrawing.withdraw(
          APP, new WithdrawalTarget.OfSubject(DataSubject.named(SUBJECT)), Optional.empty());
    }

    private WithdrawalTarget target() {
      return switch (random.nextInt(3)) {
        case 0 -> new WithdrawalTarget.OfJob(submitted.get(0).value());
        case 1 ->
            new WithdrawalTarget.OfConsent(
                consents.ofJob(TENANT, submitted.get(0).value()).orElseThrow().id());
        default -> new WithdrawalTarget.OfSubject(DataSubject.named(SUBJECT));
      };
    }

    void check() {
      assertThat(violations).isEmpty();
      assertThat(results.kept).isEmpty();
      assertThat(artefacts.documents).isEmpty();
      assertThat(jobs.waiting()).isZero();
      assertThat(running).isEmpty();
      for (JobId job : submitted) {
        assertThat(jobs.find(TENANT, job).orElseThrow().state())
            .isIn(JobState.WITHDRAWN, JobState.DELETED);
        assertThat(effectsOf(job)).as("the job is in a table of effects").isNotEmpty();
      }
      for (Withdrawal withdrawal : withdrawals.list(TENANT, WithdrawalFilter.ALL, 0, 100)) {
        assertThat(withdrawal.settledAt()).isPresent();
        assertThat(withdrawal.effects())
            .filteredOn(effect -> effect.kind() != Kind.DELETION_DUE)
            .extracting(WithdrawalEffect::state)
            .doesNotContain(WithdrawalEffect.State.PENDING);
      }
      assertThat(
              events.fired().stream().filter(e -> e.type().equals("withdrawal.received")).count())
          .isEqualTo(withdrawals.list(TENANT, WithdrawalFilter.ALL, 0, 100).size());
    }

    private List<WithdrawalEffect> effectsOf(JobId job) {
      return withdrawals.list(TENANT, WithdrawalFilter.ALL, 0, 100).stream()
          .flatMap(withdrawal -> withdrawal.effects().stream())
          .filter(effect -> effect.job().equals(Optional.of(job.value())))
          .toList();
    }

    /** Before and after each transaction it is somebody's turn; within none it is. */
    private final class TurnTakingTransactions implements Transactions {
      private int depth;

      @Override
      public <T extends @Nullable Object> T inNewTransaction(Supplier<T> work) {
        if (depth == 0) {
          turns.next();
        }
        depth++;
        try {
          return work.get();
        } finally {
          depth--;
          if (depth == 0) {
            turns.next();
          }
        }
      }
    }

    /** Takes several turns to read, and dies when it is cancelled. */
    private final class StepwiseWorkers implements DocumentWorkers {
      @Override
      public Answer process(
          TenantId tenant, Isolation isolation, Request request, Cancellation cancellation) {
        return new Answer(read(request, cancellation), Optional.of("worker_1"));
      }

      private Response read(Request request, Cancellation cancellation) {
        String process = "process " + random.nextInt();
        running.add(process);
        cancellation.onCancel(() -> running.remove(process));
        int steps = random.nextInt(6);
        for (int i = 0; i < steps && running.contains(process); i++) {
          turns.next();
        }
        boolean killed = !running.remove(process);
        List<ExtractedField> fields =
            ((Request.Extract) request)
                .fields().stream()
                    .map(field -> Jobs.found(field.name(), field.type(), "Acme", "Acme"))
                    .toList();
        return killed
            ? new Response.Refused(Refusal.WORKER_FAILED)
            : new Response.Extracted("invoice", 1, 1, fields, Jobs.PROVENANCE, 10);
      }

      @Override
      public Status status() {
        return new Status(1, 0, 1, "");
      }
    }

    private static final class InlineBackground implements Background {
      @Override
      public Future<?> start(Runnable work) {
        work.run();
        return CompletableFuture.completedFuture(null);
      }
    }
  }
}
