package dev.lethe.jobs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.consent.model.FakeConsents;
import dev.lethe.consent.model.FakeWithdrawals;
import dev.lethe.consent.model.Withdrawal;
import dev.lethe.consent.model.WithdrawalEffect;
import dev.lethe.consent.model.WithdrawalEffect.Kind;
import dev.lethe.consent.model.WithdrawalEffect.State;
import dev.lethe.consent.model.WithdrawalFilter;
import dev.lethe.consent.model.WithdrawalTarget.OfJob;
import dev.lethe.consent.service.WithdrawalServiceBean;
import dev.lethe.jobs.model.Background;
import dev.lethe.jobs.model.DocumentWorkers;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.Jobs;
import dev.lethe.jobs.service.FakeStores.MapArtefacts;
import dev.lethe.jobs.service.FakeStores.MapJobs;
import dev.lethe.jobs.service.FakeStores.MapResults;
import dev.lethe.policy.model.ArtefactClass;
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
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The cut falls right after the event of each of the nine stages, while the job goes on as if
 * nothing were.
 */
class WithdrawalStagesTest {

  private static final TenantId TENANT = new TenantId("northwind");
  private static final Caller APP =
      new Caller(
          TENANT,
          new ActorId("app"),
          Set.of(Role.SUBMITTER, Role.PRIVILEGED_REVEAL, Role.COMPLIANCE_OFFICER));

  private final MutableClock clock = new MutableClock("2026-03-02T12:00:00Z");
  private final MapJobs jobs = new MapJobs(clock);
  private final MapResults results = new MapResults();
  private final MapArtefacts artefacts = new MapArtefacts(results, clock);
  private final FakeConsents consents = new FakeConsents();
  private final FakeWithdrawals withdrawals = new FakeWithdrawals(consents);
  private final RecordedEvents<AuditEvent> events = RecordedEvents.audit(this::onEvent);
  private final CountedDocument document = new CountedDocument();
  private JobServiceBean service;
  private JobDispatcher dispatcher;
  private WithdrawalServiceBean withdrawing;
  private String stage = "";
  private Optional<JobId> reached = Optional.empty();
  private boolean workerRuns;
  private Runnable whileReading = () -> {};

  @BeforeEach
  void putTogether() {
    TestContainer container =
        JobWiring.of(
            clock,
            jobs,
            results,
            artefacts,
            consents,
            withdrawals,
            events,
            new MortalWorkers(),
            new AtOnce(),
            (PolicyService) () -> DefaultPolicy.BUNDLE,
            new SetGuard(),
            new CuttingTransactions());
    service = container.get(JobServiceBean.class);
    dispatcher = container.get(JobDispatcher.class);
    withdrawing = container.get(WithdrawalServiceBean.class);
  }

  @ParameterizedTest
  @CsvSource({
    "request.authenticated, QUEUED_WORK_CANCELLED, false",
    "policy.permitted, QUEUED_WORK_CANCELLED, false",
    "consent.verified, QUEUED_WORK_CANCELLED, false",
    "intake.sealed, QUEUED_WORK_CANCELLED, true",
    "processing.started, RUNNING_WORK_STOPPED, true",
    "processing.completed, RESULT_SEALED_OFF, true",
    "fields.classified, RESULT_SEALED_OFF, true",
    "response.structured, RESULT_SEALED_OFF, true",
    "retention.scheduled, RESULT_SEALED_OFF, true"
  })
  void givenStage_whenWithdrawnRightAfterIt_thenNothingIsReadOrDeliveredAndAllEffectsAreThere(
      String event, Kind stopped, boolean taken) throws Exception {
    stage = event;
    JobId job = service.admit(APP, JobRequests.permitted().make());
    Throwable refused = catchThrowable(() -> service.receive(APP, job, document, Optional.empty()));
    dispatcher.takeOne();

    assertThat(reached).as("the stage was reached").contains(job);
    assertThat(document.asked).as("the document was asked for").isEqualTo(taken);
    if (!taken) {
      assertThat(refused).hasMessage("consent-withdrawn");
    }
    assertThat(workerRuns).isFalse();
    assertThat(jobs.find(TENANT, job).orElseThrow().state()).isEqualTo(JobState.WITHDRAWN);
    assertNothingIsLeft();
    assertNothingIsDelivered(job, ProblemCode.CONSENT_WITHDRAWN);
    Withdrawal withdrawal = theOne();
    assertThat(withdrawal.settledAt()).isPresent();
    assertThat(kinds(withdrawal)).contains(Kind.CONSENT_ENDED, Kind.JOB_FOUND, stopped);
    assertThat(withdrawal.effects())
        .filteredOn(effect -> effect.kind() == Kind.DELETION_DUE)
        .extracting(effect -> effect.artefact().orElseThrow())
        .contains(ArtefactClass.FIELDS)
        .doesNotContain(ArtefactClass.AUDIT);
    assertThat(withdrawal.effects())
        .filteredOn(effect -> effect.kind() != Kind.DELETION_DUE)
        .extracting(WithdrawalEffect::state)
        .containsOnly(State.DONE);
  }

