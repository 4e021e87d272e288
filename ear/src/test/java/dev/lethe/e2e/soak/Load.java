package dev.lethe.e2e.soak;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.synthetic.SyntheticInvoice.Layout;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers who never stop: through the queue, waiting, by upload slot, with previews, reveals and
 * deletions, and now and then with what is no document. They go on when the service is away.
 */
final class Load implements AutoCloseable {

  /** No answer came. */
  static final String NONE = "none";

  private static final String PROBLEM = "application/problem+json";
  private static final byte[] PDF = SyntheticInvoice.of(5, Locale.ENGLISH, Layout.CLASSIC).pdf();
  private static final byte[] SCAN =
      ScanEffects.clean().png(SyntheticInvoice.of(6, Locale.ENGLISH, Layout.CLASSIC));
  private static final byte[] BROKEN =
      "%PDF-1.7\n1 0 obj << /Type /Catalog >>".getBytes(StandardCharsets.US_ASCII);
  private static final JsonObject REQUEST =
      ApiCalls.invoiceRequest("invoice_total", "vendor_name").build();

  private final ApiCalls app = ApiCalls.as("northwind-evaluator");
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, Boolean> accepted = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> answers = new ConcurrentSkipListMap<>();
  private volatile boolean stopped;

  Load(int callers) {
    for (int i = 0; i < callers; i++) {
      Random chance = new Random(i);
      Thread thread = new Thread(() -> call(chance), "caller-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** Jobs whose documents the service has taken; true when it was asked to delete them. */
  Map<String, Boolean> accepted() {
    return accepted;
  }

  /**
   * How often each status was answered, with the code of its problem if it is one: {@code 200},
   * {@code 503 capacity}, or {@link #NONE}.
   */
  Map<String, AtomicInteger> answers() {
    return answers;
  }

  private void call(Random chance) {
    while (!stopped) {
      try {
        one(chance);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50L + chance.nextInt(200)));
      } catch (RuntimeException away) {
        count(NONE);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
      }
    }
  }

  private void one(Random chance) {
    int kind = chance.nextInt(10);
    if (kind < 4) {
      keep(app.submit(REQUEST, kind == 0 ? SCAN : PDF));
    } else if (kind < 6) {
      after(keep(app.submitAndWait(REQUEST, PDF)), chance);
    } else if (kind < 8) {
      bySlot();
    } else {
      keep(app.submitAndWait(REQUEST, BROKEN));
    }
  }

  private void bySlot() {
    HttpResponse<byte[]> slot = counted(app.post("/uploads", "application/json", ""));
    if (slot.statusCode() == 201) {
      String url = ApiCalls.json(slot).getString("url");
      counted(ApiCalls.put(URI.create(url), PDF));
      keep(
          app.post(
              "/ocr/jobs",
              ApiCalls.invoiceRequest("invoice_total").add("document_url", url).build()));
    }
  }

  private void after(String job, Random chance) {
    if (job.isEmpty()) {
      return;
    }
    counted(app.reveal(job, "a soak of the service", "invoice_total"));
    counted(app.get("/ocr/jobs/" + job + "/preview"));
    if (chance.nextBoolean()) {
      accepted.put(job, true);
      counted(app.delete("/ocr/jobs/" + job));
    }
  }

  private String keep(HttpResponse<byte[]> answer) {
    counted(answer);
    if (answer.statusCode() >= 300) {
      return "";
    }
    String id = ApiCalls.json(answer).getString("id");
    accepted.put(id, false);
    return id;
  }

  private HttpResponse<byte[]> counted(HttpResponse<byte[]> answer) {
    count(answer.statusCode() + problem(answer));
    return answer;
  }

  private static String problem(HttpResponse<byte[]> answer) {
    boolean told = answer.headers().firstValue("Content-Type").orElse("").startsWith(PROBLEM);
    return told ? " " + ApiCalls.json(answer).getString("code") : "";
  }

  private void count(String answer) {
    answers.computeIfAbsent(answer, key -> new AtomicInteger()).incrementAndGet();
  }

  @Override
  public void close() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join(TimeUnit.MINUTES.toMillis(3));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
