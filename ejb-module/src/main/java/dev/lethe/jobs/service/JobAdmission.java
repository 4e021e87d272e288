package dev.lethe.jobs.service;

import dev.lethe.consent.model.ConsentClaim;
import dev.lethe.consent.model.ConsentContext;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentReference;
import dev.lethe.consent.model.ConsentUse;
import dev.lethe.consent.service.Consents;
import dev.lethe.jobs.model.AdmissionPolicy;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobMode;
import dev.lethe.jobs.model.JobRequest;
import dev.lethe.jobs.model.JobScope;
import dev.lethe.jobs.model.JobStore;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.Cell;
import dev.lethe.policy.model.KeyPlaces;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.RetentionMode;
import dev.lethe.policy.service.PolicyGuard;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.RetentionPlan;
import dev.lethe.retention.service.ArtefactRegister;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import dev.lethe.worker.FieldType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stages 1 to 3 of a job: what is asked for is held against policy and consent, and recorded in one
 * short transaction with its audit events.
 */
@ApplicationScoped
public class JobAdmission {

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
  @Inject Consents consents;
  @Inject ArtefactRegister artefacts;
  @Inject PolicyService policy;
  @Inject PolicyGuard guard;
  @Inject JobEvents events;
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

  /**
   * What is to be kept by a hold cannot be processed without being kept. Joins the transaction.
   *
   * @throws LetheException {@code legal-hold}
   */
  void requireNotHeld(Job job) {
    if (job.scope().retentionMode() == RetentionMode.ZERO
        && artefacts.block(job.tenant(), job.id().value(), job.policy()).artefacts().stream()
            .anyMatch(one -> one.held() && one.artefact() != ArtefactClass.AUDIT)) {
      throw new LetheException(ProblemCode.LEGAL_HOLD);
    }
  }

  private boolean wantsFullText(Job job) {
    return job.scope().output().stream()
        .map(name -> policy.current().of(job.tenant()).fields().get(name))
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
}
