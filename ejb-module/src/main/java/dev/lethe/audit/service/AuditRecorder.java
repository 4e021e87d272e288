package dev.lethe.audit.service;

import dev.lethe.audit.model.AuditEntry;
import dev.lethe.audit.model.AuditEvent;
import dev.lethe.audit.model.AuditEvents;
import dev.lethe.audit.model.AuditStore;
import dev.lethe.audit.model.AuditStore.Tail;
import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.audit.model.LifecycleStage;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    record(new AuditEvents(List.of(event)));
  }

  void record(@Observes AuditEvents together) {
    List<AuditEvent> events = together.events();
    if (events.isEmpty()) {
      return;
    }
    events.forEach(EventCatalogue::requireListed);
    TenantId tenant = events.get(0).tenant();
    Set<String> jobs = new TreeSet<>();
    events.forEach(event -> event.job().ifPresent(jobs::add));
    Map<String, Tail> tails =
        jobs.isEmpty() ? new HashMap<>() : new HashMap<>(store.lockTails(tenant, jobs));
    store.add(tenant, events.stream().map(event -> chained(event, tails)).toList());
  }

  private AuditEntry chained(AuditEvent event, Map<String, Tail> tails) {
    Optional<Tail> tail = event.job().map(tails::get);
    Set<LifecycleStage> stages = withStage(event, tail.map(Tail::stages).orElse(Set.of()));
    AuditEntry entry = sealed(entry(event, tail, UNCHAINED));
    event
        .job()
        .ifPresent(
            job ->
                tails.put(job, new Tail(entry.position().orElseThrow(), entry.leafHash(), stages)));
    return entry;
  }

  /** The stages that the job's chain records with the event; one out of its turn undoes the act. */
  private static Set<LifecycleStage> withStage(AuditEvent event, Set<LifecycleStage> recorded) {
    Optional<LifecycleStage> stage =
        event.job().flatMap(job -> LifecycleStage.ofEvent(event.type()));
    if (stage.isEmpty()) {
      return recorded;
    }
    if (!stage.get().mayFollow(recorded)) {
      if (recorded.contains(LifecycleStage.DELETION_ACKNOWLEDGEMENT)) {
        throw new LetheException(ProblemCode.SOURCE_GONE);
      }
      throw new IllegalStateException("a stage out of its turn: " + event.type());
    }
    Set<LifecycleStage> all = EnumSet.of(stage.get());
    all.addAll(recorded);
    return all;
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
