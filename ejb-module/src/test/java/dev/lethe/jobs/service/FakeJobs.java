package dev.lethe.jobs.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.consent.model.FakeConsents;
import dev.lethe.consent.model.FakeWithdrawals;
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
import dev.lethe.policy.adapter.PolicyFolder;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.Isolation;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.service.PolicyService;
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
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The services around jobs on fakes: what a test tells these, and what it finds with them
 * afterwards.
 */
final class FakeJobs {

  static final TenantId NORTHWIND = new TenantId("northwind");
  static final Caller APP = caller(NORTHWIND, Role.SUBMITTER);
  static final Caller PAULA = caller(NORTHWIND, Role.PRIVILEGED_REVEAL);
  static final Caller STRANGER =
      caller(new TenantId("contoso"), Role.SUBMITTER, Role.PRIVILEGED_REVEAL);
  static final Optional<Duration> WAIT = Optional.of(Duration.ofSeconds(5));
  static final Optional<Duration> NO_WAIT = Optional.empty();

  final MutableClock clock = new MutableClock("2026-03-02T12:00:00Z");
  final MapJobs jobs = new MapJobs(clock);
  final MapResults results = new MapResults();
  final MapArtefacts artefacts = new MapArtefacts(results, clock);
  final FakeConsents consents = new FakeConsents();
  final RecordedEvents<AuditEvent> events = RecordedEvents.audit(EventCatalogue::requireListed);
  final FakeWorkers workers = new FakeWorkers();
  final FakeBackground background = new FakeBackground();
  final SetGuard guard = new SetGuard();

  final JobSteps steps;
  final JobServiceBean service;
  final JobDispatcher dispatcher;

  /** The policy as it is now. */
  PolicyBundle bundle = DefaultPolicy.BUNDLE;

  /** What happens before the next transaction begins. */
  Runnable beforeNext = () -> {};

  FakeJobs() {
    TestContainer container =
        JobWiring.of(
            clock,
            jobs,
            results,
            artefacts,
            consents,
            new FakeWithdrawals(consents),
            events,
            workers,
            background,
            (PolicyService) () -> bundle,
            guard,
            new DelayedTransactions());
    steps = container.get(JobSteps.class);
    service = container.get(JobServiceBean.class);
    dispatcher = container.get(JobDispatcher.class);
  }

  /** A job whose document has not come. */
  JobId admit() {
    return service.admit(APP, JobRequests.permitted().make());
  }

  /** A job whose document waits for its turn. */
  JobId queued() {
    JobId job = admit();
    service.receive(APP, job, document(), NO_WAIT);
    return job;
  }

  /** A job that was read. */
  JobId done() throws InterruptedException {
    JobId job = queued();
    dispatcher.takeOne();
    return job;
  }

  /** Types of the audit events in their order. */
  List<String> types() {
    return events.fired().stream().map(AuditEvent::type).toList();
  }

  long timesViewed() {
    return types().stream().filter("result.viewed"::equals).count();
  }

  /** The job failed, and nothing of it is kept. */
  void assertFailed(JobId job, ProblemCode problem) {
    JobView view = service.get(APP, job);
    assertThat(view.state()).isEqualTo(JobState.FAILED);
    assertThat(view.problem()).contains(problem);
    assertThat(view.fields()).isEmpty();
    assertThat(artefacts.documents).isEmpty();
    assertThat(results.kept).isEmpty();
    assertThat(jobs.waiting()).isZero();
    assertThat(types()).contains("job.failed");
  }

  static Caller caller(TenantId tenant, Role... roles) {
    return new Caller(tenant, new ActorId("someone"), Set.of(roles));
  }

  static List<FieldName> fields(String... names) {
    return List.of(names).stream().map(FieldName::new).toList();
  }

  static InputStream document() {
    return new ByteArrayInputStream("%PDF-1.7".getBytes(StandardCharsets.US_ASCII));
  }

  /** What a worker answers that found all but one of the wanted fields. */
  static Response extracted(String documentClass, Request request) {
    List<ExtractedField> fields =
        ((Request.Extract) request)
            .fields().stream()
                .filter(field -> !field.name().equals("due_date"))
                .map(FakeJobs::found)
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    return new Response.Extracted(documentClass, 2, 1, fields, Jobs.PROVENANCE, 120);
  }

  private static ExtractedField found(FieldRequest field) {
    return field.type() == FieldType.IBAN
        ? Jobs.found(
            field.name(), field.type(), "DE89 3704 0044 0532 0130 00", "DE89370400440532013000")
        : Jobs.found(field.name(), field.type(), "Acme", "Acme");
  }

  /** The policy that the product ships, with tighter rules for one tenant. */
  static PolicyBundle overlay(String rules) {
    return PolicyFolder.changed(
        "overlays.yaml", "overlays: {}", "overlays: {northwind: {" + rules + "}}");
  }

  /** Begins a transaction when that which is to come before it is done. */
  private final class DelayedTransactions implements Transactions {
    @Override
    public <T extends @Nullable Object> T inNewTransaction(Supplier<T> work) {
      Runnable first = beforeNext;
      beforeNext = () -> {};
      first.run();
      return work.get();
    }
  }

  /** Answers as it is told. */
  static final class FakeWorkers implements DocumentWorkers {

    BiFunction<Request, Cancellation, Response> answer = this::invoice;
    int requests;
    @Nullable Isolation isolation;
    @Nullable JobId job;

    Response invoice(Request request, Cancellation cancellation) {
      return extracted("invoice", request);
    }

    @Override
    public Answer process(
        TenantId tenant, Isolation isolation, Request request, Cancellation cancellation) {
      requests++;
      this.isolation = isolation;
      return new Answer(answer.apply(request, cancellation), Optional.of("worker_1"));
    }

    @Override
    public Status status() {
      return new Status(1, 0, 1, "");
    }
  }

  /** Runs at once, or when it is told. */
  static final class FakeBackground implements Background {

    boolean later;
    Runnable started = () -> {};
    private final List<FutureTask<?>> tasks = new ArrayList<>();

    @Override
    public Future<?> start(Runnable work) {
      if (later) {
        FutureTask<?> task = new FutureTask<>(work, null);
        tasks.add(task);
        started.run();
        return task;
      }
      work.run();
      return CompletableFuture.completedFuture(null);
    }

    void runAll() {
      tasks.forEach(FutureTask::run);
    }
  }
}
