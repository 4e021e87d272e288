package dev.lethe.e2e.http;

import static dev.lethe.e2e.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticText;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/**
 * Withdrawal at each stage of a job's life: before it is admitted, while its document comes, while
 * it waits, while it is read (queued and with a caller who waits), when its result is there, and
 * when it is gone. After the cut nothing is delivered, and the worker is gone within five seconds.
 */
class WithdrawalIT {

  private static final Duration BOUND = Duration.ofSeconds(5);
  private static final Description DESCRIPTION = Description.served();

  private final ApiCalls app = ApiCalls.as("northwind-app");
  private final ApiCalls evaluator = ApiCalls.as("northwind-evaluator");
  private final ApiCalls officer = ApiCalls.as("olivia");
  private final String subject = "subject-" + UUID.randomUUID();

  /** Several seconds of reading. */
  private static byte[] longDocument() {
    SyntheticDocument[] pages =
        IntStream.range(0, 10)
            .mapToObj(i -> SyntheticText.of(500 + i, Locale.ENGLISH))
            .toArray(SyntheticDocument[]::new);
    return ScanEffects.clean().atDpi(200).tiff(pages);
  }

  // --- stages 1 to 3: before there is a job

  @Test
  void givenWithdrawnConsent_whenAJobRefersToIt_thenItIsRefusedBeforeTheDocumentHasCome()
      throws IOException {
    String consent = record();
    withdraw(201, "consent", consent);

    try (SSLSocket socket = announce(consent, ANNOUNCED)) {
      String answer = answer(socket);
      assertThat(answer)
          .startsWith("HTTP/1.1 403")
          .contains("\"code\":\"consent-withdrawn\"")
          .doesNotContain(subject);
    }
  }

  @Test
  void givenConsentForSomethingElse_whenAJobRefersToIt_thenTheCodeSaysSoBeforeTheDocumentHasCome()
      throws IOException {
    String consent = record();
    String unknown = "con_" + "0".repeat(32);
    for (String[] one :
        new String[][] {
          {request(unknown, "text", "document_transcription"), "consent-missing"},
          {request(consent, "invoice", "invoice_processing"), "consent-other-purpose"},
        }) {
      try (SSLSocket socket = announceRequest(one[0], ANNOUNCED)) {
        assertThat(answer(socket)).startsWith("HTTP/1.1 403").contains("\"" + one[1] + "\"");
      }
    }
    Problems.require(
        Call.of("GET", "/consents/" + consent).as("contoso-app").send(), 404, "not-found");
  }

  // --- stage 4: while the document comes

  @Test
  void givenDocumentThatIsComing_whenItsConsentIsWithdrawn_thenItIsNotTakenIn() throws IOException {
    String consent = record();
    byte[] document = Documents.INVOICE;
    try (SSLSocket socket = announce(consent, document.length + END.length)) {
      OutputStream out = socket.getOutputStream();
      out.write(Arrays.copyOf(document, document.length / 2));
      out.flush();
      awaitJobs(consent);
      JsonObject withdrawal = withdraw(201, "consent", consent);
      assertThat(kinds(withdrawal)).contains("queued_work_cancelled");
      out.write(Arrays.copyOfRange(document, document.length / 2, document.length));
      out.write(END);
      out.flush();
      assertThat(answer(socket)).doesNotContain("\"state\":\"queued\"");
    }
    assertThat(lookUp().getJsonArray("jobs").getJsonObject(0).getString("state"))
        .isEqualTo("withdrawn");
  }

  // --- stage 5: while it is read

  @Test
  void givenRunningJob_whenWithdrawn_thenTheWorkerIsGoneInTimeAndNothingComesOfIt() {
    String job = submitted(longDocument());
    await(job, "processing");
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    Set<Long> before = workers();
    Instant start = Instant.now();
    JsonObject withdrawal = withdraw(201, "job", job);
    Duration gone = awaitOneGone(before, start);

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
    withdraw(201, "subject_ref", subject);

    Problems.require(waiting.get(20, TimeUnit.SECONDS), 403, "consent-withdrawn");
    assertWithdrawn(job);
  }

