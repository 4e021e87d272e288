package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import dev.lethe.e2e.Stack;
import dev.lethe.e2e.Tables;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Results that are not kept, and such that go when they were handed out. */
class RetentionModesIT {

  private static final Description DESCRIPTION = Description.served();
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int READERS = 6;

  private final ApiCalls app = ApiCalls.as("northwind-app");

  @Test
  void givenZeroRetention_whenSubmitted_thenTheResultIsInTheAnswerAndNothingIsLeft() {
    Set<Path> before = stored();
    HttpResponse<byte[]> answer = app.submitAndWait(request("zero"), Documents.INVOICE);
    DESCRIPTION.requireDescribed("submitJob", answer);
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(201);
    JsonObject job = ApiCalls.json(answer);
    assertThat(job.getJsonObject("fields")).isNotEmpty();
    JsonObject retention = job.getJsonObject("retention");
    assertThat(retention.getString("mode")).isEqualTo("zero");
    String id = job.getString("id");
    for (String artefact : List.of("source", "fields")) {
      JsonObject deadline = retention.getJsonObject("artefacts").getJsonObject(artefact);
      assertThat(deadline.isNull("deleted_at")).as(artefact).isFalse();
      assertThat(statement(deadline).getString("job")).isEqualTo(id);
    }
    assertNothingIsLeft(id);
    assertThat(stored()).isSubsetOf(before);
    HttpResponse<byte[]> again = app.get("/ocr/jobs/" + id);
    Problems.require(again, 410, "job-gone");
    assertThat(again.headers().allValues("Link")).isNotEmpty();
    assertThat(
            Tables.number(
                "northwind", "select count(*) from job_result where job_id = '" + id + "'"))
        .isZero();
  }

  @Test
  void givenZeroRetentionAndNobodyWhoWaits_whenSubmitted_thenTheAnswerHasTheResultAllTheSame() {
    HttpResponse<byte[]> answer = app.submit(request("zero"), Documents.INVOICE);
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(201);
    JsonObject job = ApiCalls.json(answer);
    assertThat(job.getJsonObject("fields")).isNotEmpty();
    assertNothingIsLeft(job.getString("id"));
  }

  @Test
  void givenDocumentThatWasStoredInASlot_whenZeroRetentionIsAsked_thenItIsRefused() {
    String slot =
        ApiCalls.json(Call.of("POST", "/uploads").as("northwind-app").send()).getString("url");
    assertThat(ApiCalls.put(URI.create(slot), Documents.INVOICE).statusCode()).isEqualTo(204);
    Problems.require(
        app.post(
            "/ocr/jobs",
            Json.createObjectBuilder(request("zero")).add("document_url", slot).build()),
        403,
        "retention-mode-not-permitted");
  }

  @Test
  void givenModeThatDoesNotFit_whenSubmitted_thenItIsRefusedBeforeTheDocumentIsRead() {
    Problems.require(
        app.submit(
            Json.createObjectBuilder(request("zero")).add("retention_days", 3).build(),
            Documents.INVOICE),
        400,
        "request-malformed");
    Problems.require(app.submit(request("forever"), Documents.INVOICE), 400, "request-malformed");
  }

  @Test
  void givenLegalHold_whenZeroRetentionIsAsked_thenItIsRefused() {
    String hold =
        ApiCalls.json(
                Call.of("POST", "/holds")
                    .as("olivia")
                    .json(
                        Json.createObjectBuilder()
                            .add("case", "zero/" + System.nanoTime())
                            .add("reason", "audit")
                            .add(
                                "scope",
                                Json.createObjectBuilder().add("purpose", "expense_processing"))
                            .add("review_at", Instant.now().plus(Duration.ofDays(9)).toString())
                            .build()
                            .toString())
                    .send())
            .getString("id");
    try {
      Problems.require(
          app.submitAndWait(
              Json.createObjectBuilder(request("zero"))
                  .add("purpose", "expense_processing")
                  .build(),
              Documents.INVOICE),
          409,
          "legal-hold");
    } finally {
      Call.of("POST", "/holds/" + hold + "/rejection").as("tara").send();
    }
  }

  @Test
  void givenDeleteOnRetrieval_whenItWasHandedOut_thenItIsGoneAtOnceWithACertificate() {
    String id = queued();
    HttpResponse<byte[]> status = Call.of("HEAD", "/ocr/jobs/" + id).as("northwind-app").send();
    assertThat(status.statusCode()).isEqualTo(200);
    assertThat(status.body()).isEmpty();
    assertThat(kept(id)).isEqualTo(1);

    HttpResponse<byte[]> answer = app.get("/ocr/jobs/" + id);
    DESCRIPTION.requireDescribed("getJob", answer);
    JsonObject job = ApiCalls.json(answer);
    assertThat(job.getJsonObject("fields")).isNotEmpty();
    assertThat(job.getJsonObject("retention").getString("mode")).isEqualTo("delete_on_retrieval");
    assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(answer.body().length);

    assertThat(Stack.within(Duration.ofSeconds(5), () -> kept(id) == 0)).isTrue();
    HttpResponse<byte[]> gone = app.get("/ocr/jobs/" + id);
    Problems.require(gone, 410, "job-gone");
    JsonObject artefacts =
        ApiCalls.json(gone).getJsonObject("retention").getJsonObject("artefacts");
    JsonObject statement = statement(artefacts.getJsonObject("fields"));
    assertThat(statement.getString("trigger")).isEqualTo("retrieval");
    assertThat(statement.getJsonArray("keys_destroyed")).isNotEmpty();
    assertNothingIsLeft(id);
  }

