package dev.lethe.e2e.http;

import static dev.lethe.e2e.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticText;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Withdrawal at each stage of a job's life: before it is admitted, while its document comes, while
 * it waits, while it is read (queued and with a caller who waits), when its result is there, and
 * when it is gone. After the cut nothing is delivered, and the worker is gone within five seconds.
 */
class WithdrawalIT {

  private static final Duration BOUND = Duration.ofSeconds(5);

  private final ConsentCalls calls = new ConsentCalls();
  private final ApiCalls app = calls.app;
  private final ApiCalls evaluator = ApiCalls.as("northwind-evaluator");
  private final ApiCalls officer = calls.officer;
  private final String subject = calls.subject;

  @Test
  void givenWithdrawnConsent_whenAJobRefersToIt_thenItIsRefusedBeforeTheDocumentHasCome()
      throws IOException {
    String consent = calls.record();
    calls.withdraw(201, "consent", consent);

    try (SlowSubmission submission = calls.announce(consent, SlowSubmission.LONG)) {
      assertThat(submission.answer())
          .startsWith("HTTP/1.1 403")
          .contains("\"code\":\"consent-withdrawn\"")
          .doesNotContain(subject);
    }
  }

  @Test
  void givenDocumentThatIsComing_whenItsConsentIsWithdrawn_thenItIsNotTakenIn() throws IOException {
    String consent = calls.record();
    byte[] document = Documents.INVOICE;
    int rest = document.length + SlowSubmission.END.length;
    try (SlowSubmission submission = calls.announce(consent, rest)) {
      submission.send(Arrays.copyOf(document, document.length / 2));
      awaitJobs(consent);
      JsonObject withdrawal = calls.withdraw(201, "consent", consent);
      assertThat(kinds(withdrawal)).contains("queued_work_cancelled");
      submission.send(Arrays.copyOfRange(document, document.length / 2, document.length));
      submission.send(SlowSubmission.END);
      assertThat(submission.answer()).doesNotContain("\"state\":\"queued\"");
    }
    assertThat(calls.lookUp().getJsonArray("jobs").getJsonObject(0).getString("state"))
        .isEqualTo("withdrawn");
  }

  @Test
  void givenRunningJob_whenWithdrawn_thenTheWorkerIsGoneInTimeAndNothingComesOfIt() {
    String job = submitted(longDocument());
    await(job, "processing");
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    Set<Long> before = WorkerProcesses.running();
    Instant start = Instant.now();
    JsonObject withdrawal = calls.withdraw(201, "job", job);
    Duration gone = WorkerProcesses.awaitOneGone(before, start, BOUND);

    assertThat(gone).isLessThan(BOUND);
    assertThat(kinds(withdrawal)).contains("running_work_stopped", "deletion_due");
    JsonObject settled = settled(withdrawal.getString("id"));
    JsonObject stopped = effect(settled, "running_work_stopped");
    assertThat(stopped.getString("state")).isEqualTo("done");
    assertThat(
            Duration.between(
                Instant.parse(stopped.getString("begun_at")),
                Instant.parse(stopped.getString("settled_at"))))
        .isLessThan(BOUND);
    System.out.println("worker gone after " + gone.toMillis() + " ms");
    assertWithdrawn(job);
  }

  @Test
  void givenCallerWhoWaits_whenWithdrawn_thenTheCallerLearnsIt() throws Exception {
    CompletableFuture<HttpResponse<byte[]>> waiting =
        CompletableFuture.supplyAsync(() -> app.submitAndWait(transcription(), longDocument()));
    String job = awaitJobOfSubject();
    await(job, "processing");
    calls.withdraw(201, "subject_ref", subject);

    Problems.require(waiting.get(20, TimeUnit.SECONDS), 403, "consent-withdrawn");
    assertWithdrawn(job);
  }

  @Test
  void givenQueuedJobs_whenTheirSubjectWithdraws_thenAllAreCancelled() {
    List<String> jobs =
        Stream.generate(() -> submitted(longDocument())).limit(4).collect(Collectors.toList());
    JsonObject withdrawal = calls.withdraw(201, "subject_ref", subject);

    assertThat(withdrawal.getJsonObject("summary").getInt("jobs_found")).isEqualTo(4);
    assertThat(withdrawal.getJsonObject("summary").getInt("jobs_stopped")).isEqualTo(4);
    settled(withdrawal.getString("id"));
    jobs.forEach(this::assertWithdrawn);
  }

  @Test
  void givenResult_whenWithdrawn_thenItIsSealedOffAndErasedAndAskingAgainGivesTheSame() {
    String job = done();
    JsonObject withdrawal = calls.withdraw(201, "job", job);
    JsonObject again = calls.withdraw(200, "job", job);

    assertThat(again.getString("id")).isEqualTo(withdrawal.getString("id"));
    assertThat(kinds(withdrawal)).contains("result_sealed_off", "consent_ended", "job_found");
    assertThat(settled(withdrawal.getString("id")).getString("state")).isEqualTo("completed");
    assertWithdrawn(job);
    JsonObject report = calls.lookUp();
    assertThat(report.getJsonArray("jobs")).hasSize(1);
    assertThat(report.getJsonArray("consents").getJsonObject(0).getString("state"))
        .isEqualTo("withdrawn");
  }

