package dev.lethe.retention.service;

import static java.util.stream.Collectors.joining;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.recovery.model.JournalEntry;
import dev.lethe.recovery.model.JournalEntry.Kind;
import dev.lethe.retention.model.HoldId;
import dev.lethe.retention.model.HoldReason;
import dev.lethe.retention.model.HoldScope;
import dev.lethe.retention.model.LegalHold;
import dev.lethe.retention.model.LegalHold.Decision;
import dev.lethe.tenancy.model.TenantId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A hold as it stands, as an entry of the journal and back. */
final class HoldEntry {

  private HoldEntry() {}

  static JournalEntry of(TenantId tenant, LegalHold hold, Instant now) {
    Map<String, String> facts = new HashMap<>();
    facts.put("at", now.toString());
    facts.put("case", hold.caseReference());
    facts.put("reason", hold.reason().name());
    facts.put("state", hold.state().name());
    facts.put("requested_by", hold.requestedBy());
    facts.put("requested_at", hold.requestedAt().toString());
    facts.put("review_at", hold.reviewAt().toString());
    put(facts, "approved", hold.approval());
    put(facts, "release_requested", hold.releaseRequest());
    put(facts, "ended", hold.end());
    HoldScope scope = hold.scope();
    facts.put("jobs", String.join(",", scope.jobs()));
    facts.put(
        "artefacts", scope.artefacts().stream().map(Enum::name).sorted().collect(joining(",")));
    scope.subject().ifPresent(subject -> facts.put("subject", subject));
    scope.documentClass().ifPresent(name -> facts.put("document_class", name.name()));
    scope.purpose().ifPresent(purpose -> facts.put("purpose", purpose));
    scope.region().ifPresent(region -> facts.put("region", region));
    scope.createdFrom().ifPresent(from -> facts.put("created_from", from.toString()));
    scope.createdUntil().ifPresent(until -> facts.put("created_until", until.toString()));
    Kind kind = hold.state().keeps() ? Kind.HOLD : Kind.RELEASE;
    return new JournalEntry(tenant, kind, hold.id().value(), facts);
  }

  private static void put(Map<String, String> facts, String what, Optional<Decision> decision) {
    decision.ifPresent(
        one -> {
          facts.put(what + "_by", one.by());
          facts.put(what + "_at", one.at().toString());
        });
  }

  /** When the hold stood so. */
  static Instant at(JournalEntry entry) {
    return Instant.parse(fact(entry, "at"));
  }

  static LegalHold hold(JournalEntry entry) {
    return new LegalHold(
        new HoldId(entry.id()),
        fact(entry, "case"),
        HoldReason.valueOf(fact(entry, "reason")),
        new HoldScope(
            parts(fact(entry, "jobs")),
            maybe(entry, "subject"),
            maybe(entry, "document_class").map(DocumentClass::new),
            maybe(entry, "purpose"),
            maybe(entry, "region"),
            maybe(entry, "created_from").map(Instant::parse),
            maybe(entry, "created_until").map(Instant::parse),
            artefacts(parts(fact(entry, "artefacts")))),
        LegalHold.State.valueOf(fact(entry, "state")),
        fact(entry, "requested_by"),
        Instant.parse(fact(entry, "requested_at")),
        decision(entry, "approved"),
        decision(entry, "release_requested"),
        decision(entry, "ended"),
        Instant.parse(fact(entry, "review_at")));
  }

  private static Optional<Decision> decision(JournalEntry entry, String what) {
    return maybe(entry, what + "_by")
        .map(by -> new Decision(by, Instant.parse(fact(entry, what + "_at"))));
  }

  private static Set<ArtefactClass> artefacts(List<String> names) {
    Set<ArtefactClass> artefacts = EnumSet.noneOf(ArtefactClass.class);
    names.forEach(name -> artefacts.add(ArtefactClass.valueOf(name)));
    return artefacts;
  }

  private static List<String> parts(String list) {
    return list.isEmpty() ? List.of() : List.of(list.split(",", -1));
  }

  private static Optional<String> maybe(JournalEntry entry, String name) {
    return Optional.ofNullable(entry.facts().get(name));
  }

  private static String fact(JournalEntry entry, String name) {
    return maybe(entry, name)
        .orElseThrow(() -> new IllegalArgumentException("an entry without " + name));
  }
}
