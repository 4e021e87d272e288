package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.Stack;
import dev.lethe.e2e.Tables;
import dev.lethe.synthetic.SyntheticSignaturePage;
import dev.lethe.synthetic.SyntheticSignaturePage.Filling;
import dev.lethe.synthetic.SyntheticSignaturePage.Style;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept against its deadlines, over HTTP. */
class RetentionIT {

  private static final Duration WEEK = Duration.ofDays(7);

  private final Description description = Description.served();

  @ParameterizedTest
  @CsvSource({
    "getRetention, /retention",
    "getRetentionSchedule, /retention/schedule",
    "getUpcomingDeletions, /retention/upcoming",
    "getOverdueDeletions, /retention/overdue",
    "getHeldArtefacts, /retention/held?limit=5",
    "listDeadLetters, /retention/dead-letters"
  })
  void givenOfficer_whenAsked_thenTheListIsAsDescribed(String operation, String path) {
    HttpResponse<byte[]> answer = get("adam", path);
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(200);
    description.requireDescribed(operation, answer);
    Problems.require(get("northwind-app", path), 403, "forbidden");
  }

  @Test
  void givenJob_whenADryRunIsAsked_thenItSaysWhatWouldGoUnderWhichRule() {
    HttpResponse<byte[]> done =
        ApiCalls.as("northwind-app")
            .submitAndWait(ApiCalls.invoiceRequest("invoice_total").build(), Documents.INVOICE);
    String job = ApiCalls.json(done).getString("id");
    try {
      JsonObject soon = dryRun(Duration.ofSeconds(5));
      assertThat(of(soon, job)).isZero();
      JsonObject all = dryRun(Duration.ofDays(20));
      assertThat(all.getJsonArray("artefacts")).isNotEmpty();
      JsonObject first = all.getJsonArray("artefacts").getJsonObject(0);
      assertThat(first.getJsonObject("rule").getString("path")).startsWith("retention.");
      assertThat(first.getBoolean("held")).isFalse();
    } finally {
      Call.of("DELETE", "/ocr/jobs/" + job).as("northwind-app").send();
    }
  }

  @Test
  void givenJob_whenCountsAreAsked_thenItsRegionAndZoneAreCounted() {
    HttpResponse<byte[]> done =
        ApiCalls.as("northwind-app")
            .submitAndWait(ApiCalls.invoiceRequest("invoice_total").build(), Documents.INVOICE);
    String job = ApiCalls.json(done).getString("id");
    JsonObject kept = invoices();
    Call.of("DELETE", "/ocr/jobs/" + job).as("northwind-app").send();
    JsonObject after = invoices();
    assertThat(kept.getInt("kept")).isPositive();
    assertThat(after.getInt("deleted")).isGreaterThan(kept.getInt("deleted"));
  }

  private JsonObject invoices() {
    HttpResponse<byte[]> answer = get("adam", "/retention");
    description.requireDescribed("getRetention", answer);
    return ApiCalls.json(answer).getJsonArray("by_place").getValuesAs(JsonObject.class).stream()
        .filter(place -> place.getString("region").equals("eu-central"))
        .filter(place -> place.getString("zone", "").equals("business"))
        .findFirst()
        .orElseThrow();
  }

  /** The bound of a deletion: 60 seconds at the 99th percentile. Deadlines come one by one. */
  @Test
  void givenDeadlinesThatComeOneByOne_whenSwept_thenNinetyNineOfAHundredGoWithinAMinute() {
    String run = "bound-" + System.nanoTime();
    Tables.change(
        "northwind",
        "insert into job (id, tenant_id, state, actor, purpose, request, region, policy_id,"
            + " policy_version, policy_sha256, created_at)"
            + " select 'job_' || replace(gen_random_uuid()::text, '-', ''), 'northwind', 'DONE', '"
            + run
            + "', 'invoice_processing', '{}', 'eu-central', 'test', '1', repeat('0', 64), now()"
            + " from generate_series(1, 300)",
        "insert into artefact (tenant_id, job_id, artefact, created_at, delete_at)"
            + " select tenant_id, id, 'FIELDS', now(), now() + random() * interval '20 seconds'"
            + " from job where actor = '"
            + run
            + "'");
    String of = " from artefact a join job j on j.id = a.job_id where j.actor = '" + run + "'";
    assertThat(
            Stack.within(
                Duration.ofSeconds(120),
                () ->
                    Tables.number("northwind", "select count(*)" + of + " and a.deleted_at is null")
                        == 0))
        .isTrue();
    long millis =
        Tables.number(
            "northwind",
            "select percentile_disc(0.99) within group (order by"
                + " extract(epoch from a.deleted_at - a.delete_at) * 1000)::bigint"
                + of);
    System.out.println("deleted after its deadline, 99th percentile: " + millis + " ms");
    assertThat(millis).isBetween(0L, 60_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/retention/dry-run",
        "/retention/dry-run?until=tomorrow",
        "/retention/dry-run?until=2020-01-01T00:00:00Z",
        "/retention/schedule?limit=0",
        "/retention/schedule?limit=501",
        "/retention/schedule?offset=-1"
      })
  void givenWhatIsNotOfTheDescribedForm_whenAsked_thenItIsRefused(String path) {
    Problems.require(get("olivia", path), 400, "request-malformed");
  }