  @Test
  void givenQueuedJobs_whenTheirSubjectWithdraws_thenAllAreCancelled() {
    List<String> jobs =
        Stream.generate(() -> submitted(longDocument())).limit(4).collect(Collectors.toList());
    JsonObject withdrawal = withdraw(201, "subject_ref", subject);

    assertThat(withdrawal.getJsonObject("summary").getInt("jobs_found")).isEqualTo(4);
    assertThat(withdrawal.getJsonObject("summary").getInt("jobs_stopped")).isEqualTo(4);
    settled(withdrawal.getString("id"));
    jobs.forEach(this::assertWithdrawn);
  }

  // --- stages 6 to 8: the result is there

  @Test
  void givenResult_whenWithdrawn_thenItIsSealedOffAndErasedAndAskingAgainGivesTheSame() {
    String job = done();
    JsonObject withdrawal = withdraw(201, "job", job);
    JsonObject again = withdraw(200, "job", job);

    assertThat(again.getString("id")).isEqualTo(withdrawal.getString("id"));
    assertThat(kinds(withdrawal)).contains("result_sealed_off", "consent_ended", "job_found");
    assertThat(settled(withdrawal.getString("id")).getString("state")).isEqualTo("completed");
    assertWithdrawn(job);
    JsonObject report = lookUp();
    assertThat(report.getJsonArray("jobs")).hasSize(1);
    assertThat(report.getJsonArray("consents").getJsonObject(0).getString("state"))
        .isEqualTo("withdrawn");
  }

  // --- stage 9: it is gone

  @Test
  void givenDeletedJob_whenWithdrawn_thenItsConsentEndsAndThereIsNothingToStop() {
    String job = done();
    app.delete("/ocr/jobs/" + job);
    JsonObject withdrawal = settled(withdraw(201, "job", job).getString("id"));

    assertThat(kinds(withdrawal))
        .contains("consent_ended", "job_found")
        .doesNotContain("result_sealed_off", "running_work_stopped", "deletion_due");
    assertThat(withdrawal.getString("state")).isEqualTo("completed");
  }

  // --- documents in slots, erasure

  @Test
  void givenSlot_whenItsDocumentIsWithdrawn_thenItCannotBeUsed() {
    String slot = json(Call.of("POST", "/uploads").as("northwind-app").send()).getString("url");
    assertThat(Call.to("PUT", slot).body("", Documents.INVOICE).send().statusCode()).isEqualTo(204);
    JsonObject withdrawal = withdraw(201, "document_url", slot);

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
    DESCRIPTION.requireDescribed("eraseSubject", answer);
    JsonObject erasure = json(answer);

    assertThat(erasure.getBoolean("forgotten")).isTrue();
    assertThat(erasure.getJsonArray("jobs").getJsonObject(0).getString("id")).isEqualTo(job);
    assertThat(erasure.getJsonArray("jobs").getJsonObject(0).getJsonArray("receipts")).isNotEmpty();
    assertThat(lookUp().isNull("subject")).isTrue();
    assertWithdrawn(job);
  }

  @Test
  void givenConsent_whenRecordedReadAndReceipted_thenAllIsAsDescribed() {
    HttpResponse<byte[]> recorded = recordWith("key-" + UUID.randomUUID());
    DESCRIPTION.requireDescribed("recordConsent", recorded);
    String id = json(recorded).getString("id");
    HttpResponse<byte[]> read = app.get("/consents/" + id);
    DESCRIPTION.requireDescribed("getConsent", read);
    assertThat(json(read).getJsonObject("uses").getBoolean("manual_review")).isFalse();
    HttpResponse<byte[]> receipt = app.get("/consents/" + id + "/receipt");
    DESCRIPTION.requireDescribed("getConsentReceipt", receipt);
    assertThat(json(receipt).getString("@type")).isEqualTo("dpv:ConsentReceipt");
    assertThat(ApiCalls.text(read) + ApiCalls.text(receipt)).doesNotContain(subject);
  }

