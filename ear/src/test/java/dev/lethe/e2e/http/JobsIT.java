package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of a document through the API, and the ways on which it is refused. */
class JobsIT {

  private static final Description DESCRIPTION = Description.served();
  private static final String CANARY = "Zebulon-Canary-4711";

  @Test
  void givenForm_whenCallerWaits_thenResultIsInTheAnswer() {
    HttpResponse<byte[]> answer =
        submission(Form.of(Documents.request(), Documents.INVOICE))
            .header("Prefer", "wait=60")
            .send();

    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(201);
    DESCRIPTION.requireDescribed("submitJob", answer);
    assertThat(answer.headers().firstValue("Preference-Applied")).hasValue("wait=60");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    JsonObject job = ApiCalls.json(answer);
    assertThat(job.getString("state")).isEqualTo("done");
    assertThat(job.getJsonObject("fields").keySet())
        .containsExactlyInAnyOrder("vendor_name", "invoice_total", "due_date", "iban");
    assertThat(job.getJsonObject("retention").getJsonObject("artefacts"))
        .containsKeys("source", "fields", "audit");
    HttpResponse<byte[]> again =
        Call.to("GET", answer.headers().firstValue("Location").orElseThrow())
            .as("northwind-app")
            .send();
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(ApiCalls.json(again).getString("id")).isEqualTo(job.getString("id"));
  }

  @Test
  void givenForm_whenCallerDoesNotWait_thenJobIsAcceptedAndDoneLater() {
    HttpResponse<byte[]> answer =
        submission(Form.of(Documents.request(), Documents.INVOICE)).send();

    assertThat(answer.statusCode()).isEqualTo(202);
    DESCRIPTION.requireDescribed("submitJob", answer);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .startsWith(RunningSystem.get().baseUrl() + "/v1/ocr/jobs/job_");
    JsonObject done = finished(answer);
    assertThat(done.getString("state")).isEqualTo("done");
    HttpResponse<byte[]> result = job("GET", done).send();
    DESCRIPTION.requireDescribed("getJob", result);
    assertThat(result.headers().firstValue("Retry-After")).isEmpty();
  }

