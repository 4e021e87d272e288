package dev.lethe.jobs.service;

import dev.lethe.consent.service.Withdrawals;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.intake.service.DocumentIntake;
import dev.lethe.jobs.model.DocumentWorkers;
import dev.lethe.jobs.model.DocumentWorkers.Answer;
import dev.lethe.jobs.model.DocumentWorkers.Cancellation;
import dev.lethe.jobs.model.Handling;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.Job.Outcome;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobStore.JobKey;
import dev.lethe.jobs.model.JobView;
import dev.lethe.jobs.model.Reading;
import dev.lethe.jobs.service.JobSteps.Completed;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.Isolation;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyBundle.FieldRule;
import dev.lethe.policy.model.PolicyBundle.IntakeLimits;
import dev.lethe.policy.model.PolicyBundle.PurposeRule;
import dev.lethe.policy.model.PolicyBundle.TrustZoneRule;
import dev.lethe.policy.model.TrustZone;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.service.ArtefactRegister;
import dev.lethe.retention.service.ArtefactRegister.Location;
import dev.lethe.retention.service.ErasureService;
import dev.lethe.retention.service.ErasureService.Trigger;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.Limits;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Reads the document of a job in a worker and brings the job to its end. Holds no transaction while
 * the worker works.
 */
@ApplicationScoped
public class JobProcessor {

  static final int MAX_ATTEMPTS = 3;
  private static final String UNKNOWN_CLASS = "unknown";
  private static final Logger LOG = Logger.getLogger(JobProcessor.class.getName());

  @Inject JobSteps steps;
  @Inject DocumentIntake intake;
  @Inject DocumentWorkers workers;
  @Inject ArtefactRegister artefacts;
  @Inject ErasureService erasure;
  @Inject PolicyService policy;
  @Inject Transactions transactions;
  @Inject RunningJobs running;
  @Inject Withdrawals withdrawals;
  @Inject MemoryBudget memory;

  /**
   * Takes a job from waiting to its end. Never throws: what goes wrong is the job's problem.
   *
   * @param attempt from 1; above a bound the job is given up, since its document may be what brings
   *     servers down
   */
  void run(TenantId tenant, JobId id, int attempt) {
    orFail(
        tenant,
        id,
        () -> {
          if (attempt > MAX_ATTEMPTS) {
            throw new LetheException(ProblemCode.PROCESSING_FAILED);
          }
          Optional<Job> job = steps.start(tenant, id, attempt);
          if (job.isPresent()) {
            readOrPostpone(job.get(), attempt);
          }
          return Optional.empty();
        });
  }

  /**
   * Reads a document whose caller waits. Never throws.
   *
   * @param reading completed with what the caller is handed, or with nothing if it did not come to
   *     that
   */
  void readFor(
      Waiter waiter, JobSteps.Started started, CompletableFuture<Optional<JobView>> reading) {
    Job job = started.job();
    Optional<Completed> completed = Optional.empty();
    try {
      completed =
          orFail(
              job.tenant(),
              job.id(),
              () ->
                  whileRunning(
                      job,
                      cancel -> read(job, clear(started.document()), cancel, Optional.of(waiter))));
    } finally {
      reading.complete(completed.flatMap(Completed::served));
    }
    if (completed.isPresent() && !job.scope().keepsNothing()) {
      makeRoom(job, started.bytes());
    }
  }

  private Optional<Completed> orFail(
      TenantId tenant, JobId id, Supplier<Optional<Completed>> reading) {
    try {
      return reading.get();
    } catch (Unread e) {
      fail(tenant, id, e.code, Optional.of(e.handling));
    } catch (LetheException e) {
      fail(tenant, id, e.code());
    } catch (RuntimeException e) {
      LOG.log(
          Level.SEVERE, "job {0} broke: {1}", new Object[] {id.value(), e.getClass().getName()});
      fail(tenant, id, ProblemCode.PROCESSING_FAILED);
    }
    return Optional.empty();
  }

  private void readOrPostpone(Job job, int attempt) {
    try {
      whileRunning(job, cancel -> read(job, document(job), cancel, Optional.empty()));
    } catch (LetheException e) {
      if (!mayWait(job, e.code())) {
        throw e;
      }
      steps.postpone(job, attempt, e.code());
    }
  }

  private Optional<Completed> whileRunning(
      Job job, Function<Cancellation, Optional<Completed>> reading) {
    Cancellation cancellation = running.begin(job.id());
    try {
      return reading.apply(cancellation);
    } finally {
      running.end(job.id(), cancellation);
    }
  }

  /**
   * A job in the queue waits for workers and keys, at most until its source's deadline; one that a
   * caller waits for does not.
   */
  private static boolean mayWait(Job job, ProblemCode why) {
    boolean passing =
        why == ProblemCode.ENGINE_UNAVAILABLE
            || why == ProblemCode.CAPACITY
            || why == ProblemCode.KEYS_UNAVAILABLE
            || why == ProblemCode.KEY_PROVIDER_UNAVAILABLE
            || why == ProblemCode.TENANT_KEY_REVOKED;
    return passing && job.memoryNode().isEmpty();
  }