  @Test
  void givenCarriedConsentWithNoticeAndClasses_whenItsRecordIsRead_thenItHoldsThem() {
    JsonObject consent =
        Json.createObjectBuilder()
            .add("basis", "consent")
            .add("allow_model_training", false)
            .add("allow_manual_review", false)
            .add("document_classes", Json.createArrayBuilder().add("invoice"))
            .add(
                "notice",
                Json.createObjectBuilder()
                    .add("version", "2026-02")
                    .add("sha256", "a".repeat(64))
                    .add("language", "en"))
            .build();
    JsonObject request = ApiCalls.invoiceRequest("invoice_total").add("consent", consent).build();
    String job = json(app.submitAndWait(request, Documents.INVOICE)).getString("id");

    JsonObject verified =
        json(app.get("/ocr/jobs/" + job + "/evidence")).getJsonArray("stages").getJsonObject(2);
    String id = verified.getJsonObject("entry").getJsonObject("facts").getString("consent");
    HttpResponse<byte[]> record = app.get("/consents/" + id);
    DESCRIPTION.requireDescribed("getConsent", record);
    assertThat(json(record).getJsonObject("notice").getString("sha256")).isEqualTo("a".repeat(64));
    assertThat(json(record).getJsonArray("document_classes").getString(0)).isEqualTo("invoice");
    assertThat(ApiCalls.text(app.get("/consents/" + id + "/receipt"))).contains("2026-02");
  }

