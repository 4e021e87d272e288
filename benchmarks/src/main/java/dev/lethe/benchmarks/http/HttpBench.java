package dev.lethe.benchmarks.http;

import dev.lethe.benchmarks.Numbers;
import dev.lethe.benchmarks.Options;
import dev.lethe.benchmarks.Report;
import dev.lethe.benchmarks.Table;
import dev.lethe.benchmarks.Table.Column;
import dev.lethe.tools.evaluate.ServiceClient;
import dev.lethe.tools.evaluate.ServiceClient.Answer;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code ./lethe bench http}: jobs through the running service. What it adds is the time that the
 * caller waits less the time that the worker reports.
 */
public final class HttpBench {

  private static final int WARM_UP = 100;
  private static final int JOBS_A_ROUND = 20;
  private static final int POLL_MILLIS = 10;
  private static final long THROUGHPUT_NANOS = 20_000_000_000L;
  private static final Set<String> UNFINISHED = Set.of("admitted", "queued", "processing");

  private final ServiceClient service;
  private final Options options;
  private final Report report;
  private final JsonObject request = request();
  private final ConcurrentLinkedQueue<String> jobs = new ConcurrentLinkedQueue<>();

  private HttpBench(ServiceClient service, Options options, Report report) {
    this.service = service;
    this.options = options;
    this.report = report;
  }

  /** Takes its client from the environment, as {@code evaluate} does. */
  public static void run(Options options, Report report)
      throws IOException, InterruptedException, GeneralSecurityException {
    ServiceClient service =
        ServiceClient.of(ServiceClient.Settings.fromEnvironment(System.getenv()));
    service.login();
    new HttpBench(service, options, report).run();
  }

  private void run() throws IOException, InterruptedException {
    try {
      if (options.wants("latency")) {
        report.add(latency());
      }
      if (options.wants("throughput")) {
        report.add(throughput());
      }
    } finally {
      report.say("deleting " + jobs.size() + " jobs");
      for (String job : jobs) {
        service.delete(job);
      }
    }
  }

  private static JsonObject request() {
    JsonArrayBuilder output = Json.createArrayBuilder();
    List.of("vendor_name", "invoice_number", "invoice_date", "due_date", "invoice_total", "iban")
        .forEach(output::add);
    return Json.createObjectBuilder()
        .add("purpose", "invoice_processing")
        .add("document_class", "invoice")
        .add(
            "consent",
            Json.createObjectBuilder()
                .add("basis", "customer_authorized")
                .add("allow_model_training", false)
                .add("allow_manual_review", false))
        .add("output", output)
        .build();
  }

  // --- latency

  /** Milliseconds of one job. */
  private record Timing(double total, double engine) {
    double added() {
      return total - engine;
    }
  }

  private interface Way {
    Timing once() throws IOException, InterruptedException;
  }

  private Table latency() throws IOException, InterruptedException {
    Documents documents = new Documents();
    byte[] small = documents.small();
    byte[] large = documents.large();
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("waits, " + size(small), () -> waiting(small));
    ways.put("waits, " + size(large), () -> waiting(large));
    ways.put("queued and polled, " + size(small), () -> polled(small));
    ways.put("queued and polled, " + size(large), () -> polled(large));
    Map<String, List<Timing>> timings = timed(ways);
    Table table =
        new Table(
            "latency",
            "A born-digital invoice of one page as a job over HTTPS, one caller, "
                + options.rounds() * JOBS_A_ROUND
                + " jobs each in turns after "
                + WARM_UP
                + " each that do not count; milliseconds. Added: the caller's time less the worker's. A"
                + " queued job is asked for every "
                + POLL_MILLIS
                + " ms.",
            new Column("caller", "%s"),
            new Column("total p50", "%.1f"),
            new Column("engine p50", "%.1f"),
            new Column("added p50", "%.1f"),
            new Column("added p95", "%.1f"));
    timings.forEach((name, list) -> row(table, name, list));
    return table;
  }

  private static String size(byte[] document) {
    return document.length < 1_000_000
        ? String.format(java.util.Locale.ROOT, "%.0f kB", document.length / 1000.0)
        : String.format(java.util.Locale.ROOT, "%.1f MB", document.length / 1e6);
  }

