package dev.lethe.jobs.service;

import dev.lethe.intake.model.SealedDocument;
import dev.lethe.intake.service.DocumentIntake;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobQueue;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.JobStore;
import dev.lethe.jobs.model.ResultStore;
import dev.lethe.keys.model.DataKeys.FreshKey;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.policy.model.RetentionStart;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.RetentionBlock;
import dev.lethe.retention.model.RetentionPlan;
import dev.lethe.retention.service.ArtefactRegister;
import dev.lethe.retention.service.ErasureService;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.ExtractedField;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What jobs need of others, kept in maps. */
final class FakeStores {

  private FakeStores() {}

  /** Jobs and queue of all tenants. */
  static final class MapJobs implements JobStore, JobQueue {

    private final Map<JobId, Job> jobs = new ConcurrentHashMap<>();
    private final Map<JobId, Waiting> waiting = new LinkedHashMap<>();
    private final Clock clock;

    private record Waiting(TenantId tenant, Instant availableAt, int attempts, boolean claimed) {}

    MapJobs(Clock clock) {
      this.clock = clock;
    }

    @Override
    public void add(Job job) {
      jobs.put(job.id(), job);
    }

    @Override
    public Optional<Job> find(TenantId tenant, JobId id) {
      return Optional.ofNullable(jobs.get(id)).filter(job -> job.tenant().equals(tenant));
    }

    @Override
    public Optional<Job> lock(TenantId tenant, JobId id) {
      return find(tenant, id);
    }

    @Override
    public void save(Job job) {
      jobs.put(job.id(), job);
    }

    @Override
    public void deleted(TenantId tenant, Collection<JobId> some, Instant now) {
      some.stream()
          .flatMap(id -> find(tenant, id).stream())
          .filter(job -> job.state() == JobState.DONE)
          .forEach(job -> save(job.deleted(now)));
    }

    @Override
    public List<JobKey> stranded(String node, Instant admittedBefore) {
      return jobs.values().stream()
          .filter(job -> !job.state().isFinal())
          .filter(
              job ->
                  job.createdAt().isBefore(admittedBefore)
                      || job.memoryNode().filter(holder -> !holder.equals(node)).isPresent())
          .map(job -> new JobKey(job.tenant(), job.id()))
          .toList();
    }

    @Override
    public Set<JobId> ended(Set<JobId> some) {
      return some.stream()
          .filter(id -> jobs.get(id).state().isFinal() && jobs.get(id).state() != JobState.DONE)
          .collect(java.util.stream.Collectors.toSet());
    }

    @Override
    public synchronized void add(TenantId tenant, JobId id, Instant availableAt) {
      waiting.put(id, new Waiting(tenant, availableAt, 0, false));
    }

    @Override
    public synchronized Optional<Claim> claim(String owner, Duration lease) {
      for (Map.Entry<JobId, Waiting> entry : waiting.entrySet()) {
        Waiting job = entry.getValue();
        if (!job.claimed() && !job.availableAt().isAfter(clock.instant())) {
          int attempt = job.attempts() + 1;
          entry.setValue(new Waiting(job.tenant(), job.availableAt(), attempt, true));
          return Optional.of(new Claim(job.tenant(), entry.getKey(), attempt));
        }
      }
      return Optional.empty();
    }

    /** As if every lease were over. */
    @Override
    public synchronized int releaseOfEarlierStarts(String owner) {
      waiting.replaceAll(
          (id, job) -> new Waiting(job.tenant(), job.availableAt(), job.attempts(), false));
      return waiting.size();
    }

    @Override
    public synchronized void release(TenantId tenant, JobId id, Instant availableAt) {
      waiting.computeIfPresent(
          id, (key, job) -> new Waiting(tenant, availableAt, job.attempts() - 1, false));
    }

    @Override
    public synchronized void remove(TenantId tenant, JobId id) {
      waiting.remove(id);
    }

    synchronized int waiting() {
      return waiting.size();
    }

    int size() {
      return jobs.size();
    }
  }

  /** Results of all tenants. */
  static final class MapResults implements ResultStore {

    final Map<JobId, List<ExtractedField>> kept = new ConcurrentHashMap<>();

    @Override
    public void add(TenantId tenant, JobId id, List<ExtractedField> fields) {
      kept.put(id, fields);
    }

    @Override
    public Optional<List<ExtractedField>> find(TenantId tenant, JobId id) {
      return Optional.ofNullable(kept.get(id));
    }
  }

  /** Documents, their places, and what was erased. */
  static final class MapArtefacts implements ArtefactRegister, ErasureService, DocumentIntake {

    final Map<String, byte[]> documents = new ConcurrentHashMap<>();
    final Map<String, SealedDocument.Place> places = new ConcurrentHashMap<>();
    final List<String> erased = new ArrayList<>();
    final List<String> triggers = new ArrayList<>();
    final List<String> started = new ArrayList<>();
    final Set<String> delivering = ConcurrentHashMap.newKeySet();
    final Set<ArtefactClass> held = EnumSet.noneOf(ArtefactClass.class);
    private final Map<String, Map<ArtefactClass, Instant>> deadlines = new ConcurrentHashMap<>();
    private final Map<String, Location> locations = new ConcurrentHashMap<>();
    private final MapResults results;
    private final Clock clock;
    Optional<ProblemCode> refusal = Optional.empty();
    Runnable whileSealing = () -> {};

