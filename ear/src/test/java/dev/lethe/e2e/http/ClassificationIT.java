package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import dev.lethe.e2e.Tables;
import dev.lethe.synthetic.SyntheticInvoice;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Asking for the class of a document alone: it is in the answer, and nothing is left anywhere. */
class ClassificationIT {

  private static final Description DESCRIPTION = Description.served();
  private static final byte[] DOCUMENT =
      SyntheticInvoice.of(77, Locale.GERMAN, SyntheticInvoice.Layout.CLASSIC).pdf();

  private final ApiCalls app = ApiCalls.as("northwind-app");

  @Test
  void givenDocument_whenClassified_thenTheAnswerIsItsClassAndNothingOfItIsLeft() {
    Set<Path> before = stored();
    HttpResponse<byte[]> answer = app.submitAndWait(sorting(), DOCUMENT);
    DESCRIPTION.requireDescribed("submitJob", answer);
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(201);
    JsonObject job = ApiCalls.json(answer);
    assertThat(job.getString("document_class")).isEqualTo("invoice");
    assertThat(job.getJsonNumber("document_class_confidence").doubleValue()).isBetween(0.5, 1.0);
    assertThat(job.getInt("pages")).isEqualTo(1);
    assertThat(job.getJsonObject("fields")).isEmpty();
    JsonObject artefacts = job.getJsonObject("retention").getJsonObject("artefacts");
    assertThat(artefacts.keySet()).containsExactlyInAnyOrder("source", "audit");
    assertThat(artefacts.getJsonObject("source").isNull("deleted_at")).isFalse();
    assertNothingIsLeft(job.getString("id"));
    assertThat(stored()).isSubsetOf(before);
  }

  @Test
  void givenCallerWhoDoesNotSayToWait_whenClassified_thenTheAnswerIsThereAllTheSame() {
    HttpResponse<byte[]> answer = app.submit(sorting(), DOCUMENT);
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(201);
    assertNothingIsLeft(ApiCalls.json(answer).getString("id"));
  }

  @Test
  void givenSlot_whenItsDocumentIsClassified_thenTheSlotIsEmptyAfter() {
    Set<Path> before = stored();
    String slot =
        ApiCalls.json(Call.of("POST", "/uploads").as("northwind-app").send()).getString("url");
    assertThat(ApiCalls.put(URI.create(slot), DOCUMENT).statusCode()).isEqualTo(204);
    HttpResponse<byte[]> answer =
        app.post(
            "/ocr/jobs", Json.createObjectBuilder(sorting()).add("document_url", slot).build());
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(201);
    assertNothingIsLeft(ApiCalls.json(answer).getString("id"));
    assertThat(stored()).isSubsetOf(before);
  }

  @Test
  void givenClassifiedDocument_whenAskedAgain_thenTheJobIsGoneAndTheEvidenceSaysHow() {
    String job = ApiCalls.json(app.submitAndWait(sorting(), DOCUMENT)).getString("id");
    Problems.require(app.get("/ocr/jobs/" + job), 410, "job-gone");
    HttpResponse<byte[]> read = app.get("/ocr/jobs/" + job + "/evidence");
    DESCRIPTION.requireDescribed("getJobEvidence", read);
    JsonObject evidence = ApiCalls.json(read);
    assertThat(
            evidence.getJsonArray("stages").getValuesAs(JsonObject.class).stream()
                .map(stage -> stage.getString("standing")))
        .containsOnly("recorded");
    assertThat(facts(evidence, 1)).containsEntry("mode", Json.createValue("classify"));
    assertThat(facts(evidence, 5)).containsEntry("found", Json.createValue("0"));
    assertThat(facts(evidence, 8)).containsKey("source").doesNotContainKey("fields");
    assertThat(facts(evidence, 8).getString("keys_destroyed")).isEqualTo("1");
  }

  @Test
  void givenDocumentOfAnotherClass_whenThePurposeDoesNotKnowIt_thenItIsNotTold() {
    JsonObject request =
        Json.createObjectBuilder(sorting()).add("purpose", "tax_processing").build();
    HttpResponse<byte[]> answer = app.submitAndWait(request, DOCUMENT);
    Problems.require(answer, 403, "class-not-permitted-for-purpose");
    String location = answer.headers().firstValue("Location").orElseThrow();
    assertNothingIsLeft(location.substring(location.lastIndexOf('/') + 1));
  }

  @Test
  void givenModeWithFieldsOrUnknownMode_whenSubmitted_thenItIsRefused() {
    Problems.require(
        app.submit(
            Json.createObjectBuilder(sorting())
                .add("output", Json.createArrayBuilder().add("iban"))
                .build(),
            DOCUMENT),
        400,
        "request-malformed");
    Problems.require(
        app.submit(Json.createObjectBuilder(sorting()).add("mode", "guess").build(), DOCUMENT),
        400,
        "request-malformed");
  }

  private static JsonObject sorting() {
    JsonObject request = ApiCalls.invoiceRequest("iban").build();
    return Json.createObjectBuilder()
        .add("purpose", "document_sorting")
        .add("mode", "classify")
        .add("consent", request.getJsonObject("consent"))
        .build();
  }

  private static JsonObject facts(JsonObject evidence, int stage) {
    return evidence
        .getJsonArray("stages")
        .getJsonObject(stage)
        .getJsonObject("entry")
        .getJsonObject("facts");
  }

  /** Neither a result, a key, a place in the queue, nor an artefact that is not deleted. */
  private static void assertNothingIsLeft(String job) {
    String of = " where job_id = '" + job + "'";
    assertThat(count("job_result" + of)).isZero();
    assertThat(count("job_queue" + of)).isZero();
    assertThat(count("artefact" + of + " and artefact <> 'AUDIT' and deleted_at is null")).isZero();
    assertThat(count("artefact" + of + " and artefact = 'FIELDS'")).isZero();
    assertThat(count("data_key where job_id = '" + job + "'")).isZero();
  }

  private static long count(String from) {
    return Tables.number("northwind", "select count(*) from " + from);
  }

  private static Set<Path> stored() {
    try (Stream<Path> files = Files.walk(RunningSystem.get().stateDir().resolve("store"))) {
      return files.filter(Files::isRegularFile).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