  @Test
  void givenDeletedJob_whenWithdrawn_thenItsConsentEndsAndThereIsNothingToStop() {
    String job = done();
    app.delete("/ocr/jobs/" + job);
    JsonObject withdrawal = settled(calls.withdraw(201, "job", job).getString("id"));

    assertThat(kinds(withdrawal))
        .contains("consent_ended", "job_found")
        .doesNotContain("result_sealed_off", "running_work_stopped", "deletion_due");
    assertThat(withdrawal.getString("state")).isEqualTo("completed");
  }

  @Test
  void givenSlot_whenItsDocumentIsWithdrawn_thenItCannotBeUsed() {
    String slot = json(Call.of("POST", "/uploads").as("northwind-app").send()).getString("url");
    assertThat(Call.to("PUT", slot).body("", Documents.INVOICE).send().statusCode()).isEqualTo(204);
    JsonObject withdrawal = calls.withdraw(201, "document_url", slot);

    assertThat(kinds(withdrawal)).containsExactly("slot_closed");
    assertThat(
            Call.of("POST", "/ocr/jobs")
                .as("northwind-app")
                .json(Documents.requestFor(slot))
                .send()
                .statusCode())
        .isEqualTo(410);
  }

  @Test
  void givenSubject_whenErased_thenThereAreReceiptsAndNothingLeadsToThePersonAnyMore() {
    String job = done();
    HttpResponse<byte[]> answer =
        officer.post(
            "/subjects/erasures", Json.createObjectBuilder().add("subject_ref", subject).build());
    ConsentCalls.DESCRIPTION.requireDescribed("eraseSubject", answer);
    JsonObject erasure = json(answer);

    assertThat(erasure.getBoolean("forgotten")).isTrue();
    assertThat(erasure.getJsonArray("jobs").getJsonObject(0).getString("id")).isEqualTo(job);
    assertThat(erasure.getJsonArray("jobs").getJsonObject(0).getJsonArray("receipts")).isNotEmpty();
    assertThat(calls.lookUp().isNull("subject")).isTrue();
    assertWithdrawn(job);
  }

  /** Several seconds of reading. */
  private static byte[] longDocument() {
    SyntheticDocument[] pages =
        IntStream.range(0, 10)
            .mapToObj(i -> SyntheticText.of(500 + i, Locale.ENGLISH))
            .toArray(SyntheticDocument[]::new);
    return ScanEffects.clean().atDpi(200).tiff(pages);
  }

  private String done() {
    JsonObject request =
        ApiCalls.invoiceRequest("invoice_total").add("subject_ref", subject).build();
    HttpResponse<byte[]> answer = app.submitAndWait(request, Documents.INVOICE);
    assertThat(answer.statusCode()).isEqualTo(201);
    return json(answer).getString("id");
  }

  private JsonObject transcription() {
    return Json.createObjectBuilder(ApiCalls.invoiceRequest("full_text").build())
        .add("purpose", "document_transcription")
        .add("document_class", "text")
        .add("subject_ref", subject)
        .build();
  }

  private String submitted(byte[] document) {
    HttpResponse<byte[]> answer = app.submit(transcription(), document);
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(202);
    return json(answer).getString("id");
  }

  private JsonObject settled(String withdrawal) {
    JsonObject found = json(app.get("/withdrawals/" + withdrawal));
    long end = System.nanoTime() + BOUND.toNanos();
    while (found.isNull("settled_at") && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      found = json(app.get("/withdrawals/" + withdrawal));
    }
    assertThat(found.isNull("settled_at")).as(found.toString()).isFalse();
    return found;
  }

  private void assertWithdrawn(String job) {
    HttpResponse<byte[]> read = evaluator.get("/ocr/jobs/" + job);
    ConsentCalls.DESCRIPTION.requireDescribed("getJob", read);
    JsonObject view = json(read);
    assertThat(view.getString("state")).isEqualTo("withdrawn");
    assertThat(view.getJsonObject("fields")).isEmpty();
    assertThat(view.getJsonObject("problem").toString()).contains("consent-withdrawn");
    Problems.require(evaluator.reveal(job, "a reason", "invoice_total"), 403, "consent-withdrawn");
    Problems.require(
        evaluator.get("/ocr/jobs/" + job + "/preview", "Accept", "image/png"),
        403,
        "consent-withdrawn");
  }

  private static Set<String> kinds(JsonObject withdrawal) {
    return withdrawal.getJsonArray("effects").getValuesAs(JsonObject.class).stream()
        .map(effect -> effect.getString("kind"))
        .collect(Collectors.toSet());
  }

  private static JsonObject effect(JsonObject withdrawal, String kind) {
    return withdrawal.getJsonArray("effects").getValuesAs(JsonObject.class).stream()
        .filter(effect -> effect.getString("kind").equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private void await(String job, String state) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < end) {
      if (json(app.get("/ocr/jobs/" + job)).getString("state", "").equals(state)) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    throw new AssertionError("the job never was " + state);
  }

  private String awaitJobOfSubject() {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < end) {
      List<JsonObject> jobs = calls.lookUp().getJsonArray("jobs").getValuesAs(JsonObject.class);
      if (!jobs.isEmpty()) {
        return jobs.get(0).getString("id");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    throw new AssertionError("no job came");
  }

  private void awaitJobs(String consent) {
    awaitJobOfSubject();
    assertThat(json(app.get("/consents/" + consent)).getString("state")).isEqualTo("active");
  }
}