    MapArtefacts(MapResults results, Clock clock) {
      this.results = results;
      this.clock = clock;
    }

    @Override
    public void plan(
        TenantId tenant,
        String job,
        ArtefactClass artefact,
        Instant createdAt,
        RetentionPlan plan) {
      deadlines
          .computeIfAbsent(job, key -> new EnumMap<>(ArtefactClass.class))
          .put(artefact, plan.deleteAt());
    }

    @Override
    public void started(TenantId tenant, String job, RetentionStart event, Instant at) {
      started.add(job + "/" + event.event());
    }

    @Override
    public boolean beginDelivery(TenantId tenant, String job, Instant now, Instant until) {
      return delivering.add(job);
    }

    @Override
    public void delivered(TenantId tenant, String job) {
      delivering.add(job);
    }

    @Override
    public void endDelivery(TenantId tenant, String job) {
      delivering.remove(job);
    }

    @Override
    public void located(
        TenantId tenant,
        String job,
        ArtefactClass artefact,
        String object,
        String keyId,
        String place) {
      locations.put(job, new Location(object, keyId, place));
    }

    @Override
    public void bringForward(TenantId tenant, String job, Instant at) {
      deadlines
          .getOrDefault(job, Map.of())
          .replaceAll((artefact, due) -> artefact == ArtefactClass.AUDIT ? due : at);
    }

    @Override
    public Set<ArtefactClass> bringForward(
        TenantId tenant, String job, Instant at, Set<ArtefactClass> except) {
      Set<ArtefactClass> due = kept(tenant, job);
      due.removeAll(except);
      due.remove(ArtefactClass.AUDIT);
      due.forEach(artefact -> deadlines.get(job).put(artefact, at));
      return due;
    }

    private Set<ArtefactClass> kept(TenantId tenant, String job) {
      Set<ArtefactClass> kept = EnumSet.noneOf(ArtefactClass.class);
      kept.addAll(deadlines.getOrDefault(job, Map.of()).keySet());
      kept.removeIf(artefact -> erased.contains(job + "/" + artefact));
      return kept;
    }

    @Override
    public Optional<Location> location(TenantId tenant, String job, ArtefactClass artefact) {
      return Optional.ofNullable(locations.get(job));
    }

    @Override
    public RetentionBlock block(TenantId tenant, String job, PolicyVersion policy) {
      return new RetentionBlock(
          policy.id(),
          policy.version(),
          deadlines.getOrDefault(job, Map.of()).entrySet().stream()
              .map(
                  entry ->
                      new RetentionBlock.Deadline(
                          entry.getKey(),
                          entry.getValue(),
                          erased.contains(job + "/" + entry.getKey())
                              ? Optional.of(clock.instant())
                              : Optional.empty(),
                          Optional.empty(),
                          held.contains(entry.getKey())))
              .toList());
    }

    @Override
    public Outcome eraseDue(TenantId tenant, List<String> jobs, Instant until) {
      throw new UnsupportedOperationException("not needed");
    }

    @Override
    public void finishLeftOver(TenantId tenant) {
      throw new UnsupportedOperationException("not needed");
    }

    @Override
    public void erase(
        TenantId tenant, ActorId actor, String job, Set<ArtefactClass> classes, Trigger trigger) {
      classes.forEach(artefact -> erased.add(job + "/" + artefact));
      triggers.add(trigger.name());
      if (classes.contains(ArtefactClass.SOURCE)) {
        documents.remove(job);
        locations.remove(job);
      }
      if (classes.contains(ArtefactClass.FIELDS)) {
        results.kept.remove(new JobId(job));
      }
    }

    @Override
    public FreshKey expect(TenantId tenant, String job) {
      return new FreshKey() {
        @Override
        public String id() {
          return "key";
        }

        @Override
        public OutputStream sealing(OutputStream sealed) {
          return sealed;
        }
      };
    }

    @Override
    public SealedDocument receive(
        TenantId tenant,
        String job,
        FreshKey key,
        InputStream document,
        long maxBytes,
        SealedDocument.Place place) {
      refusal.ifPresent(
          code -> {
            throw new LetheException(code);
          });
      try {
        byte[] bytes = document.readAllBytes();
        documents.put(job, bytes);
        places.put(job, place);
        whileSealing.run();
        return new SealedDocument(job, key.id(), bytes.length, "application/pdf", place);
      } catch (IOException e) {
        throw new LetheException(ProblemCode.DOCUMENT_MISSING);
      }
    }

    @Override
    public SealedDocument receiveFromSlot(
        Caller caller, String job, String slotToken, SealedDocument.Place place) {
      if (!slotToken.equals("open-sesame")) {
        throw new LetheException(ProblemCode.NOT_FOUND);
      }
      return receive(
          caller.tenant(),
          job,
          expect(caller.tenant(), job),
          new ByteArrayInputStream(new byte[] {1}),
          Long.MAX_VALUE,
          place);
    }

    @Override
    public InputStream open(TenantId tenant, String job, SealedDocument document) {
      return new ByteArrayInputStream(
          Optional.ofNullable(documents.get(job))
              .orElseThrow(() -> new LetheException(ProblemCode.SOURCE_GONE)));
    }

    @Override
    public void discard(TenantId tenant, String job, SealedDocument document) {
      documents.remove(job);
    }
  }
}