  private Optional<Completed> read(
      Job job, byte[] document, Cancellation cancellation, Optional<Waiter> waiter) {
    Request request = request(job, new Request.Document(document));
    Answer answer = workers.process(job.tenant(), isolation(job), request, cancellation);
    if (answer.response() instanceof Response.Extracted extracted) {
      return completeOrNote(
          job,
          Reading.of(extracted),
          handled(job, answer),
          inOrder(job, extracted.fields()),
          waiter);
    } else if (answer.response() instanceof Response.Classified classified) {
      return completeOrNote(job, Reading.of(classified), handled(job, answer), List.of(), waiter);
    } else if (answer.response() instanceof Response.Refused refused) {
      throw new Unread(problem(refused.refusal()), handled(job, answer));
    } else {
      throw new Unread(ProblemCode.PROCESSING_FAILED, handled(job, answer));
    }
  }

  private Request request(Job job, Request.Document document) {
    return job.scope().isClassification()
        ? new Request.Classify(scope(job, Optional.empty()), document)
        : new Request.Extract(scope(job, hint(job)), fieldRequests(job), document);
  }

  private Optional<Completed> completeOrNote(
      Job job,
      Reading found,
      Handling handling,
      List<ExtractedField> fields,
      Optional<Waiter> waiter) {
    try {
      return complete(job, found, handling, fields, waiter);
    } catch (LetheException e) {
      throw mayWait(job, e.code()) ? e : new Unread(e.code(), handling);
    }
  }

  /** Which worker has seen the document, and how it is kept apart. */
  Handling handled(Job job, Answer answer) {
    return new Handling(answer.worker(), isolation(job));
  }

  /** A worker has seen the document and nothing came of it. */
  @SuppressWarnings("serial")
  private static final class Unread extends RuntimeException {
    private final ProblemCode code;
    private final Handling handling;

    Unread(ProblemCode code, Handling handling) {
      super(code.code(), null, false, false);
      this.code = code;
      this.handling = handling;
    }
  }

  /** The job's document in clear. */
  byte[] document(Job job) {
    return clear(
        transactions.inNewTransaction(
            () -> {
              Location location =
                  artefacts
                      .location(job.tenant(), job.id().value(), ArtefactClass.SOURCE)
                      .orElseThrow(() -> new LetheException(ProblemCode.SOURCE_GONE));
              return intake.open(
                  job.tenant(),
                  job.id().value(),
                  new SealedDocument(
                      location.object(),
                      location.keyId(),
                      0,
                      "application/octet-stream",
                      SealedDocument.Place.valueOf(location.place())));
            }));
  }

  private static byte[] clear(InputStream document) {
    try (document) {
      return document.readAllBytes();
    } catch (IOException e) {
      throw new LetheException(ProblemCode.SOURCE_GONE);
    }
  }

  /** The class that was given, or the only one that the purpose allows. */
  private Optional<DocumentClass> hint(Job job) {
    Set<DocumentClass> allowed = purposeRule(job).documentClasses();
    return job.scope()
        .documentClass()
        .or(() -> allowed.stream().findFirst().filter(only -> allowed.size() == 1));
  }

  /** What of the document is read. */
  ReadingScope scope(Job job, Optional<DocumentClass> documentClass) {
    IntakeLimits limits = policy.current().of(job.tenant()).intake();
    return new ReadingScope(
        documentClass.map(DocumentClass::name),
        job.scope().pages(),
        job.scope().regions(),
        job.scope().language(),
        new Limits(limits.maxPages(), limits.maxPixelsPerPage(), limits.maxProcessing()));
  }

  private List<FieldRequest> fieldRequests(Job job) {
    PolicyBundle bundle = policy.current().of(job.tenant());
    return job.scope().output().stream().map(name -> fieldRequest(bundle, name)).toList();
  }

  private static FieldRequest fieldRequest(PolicyBundle bundle, FieldName name) {
    FieldRule rule = bundle.fields().get(name);
    if (rule == null) {
      throw new LetheException(ProblemCode.FIELD_NOT_PERMITTED);
    }
    return new FieldRequest(name.value(), rule.type());
  }

  private Optional<Completed> complete(
      Job job,
      Reading found,
      Handling handling,
      List<ExtractedField> fields,
      Optional<Waiter> waiter) {
    Optional<DocumentClass> foundClass =
        Optional.of(found.documentClass())
            .filter(name -> !name.equals(UNKNOWN_CLASS))
            .map(DocumentClass::new);
    if (foundClass.isPresent() && !purposeRule(job).documentClasses().contains(foundClass.get())) {
      throw new LetheException(ProblemCode.CLASS_NOT_PERMITTED);
    }
    foundClass.ifPresent(name -> requireZone(job, name));
    Outcome outcome =
        new Outcome(
            foundClass,
            found.confidence(),
            found.pages(),
            found.engineMillis(),
            found.provenance());
    Optional<Completed> completed = steps.complete(job, outcome, found, handling, fields, waiter);
    if (completed.isEmpty()) {
      ended(job.tenant(), job.id());
    }
    return completed;
  }

