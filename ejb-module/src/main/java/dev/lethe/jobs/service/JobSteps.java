package dev.lethe.jobs.service;

import dev.lethe.consent.model.ConsentClaim;
import dev.lethe.consent.model.ConsentContext;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentReference;
import dev.lethe.consent.model.ConsentUse;
import dev.lethe.consent.service.Consents;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.intake.service.DocumentIntake;
import dev.lethe.jobs.model.AdmissionPolicy;
import dev.lethe.jobs.model.FieldView;
import dev.lethe.jobs.model.Handling;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.Job.Outcome;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobMode;
import dev.lethe.jobs.model.JobQueue;
import dev.lethe.jobs.model.JobRequest;
import dev.lethe.jobs.model.JobScope;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.JobStore;
import dev.lethe.jobs.model.JobView;
import dev.lethe.jobs.model.Reading;
import dev.lethe.jobs.model.ResultStore;
import dev.lethe.jobs.model.ServerName;
import dev.lethe.keys.model.DataKeys.FreshKey;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.Cell;
import dev.lethe.policy.model.Isolation;
import dev.lethe.policy.model.KeyPlaces;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyBundle.PurposeRule;
import dev.lethe.policy.model.PolicyBundle.RetentionRule;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.policy.service.PolicyGuard;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.recovery.service.Journaling;
import dev.lethe.retention.model.JobsErased;
import dev.lethe.retention.model.RetentionBlock;
import dev.lethe.retention.model.RetentionPlan;
import dev.lethe.retention.model.Tombstones;
import dev.lethe.retention.service.ArtefactRegister;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The steps of a job, each one short transaction that holds the job's row, the state's change, what
 * else it needs in the database, and its audit events.
 */
@ApplicationScoped
public class JobSteps {

  private static final Duration POSTPONEMENT = Duration.ofSeconds(5);

  /** The longest that one who is handed a result keeps others from it. */
  private static final Duration DELIVERY = Duration.ofMinutes(1);

  private static final Set<ProblemCode> OF_CONSENT =
      EnumSet.of(
          ProblemCode.CONSENT_MISSING,
          ProblemCode.CONSENT_EXPIRED,
          ProblemCode.CONSENT_WITHDRAWN,
          ProblemCode.CONSENT_BASIS_NOT_PERMITTED,
          ProblemCode.CONSENT_OTHER_PURPOSE,
          ProblemCode.CONSENT_OTHER_CLASS,
          ProblemCode.CONSENT_OTHER_SUBJECT,
          ProblemCode.CONSENT_NOT_GIVEN,
          ProblemCode.LEGAL_BASIS_INCOMPLETE,
          // of a class that only the consent names: those of the request were checked before
          ProblemCode.CLASS_NOT_PERMITTED,
          ProblemCode.TRAINING_NOT_PERMITTED);

  @Inject Transactions transactions;
  @Inject JobStore jobs;
  @Inject JobQueue queue;
  @Inject ResultStore results;
  @Inject Consents consents;
  @Inject ArtefactRegister artefacts;
  @Inject Tombstones tombstones;
  @Inject DocumentIntake intake;
  @Inject PolicyService policy;
  @Inject PolicyGuard guard;
  @Inject JobEvents events;
  @Inject JobViews views;
  @Inject Journaling journaling;
  @Inject ServerName server;
  @Inject Cell cell;
  @Inject KeyPlaces keys;
  @Inject Clock clock;

  /** Stages 1 to 3; a refusal is recorded before it is thrown. */
  JobId admit(Caller caller, JobRequest request) {
    PolicyBundle bundle = policy.current().of(caller.tenant());
    AdmissionPolicy admission =
        new AdmissionPolicy(bundle, cell.withKeysAt(keys.of(caller.tenant())));
    try {
      guard.requireApproved();
      admission.checkPolicy(request);
    } catch (LetheException e) {
      throw refused(caller, "policy.refused", request, e);
    }
    try {
      ConsentClaim claim = admission.checkConsent(request);
      return transactions.inNewTransaction(() -> add(caller, request, admission, claim));
    } catch (LetheException e) {
      if (e.code() == ProblemCode.LEGAL_HOLD) {
        throw refused(caller, "policy.refused", request, e);
      }
      throw OF_CONSENT.contains(e.code()) ? refused(caller, "consent.refused", request, e) : e;
    }
  }

