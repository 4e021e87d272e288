package dev.lethe.jobs.service;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.AuditEvents;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentUse;
import dev.lethe.consent.model.WithdrawalId;
import dev.lethe.intake.model.SealedDocument;
import dev.lethe.jobs.model.FieldView;
import dev.lethe.jobs.model.Handling;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.Reading;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Isolation;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.policy.model.TrustZone;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.RetentionBlock;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what was done to jobs, in codes and numbers. Fired inside the transaction of the act. */
@ApplicationScoped
public class JobEvents {

  private static final int MAX_TOKEN = 200;

  @Inject Event<AuditEvents> events;

  /** Stages 1 to 3. */
  void admitted(Caller caller, Job job, TrustZone zone, boolean fullText, ConsentRecord consent) {
    fire(
        authenticated(caller, job.id()),
        policyPermitted(caller, job, zone, fullText),
        consentVerified(caller, job.id(), consent));
  }

  private static AuditEvent authenticated(Caller caller, JobId id) {
    String roles =
        caller.roles().stream().map(Role::claim).sorted().collect(Collectors.joining(","));
    return event(caller, id, "request.authenticated", "permitted", Map.of("roles", roles));
  }

  private static AuditEvent policyPermitted(
      Caller caller, Job job, TrustZone zone, boolean fullText) {
    Map<String, String> facts = new HashMap<>();
    facts.put("purpose", job.scope().purpose().name());
    facts.put("fields", number(job.scope().output().size()));
    facts.put("region", job.region().name());
    facts.put("zone", zone.name());
    facts.put("full_text", Boolean.toString(fullText));
    facts.put("mode", job.scope().mode().apiName());
    facts.put("retention_mode", job.scope().retentionMode().apiName());
    job.scope().documentClass().ifPresent(name -> facts.put("document_class", name.name()));
    return event(caller, job.id(), "policy.permitted", "permitted", facts);
  }

  private static AuditEvent consentVerified(Caller caller, JobId id, ConsentRecord consent) {
    Map<String, String> facts = new HashMap<>();
    facts.put("consent", consent.id().value());
    facts.put("basis", consent.terms().basis());
    facts.put("purpose", consent.terms().purpose().name());
    facts.put("manual_review", Boolean.toString(consent.terms().permits(ConsentUse.MANUAL_REVIEW)));
    consent.subject().ifPresent(subject -> facts.put("subject", subject));
    consent.expiresAt().ifPresent(at -> facts.put("expires_at", at.toString()));
    return event(caller, id, "consent.verified", "permitted", facts);
  }

  /**
   * Says that a request was refused; there is no job.
   *
   * @param purpose its purpose if that is one of the policy's, so that nothing is repeated
   */
  void refused(Caller caller, String type, ProblemCode why, Optional<String> purpose) {
    Map<String, String> facts = new HashMap<>();
    purpose.ifPresent(name -> facts.put("purpose", name));
    fire(
        new AuditEvent(caller.tenant(), type, Optional.empty(), caller.actor(), why.code(), facts));
  }

  void sealed(Caller caller, JobId id, SealedDocument document) {
    fire(sealing(caller, id, document));
  }

  /** Stages 4 and 5. */
  void sealedAndStarted(Caller caller, Job job, SealedDocument document, Isolation isolation) {
    fire(sealing(caller, job.id(), document), starting(job, 1, isolation));
  }

  private static AuditEvent sealing(Caller caller, JobId id, SealedDocument document) {
    return event(
        caller,
        id,
        "intake.sealed",
        "sealed",
        Map.of(
            "media_type",
            token(document.mediaType()),
            "bytes",
            Long.toString(document.bytes()),
            "place",
            document.place().name().toLowerCase(Locale.ROOT),
            "key",
            token(document.keyId())));
  }

  void started(Job job, int attempt, Isolation isolation) {
    fire(starting(job, attempt, isolation));
  }

  private static AuditEvent starting(Job job, int attempt, Isolation isolation) {
    return event(
        job,
        "processing.started",
        "started",
        Map.of("attempt", number(attempt), "isolation", isolation.policyName()));
  }

  void postponed(Job job, int attempt, ProblemCode why) {
    fire(event(job, "processing.postponed", why.code(), Map.of("attempt", number(attempt))));
  }

  /**
   * Stages 5 to 8.
   *
   * @param fields under their masks
   * @param waiting who is handed the fields at once, if somebody is
   */
  void completed(
      Job job,
      Reading found,
      Handling handling,
      List<FieldView> fields,
      RetentionBlock block,
      Optional<Caller> waiting) {
    List<AuditEvent> all = new ArrayList<>();
    all.add(processed(job, found, handling));
    all.add(classified(job, fields));
    all.add(structured(job, fields));
    all.add(retentionScheduled(job, block));
    waiting.ifPresent(caller -> all.add(viewing(caller, job.id(), fields)));
    events.fire(new AuditEvents(all));
  }

  private static AuditEvent processed(Job job, Reading found, Handling handling) {
    Map<String, String> facts = facts(handling);
    job.outcome()
        .flatMap(Job.Outcome::documentClass)
        .map(DocumentClass::name)
        .ifPresent(name -> facts.put("document_class", name));
    facts.put("mode", job.scope().mode().apiName());
    facts.put("region", job.region().name());
    facts.put("pages", number(found.pages()));
    facts.put("pages_recognized", number(found.pagesRecognized()));
    facts.put("millis", Long.toString(found.engineMillis()));
    facts.put("engine", token(found.provenance().engine()));
    facts.put("recognizer", token(found.provenance().recognizer()));
    facts.put("model", token(found.provenance().model()));
    facts.put("extractor", token(found.provenance().extractor()));
    return event(job, "processing.completed", "completed", facts);
  }

