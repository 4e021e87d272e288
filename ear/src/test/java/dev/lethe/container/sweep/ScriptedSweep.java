package dev.lethe.container.sweep;

import dev.lethe.intake.model.SealedDocument;
import dev.lethe.intake.service.OrphanSweep;
import dev.lethe.intake.service.SlotContents;
import dev.lethe.retention.model.DueJob;
import dev.lethe.retention.service.ErasureService;
import dev.lethe.retention.service.RetentionSweep;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A list of what is due, which fails where the test says. */
@ApplicationScoped
public class ScriptedSweep implements RetentionSweep, SlotContents, OrphanSweep {

  private static final TenantId TENANT = new TenantId("northwind");
  private static final Instant FIRST = Instant.parse("2026-03-01T12:00:00Z");

  private final List<DueJob> due = new ArrayList<>();
  private final Set<String> erased = new HashSet<>();
  private final List<String> positions = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();
  private final List<TenantId> others = new ArrayList<>();
  private String failing = "";
  private int counts;
  private int failingCount;
  private long counted;
  private long failed;

  @Produces
  public Clock clock() {
    return Clock.systemUTC();
  }

  public synchronized void reset(int jobs) {
    due.clear();
    erased.clear();
    positions.clear();
    ends.clear();
    failing = "";
    counts = 0;
    failingCount = 0;
    counted = 0;
    failed = 0;
    others.clear();
    for (int i = 0; i < jobs; i++) {
      due.add(new DueJob("job-%03d".formatted(i), FIRST.plusSeconds(i)));
    }
  }

  /** Other tenants of whom something is due; nothing when they are asked. */
  public synchronized void dueAlsoFor(String... tenants) {
    others.clear();
    for (String tenant : tenants) {
      others.add(new TenantId(tenant));
    }
  }

  public synchronized void failAtCount(int count) {
    failingCount = count;
  }

  public synchronized void failToErase(String job) {
    failing = job;
  }

  public synchronized Set<String> erased() {
    return Set.copyOf(erased);
  }

  /** After which job it was asked what is due. */
  public synchronized List<String> positions() {
    return List.copyOf(positions);
  }

  public synchronized List<String> ends() {
    return List.copyOf(ends);
  }

  public synchronized long counted() {
    return counted;
  }

  public synchronized long failed() {
    return failed;
  }

  @Override
  public boolean takeLease(String server, Duration time) {
    return true;
  }

  @Override
  public synchronized List<TenantId> tenantsDue() {
    List<TenantId> all = new ArrayList<>(others);
    if (!due.isEmpty()) {
      all.add(TENANT);
    }
    return all;
  }

  @Override
  public List<TenantId> tenants() {
    return List.of(TENANT);
  }

  @Override
  public synchronized List<DueJob> due(
      TenantId tenant, Instant until, Optional<DueJob> after, int limit) {
    if (!tenant.equals(TENANT)) {
      return List.of();
    }
    positions.add(after.map(DueJob::job).orElse("start"));
    return due.stream()
        .filter(item -> !erased.contains(item.job()))
        .filter(item -> after.map(reached -> isAfter(item, reached)).orElse(true))
        .limit(limit)
        .toList();
  }

  private static boolean isAfter(DueJob item, DueJob reached) {
    return item.deleteAt().isAfter(reached.deleteAt());
  }

  @Override
  public synchronized ErasureService.Outcome erase(
      TenantId tenant, List<String> jobs, Instant until) {
    List<String> free = jobs.stream().filter(job -> !failing.equals(job)).toList();
    erased.addAll(free);
    return new ErasureService.Outcome(free.size(), jobs.size() - free.size());
  }

  @Override
  public void finishLeftOver(TenantId tenant) {}

  @Override
  public void shred(TenantId tenant) {}

  @Override
  public void removeStrays(TenantId tenant) {}

  @Override
  public void begin(TenantId tenant, String run) {}

  @Override
  public synchronized void count(
      TenantId tenant, String run, long all, long deleted, long notDeleted) {
    counts++;
    if (counts == failingCount) {
      throw new IllegalStateException("the database is away");
    }
    counted += all;
    failed += notDeleted;
  }

  @Override
  public synchronized void end(TenantId tenant, String run, boolean completed) {
    ends.add(completed ? "completed" : "failed");
  }

  @Override
  public SealedDocument take(Caller caller, String job, String token, SealedDocument.Place place) {
    throw new UnsupportedOperationException("not needed");
  }

  @Override
  public int destroyExpired(TenantId tenant, int limit) {
    return 0;
  }

  @Override
  public int removeOrphans(TenantId tenant, Duration age) {
    return 0;
  }

  @Override
  public int closeMissing(TenantId tenant, Duration age) {
    return 0;
  }
}
