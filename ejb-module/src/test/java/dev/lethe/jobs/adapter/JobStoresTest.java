package dev.lethe.jobs.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobQueue.Claim;
import dev.lethe.jobs.model.JobStore.JobKey;
import dev.lethe.jobs.model.Jobs;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.testing.TestContainer;
import dev.lethe.testing.TestPersistence;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs and their queue on the real database. */
class JobStoresTest {

  private static final Duration LEASE = Duration.ofMinutes(3);

  private final TestPersistence persistence = new TestPersistence();
  private final TenantId north = TestPersistence.newTenant();
  private final TenantId south = TestPersistence.newTenant();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private JpaJobStore jobs;
  private PostgresJobQueue queue;

  @BeforeEach
  void putTogether() {
    TestContainer container = new TestContainer();
    container.add(persistence.session());
    jobs = container.make(JpaJobStore.class);
    queue = container.make(PostgresJobQueue.class);
    in(() -> claimAll("cleaner/0"));
  }

  private List<Claim> claimAll(String owner) {
    List<Claim> claims = new ArrayList<>();
    for (Optional<Claim> claim = queue.claim(owner, LEASE);
        claim.isPresent();
        claim = queue.claim(owner, LEASE)) {
      claims.add(claim.get());
    }
    return claims;
  }

  @Test
  void givenJobOfEachState_whenKept_thenItComesBackAsItWas() {
    Job admitted = Jobs.admitted(north, now);
    in(() -> add(admitted));
    assertThat(find(north, admitted.id())).contains(admitted);
    Job held = save(admitted.expecting(Optional.of("node/1")));
    assertThat(find(north, admitted.id())).contains(held);
    Job done = save(held.queued().started().done(Jobs.outcome(), now.plusSeconds(1)));
    assertThat(find(north, admitted.id())).contains(done);
    Job deleted = save(done.deleted(now.plusSeconds(2)));
    assertThat(find(north, admitted.id())).contains(deleted);
  }

  @Test
  void givenFailedJob_whenKept_thenItsProblemComesBack() {
    Job failed = Jobs.admitted(north, now);
    in(() -> add(failed));
    save(failed.failed(ProblemCode.TOO_MANY_PAGES, now));
    assertThat(find(north, failed.id()).flatMap(Job::problem)).contains(ProblemCode.TOO_MANY_PAGES);
  }

  @Test
  void givenJobOfOneTenant_whenAnotherAsks_thenThereIsNone() {
    Job job = Jobs.admitted(north, now);
    in(() -> add(job));
    assertThat(find(south, job.id())).isEmpty();
    assertThat(in(() -> jobs.lock(south, job.id()))).isEmpty();
  }