  private static AuditEvent classified(Job job, List<FieldView> fields) {
    Map<String, String> facts = new HashMap<>();
    long found = fields.stream().filter(field -> field.value().isPresent()).count();
    facts.put("found", Long.toString(found));
    facts.put("absent", Long.toString(fields.size() - found));
    for (Sensitivity sensitivity : Sensitivity.values()) {
      long count = fields.stream().filter(field -> field.sensitivity() == sensitivity).count();
      facts.put(sensitivity.name().toLowerCase(Locale.ROOT), Long.toString(count));
    }
    return event(job, "fields.classified", "classified", facts);
  }

  private static AuditEvent structured(Job job, List<FieldView> fields) {
    long masked = fields.stream().filter(FieldView::masked).count();
    return event(
        job,
        "response.structured",
        "masked",
        Map.of(
            "fields",
            number(fields.size()),
            "masked",
            Long.toString(masked),
            "region",
            job.region().name()));
  }

  private static AuditEvent retentionScheduled(Job job, RetentionBlock block) {
    Map<String, String> facts = new HashMap<>();
    for (RetentionBlock.Deadline deadline : block.artefacts()) {
      ArtefactClass artefact = deadline.artefact();
      facts.put(artefact.apiName(), deadline.deleteAt().toString());
    }
    return event(job, "retention.scheduled", "scheduled", facts);
  }

  void failed(Job job, ProblemCode why, Optional<Handling> handling) {
    Map<String, String> facts = handling.map(JobEvents::facts).orElseGet(HashMap::new);
    facts.put("problem", why.code());
    fire(event(job, "job.failed", why.code(), facts));
  }

  private static Map<String, String> facts(Handling handling) {
    Map<String, String> facts = new HashMap<>();
    handling.worker().ifPresent(name -> facts.put("worker", name));
    facts.put("isolation", handling.isolation().policyName());
    return facts;
  }

  /** The result was handed out, under its masks. */
  void viewed(Caller caller, JobId id, List<FieldView> fields) {
    fire(viewing(caller, id, fields));
  }

  private static AuditEvent viewing(Caller caller, JobId id, List<FieldView> fields) {
    long masked = fields.stream().filter(FieldView::masked).count();
    return event(
        caller,
        id,
        "result.viewed",
        "masked",
        Map.of("fields", number(fields.size()), "masked", Long.toString(masked)));
  }

  void withdrawn(ActorId actor, Job before, WithdrawalId withdrawal, int due, int held) {
    fire(
        event(
            before.tenant(),
            actor,
            before.id(),
            "job.withdrawn",
            "withdrawn",
            Map.of(
                "withdrawal",
                withdrawal.value(),
                "stage",
                before.state().name().toLowerCase(Locale.ROOT),
                "due",
                number(due),
                "held",
                number(held))));
  }

  void deletionRequested(Caller caller, JobId id) {
    fire(event(caller, id, "deletion.requested", "accepted", Map.of()));
  }

  void revealed(Caller caller, JobId id, FieldView field, String reason, int reasonLength) {
    fire(
        event(
            caller,
            id,
            "field.revealed",
            "revealed",
            Map.of(
                "field",
                field.name().value(),
                "sensitivity",
                field.sensitivity().name().toLowerCase(Locale.ROOT),
                "reason",
                reason,
                "reason_length",
                number(reasonLength))));
  }

  void revealRefused(Caller caller, JobId id, ProblemCode why) {
    fire(event(caller, id, "reveal.refused", why.code(), Map.of("problem", why.code())));
  }

  void previewed(Caller caller, JobId id, int page, Response.Redacted made, Handling handling) {
    Map<String, String> facts = facts(handling);
    facts.put("page", number(page));
    facts.put("pages", number(made.pages()));
    facts.put("covered", number(made.covered()));
    facts.put("media_type", token(made.mediaType()));
    fire(event(caller, id, "preview.made", "redacted", facts));
  }

  /** A worker was given the document for a preview, and none came of it. */
  void notPreviewed(Caller caller, JobId id, Handling handling) {
    fire(event(caller, id, "preview.failed", "failed", facts(handling)));
  }

  /** In one statement, in this order. */
  private void fire(AuditEvent... all) {
    events.fire(new AuditEvents(List.of(all)));
  }

  private static AuditEvent event(Job job, String type, String outcome, Map<String, String> facts) {
    return event(job.tenant(), ActorId.SYSTEM, job.id(), type, outcome, facts);
  }

  private static AuditEvent event(
      Caller caller, JobId id, String type, String outcome, Map<String, String> facts) {
    return event(caller.tenant(), caller.actor(), id, type, outcome, facts);
  }

  private static AuditEvent event(
      TenantId tenant,
      ActorId actor,
      JobId id,
      String type,
      String outcome,
      Map<String, String> facts) {
    return new AuditEvent(tenant, type, Optional.of(id.value()), actor, outcome, facts);
  }

  private static String number(int value) {
    return Integer.toString(value);
  }

  /** Names of programs and media types, with what an event may not hold replaced. */
  private static String token(String text) {
    String token = text.replaceAll("[^A-Za-z0-9._:,/+-]", "_");
    return token.substring(0, Math.min(token.length(), MAX_TOKEN));
  }
}
