package dev.lethe.batch.retention;

import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.DueArtefacts;
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

  final List<DueArtefacts> due = new ArrayList<>();
  final List<String> erased = new ArrayList<>();
  final List<String> counted = new ArrayList<>();
  final Set<String> failing = new HashSet<>();
  boolean leaseFree = true;

  /** Adds jobs that were due one second after the other. */
  ListedSweep withJobs(int count) {
    for (int i = 0; i < count; i++) {
      due.add(
          new DueArtefacts(
              "job-" + i, Set.of(ArtefactClass.SOURCE), NOW.minusSeconds(count - (long) i)));
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
  public List<DueArtefacts> due(
      TenantId tenant, Instant until, Optional<DueArtefacts.Position> after, int limit) {
    return due.stream()
        .filter(item -> !item.deleteAt().isAfter(until))
        .filter(item -> after.map(position -> isAfter(item, position)).orElse(true))
        .sorted(Comparator.comparing(DueArtefacts::deleteAt))
        .limit(limit)
        .toList();
  }

  private static boolean isAfter(DueArtefacts item, DueArtefacts.Position position) {
    return item.deleteAt().isAfter(position.deleteAt());
  }

  @Override
  public boolean erase(TenantId tenant, DueArtefacts item) {
    if (failing.contains(item.job())) {
      return false;
    }
    erased.add(item.job());
    return due.remove(item);
  }

  @Override
  public void begin(TenantId tenant, String run) {}

  @Override
  public void count(TenantId tenant, String run, long all, long deleted, long failed) {
    counted.add(all + "/" + deleted + "/" + failed);
  }

  @Override
  public void end(TenantId tenant, String run, boolean completed) {}
}