  @Test
  void givenJobOfOneTenant_whenAnotherSaves_thenNothingChanges() {
    Job job = Jobs.admitted(north, now);
    in(() -> add(job));
    Job stolen =
        new Job(
            south,
            job.id(),
            job.actor(),
            job.state(),
            job.scope(),
            job.consent(),
            job.region(),
            job.policy(),
            job.createdAt(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(ProblemCode.INTERNAL));
    assertThatThrownBy(() -> save(stolen)).isInstanceOf(IllegalStateException.class);
    assertThat(find(north, job.id())).contains(job);
  }

  @Test
  void givenQueuedJobs_whenClaimed_thenEachIsTakenOnceInTheirOrder() {
    Job second = queued(north, now.minusSeconds(10));
    Job first = queued(south, now.minusSeconds(20));
    assertThat(in(() -> claimAll("node/1")))
        .containsExactly(new Claim(south, first.id(), 1), new Claim(north, second.id(), 1));
    assertThat(in(() -> claimAll("node/1"))).isEmpty();
  }

  @Test
  void givenManyTakers_whenTheyClaimAtOnce_thenNoJobIsTakenTwice() throws Exception {
    for (int i = 0; i < 24; i++) {
      queued(north, now.minusSeconds(60));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    CountDownLatch together = new CountDownLatch(4);
    List<Future<List<Claim>>> takers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String owner = "node-" + i + "/1";
      takers.add(
          threads.submit(
              () -> {
                together.countDown();
                together.await();
                List<Claim> own = new ArrayList<>();
                for (Optional<Claim> claim = claim(owner);
                    claim.isPresent();
                    claim = claim(owner)) {
                  own.add(claim.get());
                }
                return own;
              }));
    }
    List<Claim> all = new ArrayList<>();
    for (Future<List<Claim>> taker : takers) {
      all.addAll(taker.get());
    }
    threads.shutdown();
    assertThat(all).extracting(Claim::id).hasSize(24).doesNotHaveDuplicates();
  }

  @Test
  void givenManyJobs_whenOneIsClaimed_thenNoOtherIsLeased() {
    for (int i = 0; i < 40; i++) {
      queued(north, now.minusSeconds(60));
    }
    for (int claimed = 1; claimed <= 40; claimed++) {
      assertThat(in(this::claimUnderTheWorstPlan)).isPresent();
      assertThat(leases()).isEqualTo(claimed);
    }
  }

  /**
   * Whatever the planner's statistics say on the day, for instance to ask for the list row by row.
   */
  private Optional<Claim> claimUnderTheWorstPlan() {
    for (String way : List.of("hashjoin", "mergejoin", "hashagg", "sort", "material")) {
      persistence
          .session()
          .withoutTenant()
          .createNativeQuery("select set_config('enable_" + way + "', 'off', true)", String.class)
          .getSingleResult();
    }
    return queue.claim("node/1", LEASE);
  }

  private long leases() {
    return in(
        () ->
            ((Number)
                    persistence
                        .session()
                        .enter(north)
                        .createNativeQuery(
                            "select count(*) from job_queue where lease_owner is not null",
                            Long.class)
                        .getSingleResult())
                .longValue());
  }

  @Test
  void givenJobForLater_whenClaimed_thenItIsNotTakenYet() {
    queued(north, now.plusSeconds(3600));
    assertThat(claim("node/1")).isEmpty();
  }

  @Test
  void givenLeaseThatIsOver_whenClaimed_thenTheAttemptIsTheSecond() {
    Job job = queued(north, now.minusSeconds(5));
    in(() -> queue.claim("lost/1", Duration.ofSeconds(-1)));
    assertThat(claim("node/1")).contains(new Claim(north, job.id(), 2));
  }

  @Test
  void givenLeaseThatHolds_whenClaimed_thenItIsLeftAlone() {
    queued(north, now.minusSeconds(5));
    assertThat(claim("busy/1")).isPresent();
    assertThat(claim("node/1")).isEmpty();
  }

  @Test
  void givenEarlierStartOfThisServer_whenItStartsAnew_thenItsClaimsAreFree() {
    String name = "n" + TestPersistence.newTenant().value();
    Job job = queued(north, now.minusSeconds(5));
    claim(name + "/1");
    assertThat(in(() -> queue.releaseOfEarlierStarts(name + "x/2"))).isZero();
    assertThat(in(() -> queue.releaseOfEarlierStarts(name + "/2"))).isEqualTo(1);
    assertThat(claim(name + "/2")).contains(new Claim(north, job.id(), 2));
  }

  @Test
  void givenReleasedJob_whenClaimedAgain_thenTheAttemptDidNotCount() {
    Job job = queued(north, now.minusSeconds(5));
    claim("node/1");
    in(
        () -> {
          queue.release(north, job.id(), now.minusSeconds(1));
          return true;
        });
    assertThat(claim("node/1")).contains(new Claim(north, job.id(), 1));
  }

  @Test
  void givenAnotherTenant_whenItRemoves_thenTheJobStaysQueued() {
    Job job = queued(north, now.minusSeconds(5));
    in(
        () -> {
          queue.remove(south, job.id());
          return true;
        });
    assertThat(claim("node/1")).contains(new Claim(north, job.id(), 1));
  }

  @Test
  void givenRolledBackAdmission_whenClaimed_thenThereIsNothing() {
    Job job = Jobs.admitted(north, now);
    assertThatThrownBy(
            () ->
                in(
                    () -> {
                      add(job);
                      queue.add(north, job.id(), now.minusSeconds(5));
                      throw new IllegalStateException("lost");
                    }))
        .hasMessage("lost");
    assertThat(find(north, job.id())).isEmpty();
    assertThat(claim("node/1")).isEmpty();
  }

  @Test
  void givenJobsThatNothingWillEnd_whenListed_thenThoseAndNoOthersAreNamed() {
    Job forgotten = kept(Jobs.admitted(north, now.minusSeconds(3600)));
    Job fresh = kept(Jobs.admitted(north, now));
    Job lost = kept(Jobs.admitted(south, now).expecting(Optional.of("here/1")).queued());
    Job mine = kept(Jobs.admitted(south, now).expecting(Optional.of("here/2")).queued());
    Job elsewhere = kept(Jobs.admitted(south, now).expecting(Optional.of("there/1")).queued());
    Job lostLongAgo =
        kept(
            Jobs.admitted(south, now.minusSeconds(3600))
                .expecting(Optional.of("there/1"))
                .queued()
                .started());
    Job ended =
        kept(
            Jobs.admitted(north, now.minusSeconds(3600)).failed(ProblemCode.DOCUMENT_MISSING, now));
    assertThat(in(() -> jobs.stranded("here/2", now.minusSeconds(900))))
        .contains(key(forgotten), key(lost), key(lostLongAgo))
        .doesNotContain(key(fresh), key(mine), key(elsewhere), key(ended));
  }

  private static JobKey key(Job job) {
    return new JobKey(job.tenant(), job.id());
  }

  private Job kept(Job job) {
    in(() -> add(job));
    return job;
  }

  private Job queued(TenantId tenant, Instant availableAt) {
    Job job = Jobs.admitted(tenant, now).queued();
    in(
        () -> {
          add(job);
          queue.add(tenant, job.id(), availableAt);
          return true;
        });
    return job;
  }

  private boolean add(Job job) {
    jobs.add(job);
    return true;
  }

  private Job save(Job job) {
    return in(
        () -> {
          jobs.save(job);
          return job;
        });
  }

  private Optional<Claim> claim(String owner) {
    return in(() -> queue.claim(owner, LEASE));
  }

  private Optional<Job> find(TenantId tenant, JobId id) {
    return in(() -> jobs.find(tenant, id));
  }

  private <T> T in(Supplier<T> work) {
    return persistence.inNewTransaction(work);
  }
}
