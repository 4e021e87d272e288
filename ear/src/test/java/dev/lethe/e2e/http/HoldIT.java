package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.Tables;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A hold over HTTP, by two people, against a deletion that is asked for. */
class HoldIT {

  private final Description description = Description.served();

  @Test
  void givenHeldJob_whenItIsDeleted_thenItsArtefactsStayUntilTwoPeopleReleaseThem() {
    String job = done();
    HttpResponse<byte[]> placed = place("olivia", job);
    description.requireDescribed("placeHold", placed);
    assertThat(placed.statusCode()).as(ApiCalls.text(placed)).isEqualTo(201);
    JsonObject hold = ApiCalls.json(placed);
    String id = hold.getString("id");
    assertThat(hold.getString("state")).isEqualTo("requested");
    assertThat(hold.getInt("held")).isGreaterThanOrEqualTo(3);

    JsonObject deleted =
        ApiCalls.json(Call.of("DELETE", "/ocr/jobs/" + job).as("northwind-app").send());
    assertThat(fields(deleted).getBoolean("held")).isTrue();
    assertThat(fields(deleted).isNull("deleted_at")).isTrue();
    assertThat(results(job)).isEqualTo(1);

    Problems.require(step("olivia", id, "approval"), 403, "second-person-required");
    HttpResponse<byte[]> approved = step("tara", id, "approval");
    description.requireDescribed("approveHold", approved);
    assertThat(ApiCalls.json(approved).getString("state")).isEqualTo("active");
    HttpResponse<byte[]> asked = step("olivia", id, "release");
    description.requireDescribed("releaseHold", asked);
    Problems.require(step("olivia", id, "approval"), 403, "second-person-required");
    assertThat(results(job)).isEqualTo(1);
    assertThat(ApiCalls.json(step("tara", id, "approval")).getString("state"))
        .isEqualTo("released");
    assertThat(within(Duration.ofSeconds(60), () -> results(job) == 0)).isTrue();

    HttpResponse<byte[]> shown = Call.of("GET", "/holds/" + id).as("olivia").send();
    description.requireDescribed("getHold", shown);
    assertThat(ApiCalls.json(shown).getInt("held")).isZero();
    description.requireDescribed("listHolds", Call.of("GET", "/holds").as("tara").send());
  }

  @Test
  void givenHoldThatIsRefused_whenDecided_thenItKeepsNothing() {
    String job = done();
    String id = ApiCalls.json(place("olivia", job)).getString("id");
    HttpResponse<byte[]> refused = step("tara", id, "rejection");
    description.requireDescribed("rejectHold", refused);
    assertThat(ApiCalls.json(refused).getString("state")).isEqualTo("rejected");
    Call.of("DELETE", "/ocr/jobs/" + job).as("northwind-app").send();
    assertThat(results(job)).isZero();
    Problems.require(step("tara", id, "approval"), 409, "conflict");
  }

  @Test
  void givenWhoMayNot_whenAsking_thenItIsRefused() {
    String job = done();
    Problems.require(place("northwind-app", job), 403, "forbidden");
    Problems.require(place("tara", job), 403, "forbidden");
    Problems.require(Call.of("GET", "/holds").as("northwind-app").send(), 403, "forbidden");
    Problems.require(
        Call.of("GET", "/holds/hold_" + "0".repeat(32)).as("olivia").send(), 404, "not-found");
    Problems.require(
        Call.of("POST", "/holds").as("olivia").json(body("{}")).send(), 400, "request-malformed");
    Call.of("DELETE", "/ocr/jobs/" + job).as("northwind-app").send();
  }

  @Test
  void givenReview_whenSet_thenItIsShown() {
    String job = done();
    String id = ApiCalls.json(place("olivia", job)).getString("id");
    String next = Instant.now().plus(Duration.ofDays(200)).toString();
    HttpResponse<byte[]> reviewed =
        Call.of("PUT", "/holds/" + id + "/review")
            .as("olivia")
            .json("{\"review_at\":\"" + next + "\"}")
            .send();
    description.requireDescribed("reviewHold", reviewed);
    assertThat(ApiCalls.json(reviewed).getBoolean("review_due")).isFalse();
    step("tara", id, "rejection");
    Call.of("DELETE", "/ocr/jobs/" + job).as("northwind-app").send();
  }

  @Test
  void givenHoldOnAPersonAndAClass_whenTheirJobsAreDeleted_thenTheyStayAlsoThoseThatComeLater() {
    String person = "hold-it/" + System.nanoTime();
    String before = doneFor("northwind-app", person);
    String scope = "{\"subject_ref\":\"" + person + "\",\"document_class\":\"invoice\"}";
    HttpResponse<byte[]> placed = Call.of("POST", "/holds").as("olivia").json(body(scope)).send();
    description.requireDescribed("placeHold", placed);
    assertThat(placed.statusCode()).as(ApiCalls.text(placed)).isEqualTo(201);
    JsonObject hold = ApiCalls.json(placed);
    assertThat(hold.getJsonObject("scope").getString("subject")).matches("sub_[0-9a-f]{32}");
    assertThat(hold.getJsonObject("scope").getString("document_class")).isEqualTo("invoice");
    assertThat(hold.getInt("held")).isEqualTo(3);
    assertThat(hold.getInt("unclassified")).isZero();
    assertThat(ApiCalls.text(placed)).doesNotContain(person);

    String later = doneFor("northwind-app", person);
    String others = doneFor("northwind-app", person + "/other");
    for (String job : List.of(before, later, others)) {
      Call.of("DELETE", "/ocr/jobs/" + job).as("northwind-app").send();
    }
    assertThat(results(before)).isEqualTo(1);
    assertThat(results(later)).isEqualTo(1);
    assertThat(results(others)).isZero();
    HttpResponse<byte[]> erased =
        Call.of("POST", "/subjects/erasures")
            .as("olivia")
            .json("{\"subject_ref\":\"" + person + "\"}")
            .send();
    assertThat(ApiCalls.json(erased).getBoolean("forgotten")).isFalse();

    step("tara", hold.getString("id"), "rejection");
    assertThat(within(Duration.ofSeconds(60), () -> results(before) + results(later) == 0))
        .isTrue();
  }