  private JobId add(
      Caller caller, JobRequest request, AdmissionPolicy admission, ConsentClaim claim) {
    Optional<ConsentRecord> referred = referred(caller.tenant(), request, admission, claim);
    ConsentContext consented = admission.narrowed(request.purpose(), context(claim, referred));
    Job job = admitted(caller, request, admission, consented);
    jobs.add(job);
    Map<ArtefactClass, RetentionPlan> plans = admission.plans(request, job.createdAt());
    if (!job.scope().isClassification()) {
      // what is kept nowhere lasts no longer than the document that it is read from
      boolean unkept = job.scope().keepsNothing();
      plan(
          job,
          ArtefactClass.FIELDS,
          plan(plans, unkept ? ArtefactClass.SOURCE : ArtefactClass.FIELDS));
    }
    plan(job, ArtefactClass.AUDIT, plan(plans, ArtefactClass.AUDIT));
    referred.ifPresent(record -> consents.bind(job.tenant(), job.id().value(), record));
    ConsentRecord consent = referred.orElseGet(() -> carry(caller, request, admission, job));
    // after the consent, by which a hold knows whose it is
    requireNotHeld(job);
    events.admitted(caller, job, admission.zone(request), wantsFullText(job), consent);
    return job.id();
  }

  /** The recorded consent that the request refers to, if it does; it cannot end meanwhile. */
  private Optional<ConsentRecord> referred(
      TenantId tenant, JobRequest request, AdmissionPolicy admission, ConsentClaim claim) {
    if (!(claim instanceof ConsentReference reference)) {
      return Optional.empty();
    }
    ConsentRecord record = consents.referred(tenant, reference.id());
    consents.requireCovers(
        tenant,
        record,
        request.purpose(),
        admission.possibleClasses(request),
        request.subjectRef());
    admission.checkRecorded(request, record);
    return Optional.of(record);
  }

  private static ConsentContext context(ConsentClaim claim, Optional<ConsentRecord> referred) {
    return claim instanceof ConsentContext carried
        ? carried
        : new ConsentContext(
            referred.orElseThrow().terms().basis(),
            false,
            referred.get().terms().permits(ConsentUse.MANUAL_REVIEW));
  }

  private Job admitted(
      Caller caller, JobRequest request, AdmissionPolicy admission, ConsentContext consent) {
    return Job.admitted(
        caller.tenant(),
        JobId.random(),
        caller.actor(),
        JobScope.of(
            request,
            request.mode() == JobMode.EXTRACT
                ? admission.retentionMode(request)
                : RetentionMode.STANDARD),
        consent,
        admission.region(request),
        policy.current().version(),
        clock.instant());
  }

  private ConsentRecord carry(
      Caller caller, JobRequest request, AdmissionPolicy admission, Job job) {
    return consents.carry(
        caller.tenant(),
        caller.actor(),
        job.id().value(),
        request.purpose(),
        job.consent(),
        admission.basis(job.consent().basis()),
        request.subjectRef(),
        job.policy(),
        admission.consentUntil(request, job.createdAt()));
  }

  private static RetentionPlan plan(
      Map<ArtefactClass, RetentionPlan> plans, ArtefactClass artefact) {
    RetentionPlan plan = plans.get(artefact);
    if (plan == null) {
      throw new LetheException(ProblemCode.CLASS_WITHOUT_RULE);
    }
    return plan;
  }

  private void plan(Job job, ArtefactClass artefact, RetentionPlan plan) {
    artefacts.plan(job.tenant(), job.id().value(), artefact, job.createdAt(), plan);
  }

  /** What is to be kept by a hold cannot be processed without being kept. */
  private void requireNotHeld(Job job) {
    if (job.scope().retentionMode() == RetentionMode.ZERO
        && artefacts.block(job.tenant(), job.id().value(), job.policy()).artefacts().stream()
            .anyMatch(one -> one.held() && one.artefact() != ArtefactClass.AUDIT)) {
      throw new LetheException(ProblemCode.LEGAL_HOLD);
    }
  }

  private boolean wantsFullText(Job job) {
    return job.scope().output().stream()
        .map(name -> bundleOf(job).fields().get(name))
        .anyMatch(rule -> rule != null && rule.type() == FieldType.FULL_TEXT);
  }

  private LetheException refused(
      Caller caller, String type, JobRequest request, LetheException refusal) {
    Optional<String> purpose =
        Optional.of(request.purpose())
            .filter(name -> policy.current().of(caller.tenant()).purposes().containsKey(name))
            .map(name -> name.name());
    transactions.inNewTransaction(
        () -> {
          events.refused(caller, type, refusal.code(), purpose);
          return refusal;
        });
    return refusal;
  }

