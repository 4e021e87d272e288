package dev.lethe.benchmarks.recognition;

import dev.lethe.benchmarks.ProcessTimes;
import dev.lethe.jobs.adapter.worker.PoolSettings;
import dev.lethe.jobs.adapter.worker.WorkerPool;
import dev.lethe.jobs.model.DocumentWorkers;
import dev.lethe.policy.model.Isolation;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.PersonalText;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Region;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import dev.lethe.worker.RevealPermit;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The server's pool of sandboxed workers with its standard settings, two documents at a time. */
final class Workers implements AutoCloseable {

  private static final TenantId TENANT = new TenantId("bench");
  private static final long START_MILLIS = 60_000;
  private static final List<FieldRequest> TEXT =
      List.of(new FieldRequest("full_text", FieldType.FULL_TEXT));

  private final WorkerPool pool;
  private final Set<Long> others;
  private final AtomicLong callers = new AtomicLong();

  Workers(Path root, int busy) throws InterruptedException {
    others = children().map(ProcessHandle::pid).collect(Collectors.toSet());
    pool = new WorkerPool(settings(root, busy));
    pool.start();
    long end = System.currentTimeMillis() + START_MILLIS;
    while (pool.status().ready() < busy + 1) {
      if (System.currentTimeMillis() > end) {
        throw new IllegalStateException("the workers do not start: " + pool.status().reason());
      }
      Thread.sleep(50);
    }
  }

  private static PoolSettings settings(Path root, int busy) {
    PoolSettings usual = PoolSettings.standard(root);
    return new PoolSettings(
        root,
        busy,
        usual.spares(),
        usual.reuse(),
        usual.heapMebibytes(),
        usual.nativeMebibytes(),
        usual.recyclePages(),
        usual.recycleMebibytes(),
        usual.maxResultBytes(),
        usual.startTimeout(),
        usual.patience(),
        usual.grace());
  }

  private static java.util.stream.Stream<ProcessHandle> children() {
    return ProcessHandle.current().children();
  }

  /** The processes that the pool has started; a contestant that started later is not among them. */
  List<ProcessHandle> processes(Set<Long> later) {
    return children()
        .filter(child -> !others.contains(child.pid()) && !later.contains(child.pid()))
        .toList();
  }

  /**
   * Processor seconds of each worker, and of the threads at this side of the pipes under this
   * program's own id.
   */
  Map<Long, Double> cpu() {
    Map<Long, Double> seconds = ProcessTimes.ofTrees(processes(ChildLoop.started()));
    seconds.put(ProcessHandle.current().pid(), callers.get() / 1e9);
    return seconds;
  }

  /** All text of a document or of its regions. */
  Response.Extracted text(byte[] document, List<Region> regions) {
    return read(document, Optional.of("text"), regions, TEXT);
  }

  Response.Extracted read(
      byte[] document,
      Optional<String> documentClass,
      List<Region> regions,
      List<FieldRequest> fields) {
    ReadingScope scope =
        new ReadingScope(documentClass, List.of(), regions, Optional.empty(), Pages.LIMITS);
    Request request = new Request.Extract(scope, fields, new Request.Document(document));
    Response response = counted(request);
    if (response instanceof Response.Extracted extracted) {
      return extracted;
    }
    throw new IllegalStateException("a page was refused: " + response);
  }

  private Response counted(Request request) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    try {
      return pool.process(
              TENANT, Isolation.SAME_TENANT, request, new DocumentWorkers.Cancellation())
          .response();
    } finally {
      callers.addAndGet(threads.getCurrentThreadCpuTime() - before);
    }
  }

  static List<String> words(Response.Extracted response) {
    return response.fields().stream()
        .map(ExtractedField::raw)
        .flatMap(Optional::stream)
        .map((PersonalText text) -> text.reveal(RevealPermit.forTransport()))
        .flatMap(text -> Contestant.split(text).stream())
        .toList();
  }

  @Override
  public void close() {
    pool.close();
  }
}
