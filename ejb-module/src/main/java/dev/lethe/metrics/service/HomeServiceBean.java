package dev.lethe.metrics.service;

import dev.lethe.jobs.model.DocumentWorkers;
import dev.lethe.metrics.model.CounterSource;
import dev.lethe.metrics.model.CounterSource.Counts;
import dev.lethe.metrics.model.HomeCounters;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.model.PolicyStatus;
import dev.lethe.policy.service.PolicyGuard;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.tenancy.model.Caller;
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
  @Inject PolicyGuard guard;
  @Inject DocumentWorkers workers;
  @Inject Clock clock;

  @Override
  public HomeCounters counters(Caller caller) {
    policy.current().of(caller.tenant()).require(caller, Permission.READ_COUNTERS);
    PolicyStatus status = guard.status();
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
        counts.deadLetters(),
        counts.reviewsWaiting(),
        counts.revealsToday(),
        counts.lastDeletionRun(),
        counts.lateSince(),
        status.running().version(),
        status.drift(),
        workers.status().ready());
  }
}