  @Test
  void givenSlot_whenFilledAndSubmitted_thenItsDocumentIsReadOnce() throws Exception {
    HttpResponse<byte[]> opened = Call.of("POST", "/uploads").as("northwind-app").send();
    DESCRIPTION.requireDescribed("openUpload", opened);
    String slot = ApiCalls.json(opened).getString("url");
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(Documents.INVOICE);
    HttpResponse<byte[]> filled =
        Call.to("PUT", slot)
            .header(
                "Content-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":")
            .body("application/pdf", Documents.INVOICE)
            .send();
    assertThat(filled.statusCode()).as(ApiCalls.text(filled)).isEqualTo(204);
    DESCRIPTION.requireDescribed("fillUpload", filled);

    HttpResponse<byte[]> answer = submission(Documents.requestFor(slot)).send();

    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(202);
    assertThat(finished(answer).getString("state")).isEqualTo("done");
    HttpResponse<byte[]> second = submission(Documents.requestFor(slot)).send();
    Problems.require(second, 409, "slot-used");
    DESCRIPTION.requireDescribed("submitJob", second);
  }

  /** Byte for byte what {@code requests.post(url, json=…, headers=…)} sends. */
  @Test
  void givenRequestOfPlainPython_whenPosted_thenItIsAccepted() {
    String slot = filledSlot();
    String body =
        "{\"document_url\": \""
            + slot
            + "\", \"purpose\": \"invoice_processing\", \"consent\": {\"basis\":"
            + " \"customer_authorized\", \"allow_model_training\": false, \"allow_manual_review\":"
            + " true}, \"output\": [\"vendor_name\", \"invoice_total\", \"due_date\"],"
            + " \"retention_days\": 7}";
    HttpResponse<byte[]> answer =
        Call.of("POST", "/ocr/jobs")
            .as("northwind-app")
            .header("User-Agent", "python-requests/2.32.3")
            .header("Accept-Encoding", "gzip, deflate")
            .header("Accept", "*/*")
            .json(body)
            .send();

    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(202);
    assertThat(finished(answer).getJsonObject("fields").keySet())
        .containsExactlyInAnyOrder("vendor_name", "invoice_total", "due_date");
  }

  @Test
  void givenDoneJob_whenPreviewed_thenPagesComeAsPdfOrPng() {
    JsonObject done = doneJob();

    HttpResponse<byte[]> pdf = preview(done, "").send();
    HttpResponse<byte[]> png = preview(done, "?page=1").send();
    HttpResponse<byte[]> wanted = preview(done, "").header("Accept", "image/png").send();

    assertThat(pdf.body()).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
    assertThat(Arrays.copyOf(png.body(), 4)).isEqualTo(new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    assertThat(wanted.headers().firstValue("Content-Type")).hasValue("image/png");
    DESCRIPTION.requireDescribed("previewJob", pdf);
    DESCRIPTION.requireDescribed("previewJob", png);
    HttpResponse<byte[]> beyond = preview(done, "?page=999").send();
    Problems.require(beyond, 422, "page-out-of-range");
    DESCRIPTION.requireDescribed("previewJob", beyond);
  }

  @Test
  void givenMaskedField_whenRevealedWithRole_thenItsValueIsOpen() {
    JsonObject done = doneJob();
    JsonObject masked = done.getJsonObject("fields").getJsonObject("iban");
    assertThat(masked.getBoolean("masked")).isTrue();

    HttpResponse<byte[]> answer = reveal("northwind-evaluator", done, "iban");

    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(200);
    DESCRIPTION.requireDescribed("revealFields", answer);
    String open =
        ApiCalls.json(answer).getJsonObject("fields").getJsonObject("iban").getString("normalized");
    assertThat(open).isNotEqualTo(masked.getString("normalized")).matches("[A-Z]{2}[0-9A-Z]+");
  }

  @Test
  void givenNoRoleOrUnrequestedField_whenRevealed_thenItIsRefused() {
    JsonObject done = doneJob();

    Problems.require(reveal("northwind-app", done, "iban"), 403, "forbidden");
    HttpResponse<byte[]> unrequested = reveal("northwind-evaluator", done, "buyer_name");
    assertThat(unrequested.statusCode()).isBetween(400, 499);
    DESCRIPTION.requireDescribed("revealFields", unrequested);
    Problems.require(reveal("contoso-evaluator", done, "iban"), 404, "not-found");
  }

  @Test
  void givenJob_whenDeleted_thenNothingOfItIsLeftToAskFor() {
    JsonObject done = doneJob();

    HttpResponse<byte[]> deleted = job("DELETE", done).send();

    assertThat(deleted.statusCode()).as(ApiCalls.text(deleted)).isEqualTo(200);
    DESCRIPTION.requireDescribed("deleteJob", deleted);
    JsonObject after = ApiCalls.json(deleted);
    assertThat(after.getString("state")).isEqualTo("deleted");
    assertThat(after.getJsonObject("fields")).isEmpty();
    JsonObject artefacts = after.getJsonObject("retention").getJsonObject("artefacts");
    assertThat(artefacts.getJsonObject("source").isNull("deleted_at")).isFalse();
    assertThat(artefacts.getJsonObject("fields").isNull("deleted_at")).isFalse();
    HttpResponse<byte[]> asked = job("GET", done).send();
    Problems.require(asked, 410, "job-gone");
    DESCRIPTION.requireDescribed("getJob", asked);
    Problems.require(preview(done, "").send(), 410, "job-gone");
    Problems.require(reveal("northwind-evaluator", done, "iban"), 410, "job-gone");
    assertThat(job("DELETE", done).send().statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/ocr/jobs/job_00000000000000000000000000000000",
    "/ocr/jobs/job_0",
    "/ocr/jobs/%2e%2e%2f",
    "/ocr/jobs/x",
    "/ocr/jobs/job_00000000000000000000000000000000/preview",
    "/nothing"
  })
  void givenIdOfNoJob_whenAsked_thenItIsNotThere(String path) {
    HttpResponse<byte[]> answer = Call.of("GET", path).as("northwind-app").send();

    assertThat(answer.statusCode()).isBetween(400, 404);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Zebulon-Canary-4711\":1            | property-unknown     | 400",
        "\"language\":\"Zebulon-Canary-4711\" | request-malformed    | 400",
        "\"language\":7                       | request-malformed    | 400",
        "\"pages\":[0]                        | request-malformed    | 400",
        "\"region\":\"mars-north\"            | region-not-allowed   | 403",
        "\"document_class\":\"bank_statement\"| class-not-permitted-for-purpose | 403",
        "\"purpose\":\"invoice_processing\"   | request-malformed    | 400"
      })
  void givenFaultyRequest_whenPosted_thenItIsRefusedWithoutEcho(
      String member, String code, int status) {
    HttpResponse<byte[]> answer =
        submission(Form.of("{" + Documents.members() + "," + member + "}", Documents.INVOICE))
            .send();

    Problems.require(answer, status, code);
    DESCRIPTION.requireDescribed("submitJob", answer);
    assertThat(ApiCalls.text(answer)).doesNotContain(CANARY).doesNotContain("mars");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "invoice_processing | invoice_processed        | purpose-not-permitted",
        "vendor_name        | vendor_shoe_size         | field-not-permitted-for-purpose",
        "customer_authorized| because_we_can           | consent-basis-not-permitted",
        "training\":false   | training\":true          | training-not-permitted"
      })
  void givenRequestBeyondPolicy_whenPosted_thenItIsRefused(
      String allowed, String forbidden, String code) {
    String request = Documents.request().replace(allowed, forbidden);

    HttpResponse<byte[]> answer = submission(Form.of(request, Documents.INVOICE)).send();

    Problems.require(answer, 403, code);
    DESCRIPTION.requireDescribed("submitJob", answer);
  }

