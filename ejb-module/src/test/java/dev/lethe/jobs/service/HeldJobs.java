package dev.lethe.jobs.service;

import static dev.lethe.policy.model.ArtefactClass.FIELDS;
import static dev.lethe.policy.model.ArtefactClass.SOURCE;

import dev.lethe.jobs.model.Handling;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.jobs.model.Jobs;
import dev.lethe.jobs.model.Reading;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Isolation;
import dev.lethe.retention.model.HoldId;
import dev.lethe.retention.model.HoldReason;
import dev.lethe.retention.model.HoldScope;
import dev.lethe.retention.model.LegalHold;
import dev.lethe.retention.service.ErasureService.Trigger;
import dev.lethe.retention.service.HoldService.View;
import dev.lethe.retention.service.HoldService.Wanted;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Jobs on the real database and holds over them. */
final class HeldJobs {

  static final String CUSTOMER = "customer 4711";
  static final Set<ArtefactClass> CONTENT = EnumSet.of(SOURCE, FIELDS);
  static final Handling HANDLING = new Handling(Optional.of("worker_7"), Isolation.SAME_TENANT);
  static final HoldScope ALL =
      new HoldScope(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          EnumSet.allOf(ArtefactClass.class));

  final RealJobs real = new RealJobs();
  final Caller tara = new Caller(real.tenant, new ActorId("tara"), Set.of(Role.TENANT_ADMIN));

  static JobRequests of(String person) {
    return JobRequests.permitted().subject(person);
  }

  View place(HoldScope scope) {
    return place(scope, Optional.empty());
  }

  View place(HoldScope scope, String person) {
    return place(scope, Optional.of(PersonalText.of(person)));
  }

  private View place(HoldScope scope, Optional<PersonalText> person) {
    return real.holding.place(
        real.app,
        new Wanted(
            "2026/417-B",
            HoldReason.LITIGATION,
            scope,
            person,
            Instant.now().plus(Duration.ofDays(30))));
  }

  static HoldId id(View hold) {
    return hold.hold().id();
  }

  void release(View hold) {
    real.holding.decide(tara, id(hold), true);
    real.holding.requestRelease(real.app, id(hold));
    real.holding.decide(tara, id(hold), true);
  }

  Set<ArtefactClass> held(JobId job) {
    return real.in(() -> real.holds.held(real.tenant, job.value()));
  }

  /** Open holds that keep something of a job. */
  List<HoldId> keepers(JobId job) {
    return real.in(() -> real.holds.of(real.tenant, job.value())).stream()
        .filter(hold -> hold.state().keeps())
        .map(LegalHold::id)
        .toList();
  }

  void erase(JobId job) {
    real.erasing.erase(real.tenant, real.app.actor(), job.value(), CONTENT, Trigger.REQUEST);
  }

  /** Content of a job that is not deleted. */
  Set<ArtefactClass> standing(JobId job) {
    Set<ArtefactClass> standing = EnumSet.noneOf(ArtefactClass.class);
    real.in(() -> real.artefacts.standing(real.tenant, List.of(job.value())))
        .forEach(one -> standing.add(one.artefact()));
    standing.remove(ArtefactClass.AUDIT);
    return standing;
  }

  /** A worker reads a job and finds a class, or none. */
  void complete(JobId job, Optional<String> found) {
    real.steps.start(real.tenant, job, 1);
    completeStarted(job, found);
  }

  void completeStarted(JobId job, Optional<String> found) {
    List<ExtractedField> fields =
        List.of(Jobs.found("invoice_total", FieldType.AMOUNT, "1.00", "1.00"));
    real.steps.complete(
        real.in(() -> real.jobs.find(real.tenant, job)).orElseThrow(),
        outcome(found),
        Reading.of(
            new Response.Extracted(found.orElse("unknown"), 1, 1, fields, Jobs.PROVENANCE, 5)),
        HANDLING,
        fields,
        Optional.empty());
  }

  static Job.Outcome outcome(Optional<String> found) {
    return new Job.Outcome(found.map(DocumentClass::new), 1, 5, Jobs.PROVENANCE);
  }
}