  @ParameterizedTest
  @CsvSource("deletion.requested")
  void givenDeletion_whenWithdrawnRightAfterIt_thenTheConsentEndsAndTheJobStaysDeleted(String event)
      throws Exception {
    stage = event;
    JobId job = service.admit(APP, JobRequests.permitted().make());
    service.receive(APP, job, document, Optional.empty());
    dispatcher.takeOne();
    service.delete(APP, job);

    assertThat(reached).contains(job);
    assertThat(jobs.find(TENANT, job).orElseThrow().state()).isEqualTo(JobState.DELETED);
    assertNothingIsLeft();
    assertNothingIsDelivered(job, ProblemCode.JOB_GONE);
    assertThat(kinds(theOne())).containsExactly(Kind.CONSENT_ENDED, Kind.JOB_FOUND);
    assertThat(theOne().isCompleted()).isTrue();
  }

  @Test
  void givenRunningWorker_whenWithdrawn_thenItHasEndedBeforeTheAnswerComes() throws Exception {
    JobId job = service.admit(APP, JobRequests.permitted().make());
    service.receive(APP, job, document, Optional.empty());
    whileReading =
        () -> {
          assertThat(workerRuns).isTrue();
          withdrawing.withdraw(APP, new OfJob(job.value()), Optional.empty());
          assertThat(workerRuns).isFalse();
          assertThat(theOne().settledAt()).as("while its end is not noted").isEmpty();
        };
    dispatcher.takeOne();

    assertThat(kinds(theOne())).contains(Kind.RUNNING_WORK_STOPPED);
    assertThat(theOne().settledAt()).isPresent();
    assertNothingIsLeft();
    assertNothingIsDelivered(job, ProblemCode.CONSENT_WITHDRAWN);
  }

  private void assertNothingIsLeft() {
    assertThat(results.kept).isEmpty();
    assertThat(artefacts.documents).isEmpty();
    assertThat(jobs.waiting()).isZero();
  }

  private void assertNothingIsDelivered(JobId job, ProblemCode code) {
    assertThat(service.get(APP, job).fields()).isEmpty();
    List<FieldName> iban = List.of(new FieldName("iban"));
    assertThatThrownBy(() -> service.reveal(APP, job, iban, "a reason"))
        .isInstanceOf(LetheException.class)
        .hasMessage(code.code());
    assertThatThrownBy(() -> service.preview(APP, job, Optional.empty()))
        .isInstanceOf(LetheException.class)
        .hasMessage(code.code());
  }

  private Withdrawal theOne() {
    List<Withdrawal> made = withdrawals.list(TENANT, WithdrawalFilter.ALL, 0, 10);
    assertThat(made).hasSize(1);
    return made.get(0);
  }

  private static List<Kind> kinds(Withdrawal withdrawal) {
    return withdrawal.effects().stream().map(WithdrawalEffect::kind).toList();
  }

  private void onEvent(AuditEvent event) {
    EventCatalogue.requireListed(event);
    if (event.type().equals(stage)) {
      reached = event.job().map(JobId::new);
    }
  }

  /** Withdraws as soon as the transaction of the stage's event is over. */
  private final class CuttingTransactions implements Transactions {
    private int depth;
    private boolean cut;

    @Override
    public <T extends @Nullable Object> T inNewTransaction(Supplier<T> work) {
      depth++;
      try {
        return work.get();
      } finally {
        depth--;
        if (depth == 0 && reached.isPresent() && !cut) {
          cut = true;
          withdrawing.withdraw(APP, new OfJob(reached.get().value()), Optional.empty());
        }
      }
    }
  }

  /** Reads a document unless it is ended before. */
  private final class MortalWorkers implements DocumentWorkers {
    @Override
    public Answer process(
        TenantId tenant, Isolation isolation, Request request, Cancellation cancellation) {
      return new Answer(read(request, cancellation), Optional.of("worker_1"));
    }

    private Response read(Request request, Cancellation cancellation) {
      workerRuns = true;
      cancellation.onCancel(() -> workerRuns = false);
      whileReading.run();
      if (!workerRuns) {
        return new Response.Refused(Refusal.WORKER_FAILED);
      }
      workerRuns = false;
      List<ExtractedField> fields =
          ((Request.Extract) request)
              .fields().stream()
                  .map(field -> Jobs.found(field.name(), field.type(), "Acme", "Acme"))
                  .toList();
      return new Response.Extracted("invoice", 1, 1, fields, Jobs.PROVENANCE, 10);
    }

    @Override
    public Status status() {
      return new Status(1, 0, 1, "");
    }
  }

  private static final class AtOnce implements Background {
    @Override
    public Future<?> start(Runnable work) {
      work.run();
      return CompletableFuture.completedFuture(null);
    }
  }

  /** Notes whether anybody reads it. */
  private static final class CountedDocument extends InputStream {
    private boolean asked;
    private int left = 100;

    @Override
    public int read() {
      asked = true;
      return left-- > 0 ? 1 : -1;
    }
  }
}