  @Test
  void givenDeleteOnRetrievalAndCallerWhoWaits_whenAnswered_thenItIsGoneAtOnce() {
    HttpResponse<byte[]> answer =
        app.submitAndWait(request("delete_on_retrieval"), Documents.INVOICE);
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(201);
    assertThat(ApiCalls.json(answer).getJsonObject("fields")).isNotEmpty();
    String id = ApiCalls.json(answer).getString("id");
    assertThat(Stack.within(Duration.ofSeconds(5), () -> kept(id) == 0)).isTrue();
  }

  @Test
  void givenSeveralReadersAtOnce_whenAsked_thenOneGetsTheResultAndThereIsOneReceipt()
      throws Exception {
    String id = queued();
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    List<Future<HttpResponse<byte[]>>> answers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      answers.add(
          readers.submit(() -> Call.of("GET", "/ocr/jobs/" + id).as("northwind-app").send()));
    }
    List<Integer> statuses = new ArrayList<>();
    int results = 0;
    for (Future<HttpResponse<byte[]>> answer : answers) {
      statuses.add(answer.get().statusCode());
      results += ApiCalls.text(answer.get()).contains("\"invoice_total\":{") ? 1 : 0;
    }
    readers.shutdown();
    assertThat(results).isEqualTo(1);
    assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
    assertThat(statuses).allMatch(status -> status == 200 || status == 409 || status == 410);
    assertThat(Stack.within(Duration.ofSeconds(5), () -> kept(id) == 0)).isTrue();
    assertThat(
            Tables.number(
                "northwind",
                "select count(*) from deletion_receipt where job_id = '"
                    + id
                    + "' and trigger = 'retrieval'"))
        .isEqualTo(1);
  }

  @Test
  void givenHold_whenTheResultWasHandedOut_thenItStaysForTheHoldAndIsNotHandedOutAgain() {
    String id = queued();
    String hold =
        ApiCalls.json(
                Call.of("POST", "/holds")
                    .as("olivia")
                    .json(
                        Json.createObjectBuilder()
                            .add("case", "once/" + System.nanoTime())
                            .add("reason", "audit")
                            .add(
                                "scope",
                                Json.createObjectBuilder()
                                    .add("jobs", Json.createArrayBuilder().add(id)))
                            .add("review_at", Instant.now().plus(Duration.ofDays(9)).toString())
                            .build()
                            .toString())
                    .send())
            .getString("id");
    assertThat(ApiCalls.json(app.get("/ocr/jobs/" + id)).getJsonObject("fields")).isNotEmpty();
    Problems.require(app.get("/ocr/jobs/" + id), 409, "result-delivered");
    assertThat(kept(id)).isEqualTo(1);
    Call.of("POST", "/holds/" + hold + "/rejection").as("tara").send();
    assertThat(Stack.within(BOUND, () -> kept(id) == 0)).isTrue();
  }

  /** A job whose result waits to be fetched once. */
  private String queued() {
    HttpResponse<byte[]> answer = app.submit(request("delete_on_retrieval"), Documents.INVOICE);
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(202);
    String id = ApiCalls.json(answer).getString("id");
    assertThat(Stack.within(BOUND, () -> kept(id) == 1)).isTrue();
    return id;
  }

  private static JsonObject request(String mode) {
    return ApiCalls.invoiceRequest("invoice_total", "vendor_name")
        .add("retention_mode", mode)
        .build();
  }

  private JsonObject statement(JsonObject deadline) {
    return ApiCalls.json(app.get("/certificates/" + deadline.getString("certificate")))
        .getJsonObject("statement");
  }

  private static long kept(String job) {
    return Tables.number(
        "northwind", "select count(*) from job_result where job_id = '" + job + "'");
  }

  private static void assertNothingIsLeft(String job) {
    String of = " where job_id = '" + job + "'";
    for (String rows :
        List.of(
            "job_result" + of,
            "job_queue" + of,
            "data_key" + of,
            "artefact" + of + " and artefact <> 'AUDIT' and deleted_at is null")) {
      assertThat(Tables.number("northwind", "select count(*) from " + rows)).as(rows).isZero();
    }
  }

  private static Set<Path> stored() {
    try (Stream<Path> files = Files.walk(RunningSystem.get().stateDir().resolve("store"))) {
      return files.filter(Files::isRegularFile).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
