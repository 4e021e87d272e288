package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.Tables;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The nine stages of a job and its touch ledger over HTTP, while it lives and after. */
class EvidenceIT {

  private static final Description DESCRIPTION = Description.served();
  private static final List<String> STAGES =
      List.of(
          "authenticated_request",
          "policy_validation",
          "consent_verification",
          "encrypted_intake",
          "isolated_processing",
          "field_classification",
          "structured_response",
          "retention_enforcement",
          "deletion_acknowledgement");

  private final ApiCalls app = ApiCalls.as("northwind-app");

  @Test
  void givenJob_whenItIsHandledHeldAndDeleted_thenItsEvidenceTellsAllNineStagesAndEveryTouch() {
    String job = done();
    JsonObject before = evidence("northwind-app", job);
    assertThat(standings(before).subList(0, 8)).containsOnly("recorded");
    assertThat(standings(before).get(8)).isEqualTo("pending");

    HttpResponse<byte[]> revealed =
        ApiCalls.as("northwind-evaluator").reveal(job, "the payment is disputed", "iban");
    assertThat(revealed.statusCode()).isEqualTo(200);
    String iban =
        ApiCalls.json(revealed).getJsonObject("fields").getJsonObject("iban").getString("value");
    assertThat(app.get("/ocr/jobs/" + job + "/preview", "Accept", "application/pdf").statusCode())
        .isEqualTo(200);
    String hold = hold(job);
    app.delete("/ocr/jobs/" + job);
    assertThat(standings(evidence("northwind-app", job)).get(8)).isEqualTo("in_progress");
    Call.of("POST", "/holds/" + hold + "/rejection").as("tara").send();
    app.delete("/ocr/jobs/" + job);

    Problems.require(app.get("/ocr/jobs/" + job), 410, "job-gone");
    JsonObject after = evidence("olivia", job);
    assertThat(after.getString("state")).isEqualTo("deleted");
    assertThat(standings(after)).containsOnly("recorded");
    assertThat(after.getJsonObject("chain").getBoolean("intact")).isTrue();
    assertThat(acts(after))
        .contains(
            "intake sealed [\"source\"]",
            "worker given [\"source\"]",
            "worker read [\"source\"]",
            "answer masked [\"fields\"]",
            "api viewed [\"fields\"]",
            "api revealed [\"fields\"]",
            "worker previewed [\"redacted_copy\"]",
            "retention hold_requested [\"fields\"]",
            "retention hold_rejected [\"fields\"]");
    assertThat(acts(after)).anyMatch(act -> act.startsWith("deletion deleted"));
    assertThat(after.toString()).doesNotContain("disputed").doesNotContain(iban);
  }

  @Test
  void givenWorker_whenItsTouchIsRead_thenItIsNamedWithItsIsolation() {
    JsonObject read = touch(evidence("adam", done()), "read");
    assertThat(read.getJsonObject("details").getString("worker")).matches("worker_[0-9a-f]{32}");
    assertThat(read.getJsonObject("details").getString("isolation"))
        .isIn("same_tenant", "single_use");
    assertThat(read.getString("why")).isEqualTo("invoice_processing");
    assertThat(read.getBoolean("person")).isFalse();
  }

  /** With nothing but what the answer holds, anyone computes the same hashes. */
  @Test
  void givenStages_whenTheirHashesAreComputedByTheReader_thenTheyAreThoseOfTheChain() {
    JsonObject evidence = evidence("adam", done());
    String previous = "";
    for (JsonObject stage : evidence.getJsonArray("stages").getValuesAs(JsonObject.class)) {
      if (!stage.isNull("entry")) {
        JsonObject entry = stage.getJsonObject("entry");
        assertThat(sha256(canonical(entry))).isEqualTo(entry.getString("leaf_hash"));
        if (stage.getInt("number") > 5) {
          assertThat(entry.getString("previous_leaf_hash")).isEqualTo(previous);
        }
        previous = entry.getString("leaf_hash");
      }
    }
  }

  @Test
  void givenEntryThatWasChangedInTheTable_whenTheEvidenceIsRead_thenTheChainIsBrokenThere() {
    String job = done();
    String where = " where job_id = '" + job + "' and position = 3";
    Tables.change("northwind", "update audit_event set outcome = 'refused'" + where);
    JsonObject chain = evidence("adam", job).getJsonObject("chain");
    assertThat(chain.getBoolean("intact")).isFalse();
    assertThat(chain.getInt("broken_at")).isEqualTo(3);
    Tables.change("northwind", "update audit_event set outcome = 'permitted'" + where);
    assertThat(evidence("adam", job).getJsonObject("chain").getBoolean("intact")).isTrue();
  }

