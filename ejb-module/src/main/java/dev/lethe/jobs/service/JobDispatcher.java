package dev.lethe.jobs.service;

import dev.lethe.consent.service.Withdrawals;
import dev.lethe.jobs.model.Background;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobQueue;
import dev.lethe.jobs.model.JobQueue.Claim;
import dev.lethe.jobs.model.JobStore;
import dev.lethe.jobs.model.JobStore.JobKey;
import dev.lethe.jobs.model.ServerName;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.DatabaseGate;
import dev.lethe.tenancy.model.Transactions;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Takes queued jobs and has them read, as many at a time as there are workers. A job whose server
 * is lost is free again when its lease is over, or at once when the same server starts anew.
 */
@Singleton
@Startup
@DependsOn("PolicyServiceBean")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JobDispatcher {

  private static final Logger LOG = Logger.getLogger(JobDispatcher.class.getName());
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

  /** A withdrawal on another server ends the worker here within this time and a little. */
  private static final Duration WATCH_EVERY = Duration.ofSeconds(1);

  private static final Duration RESCUE_EVERY = Duration.ofSeconds(30);

  /** Longer than a document may take to come and to be read while its caller waits. */
  private static final Duration STRANDED_AFTER = Duration.ofMinutes(15);

  private static final Duration LEASE_MARGIN = Duration.ofSeconds(60);

  @Inject Background background;
  @Inject JobProcessor processor;
  @Inject JobSignal signal;
  @Inject RunningJobs running;
  @Inject Withdrawals withdrawals;
  @Inject JobQueue queue;
  @Inject JobStore jobs;
  @Inject Transactions transactions;
  @Inject PolicyService policy;
  @Inject ServerName server;
  @Inject DatabaseGate gate;
  @Inject Clock clock;

  @Inject
  @ConfigProperty(name = "lethe.jobs.workers", defaultValue = "2")
  int threads;

  private volatile boolean stopped;

  @PostConstruct
  void start() {
    background.start(() -> repeat(this::rescue));
    background.start(() -> repeat(this::watch));
    for (int i = 0; i < threads; i++) {
      background.start(() -> repeat(this::takeOne));
    }
  }

  @PreDestroy
  void stop() {
    stopped = true;
    for (int i = 0; i < threads; i++) {
      signal.jobQueued();
    }
  }

  private interface Turn {
    void take() throws InterruptedException;
  }

  private void repeat(Turn turn) {
    try {
      while (!stopped) {
        takeTurn(turn);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeTurn(Turn turn) throws InterruptedException {
    try {
      if (gate.isOpen()) {
        turn.take();
      } else {
        signal.await(POLL);
      }
    } catch (RuntimeException e) {
      if (!stopped) {
        LOG.log(Level.WARNING, "taking jobs failed: {0}", e.getClass().getName());
        signal.await(AFTER_TROUBLE);
      }
    }
  }

  /** Takes the next job to its end, or waits for one. */
  void takeOne() throws InterruptedException {
    Duration lease = policy.current().longestProcessing().plus(LEASE_MARGIN);
    Optional<Claim> claim = transactions.inNewTransaction(() -> queue.claim(server.value(), lease));
    if (claim.isPresent()) {
      processor.run(claim.get().tenant(), claim.get().id(), claim.get().attempt());
    } else {
      signal.await(POLL);
    }
  }

  private void rescue() throws InterruptedException {
    rescueOnce();
    Thread.sleep(RESCUE_EVERY.toMillis());
  }

  private void watch() throws InterruptedException {
    watchOnce();
    Thread.sleep(WATCH_EVERY.toMillis());
  }

  /** Ends the workers of jobs that were withdrawn or deleted, on whatever server. */
  void watchOnce() {
    Set<JobId> here = running.ids();
    if (!here.isEmpty()) {
      transactions.inNewTransaction(() -> jobs.ended(here)).forEach(running::cancel);
    }
  }

  /** Frees what an earlier start had claimed, and ends jobs that nothing else will end. */
  void rescueOnce() {
    transactions.inNewTransaction(() -> queue.releaseOfEarlierStarts(server.value()));
    List<JobKey> stranded =
        transactions.inNewTransaction(
            () -> jobs.stranded(server.value(), clock.instant().minus(STRANDED_AFTER)));
    stranded.forEach(key -> processor.fail(key.tenant(), key.id(), ProblemCode.PROCESSING_FAILED));
    withdrawals.resume();
  }
}