  /**
   * Passes if the job's document may come now.
   *
   * @param waits whether the caller waits for the result, so that the document stays in memory; one
   *     of which nothing is kept does so in any case
   */
  Job expect(TenantId tenant, JobId id, boolean waits) {
    return transactions.inNewTransaction(() -> expecting(tenant, id, waits));
  }

  /** The same for a document that comes with the request, under a key that is made for it. */
  Expected expectWithKey(TenantId tenant, JobId id, boolean waits) {
    return transactions.inNewTransaction(
        () -> new Expected(expecting(tenant, id, waits), intake.expect(tenant, id.value())));
  }

  /** A job whose document may come now, and the key for it. */
  record Expected(Job job, FreshKey key) {}

  private Job expecting(TenantId tenant, JobId id, boolean waits) {
    Job admitted = lock(tenant, id);
    boolean inMemory = waits || admitted.scope().keepsNothing();
    Job job = admitted.expecting(Optional.of(server.value()).filter(x -> inMemory));
    consents.requireInForce(tenant, id.value());
    jobs.save(job);
    return job;
  }

  /** What is kept nowhere is due as soon as the answer is made. */
  void answered(TenantId tenant, JobId id) {
    transactions.inNewTransaction(
        () -> {
          lock(tenant, id);
          artefacts.bringForward(tenant, id.value(), clock.instant());
          return id;
        });
  }

  /** What has become of the artefacts of a job. */
  RetentionBlock retention(TenantId tenant, JobId id) {
    return transactions.inNewTransaction(
        () -> artefacts.block(tenant, id.value(), find(tenant, id).policy()));
  }

  /** Stage 4: the document is sealed, and the job is queued. */
  JobView sealed(Caller caller, JobId id, SealedDocument document) {
    TenantId tenant = caller.tenant();
    return transactions.inNewTransaction(
        () -> {
          Job job = lock(tenant, id).queued();
          jobs.save(job);
          keep(job, document);
          queue.add(tenant, id, clock.instant());
          events.sealed(caller, id, document);
          return views.view(job);
        });
  }

  /** Stages 4 and 5 for a document whose caller waits: it is read as soon as it is sealed. */
  Started sealedAndStarted(Caller caller, JobId id, SealedDocument document) {
    TenantId tenant = caller.tenant();
    return transactions.inNewTransaction(
        () -> {
          Job job = lock(tenant, id).queued().started();
          consents.requireInForce(tenant, id.value());
          jobs.save(job);
          keep(job, document);
          events.sealedAndStarted(caller, job, document, isolation(job));
          return new Started(job, intake.open(tenant, id.value(), document), document.bytes());
        });
  }

  /**
   * A job whose document is to be read now.
   *
   * @param document in clear
   * @param bytes its length
   */
  record Started(Job job, InputStream document, long bytes) {}

  private void keep(Job job, SealedDocument document) {
    Instant now = clock.instant();
    artefacts.plan(
        job.tenant(), job.id().value(), ArtefactClass.SOURCE, now, planOfSource(job, now));
    requireNotHeld(job);
    artefacts.located(
        job.tenant(),
        job.id().value(),
        ArtefactClass.SOURCE,
        document.object(),
        document.keyId(),
        document.place().name());
  }

  /** How the zone of the job keeps documents apart. */
  Isolation isolation(Job job) {
    PolicyBundle bundle = bundleOf(job);
    return bundle
        .zoneRule(bundle.zone(job.scope().purpose(), job.scope().documentClass()))
        .isolation();
  }

  private PolicyBundle bundleOf(Job job) {
    return policy.current().of(job.tenant());
  }

  /** The source never outlives the fields. */
  private RetentionPlan planOfSource(Job job, Instant now) {
    RetentionRule rule =
        bundleOf(job)
            .windows(job.scope().purpose(), job.scope().documentClass(), job.region())
            .get(ArtefactClass.SOURCE);
    if (rule == null) {
      throw new LetheException(ProblemCode.CLASS_WITHOUT_RULE);
    }
    RetentionPlan plan = RetentionPlan.of(rule, rule.standard(), now);
    if (job.scope().isClassification() || job.scope().retentionMode() != RetentionMode.STANDARD) {
      return plan;
    }
    return bundleOf(job)
        .disposition(
            ArtefactClass.SOURCE, job.scope().purpose(), job.scope().documentClass(), job.region())
        .map(review -> plan.reviewed(review.autoApprove(), rule, now))
        .orElse(plan);
  }

