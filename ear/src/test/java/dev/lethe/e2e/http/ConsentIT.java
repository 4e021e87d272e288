package dev.lethe.e2e.http;

import static dev.lethe.e2e.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Consents, recorded and carried by jobs, and what they are good for. */
class ConsentIT {

  private final ConsentCalls calls = new ConsentCalls();
  private final ApiCalls app = calls.app;
  private final String subject = calls.subject;

  @Test
  void givenConsentForSomethingElse_whenAJobRefersToIt_thenTheCodeSaysSoBeforeTheDocumentHasCome()
      throws IOException {
    String consent = calls.record();
    String unknown = "con_" + "0".repeat(32);
    for (String[] one :
        new String[][] {
          {ConsentCalls.referring(unknown, "text", "document_transcription"), "consent-missing"},
          {
            ConsentCalls.referring(consent, "invoice", "invoice_processing"),
            "consent-other-purpose"
          },
        }) {
      try (SlowSubmission submission =
          SlowSubmission.of("northwind-app", one[0], SlowSubmission.LONG)) {
        assertThat(submission.answer()).startsWith("HTTP/1.1 403").contains("\"" + one[1] + "\"");
      }
    }
    Problems.require(
        Call.of("GET", "/consents/" + consent).as("contoso-app").send(), 404, "not-found");
  }

  @Test
  void givenConsent_whenRecordedReadAndReceipted_thenAllIsAsDescribed() {
    HttpResponse<byte[]> recorded = calls.recordWith("key-" + UUID.randomUUID());
    ConsentCalls.DESCRIPTION.requireDescribed("recordConsent", recorded);
    String id = json(recorded).getString("id");
    HttpResponse<byte[]> read = app.get("/consents/" + id);
    ConsentCalls.DESCRIPTION.requireDescribed("getConsent", read);
    assertThat(json(read).getJsonObject("uses").getBoolean("manual_review")).isFalse();
    HttpResponse<byte[]> receipt = app.get("/consents/" + id + "/receipt");
    ConsentCalls.DESCRIPTION.requireDescribed("getConsentReceipt", receipt);
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
    ConsentCalls.DESCRIPTION.requireDescribed("getConsent", record);
    assertThat(json(record).getJsonObject("notice").getString("sha256")).isEqualTo("a".repeat(64));
    assertThat(json(record).getJsonArray("document_classes").getString(0)).isEqualTo("invoice");
    assertThat(ApiCalls.text(app.get("/consents/" + id + "/receipt"))).contains("2026-02");
  }

  @Test
  void givenKey_whenTheRequestIsSentAgain_thenTheRecordIsTheSame() {
    String key = "key-" + UUID.randomUUID();
    HttpResponse<byte[]> first = calls.recordWith(key);
    HttpResponse<byte[]> again = calls.recordWith(key);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again).getString("id")).isEqualTo(json(first).getString("id"));
  }
}
