package dev.lethe.batch.retention;

import dev.lethe.retention.model.DueJob;
import dev.lethe.retention.service.ErasureService;
import dev.lethe.retention.service.RetentionSweep;
import dev.lethe.tenancy.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A sweep over a list in memory. */
final class ListedSweep implements RetentionSweep {

  static final TenantId TENANT = new TenantId("northwind");
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  final List<DueJob> due = new ArrayList<>();
  final List<String> erased = new ArrayList<>();
  final List<String> counted = new ArrayList<>();
  final Set<String> failing = new HashSet<>();
  final List<TenantId> shredded = new ArrayList<>();
  int leftOverRemoved;
  boolean leaseFree = true;

  /** Adds jobs that were due one second after the other. */
  ListedSweep withJobs(int count) {
    for (int i = 0; i < count; i++) {
      due.add(new DueJob("job-" + i, NOW.minusSeconds(count - (long) i)));
    }
    return this;
  }

  @Override
  public boolean takeLease(String server, Duration time) {
    return leaseFree;
  }

  @Override
  public List<TenantId> tenantsDue() {
    return due.isEmpty() ? List.of() : List.of(TENANT);
  }

  @Override
  public List<TenantId> tenants() {
    return List.of(TENANT);
  }

  @Override
  public List<DueJob> due(TenantId tenant, Instant until, Optional<DueJob> after, int limit) {
    return due.stream()
        .filter(item -> !item.deleteAt().isAfter(until))
        .filter(item -> after.map(position -> isAfter(item, position)).orElse(true))
        .sorted(Comparator.comparing(DueJob::deleteAt))
        .limit(limit)
        .toList();
  }

  private static boolean isAfter(DueJob item, DueJob position) {
    return item.deleteAt().isAfter(position.deleteAt());
  }

  @Override
  public ErasureService.Outcome erase(TenantId tenant, List<String> jobs, Instant until) {
    List<String> free = jobs.stream().filter(job -> !failing.contains(job)).toList();
    erased.addAll(free);
    due.removeIf(item -> free.contains(item.job()));
    return new ErasureService.Outcome(free.size(), jobs.size() - free.size());
  }

  @Override
  public void finishLeftOver(TenantId tenant) {
    leftOverRemoved++;
  }

  @Override
  public void shred(TenantId tenant) {
    shredded.add(tenant);
  }

  @Override
  public void removeStrays(TenantId tenant) {}

  @Override
  public void begin(TenantId tenant, String run) {}

  @Override
  public void count(TenantId tenant, String run, long all, long deleted, long failed) {
    counted.add(all + "/" + deleted + "/" + failed);
  }

  @Override
  public void end(TenantId tenant, String run, boolean completed) {}
}
