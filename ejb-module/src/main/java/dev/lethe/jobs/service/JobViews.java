package dev.lethe.jobs.service;

import dev.lethe.consent.service.Consents;
import dev.lethe.jobs.model.FieldView;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.JobView;
import dev.lethe.jobs.model.Masking;
import dev.lethe.jobs.model.ResultStore;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyBundle.FieldRule;
import dev.lethe.policy.model.PolicyBundle.Mask;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.retention.model.RetentionBlock;
import dev.lethe.retention.service.ArtefactRegister;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.ExtractedField;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Shows jobs as their tenant may see them: what policy does not leave open is masked. */
@ApplicationScoped
public class JobViews {

  @Inject PolicyService policy;
  @Inject ResultStore results;
  @Inject ArtefactRegister artefacts;
  @Inject Consents consents;

  /**
   * Joins the transaction. A result is a delivery, for which the consent must hold.
   *
   * @throws dev.lethe.problem.model.LetheException {@code consent-expired} or {@code
   *     consent-withdrawn}
   */
  JobView view(Job job) {
    if (job.state() == JobState.DONE) {
      consents.requireInForce(job.tenant(), job.id().value());
    }
    return view(job, fields(job));
  }

  /** The same for somebody who is no recipient of results. */
  JobView withoutFields(Job job) {
    return view(job, List.of());
  }

  private List<FieldView> fields(Job job) {
    return job.state() == JobState.DONE
        ? results
            .find(job.tenant(), job.id())
            .map(found -> mask(job.tenant(), found))
            .orElse(List.of())
        : List.of();
  }

  private JobView view(Job job, List<FieldView> fields) {
    return view(job, fields, artefacts.block(job.tenant(), job.id().value(), job.policy()));
  }

  /**
   * The same from what is known already.
   *
   * @param fields under their masks
   */
  JobView view(Job job, List<FieldView> fields, RetentionBlock block) {
    Optional<Job.Outcome> outcome = job.outcome();
    return new JobView(
        job.id(),
        job.state(),
        job.scope().purpose(),
        job.createdAt(),
        job.completedAt(),
        outcome.map(Job.Outcome::documentClass).orElse(job.scope().documentClass()),
        outcome.map(Job.Outcome::classConfidence).orElse(OptionalDouble.empty()),
        outcome.map(Job.Outcome::pages).orElse(0),
        fields,
        block,
        job.policy(),
        job.region(),
        outcome.map(Job.Outcome::provenance),
        outcome.map(Job.Outcome::engineMillis),
        job.problem(),
        job.scope().retentionMode());
  }

  List<FieldView> mask(TenantId tenant, List<ExtractedField> fields) {
    PolicyBundle bundle = policy.current().of(tenant);
    return fields.stream().map(field -> Masking.view(field, ruleOf(bundle, field))).toList();
  }

  /** A field that policy does not know any more is covered whole. */
  private static FieldRule ruleOf(PolicyBundle bundle, ExtractedField field) {
    FieldRule rule = bundle.fields().get(new FieldName(field.name()));
    return rule != null ? rule : new FieldRule(field.type(), Sensitivity.SENSITIVE, Mask.FULL);
  }
}
