package dev.lethe.audit.model;

import dev.lethe.policy.model.ArtefactClass;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every type of event and the facts that it may hold. What is not listed is not recorded: a new
 * fact is a decision, not an accident.
 */
public final class EventCatalogue {

  private static final Map<String, Set<String>> FACTS = new HashMap<>();

  static {
    // the nine stages of a job
    allow("request.authenticated", "roles");
    allow(
        "policy.permitted",
        "purpose",
        "mode",
        "fields",
        "document_class",
        "region",
        "zone",
        "full_text",
        "retention_mode");
    allow(
        "consent.verified",
        "consent",
        "basis",
        "purpose",
        "manual_review",
        "subject",
        "expires_at");
    allow("intake.sealed", "media_type", "bytes", "place", "key");
    allow(
        "processing.completed",
        "mode",
        "region",
        "document_class",
        "pages",
        "pages_recognized",
        "millis",
        "engine",
        "recognizer",
        "model",
        "extractor",
        "worker",
        "isolation");
    allow("fields.classified", "found", "absent", "public", "internal", "personal", "sensitive");
    allow("response.structured", "fields", "masked", "region");
    allow("retention.scheduled", artefactsAnd());
    allow("retention.started", artefactsAnd("event", "occurred_at"));
    allow("retention.replayed", "artefact", "event");
    allow("deletion.acknowledged", artefactsAnd("trigger", "method", "receipt", "keys_destroyed"));
    // what else can happen to a job
    allow("policy.refused", "purpose");
    allow("consent.refused", "purpose");
    allow("processing.started", "attempt", "isolation");
    allow("processing.postponed", "attempt");
    allow("job.failed", "problem", "worker", "isolation");
    allow("result.viewed", "fields", "masked");
    allow("field.revealed", "field", "sensitivity", "reason", "reason_length");
    allow("reveal.refused", "problem");
    allow("preview.made", "page", "pages", "covered", "media_type", "worker", "isolation");
    allow("preview.failed", "worker", "isolation");
    allow("deletion.requested");
    allow("deletion.failed", "trigger", "artefact", "attempts", "problem", "why");
    allow("deletion.replayed", "receipt", "trigger");
    allow("deletion.dead_lettered", "letter", "artefact", "step", "attempts", "problem");
    allow("deletion.requeued", "letter", "artefact", "step");
    allow("deletion.late", "late_seconds", "bound_seconds", "due");
    allow("deletion.caught_up", "lasted_seconds", "worst_seconds");
    allow("artefact.deleted", "artefact", "trigger", "receipt", "objects", "keys", "method");
    // consents and their end
    allow(
        "consent.recorded",
        "consent",
        "basis",
        "purpose",
        "mechanism",
        "processing",
        "manual_review",
        "analytics",
        "model_improvement",
        "troubleshooting",
        "subject",
        "expires_at",
        "notice");
    allow("consent.withdrawn", "consent", "withdrawal", "purpose", "basis", "limited");
    allow(
        "withdrawal.received", "withdrawal", "scope", "consents", "kept", "jobs", "reason_length");
    allow("withdrawal.refused", "scope");
    allow("withdrawal.settled", "withdrawal");
    allow("withdrawal.replayed", "withdrawal", "consent");
    allow("job.withdrawn", "withdrawal", "stage", "due", "held");
    allow("subject.looked_up", "subject", "jobs", "consents");
    allow("subject.erased", "subject", "jobs", "kept");
    // legal holds
    for (String step :
        new String[] {
          "requested", "approved", "release_requested", "release_rejected", "reviewed"
        }) {
      allow("hold." + step, ofHoldAnd("gone"));
    }
    for (String step : new String[] {"released", "rejected"}) {
      allow("hold." + step, ofHoldAnd("requeued"));
    }
    allow("hold.replayed", "hold", "case");
    // what people look at before it goes
    for (String step : new String[] {"approved", "extended", "relabelled", "reassigned"}) {
      allow(
          "disposition." + step,
          "disposition",
          "artefact",
          "stage",
          "reason",
          "delete_at",
          "label",
          "public",
          "internal",
          "personal",
          "sensitive");
    }
    // upload slots, keys and the trail itself
    allow("slot.opened", "slot");
    allow("slot.filled", "slot", "media_type", "bytes");
    allow("slot.consumed", "slot", "job");
    allow("slot.destroyed", "slot", "why");
    allow("orphans.removed", "objects", "keys");
    allow("objects.missing", "found", "closed", "held");
    allow("key.created", "key", "artefact", "version");
    allow("key.destroyed", "key", "artefact", "version");
    allow("epoch.destroyed", "epoch", "artefact");
    allow("restore.replayed", "entries");
    allow("rootkey.rotated", "version", "provider");
    allow("rootkey.rewrapped", "version", "keys");
    allow("rootkey.destroyed", "version");
    allow("rootkey.revoked");
    allow("rootkey.enabled");
    allow("audit.exported", "filters");
    allow("policy.proposed", "change", "sha256", "kind", "weaker", "stronger", "neutral");
    allow("policy.approved", "change", "sha256", "effective_at");
    allow("policy.rejected", "change", "sha256");
  }

  private EventCatalogue() {}

  private static void allow(String type, String... facts) {
    FACTS.put(type, Set.of(facts));
  }

  /**
   * @param fact that tells what the step found
   */
  private static String[] ofHoldAnd(String fact) {
    return new String[] {
      "hold",
      "case",
      "reason",
      "subject",
      "document_class",
      "held",
      "deferred",
      "unclassified",
      "review_at",
      fact
    };
  }

  private static String[] artefactsAnd(String... facts) {
    return Stream.concat(
            Arrays.stream(ArtefactClass.values()).map(ArtefactClass::apiName), Arrays.stream(facts))
        .toArray(String[]::new);
  }

  /** All types. */
  public static Set<String> types() {
    return Set.copyOf(FACTS.keySet());
  }

  /**
   * Passes what is listed.
   *
   * @throws IllegalArgumentException for an unknown type or fact
   */
  public static void requireListed(AuditEvent event) {
    Set<String> allowed = FACTS.get(event.type());
    if (allowed == null || !allowed.containsAll(event.facts().keySet())) {
      throw new IllegalArgumentException("not in the event catalogue: " + event.type());
    }
  }
}