  /** Stage 5 begins, unless the job is not to be read any more. */
  Optional<Job> start(TenantId tenant, JobId id, int attempt) {
    return transactions.inNewTransaction(
        () -> {
          Optional<Job> waiting =
              jobs.lock(tenant, id)
                  .filter(
                      job -> job.state() == JobState.QUEUED || job.state() == JobState.PROCESSING);
          if (waiting.isEmpty()) {
            queue.remove(tenant, id);
            return waiting;
          }
          consents.requireInForce(tenant, id.value());
          Job job = waiting.get().started();
          jobs.save(job);
          events.started(job, attempt, isolation(job));
          return Optional.of(job);
        });
  }

  /**
   * Stages 5 to 8: keeps the fields, sealed.
   *
   * @param waiter who is handed the result at once, if he is still there
   * @return empty if the job was deleted or withdrawn meanwhile, so that nothing was kept
   */
  Optional<Completed> complete(
      Job read,
      Outcome outcome,
      Reading found,
      Handling handling,
      List<ExtractedField> fields,
      Optional<Waiter> waiter) {
    return transactions.inNewTransaction(
        () ->
            jobs.lock(read.tenant(), read.id())
                .filter(job -> job.state() == JobState.PROCESSING)
                .map(job -> completeLocked(job, outcome, found, handling, fields, waiter)));
  }

  /**
   * The fields are kept.
   *
   * @param served what the caller who waits is handed; nothing if none does
   */
  record Completed(Optional<JobView> served) {}

  private Completed completeLocked(
      Job processing,
      Outcome outcome,
      Reading found,
      Handling handling,
      List<ExtractedField> fields,
      Optional<Waiter> waiter) {
    Optional<Caller> served = waiter.filter(Waiter::serve).map(Waiter::caller);
    if (served.isEmpty() && processing.scope().retentionMode() == RetentionMode.ZERO) {
      // nobody is there for what is kept nowhere
      throw new LetheException(ProblemCode.PROCESSING_TIMEOUT);
    }
    consents.requireCoversClass(
        processing.tenant(), processing.id().value(), outcome.documentClass());
    Job job = processing.done(outcome, clock.instant());
    jobs.save(job);
    if (job.memoryNode().isEmpty()) {
      queue.remove(job.tenant(), job.id());
    }
    if (!job.scope().keepsNothing()) {
      results.add(job.tenant(), job.id(), fields);
    }
    artefacts.started(job.tenant(), job.id().value(), RetentionStart.COMPLETED, clock.instant());
    List<FieldView> masked = views.mask(job.tenant(), fields);
    RetentionBlock block = artefacts.block(job.tenant(), job.id().value(), job.policy());
    Optional<Caller> recipient = served.filter(caller -> isRecipient(caller, job));
    recipient.ifPresent(caller -> alone(job));
    events.completed(
        job, found, handling, masked, block, recipient.filter(caller -> !masked.isEmpty()));
    return new Completed(
        served.map(caller -> views.view(job, recipient.isPresent() ? masked : List.of(), block)));
  }

  /** No worker could be had: lets the job wait a little. */
  void postpone(Job started, int attempt, ProblemCode why) {
    transactions.inNewTransaction(
        () -> {
          jobs.lock(started.tenant(), started.id())
              .filter(job -> job.state() == JobState.PROCESSING)
              .map(Job::putBack)
              .ifPresent(
                  job -> {
                    jobs.save(job);
                    queue.release(job.tenant(), job.id(), clock.instant().plus(POSTPONEMENT));
                    events.postponed(job, attempt, why);
                  });
          return why;
        });
  }

  /**
   * Ends a job without a result and makes what is kept of it due.
   *
   * @param handling of the worker that could not read it, if one has seen the document
   * @return whether it was not at its end before
   */
  boolean fail(TenantId tenant, JobId id, ProblemCode why, Optional<Handling> handling) {
    return transactions.inNewTransaction(
        () -> {
          Optional<Job> open = jobs.lock(tenant, id).filter(job -> !job.state().isFinal());
          queue.remove(tenant, id);
          Instant now = clock.instant();
          open.map(
                  job ->
                      why == ProblemCode.CONSENT_WITHDRAWN
                          ? job.withdrawn(now)
                          : job.failed(why, now))
              .ifPresent(
                  job -> {
                    jobs.save(job);
                    artefacts.bringForward(tenant, id.value(), clock.instant());
                    events.failed(job, why, handling);
                  });
          return open.isPresent();
        });
  }

  /** Marks a job deleted and makes what is kept of it due. */
  void delete(Caller caller, JobId id) {
    TenantId tenant = caller.tenant();
    transactions.inNewTransaction(
        () -> {
          Job job = lock(tenant, id);
          if (job.state() != JobState.DELETED) {
            jobs.save(job.deleted(clock.instant()));
            queue.remove(tenant, id);
            artefacts.bringForward(tenant, id.value(), clock.instant());
            journaling.note(RequestReplay.entry(tenant, id, clock.instant()));
            events.deletionRequested(caller, id);
          }
          return id;
        });
    journaling.write(tenant);
  }

