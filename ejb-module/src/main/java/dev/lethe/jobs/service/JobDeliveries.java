package dev.lethe.jobs.service;

import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.JobView;
import dev.lethe.policy.model.PolicyBundle.PurposeRule;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.service.ArtefactRegister;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Hands results to those who may have them, each in one short transaction with its audit event. */
@ApplicationScoped
public class JobDeliveries {

  /** The longest that one who is handed a result keeps others from it. */
  private static final Duration DELIVERY = Duration.ofMinutes(1);

  @Inject Transactions transactions;
  @Inject JobLookup lookup;
  @Inject ArtefactRegister artefacts;
  @Inject PolicyService policy;
  @Inject JobEvents events;
  @Inject JobViews views;
  @Inject Clock clock;

  /** A job for a caller, with its fields if its purpose names the caller as a recipient. */
  JobView viewFor(Caller caller, JobId id) {
    boolean once =
        transactions.inNewTransaction(
            () -> lookup.find(caller.tenant(), id).scope().isDeliveredOnce());
    return transactions.inNewTransaction(
        () -> {
          // the lock comes before the job is read: who waited for it must see what it waited for
          Job job = once ? lookup.lock(caller.tenant(), id) : lookup.find(caller.tenant(), id);
          return isRecipient(caller, job)
              ? viewed(caller, views.view(alone(job)))
              : views.withoutFields(job);
        });
  }

  /** How a job stands, for whoever may know that and is handed no result. */
  JobView statusFor(Caller caller, JobId id) {
    return transactions.inNewTransaction(
        () -> views.withoutFields(lookup.find(caller.tenant(), id)));
  }

  /** Whether the purpose of a job names the caller as a recipient of its result. */
  boolean isRecipient(Caller caller, Job job) {
    PurposeRule rule = policy.current().of(job.tenant()).purposes().get(job.scope().purpose());
    return rule != null && rule.recipients().stream().anyMatch(caller::has);
  }

  /**
   * The job, which is locked if its delivery deletes its result; such a result is the caller's
   * alone until {@link #retrieved} or {@link #notRetrieved}, but at most for a minute.
   */
  Job alone(Job job) {
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
          Job job = lookup.lock(tenant, id);
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
          lookup.lock(tenant, id);
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
}