  @Test
  void givenRetentionOutOfBounds_whenPosted_thenItIsRefused() {
    String long1 = Documents.request().replace("\"retention_days\":7", "\"retention_days\":3650");
    String short1 = Documents.request().replace("\"retention_days\":7", "\"retention_days\":0");

    Problems.require(
        submission(Form.of(long1, Documents.INVOICE)).send(), 422, "retention-above-cap");
    Problems.require(
        submission(Form.of(short1, Documents.INVOICE)).send(), 422, "retention-below-floor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/v1/uploads/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "Zebulon-Canary-4711"
      })
  void givenAddressElsewhere_whenPosted_thenNoConnectionIsMadeAndItIsRefused(String address) {
    HttpResponse<byte[]> answer = submission(Documents.requestFor(address)).send();

    Problems.require(answer, 403, "source-host-refused");
    DESCRIPTION.requireDescribed("submitJob", answer);
    assertThat(ApiCalls.text(answer)).doesNotContain(address);
  }

  @Test
  void givenWrongOrderOrParts_whenPosted_thenFormIsRefused() {
    byte[] request = Documents.request().getBytes(StandardCharsets.UTF_8);
    Form reversed =
        new Form().part("document", "a.pdf", Documents.INVOICE).part("request", "", request);
    Form extra = Form.of(Documents.request(), Documents.INVOICE).part(CANARY, CANARY, request);
    Form alone = new Form().part("request", "", request);

    Problems.require(submission(reversed).send(), 400, "request-part-first");
    HttpResponse<byte[]> more = submission(extra).send();
    Problems.require(more, 400, "property-unknown");
    assertThat(ApiCalls.text(more)).doesNotContain(CANARY);
    Problems.require(submission(alone).send(), 400, "document-missing");
    Problems.require(submission(new Form()).send(), 400, "request-malformed");
  }

  @Test
  void givenBytesOfNoKnownType_whenPosted_thenTheyAreRefused() {
    byte[] text = ("plain text of " + CANARY).getBytes(StandardCharsets.UTF_8);

    HttpResponse<byte[]> answer = submission(Form.of(Documents.request(), text)).send();

    Problems.require(answer, 415, "type-unsupported");
    DESCRIPTION.requireDescribed("submitJob", answer);
    assertThat(ApiCalls.text(answer)).doesNotContain(CANARY);
  }

  @Test
  void givenBrokenPdf_whenCallerWaits_thenAnswerIsItsProblem() {
    byte[] broken = Arrays.copyOf(Documents.INVOICE, 300);

    HttpResponse<byte[]> answer =
        submission(Form.of(Documents.request(), broken)).header("Prefer", "wait=60").send();

    Problems.require(answer, 422, "document-unreadable");
    DESCRIPTION.requireDescribed("submitJob", answer);
    assertThat(answer.headers().firstValue("Location")).isPresent();
  }

  @Test
  void givenOversizeDocument_whenPosted_thenItIsTooLarge() {
    byte[] large = Arrays.copyOf(Documents.INVOICE, 27 * 1024 * 1024);

    HttpResponse<byte[]> answer = submission(Form.of(Documents.request(), large)).send();

    Problems.require(answer, 413, "too-large");
    DESCRIPTION.requireDescribed("submitJob", answer);
  }

  private static HttpResponse<byte[]> reveal(String who, JsonObject job, String field) {
    return Call.of("POST", "/ocr/jobs/" + job.getString("id") + "/reveals")
        .as(who)
        .json("{\"fields\":[\"" + field + "\"],\"reason\":\"disputed payment\"}")
        .send();
  }

  private static Call preview(JsonObject job, String query) {
    return Call.of("GET", "/ocr/jobs/" + job.getString("id") + "/preview" + query)
        .as("northwind-app");
  }

  private static Call job(String method, JsonObject job) {
    return Call.of(method, "/ocr/jobs/" + job.getString("id")).as("northwind-app");
  }

  private static Call submission(Form form) {
    return Call.of("POST", "/ocr/jobs").as("northwind-app").form(form);
  }

  private static Call submission(String json) {
    return Call.of("POST", "/ocr/jobs").as("northwind-app").json(json);
  }

  private static JsonObject doneJob() {
    JsonObject job = finished(submission(Form.of(Documents.request(), Documents.INVOICE)).send());
    assertThat(job.getString("state")).isEqualTo("done");
    return job;
  }

  private static JsonObject finished(HttpResponse<byte[]> accepted) {
    assertThat(accepted.statusCode()).as(ApiCalls.text(accepted)).isEqualTo(202);
    return ApiCalls.as("northwind-app").finished(ApiCalls.json(accepted).getString("id"));
  }

  private static String filledSlot() {
    String slot =
        ApiCalls.json(Call.of("POST", "/uploads").as("northwind-app").send()).getString("url");
    assertThat(Call.to("PUT", slot).body("", Documents.INVOICE).send().statusCode()).isEqualTo(204);
    return slot;
  }
}