  /** The zone that the job runs in. */
  TrustZoneRule zoneRule(Job job) {
    PolicyBundle bundle = policy.current().of(job.tenant());
    return bundle.zoneRule(bundle.zone(job.scope().purpose(), job.scope().documentClass()));
  }

  /** How the zone of the job keeps documents apart. */
  Isolation isolation(Job job) {
    return steps.isolation(job);
  }

  /** Fails closed: a document of a stricter zone than the job's was not to be read in it. */
  private void requireZone(Job job, DocumentClass found) {
    PolicyBundle bundle = policy.current().of(job.tenant());
    TrustZone zone = bundle.zone(job.scope().purpose(), Optional.of(found));
    if (bundle.zoneRule(zone).level() > zoneRule(job).level()) {
      throw new LetheException(ProblemCode.ZONE_MISMATCH);
    }
  }

  private PurposeRule purposeRule(Job job) {
    PolicyBundle bundle = policy.current().of(job.tenant());
    PurposeRule rule = bundle.purposes().get(job.scope().purpose());
    if (rule == null) {
      throw new LetheException(ProblemCode.PURPOSE_NOT_PERMITTED);
    }
    return rule;
  }

  /** The requested fields in the order of the request; nothing else, and none is left out. */
  private List<ExtractedField> inOrder(Job job, List<ExtractedField> found) {
    Map<String, ExtractedField> byName =
        found.stream()
            .collect(
                Collectors.toMap(ExtractedField::name, Function.identity(), (one, other) -> one));
    return fieldRequests(job).stream()
        .map(
            request ->
                Optional.ofNullable(byName.get(request.name()))
                    .orElseGet(() -> ExtractedField.absent(request, "not-found")))
        .toList();
  }

  /** For the documents of later jobs, when the caller has the answer. */
  private void makeRoom(Job job, long size) {
    memory
        .done(new JobKey(job.tenant(), job.id()), size)
        .forEach(
            key -> erase(key.tenant(), key.id(), Set.of(ArtefactClass.SOURCE), Trigger.DEADLINE));
  }

  /** Ends a job of which nothing is kept: nothing of the document outlives the answer. */
  void forget(TenantId tenant, JobId id) {
    steps.answered(tenant, id);
    erase(tenant, id, Set.of(ArtefactClass.SOURCE, ArtefactClass.FIELDS), Trigger.DEADLINE);
  }

  /** Ends the job and keeps nothing of it. */
  void fail(TenantId tenant, JobId id, ProblemCode why) {
    fail(tenant, id, why, Optional.empty());
  }

  private void fail(TenantId tenant, JobId id, ProblemCode why, Optional<Handling> handling) {
    if (steps.fail(tenant, id, why, handling)) {
      Trigger trigger = why == ProblemCode.CONSENT_WITHDRAWN ? Trigger.WITHDRAWAL : Trigger.FAILURE;
      erase(tenant, id, Set.of(ArtefactClass.SOURCE, ArtefactClass.FIELDS), trigger);
    } else {
      ended(tenant, id);
    }
  }

  /** What was begun before the job was withdrawn has come to its end, and kept nothing. */
  private void ended(TenantId tenant, JobId id) {
    try {
      withdrawals.workerEnded(tenant, id.value());
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "the end of {0} is noted later: {1}",
          new Object[] {id.value(), e.getClass().getName()});
    }
  }

  /** What cannot be erased now is due, so the sweep will come back to it. */
  private void erase(TenantId tenant, JobId id, Set<ArtefactClass> classes, Trigger trigger) {
    try {
      erasure.erase(tenant, ActorId.SYSTEM, id.value(), classes, trigger);
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "erasing what is left of job {0} is left to the sweep: {1}",
          new Object[] {id.value(), e.getClass().getName()});
    }
  }

  static ProblemCode problem(Refusal refusal) {
    return switch (refusal) {
      case UNSUPPORTED_TYPE -> ProblemCode.TYPE_UNSUPPORTED;
      case UNREADABLE -> ProblemCode.DOCUMENT_UNREADABLE;
      case ENCRYPTED -> ProblemCode.ENCRYPTED_DOCUMENT;
      case TOO_MANY_PAGES -> ProblemCode.TOO_MANY_PAGES;
      case TOO_MANY_PIXELS -> ProblemCode.TOO_MANY_PIXELS;
      case PAGE_OUT_OF_RANGE -> ProblemCode.PAGE_OUT_OF_RANGE;
      case LANGUAGE_UNSUPPORTED -> ProblemCode.LANGUAGE_UNSUPPORTED;
      case DEADLINE_EXCEEDED -> ProblemCode.PROCESSING_TIMEOUT;
      case MEMORY_EXCEEDED -> ProblemCode.DOCUMENT_TOO_DEMANDING;
      case WORKER_FAILED -> ProblemCode.PROCESSING_FAILED;
    };
  }
}
