package dev.lethe.jobs.service;

import dev.lethe.consent.service.Consents;
import dev.lethe.jobs.model.FieldView;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.ResultStore;
import dev.lethe.jobs.model.RevealedField;
import dev.lethe.keys.model.Pseudonyms;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyBundle.FieldRule;
import dev.lethe.policy.model.PolicyBundle.PurposeRule;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Transactions;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.PersonalText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Opens values to callers who may see them; each opening is recorded before it happens. The job is
 * held meanwhile, so that no value is opened after the deletion was acknowledged.
 */
@ApplicationScoped
public class Reveals {

  private static final int MAX_REASON = 500;

  @Inject JobLookup lookup;
  @Inject JobViews views;
  @Inject JobEvents events;
  @Inject ResultStore results;
  @Inject Consents consents;
  @Inject Pseudonyms pseudonyms;
  @Inject PolicyService policy;
  @Inject Transactions transactions;

  List<RevealedField> reveal(Caller caller, JobId id, List<FieldName> fields, String reason) {
    transactions.inNewTransaction(() -> lookup.find(caller.tenant(), id));
    try {
      return transactions.inNewTransaction(
          () -> open(caller, lookup.lock(caller.tenant(), id), fields, reason.strip()));
    } catch (LetheException e) {
      transactions.inNewTransaction(
          () -> {
            events.revealRefused(caller, id, e.code());
            return e;
          });
      throw e;
    }
  }

  private List<RevealedField> open(Caller caller, Job job, List<FieldName> fields, String reason) {
    PolicyBundle bundle = policy.current().of(caller.tenant());
    requireReason(bundle, reason);
    requireRevealable(bundle, job);
    requireRequested(bundle, job, fields);
    requireRoles(bundle, caller, fields);
    consents.requireInForce(caller.tenant(), job.id().value());
    Map<String, ExtractedField> found =
        results
            .find(caller.tenant(), job.id())
            .orElseThrow(() -> new LetheException(ProblemCode.JOB_GONE))
            .stream()
            .collect(Collectors.toMap(ExtractedField::name, Function.identity()));
    String pseudonym = pseudonyms.of(caller.tenant(), "reason", PersonalText.of(reason));
    List<RevealedField> revealed = new ArrayList<>();
    for (FieldName name : fields) {
      ExtractedField field = found.get(name.value());
      if (field == null) {
        throw new LetheException(ProblemCode.NOT_FOUND);
      }
      FieldView view = views.mask(caller.tenant(), List.of(field)).get(0);
      events.revealed(caller, job.id(), view, pseudonym, reason.length());
      revealed.add(new RevealedField(name, field.raw(), field.normalized()));
    }
    return revealed;
  }

  private static void requireReason(PolicyBundle bundle, String reason) {
    if (reason.length() < bundle.redaction().revealReason() || reason.length() > MAX_REASON) {
      throw new LetheException(
          ProblemCode.REQUEST_MALFORMED, List.of(new Detail("/reason", "length")));
    }
  }

  private static void requireRevealable(PolicyBundle bundle, Job job) {
    if (job.state() == JobState.DELETED) {
      throw new LetheException(ProblemCode.JOB_GONE);
    }
    if (job.state() == JobState.WITHDRAWN) {
      throw new LetheException(ProblemCode.CONSENT_WITHDRAWN);
    }
    if (job.state() != JobState.DONE) {
      throw new LetheException(ProblemCode.JOB_NOT_FINISHED);
    }
    PurposeRule rule = bundle.purposes().get(job.scope().purpose());
    if (rule == null || !rule.reveal()) {
      throw new LetheException(ProblemCode.REVEAL_DENIED);
    }
  }

  /** Who may open a value depends on how sensitive its field is. */
  private static void requireRoles(PolicyBundle bundle, Caller caller, List<FieldName> fields) {
    for (int i = 0; i < fields.size(); i++) {
      FieldRule rule = bundle.fields().get(fields.get(i));
      if (rule == null || bundle.revealers(rule).stream().noneMatch(caller::has)) {
        throw new LetheException(
            ProblemCode.REVEAL_DENIED, List.of(new Detail("/fields/" + i, "role-not-permitted")));
      }
    }
  }

  private static void requireRequested(PolicyBundle bundle, Job job, List<FieldName> fields) {
    if (fields.isEmpty()) {
      throw new LetheException(
          ProblemCode.REQUEST_MALFORMED, List.of(new Detail("/fields", "empty")));
    }
    if (fields.size() > bundle.redaction().revealFields()) {
      throw new LetheException(
          ProblemCode.REQUEST_MALFORMED, List.of(new Detail("/fields", "too-many")));
    }
    if (new HashSet<>(fields).size() != fields.size()) {
      throw new LetheException(
          ProblemCode.REQUEST_MALFORMED, List.of(new Detail("/fields", "duplicate")));
    }
    for (int i = 0; i < fields.size(); i++) {
      if (!job.scope().output().contains(fields.get(i))) {
        throw new LetheException(
            ProblemCode.FIELD_NOT_PERMITTED, List.of(new Detail("/fields/" + i, "not-in-result")));
      }
    }
  }
}
