package dev.lethe.jobs.service;

import dev.lethe.consent.service.Consents;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.intake.service.DocumentIntake;
import dev.lethe.jobs.model.FieldView;
import dev.lethe.jobs.model.Handling;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.Job.Outcome;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobQueue;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.JobStore;
import dev.lethe.jobs.model.JobView;
import dev.lethe.jobs.model.Reading;
import dev.lethe.jobs.model.ResultStore;
import dev.lethe.jobs.model.ServerName;
import dev.lethe.keys.model.DataKeys.FreshKey;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.Isolation;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyBundle.RetentionRule;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.recovery.service.Journaling;
import dev.lethe.retention.model.JobsErased;
import dev.lethe.retention.model.RetentionBlock;
import dev.lethe.retention.model.RetentionPlan;
import dev.lethe.retention.service.ArtefactRegister;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import dev.lethe.worker.ExtractedField;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a job that was admitted, each one short transaction that holds the job's row, the
 * state's change, what else it needs in the database, and its audit events.
 */
@ApplicationScoped
public class JobSteps {

  private static final Duration POSTPONEMENT = Duration.ofSeconds(5);

  @Inject Transactions transactions;
  @Inject JobStore jobs;
  @Inject JobLookup lookup;
  @Inject JobAdmission admission;
  @Inject JobDeliveries deliveries;
  @Inject JobQueue queue;
  @Inject ResultStore results;
  @Inject Consents consents;
  @Inject ArtefactRegister artefacts;
  @Inject DocumentIntake intake;
  @Inject PolicyService policy;
  @Inject JobEvents events;
  @Inject JobViews views;
  @Inject Journaling journaling;
  @Inject ServerName server;
  @Inject Clock clock;

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
    Job admitted = lookup.lock(tenant, id);
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
          lookup.lock(tenant, id);
          artefacts.bringForward(tenant, id.value(), clock.instant());
          return id;
        });
  }

  /** What has become of the artefacts of a job. */
  RetentionBlock retention(TenantId tenant, JobId id) {
    return transactions.inNewTransaction(
        () -> artefacts.block(tenant, id.value(), lookup.find(tenant, id).policy()));
  }

  /** Stage 4: the document is sealed, and the job is queued. */
  JobView sealed(Caller caller, JobId id, SealedDocument document) {
    TenantId tenant = caller.tenant();
    return transactions.inNewTransaction(
        () -> {
          Job job = lookup.lock(tenant, id).queued();
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
          Job job = lookup.lock(tenant, id).queued().started();
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
    admission.requireNotHeld(job);
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
    Optional<Caller> recipient = served.filter(caller -> deliveries.isRecipient(caller, job));
    recipient.ifPresent(caller -> deliveries.alone(job));
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
          Job job = lookup.lock(tenant, id);
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

  JobView view(TenantId tenant, JobId id) {
    return transactions.inNewTransaction(() -> views.view(lookup.find(tenant, id)));
  }
}
