package dev.lethe.jobs.service;

import dev.lethe.intake.model.SealedDocument;
import dev.lethe.intake.model.SealedDocument.Place;
import dev.lethe.intake.service.DocumentIntake;
import dev.lethe.jobs.model.Background;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequest;
import dev.lethe.jobs.model.JobView;
import dev.lethe.jobs.model.Preview;
import dev.lethe.jobs.model.RevealedField;
import dev.lethe.jobs.service.JobSteps.Expected;
import dev.lethe.jobs.service.JobSteps.Started;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.service.ErasureService;
import dev.lethe.retention.service.ErasureService.Trigger;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** The use cases around a job. Slow work runs between transactions, never inside one. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JobServiceBean implements JobService {

  private static final Set<ArtefactClass> CONTENT =
      EnumSet.complementOf(EnumSet.of(ArtefactClass.AUDIT));

  @Inject JobAdmission admission;
  @Inject JobSteps steps;
  @Inject JobDeliveries deliveries;
  @Inject JobProcessor processor;
  @Inject JobSignal signal;
  @Inject Reveals reveals;
  @Inject Previews previews;
  @Inject RunningJobs running;
  @Inject Background background;
  @Inject DocumentIntake intake;
  @Inject ErasureService erasure;
  @Inject PolicyService policy;

  private void require(Caller caller, Permission permission) {
    policy.current().of(caller.tenant()).require(caller, permission);
  }

  @Override
  public JobId admit(Caller caller, JobRequest request) {
    require(caller, Permission.SUBMIT);
    return admission.admit(caller, request);
  }

  @Override
  public JobView receive(Caller caller, JobId job, InputStream document, Optional<Duration> wait) {
    long maxBytes = policy.current().of(caller.tenant()).intake().maxBytes();
    require(caller, Permission.SUBMIT);
    Expected expected = steps.expectWithKey(caller.tenant(), job, wait.isPresent());
    return take(
        caller,
        expected.job(),
        wait,
        place ->
            intake.receive(
                caller.tenant(), job.value(), expected.key(), document, maxBytes, place));
  }

  @Override
  public JobView receiveFromSlot(
      Caller caller, JobId job, String slotToken, Optional<Duration> wait) {
    require(caller, Permission.SUBMIT);
    Job expected = steps.expect(caller.tenant(), job, wait.isPresent());
    return take(
        caller,
        expected,
        wait,
        place -> {
          requireMayBeStored(expected);
          return intake.receiveFromSlot(caller, job.value(), slotToken, place);
        });
  }

  /** What lies in a slot has been stored. */
  private static void requireMayBeStored(Job job) {
    if (job.scope().retentionMode() == RetentionMode.ZERO) {
      throw new LetheException(
          ProblemCode.RETENTION_MODE_NOT_PERMITTED,
          List.of(new Detail("/document_url", "stored-before")));
    }
  }

  private JobView take(
      Caller caller, Job expected, Optional<Duration> wait, Function<Place, SealedDocument> seal) {
    JobId job = expected.id();
    Place place = expected.memoryNode().isPresent() ? Place.MEMORY : Place.STORE;
    SealedDocument document = orFail(caller.tenant(), job, () -> seal.apply(place));
    if (expected.scope().keepsNothing()) {
      return answerAndForget(caller, job, document, wait);
    }
    if (wait.isPresent()) {
      return readWhileCallerWaits(caller, job, document, wait.get());
    }
    JobView queued = orDiscard(caller, job, document, () -> steps.sealed(caller, job, document));
    signal.jobQueued();
    return queued;
  }

  private <T> T orFail(TenantId tenant, JobId job, Supplier<T> step) {
    try {
      return step.get();
    } catch (LetheException e) {
      processor.fail(tenant, job, e.code());
      throw e;
    } catch (RuntimeException e) {
      processor.fail(tenant, job, ProblemCode.INTERNAL);
      throw e;
    }
  }

  private <T> T orDiscard(Caller caller, JobId job, SealedDocument document, Supplier<T> register) {
    try {
      return register.get();
    } catch (RuntimeException e) {
      intake.discard(caller.tenant(), job.value(), document);
      throw e;
    }
  }

  /**
   * What was read is in the answer and nowhere else, so there is no coming back for it later: a
   * caller who did not ask to wait waits for as long as one may.
   */
  private JobView answerAndForget(
      Caller caller, JobId job, SealedDocument document, Optional<Duration> wait) {
    TenantId tenant = caller.tenant();
    try {
      Duration most = policy.current().of(tenant).intake().maxWait();
      JobView view = readWhileCallerWaits(caller, job, document, wait.orElse(most));
      if (!view.state().isFinal()) {
        running.cancel(job);
        processor.fail(tenant, job, ProblemCode.PROCESSING_TIMEOUT);
        view = deliveries.viewFor(caller, job);
      }
      processor.forget(tenant, job);
      return view.withRetention(steps.retention(tenant, job));
    } catch (RuntimeException e) {
      processor.forget(tenant, job);
      throw e;
    }
  }

  private JobView readWhileCallerWaits(
      Caller caller, JobId job, SealedDocument document, Duration wait) {
    Duration most = policy.current().of(caller.tenant()).intake().maxWait();
    Waiter waiter = new Waiter(caller);
    CompletableFuture<Optional<JobView>> reading = startReading(waiter, job, document);
    Optional<JobView> served = Optional.empty();
    try {
      served = await(reading, waiter, wait.compareTo(most) < 0 ? wait : most);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | CancellationException e) {
      processor.fail(caller.tenant(), job, ProblemCode.PROCESSING_FAILED);
    }
    return served.orElseGet(() -> deliveries.viewFor(caller, job));
  }

  /** Waits longer only while what is handed out is being recorded. */
  private static Optional<JobView> await(
      CompletableFuture<Optional<JobView>> reading, Waiter waiter, Duration wait)
      throws InterruptedException, ExecutionException {
    try {
      return reading.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return waiter.leave() ? Optional.empty() : reading.get();
    }
  }

  private CompletableFuture<Optional<JobView>> startReading(
      Waiter waiter, JobId job, SealedDocument document) {
    Caller caller = waiter.caller();
    Started started =
        orDiscard(
            caller,
            job,
            document,
            () ->
                orFail(caller.tenant(), job, () -> steps.sealedAndStarted(caller, job, document)));
    CompletableFuture<Optional<JobView>> reading = new CompletableFuture<>();
    try {
      background.start(() -> processor.readFor(waiter, started, reading));
    } catch (RejectedExecutionException e) {
      processor.fail(caller.tenant(), job, ProblemCode.CAPACITY);
      throw new LetheException(ProblemCode.CAPACITY);
    }
    return reading;
  }

  @Override
  public void abandon(Caller caller, JobId job) {
    require(caller, Permission.SUBMIT);
    steps.view(caller.tenant(), job);
    processor.fail(caller.tenant(), job, ProblemCode.DOCUMENT_MISSING);
  }

  @Override
  public JobView get(Caller caller, JobId job) {
    require(caller, Permission.READ_RESULT);
    return deliveries.viewFor(caller, job);
  }

  @Override
  public JobView status(Caller caller, JobId job) {
    require(caller, Permission.READ_RESULT);
    return deliveries.statusFor(caller, job);
  }

  @Override
  public void delivered(Caller caller, JobId job) {
    require(caller, Permission.READ_RESULT);
    if (deliveries.retrieved(caller.tenant(), job)) {
      erasure.erase(caller.tenant(), caller.actor(), job.value(), CONTENT, Trigger.RETRIEVAL);
    }
  }

  @Override
  public void notDelivered(Caller caller, JobId job) {
    require(caller, Permission.READ_RESULT);
    deliveries.notRetrieved(caller.tenant(), job);
  }

  @Override
  public JobView delete(Caller caller, JobId job) {
    require(caller, Permission.DELETE);
    steps.delete(caller, job);
    running.cancel(job);
    erasure.erase(caller.tenant(), caller.actor(), job.value(), CONTENT, Trigger.REQUEST);
    return steps.view(caller.tenant(), job);
  }

  @Override
  public List<RevealedField> reveal(
      Caller caller, JobId job, List<FieldName> fields, String reason) {
    require(caller, Permission.REVEAL);
    return reveals.reveal(caller, job, fields, reason);
  }

  @Override
  public Preview preview(Caller caller, JobId job, Optional<Integer> page) {
    require(caller, Permission.PREVIEW);
    return previews.make(caller, job, page);
  }
}