  @Test
  void givenWindowThatWaitsForAnEvent_whenItIsReported_thenTheDeadlineComesForwardOnce() {
    String job = agreement();
    JsonObject fields = fieldsOf(job);
    assertThat(fields.getString("starts_on")).isEqualTo("contract_ended");
    Instant cap = Instant.parse(fields.getString("delete_at"));
    HttpResponse<byte[]> answer = report("northwind-app", job, "");
    description.requireDescribed("reportRetentionEvent", answer);
    JsonObject window = ApiCalls.json(answer).getJsonArray("artefacts").getJsonObject(0);
    assertThat(Instant.parse(window.getString("delete_at_before"))).isEqualTo(cap);
    Instant due = Instant.parse(window.getString("delete_at"));
    // a week, and another in which people look at it before it goes
    Instant reviewed = Instant.parse(window.getString("started_at")).plus(WEEK);
    assertThat(due).isEqualTo(reviewed.plus(WEEK));
    JsonObject after = fieldsOf(job);
    assertThat(Instant.parse(after.getString("review_at"))).isEqualTo(reviewed);
    assertThat(Instant.parse(after.getString("delete_at"))).isEqualTo(due);

    JsonObject again =
        ApiCalls.json(report("olivia", job, "")).getJsonArray("artefacts").getJsonObject(0);
    assertThat(Instant.parse(again.getString("delete_at"))).isEqualTo(due);
    Problems.require(report("adam", job, ""), 403, "forbidden");
    Problems.require(report("contoso-app", job, ""), 404, "not-found");
    Problems.require(
        report("northwind-app", job, ",\"occurred_at\":\"2020-01-01T00:00:00Z\""),
        400,
        "request-malformed");
    Problems.require(
        Call.of("POST", "/retention/events")
            .as("northwind-app")
            .json("{\"event\":\"retrieved\",\"jobs\":[\"" + job + "\"]}")
            .send(),
        422,
        "event-unknown");
  }

  private static String agreement() {
    String request =
        "{\"purpose\":\"contract_management\",\"document_class\":\"contract\",\"consent\":{"
            + "\"basis\":\"customer_authorized\",\"allow_model_training\":false,"
            + "\"allow_manual_review\":false},\"output\":[\"signature_present\"]}";
    byte[] document =
        SyntheticSignaturePage.of(21, Style.LINE_BELOW, 2, Filling.PEN, Filling.NOTHING)
            .document()
            .pdf();
    HttpResponse<byte[]> answer =
        Call.of("POST", "/ocr/jobs")
            .as("northwind-app")
            .header("Prefer", "wait=60")
            .form(Form.of(request, document))
            .send();
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(201);
    return ApiCalls.json(answer).getString("id");
  }

  private static HttpResponse<byte[]> report(String who, String job, String more) {
    return Call.of("POST", "/retention/events")
        .as(who)
        .json("{\"event\":\"contract_ended\",\"jobs\":[\"" + job + "\"]" + more + "}")
        .send();
  }

  private static JsonObject fieldsOf(String job) {
    return ApiCalls.json(get("northwind-app", "/ocr/jobs/" + job))
        .getJsonObject("retention")
        .getJsonObject("artefacts")
        .getJsonObject("fields");
  }

  private JsonObject dryRun(Duration ahead) {
    HttpResponse<byte[]> answer =
        get("olivia", "/retention/dry-run?limit=500&until=" + Instant.now().plus(ahead));
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(200);
    description.requireDescribed("dryRunDeletion", answer);
    return ApiCalls.json(answer);
  }

  private static long of(JsonObject list, String job) {
    return list.getJsonArray("artefacts").getValuesAs(JsonObject.class).stream()
        .filter(item -> item.getString("job").equals(job))
        .count();
  }

  private static HttpResponse<byte[]> get(String who, String path) {
    return Call.of("GET", path).as(who).send();
  }
}