  @Test
  void givenDocumentThatCannotBeRead_whenTheEvidenceIsRead_thenLaterStagesAreNotReached() {
    byte[] broken = java.util.Arrays.copyOf(Documents.INVOICE, 300);
    String location =
        app.submitAndWait(ApiCalls.invoiceRequest("invoice_total").build(), broken)
            .headers()
            .firstValue("Location")
            .orElseThrow();
    JsonObject evidence =
        evidence("northwind-app", location.substring(location.lastIndexOf('/') + 1));
    assertThat(standings(evidence).subList(0, 4)).containsOnly("recorded");
    assertThat(standings(evidence).subList(4, 8)).containsOnly("not_reached");
    assertThat(touch(evidence, "not_read").getString("why")).isEqualTo("document-unreadable");
  }

  @Test
  void givenStrangerOrWrongRole_whenAsking_thenThereIsNothingOrItIsForbidden() {
    String path = "/ocr/jobs/" + done() + "/evidence";
    Problems.require(ApiCalls.as("contoso-app").get(path), 404, "not-found");
    Problems.require(ApiCalls.as("carla").get(path), 404, "not-found");
    Problems.require(ApiCalls.as("rex").get(path), 403, "forbidden");
    Problems.require(ApiCalls.as("sam").get(path), 403, "forbidden");
  }

  private String done() {
    HttpResponse<byte[]> answer =
        app.submitAndWait(
            ApiCalls.invoiceRequest("invoice_total", "iban").build(), Documents.INVOICE);
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(201);
    return ApiCalls.json(answer).getString("id");
  }

  private static String hold(String job) {
    String body =
        "{\"case\":\"2026/417-C\",\"reason\":\"litigation\",\"scope\":{\"jobs\":[\""
            + job
            + "\"]},\"artefacts\":[\"fields\"],\"review_at\":\""
            + Instant.now().plus(Duration.ofDays(90))
            + "\"}";
    HttpResponse<byte[]> placed = Call.of("POST", "/holds").as("olivia").json(body).send();
    assertThat(placed.statusCode()).as(ApiCalls.text(placed)).isEqualTo(201);
    return ApiCalls.json(placed).getString("id");
  }

  private static JsonObject evidence(String who, String job) {
    HttpResponse<byte[]> answer = ApiCalls.as(who).get("/ocr/jobs/" + job + "/evidence");
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(200);
    DESCRIPTION.requireDescribed("getJobEvidence", answer);
    JsonObject evidence = ApiCalls.json(answer);
    assertThat(
            evidence.getJsonArray("stages").getValuesAs(JsonObject.class).stream()
                .map(stage -> stage.getString("name")))
        .containsExactlyElementsOf(STAGES);
    return evidence;
  }

  private static List<String> standings(JsonObject evidence) {
    return evidence.getJsonArray("stages").getValuesAs(JsonObject.class).stream()
        .map(stage -> stage.getString("standing"))
        .toList();
  }

  private static List<String> acts(JsonObject evidence) {
    return evidence.getJsonArray("touches").getValuesAs(JsonObject.class).stream()
        .map(
            touch ->
                touch.getString("component")
                    + " "
                    + touch.getString("act")
                    + " "
                    + touch.getJsonArray("artefacts"))
        .toList();
  }

  private static JsonObject touch(JsonObject evidence, String act) {
    return evidence.getJsonArray("touches").getValuesAs(JsonObject.class).stream()
        .filter(touch -> touch.getString("act").equals(act))
        .findFirst()
        .orElseThrow();
  }

  /** RFC 8785 for what these entries hold: names in order, no spaces, and ASCII. */
  private static String canonical(JsonObject entry) {
    TreeMap<String, JsonValue> members = new TreeMap<>(entry);
    members.remove("leaf_hash");
    members.values().removeIf(JsonValue.NULL::equals);
    members.put("v", Json.createValue(1));
    JsonObjectBuilder facts = Json.createObjectBuilder();
    new TreeMap<>(entry.getJsonObject("facts")).forEach(facts::add);
    members.put("facts", facts.build());
    JsonObjectBuilder leaf = Json.createObjectBuilder();
    members.forEach(leaf::add);
    return leaf.build().toString();
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
