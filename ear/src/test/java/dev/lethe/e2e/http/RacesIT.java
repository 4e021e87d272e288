package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Two callers who want the same thing in the same moment, several times over. */
class RacesIT {

  private static final int RACES = 6;
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(4);

  @AfterAll
  static void stop() {
    THREADS.shutdownNow();
  }

  @Test
  void givenOneJob_whenDeletedTwiceAtOnce_thenBothSeeItDeleted() throws Exception {
    for (int race = 0; race < RACES; race++) {
      String job = done();
      for (HttpResponse<byte[]> answer : atOnce(() -> delete(job), () -> delete(job))) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ApiCalls.json(answer).getString("state")).isEqualTo("deleted");
      }
    }
  }

  @Test
  void givenReveals_whenTheJobIsDeletedMeanwhile_thenEachIsWholeOrGone() throws Exception {
    for (int race = 0; race < RACES; race++) {
      String job = done();
      List<HttpResponse<byte[]>> answers =
          atOnce(() -> reveal(job), () -> delete(job), () -> reveal(job));
      assertThat(answers.get(1).statusCode()).isEqualTo(200);
      for (HttpResponse<byte[]> reveal : List.of(answers.get(0), answers.get(2))) {
        if (reveal.statusCode() == 200) {
          JsonObject fields = ApiCalls.json(reveal).getJsonObject("fields");
          assertThat(fields.getJsonObject("invoice_total").isNull("value")).isFalse();
        } else {
          Problems.require(reveal, 410, "job-gone");
        }
      }
      Problems.require(reveal(job), 410, "job-gone");
    }
  }

  @Test
  void givenQueuedJob_whenDeletedWhileItIsRead_thenItNeverHasAResult() throws Exception {
    for (int race = 0; race < RACES; race++) {
      String job =
          ApiCalls.json(submit(Form.of(Documents.request(), Documents.INVOICE))).getString("id");
      Thread.sleep(40L * race);
      assertThat(delete(job).statusCode()).isEqualTo(200);
      HttpResponse<byte[]> after = Call.of("GET", "/ocr/jobs/" + job).as("northwind-app").send();
      assertThat(ApiCalls.text(after)).doesNotContain("\"normalized\"", "\"confidence\"");
      Problems.require(after, 410, "job-gone");
    }
  }

  @Test
  void givenOneSlot_whenFilledTwiceAtOnce_thenOneFillsIt() throws Exception {
    for (int race = 0; race < RACES; race++) {
      String slot = slot();
      assertThat(statuses(atOnce(() -> fill(slot), () -> fill(slot), () -> fill(slot))))
          .containsOnlyOnce(204)
          .containsOnly(204, 409);
    }
  }

  @Test
  void givenOneFilledSlot_whenTwoJobsTakeItAtOnce_thenOneGetsIt() throws Exception {
    for (int race = 0; race < RACES; race++) {
      String slot = slot();
      assertThat(fill(slot).statusCode()).isEqualTo(204);
      assertThat(statuses(atOnce(() -> take(slot), () -> take(slot), () -> take(slot))))
          .containsOnlyOnce(202)
          .containsOnly(202, 409);
      Problems.require(take(slot), 409, "slot-used");
    }
  }

  private static String done() {
    HttpResponse<byte[]> answer =
        Call.of("POST", "/ocr/jobs")
            .as("northwind-app")
            .header("Prefer", "wait=60")
            .form(Form.of(Documents.request(), Documents.INVOICE))
            .send();
    JsonObject job = ApiCalls.json(answer);
    assertThat(job.getString("state", "")).isEqualTo("done");
    return job.getString("id");
  }

  private static HttpResponse<byte[]> submit(Form form) {
    return Call.of("POST", "/ocr/jobs").as("northwind-app").form(form).send();
  }

  private static HttpResponse<byte[]> delete(String job) {
    return Call.of("DELETE", "/ocr/jobs/" + job).as("northwind-app").send();
  }

  private static HttpResponse<byte[]> reveal(String job) {
    return Call.of("POST", "/ocr/jobs/" + job + "/reveals")
        .as("northwind-evaluator")
        .json("{\"fields\":[\"invoice_total\"],\"reason\":\"a disputed payment\"}")
        .send();
  }

  private static String slot() {
    return ApiCalls.json(Call.of("POST", "/uploads").as("northwind-app").send()).getString("url");
  }

  private static HttpResponse<byte[]> fill(String slot) {
    return Call.to("PUT", slot).body("application/pdf", Documents.INVOICE).send();
  }

  private static HttpResponse<byte[]> take(String slot) {
    return Call.of("POST", "/ocr/jobs").as("northwind-app").json(Documents.requestFor(slot)).send();
  }

  private static List<Integer> statuses(List<HttpResponse<byte[]>> answers) {
    return answers.stream().map(HttpResponse::statusCode).toList();
  }

  @SafeVarargs
  private static List<HttpResponse<byte[]>> atOnce(Supplier<HttpResponse<byte[]>>... calls)
      throws InterruptedException, ExecutionException {
    CyclicBarrier together = new CyclicBarrier(calls.length);
    List<Future<HttpResponse<byte[]>>> running = new ArrayList<>();
    for (Supplier<HttpResponse<byte[]>> call : calls) {
      running.add(
          THREADS.submit(
              () -> {
                together.await();
                return call.get();
              }));
    }
    List<HttpResponse<byte[]>> answers = new ArrayList<>();
    for (Future<HttpResponse<byte[]>> each : running) {
      answers.add(each.get());
    }
    return answers;
  }
}