  /** The same for what a restored database has forgotten; false if there is nothing to be done. */
  boolean deleteAgain(TenantId tenant, JobId id, Instant at) {
    return transactions.inNewTransaction(
        () -> {
          Optional<Job> open = jobs.lock(tenant, id).filter(job -> job.state() != JobState.DELETED);
          open.ifPresent(
              job -> {
                jobs.save(job.deleted(at));
                queue.remove(tenant, id);
                artefacts.bringForward(tenant, id.value(), at);
              });
          return open.isPresent();
        });
  }

  /** When the last artefact of a job is gone by its deadline, the job is. */
  void erased(@Observes JobsErased erased) {
    jobs.deleted(erased.tenant(), erased.jobs().stream().map(JobId::new).toList(), erased.at());
  }

  /** A job for a caller, with its fields if its purpose names the caller as a recipient. */
  JobView viewFor(Caller caller, JobId id) {
    boolean once =
        transactions.inNewTransaction(() -> find(caller.tenant(), id).scope().isDeliveredOnce());
    return transactions.inNewTransaction(
        () -> {
          // the lock comes before the job is read: who waited for it must see what it waited for
          Job job = once ? lock(caller.tenant(), id) : find(caller.tenant(), id);
          return isRecipient(caller, job)
              ? viewed(caller, views.view(alone(job)))
              : views.withoutFields(job);
        });
  }

  /** How a job stands, for whoever may know that and is handed no result. */
  JobView statusFor(Caller caller, JobId id) {
    return transactions.inNewTransaction(() -> views.withoutFields(find(caller.tenant(), id)));
  }

  private boolean isRecipient(Caller caller, Job job) {
    PurposeRule rule = bundleOf(job).purposes().get(job.scope().purpose());
    return rule != null && rule.recipients().stream().anyMatch(caller::has);
  }

  /**
   * The job, which is locked if its delivery deletes its result; such a result is the caller's
   * alone until {@link #retrieved} or {@link #notRetrieved}, but at most for a minute.
   */
  private Job alone(Job job) {
    Instant now = clock.instant();
    if (job.state() == JobState.DONE
        && job.scope().isDeliveredOnce()
        && !artefacts.beginDelivery(job.tenant(), job.id().value(), now, now.plus(DELIVERY))) {
      throw new LetheException(ProblemCode.RESULT_DELIVERED);
    }
    return job;
  }

  /**
   * The result was handed out whole.
   *
   * @return whether all that is kept of the job is due by it
   */
  boolean retrieved(TenantId tenant, JobId id) {
    return transactions.inNewTransaction(
        () -> {
          Job job = lock(tenant, id);
          Instant now = clock.instant();
          artefacts.started(tenant, id.value(), RetentionStart.RETRIEVED, now);
          if (job.scope().isDeliveredOnce()) {
            artefacts.delivered(tenant, id.value());
            artefacts.bringForward(tenant, id.value(), now);
          }
          return job.scope().isDeliveredOnce();
        });
  }

  /** The delivery broke off. */
  void notRetrieved(TenantId tenant, JobId id) {
    transactions.inNewTransaction(
        () -> {
          lock(tenant, id);
          artefacts.endDelivery(tenant, id.value());
          return id;
        });
  }

  /** What is handed out is recorded; that there is nothing yet is not. */
  private JobView viewed(Caller caller, JobView view) {
    if (!view.fields().isEmpty()) {
      events.viewed(caller, view.id(), view.fields());
    }
    return view;
  }

  JobView view(TenantId tenant, JobId id) {
    return transactions.inNewTransaction(() -> views.view(find(tenant, id)));
  }

  Job find(TenantId tenant, JobId id) {
    return jobs.find(tenant, id).orElseThrow(() -> unknown(tenant, id));
  }

  /** A job of which an older copy of the database has nothing was here if it has a tombstone. */
  private LetheException unknown(TenantId tenant, JobId id) {
    return new LetheException(
        tombstones.isBuried(tenant, id.value()) ? ProblemCode.JOB_GONE : ProblemCode.NOT_FOUND);
  }

  /** The job, which nobody else changes or deletes until the transaction ends. */
  Job lock(TenantId tenant, JobId id) {
    return jobs.lock(tenant, id).orElseThrow(() -> unknown(tenant, id));
  }
}