  @Test
  void givenHoldOnAPerson_whenAnotherTenantsHasTheSameName_thenItIsNotHeld() {
    String person = "hold-it/" + System.nanoTime();
    String job = doneFor("northwind-app", person);
    HttpResponse<byte[]> theirs =
        Call.of("POST", "/holds")
            .as("carla")
            .json(body("{\"subject_ref\":\"" + person + "\"}"))
            .send();
    assertThat(theirs.statusCode()).as(ApiCalls.text(theirs)).isEqualTo(201);
    assertThat(ApiCalls.json(theirs).getInt("held")).isZero();
    Call.of("DELETE", "/ocr/jobs/" + job).as("northwind-app").send();
    assertThat(results(job)).isZero();
  }

  @Test
  void givenClassOfDocuments_whenHeld_thenWhatIsOfAnotherGoes() {
    String job = done();
    String scope = "{\"jobs\":[\"" + job + "\"],\"document_class\":\"%s\"}";
    JsonObject receipts = placed(scope.formatted("receipt"));
    assertThat(receipts.getInt("held")).isZero();
    Problems.require(
        Call.of("POST", "/holds").as("olivia").json(body(scope.formatted("invoices"))).send(),
        400,
        "request-malformed");
    JsonObject invoices = placed(scope.formatted("invoice"));
    assertThat(invoices.getInt("held")).isGreaterThanOrEqualTo(3);
    step("tara", receipts.getString("id"), "rejection");
    Call.of("DELETE", "/ocr/jobs/" + job).as("northwind-app").send();
    assertThat(results(job)).isEqualTo(1);
    step("tara", invoices.getString("id"), "rejection");
    assertThat(within(Duration.ofSeconds(60), () -> results(job) == 0)).isTrue();
  }

  private static JsonObject placed(String scope) {
    HttpResponse<byte[]> placed = Call.of("POST", "/holds").as("olivia").json(body(scope)).send();
    assertThat(placed.statusCode()).as(ApiCalls.text(placed)).isEqualTo(201);
    return ApiCalls.json(placed);
  }

  private static String doneFor(String app, String person) {
    HttpResponse<byte[]> answer =
        ApiCalls.as(app)
            .submitAndWait(
                ApiCalls.invoiceRequest("invoice_total").add("subject_ref", person).build(),
                Documents.INVOICE);
    return ApiCalls.json(answer).getString("id");
  }

  @Test
  void givenHoldOfOtherTenant_whenAskedForOrDecided_thenItIsLikeNone() {
    String job = done();
    String id = ApiCalls.json(place("olivia", job)).getString("id");
    Problems.require(Call.of("GET", "/holds/" + id).as("carla").send(), 404, "not-found");
    Problems.require(step("carla", id, "release"), 404, "not-found");
    assertThat(ApiCalls.text(Call.of("GET", "/holds").as("carla").send())).doesNotContain(id);
    HttpResponse<byte[]> theirs = place("carla", job);
    HttpResponse<byte[]> nobodys = place("carla", "job_" + "0".repeat(32));
    assertThat(theirs.statusCode()).isEqualTo(nobodys.statusCode());
    assertThat(results(job)).isEqualTo(1);
    step("tara", id, "rejection");
    Call.of("DELETE", "/ocr/jobs/" + job).as("northwind-app").send();
    assertThat(results(job)).isZero();
  }

  private static String done() {
    HttpResponse<byte[]> answer =
        ApiCalls.as("northwind-app")
            .submitAndWait(ApiCalls.invoiceRequest("invoice_total").build(), Documents.INVOICE);
    return ApiCalls.json(answer).getString("id");
  }

  private static HttpResponse<byte[]> place(String who, String job) {
    return Call.of("POST", "/holds").as(who).json(body("{\"jobs\":[\"" + job + "\"]}")).send();
  }

  private static String body(String scope) {
    return "{\"case\":\"2026/417-B\",\"reason\":\"litigation\",\"scope\":"
        + scope
        + ",\"review_at\":\""
        + Instant.now().plus(Duration.ofDays(90))
        + "\"}";
  }

  private static HttpResponse<byte[]> step(String who, String id, String step) {
    return Call.of("POST", "/holds/" + id + "/" + step).as(who).send();
  }

  private static JsonObject fields(JsonObject job) {
    return job.getJsonObject("retention").getJsonObject("artefacts").getJsonObject("fields");
  }

  private static long results(String job) {
    return Tables.number(
        "northwind", "select count(*) from job_result where job_id = '" + job + "'");
  }

  private static boolean within(Duration time, java.util.function.BooleanSupplier holds) {
    long end = System.nanoTime() + time.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
    }
    return true;
  }
}
