package dev.lethe.jobs.adapter;

import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.Job.Outcome;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.JobStore;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.PolicyVersion;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.adapter.TenantSession;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.Provenance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Jobs in PostgreSQL. */
@ApplicationScoped
public class JpaJobStore implements JobStore {

  @Inject TenantSession session;

  @Override
  public void add(Job job) {
    EntityManager entities = session.enterToAdd(job.tenant(), job.createdAt());
    JobRow row = new JobRow();
    row.id = job.id().value();
    row.tenant = job.tenant().value();
    row.actor = job.actor().value();
    row.purpose = job.scope().purpose().name();
    row.request = ScopeJson.write(job.scope(), job.consent());
    row.region = job.region().name();
    row.policyId = job.policy().id();
    row.policyVersion = job.policy().version();
    row.policySha256 = job.policy().sha256();
    row.createdAt = job.createdAt();
    copyState(job, row);
    entities.persist(row);
    entities.flush();
  }

  @Override
  public Optional<Job> find(TenantId tenant, JobId id) {
    return find(tenant, id, LockModeType.NONE);
  }

  @Override
  public Optional<Job> lock(TenantId tenant, JobId id) {
    // before the row: who places a hold has this lock when they wait for it
    session
        .enter(tenant)
        .createNativeQuery("select heed_holds(:tenant)", Boolean.class)
        .setParameter("tenant", tenant.value())
        .getSingleResult();
    return find(tenant, id, LockModeType.PESSIMISTIC_WRITE);
  }

  private Optional<Job> find(TenantId tenant, JobId id, LockModeType lock) {
    return Optional.ofNullable(session.enter(tenant).find(JobRow.class, id.value(), lock))
        .filter(row -> row.tenant.equals(tenant.value()))
        .map(JpaJobStore::job);
  }

  @Override
  public void save(Job job) {
    EntityManager entities = session.enter(job.tenant());
    JobRow row = entities.find(JobRow.class, job.id().value());
    if (row == null) {
      throw new IllegalStateException("no such job");
    }
    copyState(job, row);
    entities.flush();
  }

  @Override
  public void deleted(TenantId tenant, Collection<JobId> jobs, Instant now) {
    session
        .enter(tenant)
        .createNativeQuery(
            "update job set state = 'DELETED', deleted_at = :now where tenant_id = :tenant"
                + " and id = any (:jobs) and state = 'DONE'")
        .setParameter("now", now)
        .setParameter("tenant", tenant.value())
        .setParameter("jobs", jobs.stream().map(JobId::value).toArray(String[]::new))
        .executeUpdate();
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<JobKey> stranded(String node, Instant admittedBefore) {
    List<Tuple> rows =
        session
            .withoutTenant()
            .createNativeQuery(
                "select tenant, job from list_stranded_jobs(:node, :before)", Tuple.class)
            .setParameter("node", node)
            .setParameter("before", admittedBefore)
            .getResultList();
    return rows.stream()
        .map(
            row ->
                new JobKey(
                    new TenantId(row.get(0, String.class)), new JobId(row.get(1, String.class))))
        .toList();
  }

  @Override
  public Set<JobId> ended(Set<JobId> some) {
    List<?> ended =
        session
            .withoutTenant()
            .createNativeQuery("select job from list_ended_jobs(:jobs)", String.class)
            .setParameter("jobs", some.stream().map(JobId::value).toArray(String[]::new))
            .getResultList();
    return ended.stream().map(job -> new JobId((String) job)).collect(Collectors.toSet());
  }

  private static void copyState(Job job, JobRow row) {
    row.state = job.state().name();
    row.completedAt = job.completedAt().orElse(null);
    row.deletedAt = job.deletedAt().orElse(null);
    row.memoryNode = job.memoryNode().orElse(null);
    row.problem = job.problem().map(Enum::name).orElse(null);
    job.outcome().ifPresent(outcome -> copyOutcome(outcome, row));
  }

  private static void copyOutcome(Outcome outcome, JobRow row) {
    row.documentClass = outcome.documentClass().map(DocumentClass::name).orElse(null);
    row.classConfidence =
        outcome.classConfidence().isPresent() ? outcome.classConfidence().getAsDouble() : null;
    row.pages = outcome.pages();
    row.engineMillis = outcome.engineMillis();
    row.engine = outcome.provenance().engine();
    row.recognizer = outcome.provenance().recognizer();
    row.model = outcome.provenance().model();
    row.extractor = outcome.provenance().extractor();
  }

  private static Job job(JobRow row) {
    return new Job(
        new TenantId(row.tenant),
        new JobId(row.id),
        new ActorId(row.actor),
        JobState.valueOf(row.state),
        ScopeJson.scope(row.purpose, row.request),
        ScopeJson.consent(row.request),
        new ResidencyRegion(row.region),
        new PolicyVersion(row.policyId, row.policyVersion, row.policySha256),
        row.createdAt,
        Optional.ofNullable(row.completedAt),
        Optional.ofNullable(row.deletedAt),
        Optional.ofNullable(row.memoryNode),
        outcome(row),
        Optional.ofNullable(row.problem).map(ProblemCode::valueOf));
  }

  private static Optional<Outcome> outcome(JobRow row) {
    if (row.engine == null
        || row.recognizer == null
        || row.model == null
        || row.extractor == null
        || row.engineMillis == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Outcome(
            Optional.ofNullable(row.documentClass).map(DocumentClass::new),
            row.classConfidence == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(row.classConfidence),
            row.pages,
            row.engineMillis,
            new Provenance(row.engine, row.recognizer, row.model, row.extractor)));
  }
}
