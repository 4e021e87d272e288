package dev.lethe.e2e.http;

import static dev.lethe.e2e.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.UUID;

/** An application that records and withdraws consents of one data subject. */
final class ConsentCalls {

  static final Description DESCRIPTION = Description.served();

  final ApiCalls app = ApiCalls.as("northwind-app");
  final ApiCalls officer = ApiCalls.as("olivia");
  final String subject = "subject-" + UUID.randomUUID();

  String record() {
    return json(app.post("/consents", "application/json", consentRequest())).getString("id");
  }

  HttpResponse<byte[]> recordWith(String key) {
    return Call.of("POST", "/consents")
        .as("northwind-app")
        .header("Idempotency-Key", key)
        .json(consentRequest())
        .send();
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

  JsonObject withdraw(int status, String target, String value) {
    HttpResponse<byte[]> answer =
        app.post("/withdrawals", Json.createObjectBuilder().add(target, value).build());
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(status);
    DESCRIPTION.requireDescribed("withdraw", answer);
    return json(answer);
  }

  /** What is known of the subject. */
  JsonObject lookUp() {
    HttpResponse<byte[]> answer =
        officer.post(
            "/subjects/lookup", Json.createObjectBuilder().add("subject_ref", subject).build());
    DESCRIPTION.requireDescribed("lookUpSubject", answer);
    assertThat(ApiCalls.text(answer)).doesNotContain(subject);
    return json(answer);
  }

  /**
   * A job that refers to a consent, sent up to the first byte of its document.
   *
   * @param rest bytes that are to follow
   */
  SlowSubmission announce(String consent, int rest) throws IOException {
    return SlowSubmission.of(
        "northwind-app", referring(consent, "text", "document_transcription"), rest);
  }

  /** The request of a job that refers to a consent. */
  static String referring(String consent, String documentClass, String purpose) {
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
}
