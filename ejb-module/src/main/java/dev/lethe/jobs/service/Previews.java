package dev.lethe.jobs.service;

import dev.lethe.consent.service.Consents;
import dev.lethe.jobs.model.DocumentWorkers;
import dev.lethe.jobs.model.DocumentWorkers.Answer;
import dev.lethe.jobs.model.DocumentWorkers.Cancellation;
import dev.lethe.jobs.model.Handling;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.Preview;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.FieldName;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyBundle.DocumentClassRule;
import dev.lethe.policy.model.PolicyBundle.FieldRule;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Transactions;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes redacted pages while the source is there. Every field that the class has and that is
 * sensitive enough for its zone is covered, whether it was asked for or not.
 */
@ApplicationScoped
public class Previews {

  @Inject JobLookup lookup;
  @Inject JobProcessor processor;
  @Inject JobEvents events;
  @Inject DocumentWorkers workers;
  @Inject Consents consents;
  @Inject PolicyService policy;
  @Inject RunningJobs running;
  @Inject Transactions transactions;

  Preview make(Caller caller, JobId id, Optional<Integer> page) {
    Job job = transactions.inNewTransaction(() -> previewable(caller, id));
    int number = page.orElse(0);
    if (page.isPresent() && !mayShow(job, number)) {
      throw new LetheException(ProblemCode.PAGE_OUT_OF_RANGE);
    }
    Cancellation cancellation = running.begin(id);
    try {
      Answer answer =
          workers.process(
              caller.tenant(), processor.isolation(job), request(job, number), cancellation);
      return answer(caller, id, number, answer.response(), processor.handled(job, answer));
    } finally {
      running.end(id, cancellation);
    }
  }

  private Job previewable(Caller caller, JobId id) {
    Job job = lookup.find(caller.tenant(), id);
    switch (job.state()) {
      case DELETED -> throw new LetheException(ProblemCode.JOB_GONE);
      case WITHDRAWN -> throw new LetheException(ProblemCode.CONSENT_WITHDRAWN);
      case FAILED -> throw new LetheException(ProblemCode.SOURCE_GONE);
      case DONE -> {}
      default -> throw new LetheException(ProblemCode.JOB_NOT_FINISHED);
    }
    consents.requireInForce(caller.tenant(), id.value());
    return job;
  }

  private static boolean mayShow(Job job, int page) {
    List<Integer> pages = job.scope().pages();
    return page >= 1 && (pages.isEmpty() || pages.contains(page));
  }

  private Request request(Job job, int page) {
    Optional<DocumentClass> documentClass =
        job.outcome().flatMap(Job.Outcome::documentClass).or(() -> job.scope().documentClass());
    ReadingScope reading = processor.scope(job, documentClass);
    return new Request.Redact(
        new ReadingScope(
            reading.documentClass(),
            reading.pages(),
            List.of(),
            reading.language(),
            reading.limits()),
        covered(job, documentClass),
        page,
        new Request.Document(processor.document(job)));
  }

  private List<FieldRequest> covered(Job job, Optional<DocumentClass> documentClass) {
    PolicyBundle bundle = policy.current().of(job.tenant());
    Sensitivity from = bundle.coverFrom(bundle.zone(job.scope().purpose(), documentClass));
    Stream<DocumentClass> classes =
        bundle.possibleClasses(job.scope().purpose(), documentClass).stream();
    return classes
        .map(name -> Optional.ofNullable(bundle.documentClasses().get(name)))
        .flatMap(Optional::stream)
        .map(DocumentClassRule::fields)
        .flatMap(fields -> fields.stream())
        .distinct()
        .map(name -> covered(name, bundle.fields(), from))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<FieldRequest> covered(
      FieldName name, Map<FieldName, FieldRule> rules, Sensitivity from) {
    return Optional.ofNullable(rules.get(name))
        .filter(rule -> rule.sensitivity().compareTo(from) >= 0)
        .map(rule -> new FieldRequest(name.value(), rule.type()));
  }

  private Preview answer(Caller caller, JobId id, int page, Response response, Handling handling) {
    if (response instanceof Response.Redacted redacted) {
      transactions.inNewTransaction(
          () -> {
            requireStillThere(caller, id);
            events.previewed(caller, id, page, redacted, handling);
            return id;
          });
      return new Preview(redacted.mediaType(), redacted.content().bytes());
    }
    transactions.inNewTransaction(
        () -> {
          events.notPreviewed(caller, id, handling);
          return id;
        });
    if (response instanceof Response.Refused refused) {
      requireStillThere(caller, id);
      throw new LetheException(JobProcessor.problem(refused.refusal()));
    }
    throw new LetheException(ProblemCode.PROCESSING_FAILED);
  }

  /** What was made is delivered only if the job and its consent are as they were. */
  private void requireStillThere(Caller caller, JobId id) {
    transactions.inNewTransaction(() -> previewable(caller, id));
  }
}
