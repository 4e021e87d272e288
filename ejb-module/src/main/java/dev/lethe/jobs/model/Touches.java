package dev.lethe.jobs.model;

import dev.lethe.audit.model.AuditEntry;
import dev.lethe.jobs.model.JobEvidence.Touch;
import dev.lethe.policy.model.ArtefactClass;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells which audit entries of a job say that its document, or something of it, was handled. */
public final class Touches {

  private static final String API = "api";
  private static final String WORKER = "worker";
  private static final String DELETION = "deletion";
  private static final Set<ArtefactClass> SOURCE = EnumSet.of(ArtefactClass.SOURCE);
  private static final Set<ArtefactClass> FIELDS = EnumSet.of(ArtefactClass.FIELDS);
  private static final Set<ArtefactClass> COPY = EnumSet.of(ArtefactClass.REDACTED_COPY);
  private static final Set<ArtefactClass> CONTENT =
      EnumSet.of(ArtefactClass.SOURCE, ArtefactClass.FIELDS, ArtefactClass.REDACTED_COPY);

  /** How entries of a type are told. */
  private record Rule(
      String component, boolean person, String act, Set<ArtefactClass> artefacts, String why) {}

  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("intake.sealed", new Rule("intake", false, "sealed", SOURCE, "")),
          Map.entry("processing.started", new Rule(WORKER, false, "given", SOURCE, "")),
          Map.entry("processing.completed", new Rule(WORKER, false, "read", SOURCE, "")),
          Map.entry("response.structured", new Rule("answer", false, "masked", FIELDS, "")),
          Map.entry("result.viewed", new Rule(API, true, "viewed", FIELDS, "")),
          Map.entry("field.revealed", new Rule(API, true, "revealed", FIELDS, "reason")),
          Map.entry("preview.made", new Rule(WORKER, true, "previewed", COPY, "")),
          Map.entry("preview.failed", new Rule(WORKER, true, "preview_failed", SOURCE, "")),
          Map.entry(
              "job.withdrawn", new Rule("withdrawal", true, "withdrawn", CONTENT, "withdrawal")),
          Map.entry("deletion.requested", new Rule(API, true, "asked_to_delete", CONTENT, "")),
          Map.entry(
              "deletion.acknowledged", new Rule(DELETION, false, "deleted", Set.of(), "trigger")),
          Map.entry(
              "audit.exported",
              new Rule("console", true, "exported", EnumSet.of(ArtefactClass.AUDIT), "")));

  private final String purpose;

  /** Of a job with a purpose, which is why whatever has no reason of its own was done. */
  public Touches(String purpose) {
    this.purpose = purpose;
  }

  /** The touch that an entry tells of, if it tells of one. */
  public Optional<Touch> of(AuditEntry entry) {
    if (entry.type().equals("job.failed")) {
      return unread(entry);
    }
    return Optional.ofNullable(RULES.get(entry.type())).map(rule -> touch(entry, rule));
  }

  /** A job that failed before a worker had its document was handled by none. */
  private Optional<Touch> unread(AuditEntry entry) {
    return Optional.ofNullable(entry.facts().get("worker"))
        .map(worker -> touch(entry, new Rule(WORKER, false, "not_read", SOURCE, "problem")));
  }

  private Touch touch(AuditEntry entry, Rule rule) {
    Map<String, String> details = new HashMap<>(entry.facts());
    String why = Optional.ofNullable(details.remove(rule.why())).orElse(purpose);
    return new Touch(
        entry.time(),
        rule.component(),
        entry.actor(),
        rule.person(),
        rule.act(),
        rule.artefacts().isEmpty() ? named(details) : rule.artefacts(),
        why,
        details,
        entry.position());
  }

  /** The classes that facts count by their names. */
  private static Set<ArtefactClass> named(Map<String, String> facts) {
    Set<ArtefactClass> named = EnumSet.noneOf(ArtefactClass.class);
    for (ArtefactClass artefact : ArtefactClass.values()) {
      if (facts.containsKey(artefact.apiName())) {
        named.add(artefact);
      }
    }
    return named;
  }
}
