package dev.lethe.metrics.service;

import dev.lethe.jobs.model.DocumentWorkers;
import dev.lethe.metrics.model.CounterSource;
import dev.lethe.metrics.model.CounterSource.Counts;
import dev.lethe.metrics.model.HomeCounters;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The console's counters, of the caller's tenant. */
@Stateless
public class HomeServiceBean implements HomeService {

  @Inject CounterSource source;
  @Inject PolicyService policy;
  @Inject DocumentWorkers workers;
  @Inject Clock clock;

  @Override
  public HomeCounters counters(Caller caller) {
    caller.requireAny(
        Role.REVIEWER,
        Role.PRIVILEGED_REVEAL,
        Role.COMPLIANCE_OFFICER,
        Role.TENANT_ADMIN,
        Role.AUDITOR,
        Role.SUPPORT);
    Instant now = clock.instant();
    Counts counts = source.count(caller.tenant(), now.truncatedTo(ChronoUnit.DAYS), now);
    return new HomeCounters(
        counts.jobsToday(),
        counts.jobsWaiting(),
        counts.jobsFailedToday(),
        counts.consentsActive(),
        counts.artefactsKept(),
        counts.dueToday(),
        counts.overdue(),
        counts.deletedToday(),
        counts.revealsToday(),
        counts.lastDeletionRun(),
        policy.current().version().version(),
        workers.status().ready());
  }
}
