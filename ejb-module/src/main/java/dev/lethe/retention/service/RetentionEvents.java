package dev.lethe.retention.service;

import static java.util.stream.Collectors.groupingBy;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.LetheException.Detail;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.recovery.service.Journaling;
import dev.lethe.retention.model.StartedWindow;
import dev.lethe.retention.model.WindowStarts;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.tenancy.model.Transactions;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Begins windows in one transaction with their events; the journal has them before the answer. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RetentionEvents implements RetentionEventService {

  @Inject WindowStarts starts;
  @Inject PolicyService policy;
  @Inject Journaling journaling;
  @Inject Transactions transactions;
  @Inject Event<AuditEvent> audit;
  @Inject Clock clock;

  @Override
  public Reported report(
      Caller caller, RetentionStart event, Set<String> jobs, Optional<Instant> occurredAt) {
    PolicyBundle bundle = policy.current().of(caller.tenant());
    bundle.require(caller, Permission.REPORT_EVENT);
    if (!bundle.reportedEvents().contains(event)) {
      throw new LetheException(ProblemCode.EVENT_UNKNOWN);
    }
    if (jobs.isEmpty() || jobs.size() > MOST_JOBS) {
      throw malformed("/jobs", "out-of-range");
    }
    Instant now = clock.instant();
    Instant at = occurredAt.orElse(now);
    if (at.isAfter(now)) {
      throw malformed("/occurred_at", "out-of-range");
    }
    List<StartedWindow> windows =
        transactions.inNewTransaction(() -> start(caller, event, jobs, at));
    journaling.write(caller.tenant());
    return new Reported(event, at, windows);
  }

  private List<StartedWindow> start(
      Caller caller, RetentionStart event, Set<String> jobs, Instant at) {
    TenantId tenant = caller.tenant();
    Map<String, Instant> created = starts.lock(tenant, jobs);
    if (created.size() < jobs.size()) {
      throw new LetheException(ProblemCode.NOT_FOUND);
    }
    if (created.values().stream().anyMatch(at::isBefore)) {
      throw malformed("/occurred_at", "out-of-range");
    }
    List<StartedWindow> windows = starts.start(tenant, jobs, event, at);
    windows.stream()
        .filter(StartedWindow::isNew)
        .collect(groupingBy(StartedWindow::job, TreeMap::new, java.util.stream.Collectors.toList()))
        .forEach((job, of) -> tell(caller, event, job, at, of));
    return windows;
  }

  private void tell(
      Caller caller, RetentionStart event, String job, Instant at, List<StartedWindow> windows) {
    journaling.note(DeadlineEntry.started(caller.tenant(), job, event, at));
    Map<String, String> facts = new HashMap<>();
    facts.put("event", event.event());
    facts.put("occurred_at", at.toString());
    windows.forEach(one -> facts.put(one.artefact().apiName(), one.after().toString()));
    audit.fire(
        new AuditEvent(
            caller.tenant(),
            "retention.started",
            Optional.of(job),
            caller.actor(),
            "started",
            facts));
  }

  private static LetheException malformed(String place, String why) {
    return new LetheException(ProblemCode.REQUEST_MALFORMED, List.of(new Detail(place, why)));
  }
}