  @Test
  void givenKey_whenTheRequestIsSentAgain_thenTheRecordIsTheSame() {
    String key = "key-" + UUID.randomUUID();
    HttpResponse<byte[]> first = recordWith(key);
    HttpResponse<byte[]> again = recordWith(key);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again).getString("id")).isEqualTo(json(first).getString("id"));
  }

  @Test
  void givenSeveralWithdrawals_whenListed_thenPagesAndFiltersHoldThem() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      made.add(withdraw(201, "consent", record()).getString("id"));
    }
    HttpResponse<byte[]> first = officer.get("/withdrawals?scope=consent&limit=2");
    DESCRIPTION.requireDescribed("listWithdrawals", first);
    assertThat(ids(json(first))).containsExactly(made.get(2), made.get(1));
    URI next = URI.create(json(first).getString("next"));
    JsonObject second = json(officer.get(next.getPath().substring(3) + "?" + next.getQuery()));
    assertThat(ids(second)).startsWith(made.get(0)).hasSizeLessThanOrEqualTo(2);

    String target = json(officer.get("/withdrawals/" + made.get(1))).getString("target");
    assertThat(ids(json(officer.get("/withdrawals?state=completed&target=" + target))))
        .containsExactly(made.get(1));
    assertThat(ids(json(officer.get("/withdrawals?state=in_progress&target=" + target)))).isEmpty();
  }

  @Test
  void givenUnknownOrMalformedFilter_whenListed_thenItIsRefusedAndNotPassedOver() {
    for (String query :
        List.of(
            "?stat=completed",
            "?state=done",
            "?scope=tenant",
            "?limit=0",
            "?limit=201",
            "?limit=1&limit=2",
            "?after=x",
            "?target=customer%2017")) {
      HttpResponse<byte[]> answer = officer.get("/withdrawals" + query);
      Problems.require(answer, 400, "request-malformed");
      assertThat(ApiCalls.text(answer)).doesNotContain("customer");
    }
  }

  private static List<String> ids(JsonObject list) {
    return list.getJsonArray("withdrawals").getValuesAs(JsonObject.class).stream()
        .map(one -> one.getString("id"))
        .toList();
  }

  // --- help

  private static final int ANNOUNCED = 5_000_000;

  private static final byte[] END = "\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII);

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

  private String consentRequest() {
    return Json.createObjectBuilder()
        .add("purpose", "document_transcription")
        .add("basis", "consent")
        .add("uses", Json.createObjectBuilder().add("processing", true))
        .add("document_classes", Json.createArrayBuilder().add("text"))
        .add("notice", Json.createObjectBuilder().add("version", "1").add("sha256", "0".repeat(64)))
        .add("subject_ref", subject)
        .add("mechanism", "web_form")
        .build()
        .toString();
  }

  private HttpResponse<byte[]> recordWith(String key) {
    return Call.of("POST", "/consents")
        .as("northwind-app")
        .header("Idempotency-Key", key)
        .json(consentRequest())
        .send();
  }

  private String record() {
    return json(app.post("/consents", "application/json", consentRequest())).getString("id");
  }

  private JsonObject withdraw(int status, String target, String value) {
    HttpResponse<byte[]> answer =
        app.post("/withdrawals", Json.createObjectBuilder().add(target, value).build());
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(status);
    DESCRIPTION.requireDescribed("withdraw", answer);
    return json(answer);
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

  private JsonObject lookUp() {
    HttpResponse<byte[]> answer =
        officer.post(
            "/subjects/lookup", Json.createObjectBuilder().add("subject_ref", subject).build());
    DESCRIPTION.requireDescribed("lookUpSubject", answer);
    assertThat(ApiCalls.text(answer)).doesNotContain(subject);
    return json(answer);
  }

  private void assertWithdrawn(String job) {
    HttpResponse<byte[]> read = evaluator.get("/ocr/jobs/" + job);
    DESCRIPTION.requireDescribed("getJob", read);
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
      List<JsonObject> jobs = lookUp().getJsonArray("jobs").getValuesAs(JsonObject.class);
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

  /** Processes of this system's workers. */
  private static Set<Long> workers() {
    String mark = RunningSystem.get().stateDir().toAbsolutePath().toString();
    Set<Long> found = new HashSet<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      processes
          .filter(path -> path.getFileName().toString().matches("[0-9]+"))
          .filter(path -> isWorker(path, mark))
          .forEach(path -> found.add(Long.parseLong(path.getFileName().toString())));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    assertThat(found).as("workers of " + mark).isNotEmpty();
    return found;
  }

  private static boolean isWorker(Path process, String mark) {
    try {
      String command = Files.readString(process.resolve("cmdline"));
      return command.contains("bwrap") && command.contains(mark);
    } catch (IOException gone) {
      return false;
    }
  }

  private static Duration awaitOneGone(Set<Long> before, Instant start) {
    while (Duration.between(start, Instant.now()).compareTo(BOUND) < 0) {
      if (before.stream().anyMatch(pid -> !Files.exists(Path.of("/proc", Long.toString(pid))))) {
        return Duration.between(start, Instant.now());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    return Duration.between(start, Instant.now());
  }

  // --- a submission that stops before the document

  private static String request(String consent, String documentClass, String purpose) {
    String output = purpose.equals("invoice_processing") ? "invoice_total" : "full_text";
    return "{\"purpose\":\""
        + purpose
        + "\",\"consent\":{\"id\":\""
        + consent
        + "\"},\"output\":[\""
        + output
        + "\"],\"document_class\":\""
        + documentClass
        + "\"}";
  }

  private static SSLSocket announce(String consent, int rest) throws IOException {
    return announceRequest(request(consent, "text", "document_transcription"), rest);
  }

  /**
   * @param rest bytes that are to follow: the document and the body's end
   */
  private static SSLSocket announceRequest(String request, int rest) throws IOException {
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n"
            + request
            + "\r\n--b\r\nContent-Disposition: form-data; name=\"document\"; filename=\"a\"\r\n\r\n";
    String head =
        String.join(
            "\r\n",
            List.of(
                "POST /v1/ocr/jobs HTTP/1.1",
                "Host: localhost:" + RunningSystem.get().baseUrl().getPort(),
                "Authorization: Bearer " + RunningSystem.get().tokenFor("northwind-app"),
                "Content-Type: multipart/form-data; boundary=b",
                "Content-Length: " + (body.getBytes(StandardCharsets.UTF_8).length + rest),
                "",
                ""));
    RunningSystem system = RunningSystem.get();
    SSLSocket socket =
        (SSLSocket)
            system
                .sslContext()
                .getSocketFactory()
                .createSocket("localhost", system.baseUrl().getPort());
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  /** Up to the end of the answer's JSON; the connection may stay open. */
  private static String answer(SSLSocket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    byte[] buffer = new byte[4096];
    InputStream in = socket.getInputStream();
    while (!answer.toString().endsWith("]}")) {
      int count = in.read(buffer);
      if (count < 0) {
        break;
      }
      answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
    }
    return answer.toString();
  }
}
