package dev.lethe.jobs.adapter.worker;

import dev.lethe.jobs.model.DocumentWorkers;
import dev.lethe.policy.model.Isolation;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Keeps warm workers, gives each document to one, and replaces whatever dies, hangs or answers what
 * it was not asked. A worker that has read a tenant's document serves that tenant alone, or nobody,
 * as the settings say. At least one worker that has read nothing is kept ready.
 */
public final class WorkerPool implements DocumentWorkers, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(WorkerPool.class.getName());
  private static final String STARTING = "starting";
  private static final String ROOT_MISSING = "worker-root-missing";
  private static final String SANDBOX_REFUSED = "sandbox-refused";
  private static final String START_FAILED = "worker-start-failed";
  private static final Duration LAST_WORDS = Duration.ofMillis(500);
  private static final long FIRST_RETRY_MILLIS = 500;
  private static final long LAST_RETRY_MILLIS = 30_000;

  private final PoolSettings settings;
  private final List<String> command;
  private final Spawner spawner = new Spawner();
  private final ScheduledThreadPoolExecutor clock;
  private final Semaphore places;

  // guarded by this
  private final List<WorkerProcess> idle = new ArrayList<>();
  private final Set<WorkerProcess> busy = new HashSet<>();
  private int starting;
  private String reason = STARTING;
  private long retryMillis = FIRST_RETRY_MILLIS;
  private boolean closed;

  public WorkerPool(PoolSettings settings) {
    this(settings, SandboxCommand.of(settings));
  }

  /** With another command, for tests of what a broken worker does. */
  WorkerPool(PoolSettings settings, List<String> command) {
    this.settings = settings;
    this.command = command;
    this.places = new Semaphore(settings.busy(), true);
    this.clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "lethe-worker-clock");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
  }

  /** Starts the workers; returns before they are warm. */
  public void start() {
    spawner.start();
    refill();
  }

  // --- the pool's contents

  private int wanted() {
    return settings.busy() + settings.spares();
  }

  private synchronized void refill() {
    while (!closed && idle.size() + busy.size() + starting < wanted()) {
      starting++;
      spawner.submit(this::spawn);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void spawn() {
    if (isClosed()) {
      return;
    }
    if (!Files.isReadable(settings.root().resolve("app/worker.args"))) {
      failed(ROOT_MISSING, "there is no worker root at the configured place");
      return;
    }
    try {
      WorkerProcess worker = WorkerProcess.start(command, settings.maxResultBytes());
      @Nullable ScheduledFuture<?> tooLate = killAfter(worker, settings.startTimeout());
      // the spawner must not wait: it starts the next one while this one warms up
      Thread warming = new Thread(() -> warm(worker, tooLate), "lethe-worker-warming");
      warming.setDaemon(true);
      warming.start();
    } catch (IOException broken) {
      failed(START_FAILED, "the sandbox's programs cannot be started");
    }
  }

  /** A pool that is being closed ends its workers anyway. */
  private @Nullable ScheduledFuture<?> killAfter(WorkerProcess worker, Duration time) {
    try {
      return clock.schedule(worker::kill, time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      worker.kill();
      return null;
    }
  }

  private void warm(WorkerProcess worker, @Nullable ScheduledFuture<?> tooLate) {
    try {
      worker.awaitHello();
      cancel(tooLate);
      ready(worker);
    } catch (IOException broken) {
      cancel(tooLate);
      // killing closes the pipes, so what a dying sandbox has to say is read first
      awaitEnd(worker);
      worker.kill();
      String complaint = worker.complaint();
      failed(complaint.startsWith("bwrap:") ? SANDBOX_REFUSED : START_FAILED, complaint);
    }
  }

  private static void cancel(@Nullable ScheduledFuture<?> task) {
    if (task != null) {
      task.cancel(false);
    }
  }

  private static void awaitEnd(WorkerProcess worker) {
    try {
      worker.awaitEnd(LAST_WORDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void ready(WorkerProcess worker) {
    starting--;
    if (closed || !worker.isAlive()) {
      worker.kill();
      return;
    }
    idle.add(worker);
    reason = "";
    retryMillis = FIRST_RETRY_MILLIS;
    notifyAll();
  }

  /** Fails closed: without a sandbox there are no workers. Tries again, ever more seldom. */
  private synchronized void failed(String code, String complaint) {
    starting--;
    if (closed) {
      return;
    }
    if (!code.equals(reason)) {
      LOG.log(System.Logger.Level.ERROR, "no worker: " + code + ": " + firstLine(complaint));
    }
    reason = code;
    clock.schedule(this::refill, retryMillis, TimeUnit.MILLISECONDS);
    retryMillis = Math.min(LAST_RETRY_MILLIS, retryMillis * 2);
    notifyAll();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  // --- work

  @Override
  public Answer process(
      TenantId tenant, Isolation isolation, Request request, Cancellation cancellation) {
    takePlace();
    try {
      if (cancellation.isCancelled()) {
        return new Answer(new Response.Refused(Refusal.WORKER_FAILED), Optional.empty());
      }
      WorkerProcess worker = take(tenant, isolation);
      return new Answer(
          processWith(worker, isolation, request, cancellation), Optional.of(worker.name()));
    } finally {
      places.release();
    }
  }

  private void takePlace() {
    try {
      if (!places.tryAcquire(settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new LetheException(ProblemCode.CAPACITY);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new LetheException(ProblemCode.CAPACITY);
    }
  }

  private Response processWith(
      WorkerProcess worker, Isolation isolation, Request request, Cancellation cancellation) {
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> deadline =
        clock.schedule(
            () -> {
              late.set(true);
              worker.kill();
            },
            request.scope().limits().deadline().plus(settings.grace()).toMillis(),
            TimeUnit.MILLISECONDS);
    cancellation.onCancel(worker::kill);
    boolean sound = false;
    try {
      Response response = worker.exchange(request);
      sound =
          isolation == Isolation.SAME_TENANT
              && staysSound(worker, response)
              && !cancellation.isCancelled();
      return response;
    } catch (IOException broken) {
      return new Response.Refused(late.get() ? Refusal.DEADLINE_EXCEEDED : worker.whyItBroke());
    } finally {
      deadline.cancel(false);
      cancellation.onCancel(() -> {});
      giveBack(worker, sound);
    }
  }

  /** After a failure or a broken-off recognition, who knows what is left in the process. */
  private boolean staysSound(WorkerProcess worker, Response response) {
    boolean brokenOff =
        response instanceof Response.Refused refused
            && (refused.refusal() == Refusal.WORKER_FAILED
                || refused.refusal() == Refusal.DEADLINE_EXCEEDED);
    return !brokenOff
        && settings.reuse() != Reuse.NEVER
        && worker.pages() < settings.recyclePages()
        && worker.residentMebibytes() < settings.recycleMebibytes();
  }

  private WorkerProcess take(TenantId tenant, Isolation isolation) {
    long end = System.nanoTime() + settings.startTimeout().toNanos();
    synchronized (this) {
      while (true) {
        Optional<WorkerProcess> found = pick(tenant, isolation);
        if (found.isPresent()) {
          found.get().give(tenant);
          busy.add(found.get());
          keepOneUnused();
          return found.get();
        }
        awaitChange(end);
      }
    }
  }

  private synchronized void awaitChange(long end) {
    long millis = (end - System.nanoTime()) / 1_000_000;
    boolean hopeless = !reason.isEmpty() && !reason.equals(STARTING);
    if (closed || millis <= 0 || (hopeless && idle.isEmpty() && busy.isEmpty())) {
      throw new LetheException(ProblemCode.ENGINE_UNAVAILABLE);
    }
    try {
      wait(millis);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new LetheException(ProblemCode.ENGINE_UNAVAILABLE);
    }
  }

  /** A worker of this tenant, or one that has read nothing; in isolation, only the latter. */
  private synchronized Optional<WorkerProcess> pick(TenantId tenant, Isolation isolation) {
    discardDead();
    WorkerProcess chosen = isolation == Isolation.SINGLE_USE ? null : find(Optional.of(tenant));
    if (chosen == null) {
      chosen = find(Optional.empty());
    }
    if (chosen != null) {
      idle.remove(chosen);
    } else {
      makeRoom();
    }
    return Optional.ofNullable(chosen);
  }

  private @Nullable WorkerProcess find(Optional<TenantId> owner) {
    return idle.stream().filter(worker -> worker.owner().equals(owner)).findFirst().orElse(null);
  }

  /** Gives up workers that died, or that said something without being asked. */
  private synchronized void discardDead() {
    if (idle.removeIf(worker -> !worker.isQuiet())) {
      refill();
    }
  }

  private synchronized void keepOneUnused() {
    boolean unused = starting > 0 || idle.stream().anyMatch(worker -> worker.owner().isEmpty());
    if (!unused) {
      makeRoom();
    }
  }

  /** Gives up the worker that has been idle longest for another tenant. */
  private synchronized void makeRoom() {
    if (starting == 0 && !idle.isEmpty()) {
      idle.remove(0).kill();
    }
    refill();
  }

  private synchronized void giveBack(WorkerProcess worker, boolean sound) {
    busy.remove(worker);
    if (sound && !closed && worker.isAlive()) {
      idle.add(worker);
    } else {
      worker.kill();
      refill();
    }
    notifyAll();
  }

  @Override
  public synchronized Status status() {
    discardDead();
    boolean available = !idle.isEmpty() || !busy.isEmpty();
    return new Status(idle.size(), busy.size(), wanted(), available ? "" : reason);
  }

  /** Process ids of all workers, for tests. */
  synchronized List<Long> pids() {
    List<WorkerProcess> all = new ArrayList<>(idle);
    all.addAll(busy);
    return all.stream().map(WorkerProcess::pid).toList();
  }

  /** Ends all workers. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      idle.forEach(WorkerProcess::kill);
      busy.forEach(WorkerProcess::kill);
      idle.clear();
      notifyAll();
    }
    spawner.stop();
    clock.shutdownNow();
  }
}
