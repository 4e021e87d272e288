package dev.lethe.audit.service;

import dev.lethe.audit.model.AuditEntry;
import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.AuditStore;
import dev.lethe.audit.model.AuditStore.Tail;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.policy.service.PolicyService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes every event in the transaction of the act, so that neither is without the other. An event
 * that cannot be recorded undoes the act.
 */
@ApplicationScoped
public class AuditRecorder {

  private static final String UNCHAINED = "";

  @Inject AuditStore store;
  @Inject PolicyService policy;
  @Inject Clock clock;

  void record(@Observes AuditEvent event) {
    EventCatalogue.requireListed(event);
    Optional<Tail> tail = event.job().flatMap(job -> store.lockTail(event.tenant(), job));
    AuditEntry entry = entry(event, tail, UNCHAINED);
    store.add(event.tenant(), sealed(entry));
  }

  private AuditEntry entry(AuditEvent event, Optional<Tail> tail, String leafHash) {
    PolicyVersion version = policy.current().version();
    return new AuditEntry(
        event.tenant().value(),
        UUID.randomUUID().toString(),
        clock.instant(),
        event.type(),
        event.job(),
        event.job().map(job -> tail.map(Tail::position).orElse(0L) + 1),
        event.actor().value(),
        event.outcome(),
        version.version(),
        version.sha256(),
        event.facts(),
        tail.map(Tail::leafHash),
        leafHash);
  }

  private static AuditEntry sealed(AuditEntry entry) {
    return new AuditEntry(
        entry.tenant(),
        entry.id(),
        entry.time(),
        entry.type(),
        entry.job(),
        entry.position(),
        entry.actor(),
        entry.outcome(),
        entry.policyVersion(),
        entry.policySha256(),
        entry.facts(),
        entry.previousLeafHash(),
        LeafHash.of(entry));
  }
}