  private Map<String, List<Timing>> timed(Map<String, Way> ways)
      throws IOException, InterruptedException {
    Map<String, List<Timing>> timings = new LinkedHashMap<>();
    for (Map.Entry<String, Way> way : ways.entrySet()) {
      timings.put(way.getKey(), new ArrayList<>());
      report.say("warming up: " + way.getKey());
      for (int i = 0; i < WARM_UP; i++) {
        way.getValue().once();
      }
    }
    for (int job = 0; job < options.rounds() * JOBS_A_ROUND; job++) {
      for (Map.Entry<String, Way> way : ways.entrySet()) {
        timings.getOrDefault(way.getKey(), new ArrayList<>()).add(way.getValue().once());
      }
    }
    return timings;
  }

  private static void row(Table table, String name, List<Timing> timings) {
    List<Double> added = timings.stream().map(Timing::added).toList();
    table.row(
        name,
        Numbers.median(timings.stream().map(Timing::total).toList()),
        Numbers.median(timings.stream().map(Timing::engine).toList()),
        Numbers.median(added),
        Numbers.percentile(added, 95));
  }

  private Timing waiting(byte[] document) throws IOException, InterruptedException {
    long start = System.nanoTime();
    return timing(start, submit(document, true));
  }

  private Timing polled(byte[] document) throws IOException, InterruptedException {
    long start = System.nanoTime();
    JsonObject job = submit(document, false);
    while (UNFINISHED.contains(job.getString("state"))) {
      Thread.sleep(POLL_MILLIS);
      job = service.job(job.getString("id")).body();
    }
    return timing(start, job);
  }

  private JsonObject submit(byte[] document, boolean wait)
      throws IOException, InterruptedException {
    Answer answer = service.submit(request, document, wait);
    if (answer.isProblem()) {
      throw new IOException("the service refused a document: " + answer.code());
    }
    jobs.add(answer.body().getString("id"));
    return answer.body();
  }

  private static Timing timing(long start, JsonObject job) throws IOException {
    double total = (System.nanoTime() - start) / 1e6;
    if (!job.getString("state").equals("done")) {
      throw new IOException("a job ended as " + job.getString("state"));
    }
    return new Timing(total, job.getJsonObject("provenance").getInt("engine_millis"));
  }

  // --- throughput

  private Table throughput() throws InterruptedException {
    byte[] scan = new Documents().scan();
    Table table =
        new Table(
            "throughput",
            "Callers that wait, each sending the next scanned page (300 dpi, "
                + size(scan)
                + ") when it has the last, for "
                + THROUGHPUT_NANOS / 1_000_000_000
                + " s.",
            new Column("callers", "%.0f"),
            new Column("pages a minute", "%.0f"),
            new Column("total ms p50", "%.0f"),
            new Column("engine ms p50", "%.0f"),
            new Column("total ms p95", "%.0f"));
    for (int callers : new int[] {1, 2, 4}) {
      report.say(callers + " callers");
      callersRow(table, callers, scan);
    }
    return table;
  }

  private void callersRow(Table table, int callers, byte[] scan) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    long start = System.nanoTime();
    List<Future<List<Timing>>> all = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      all.add(threads.submit(() -> untilOver(start, scan)));
    }
    List<Timing> timings = new ArrayList<>();
    for (Future<List<Timing>> caller : all) {
      timings.addAll(get(caller));
    }
    double minutes = (System.nanoTime() - start) / 60e9;
    threads.shutdown();
    List<Double> totals = timings.stream().map(Timing::total).toList();
    table.row(
        callers,
        timings.size() / minutes,
        Numbers.median(totals),
        Numbers.median(timings.stream().map(Timing::engine).toList()),
        Numbers.percentile(totals, 95));
  }

  private List<Timing> untilOver(long start, byte[] scan) throws IOException, InterruptedException {
    List<Timing> timings = new ArrayList<>();
    while (System.nanoTime() - start < THROUGHPUT_NANOS) {
      timings.add(waiting(scan));
    }
    return timings;
  }

  private static List<Timing> get(Future<List<Timing>> caller) throws InterruptedException {
    try {
      return caller.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
