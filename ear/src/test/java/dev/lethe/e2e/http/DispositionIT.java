package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.DueAgreement;
import dev.lethe.e2e.Stack;
import dev.lethe.e2e.Tables;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people decide on before it goes, over HTTP. */
class DispositionIT {

  private static final String APPROVE = "{\"decision\":\"approve\",\"reason\":\"time_over\"}";

  private final Description description = Description.served();

  @Test
  void givenTwoStages_whenTwoPeopleApprove_thenItGoesWithinAMinuteAndTheCertificateSaysWhy() {
    String job = DueAgreement.made();
    String path = pathOf(job);
    HttpResponse<byte[]> before = get("adam", path);
    description.requireDescribed("getDisposition", before);
    JsonObject waiting = ApiCalls.json(before);
    assertThat(waiting.getString("state")).isEqualTo("pending");
    assertThat(waiting.getInt("stages")).isEqualTo(2);
    assertThat(waiting.getJsonObject("fields")).isNotEmpty();

    HttpResponse<byte[]> first = decide("olivia", path, "\"1\"", APPROVE);
    description.requireDescribed("decideDisposition", first);
    assertThat(first.headers().firstValue("ETag")).contains("\"2\"");
    Problems.require(decide("tara", path, "\"1\"", APPROVE), 412, "precondition-failed");
    HttpResponse<byte[]> second = decide("tara", path, "\"2\"", APPROVE);
    assertThat(ApiCalls.json(second).getString("state")).isEqualTo("approved");
    assertThat(ApiCalls.json(second).getJsonArray("decisions")).hasSize(2);
    assertThat(
            Stack.within(
                Duration.ofSeconds(60),
                () -> ApiCalls.json(get("adam", path)).getString("state").equals("deleted")))
        .isTrue();
    assertThat(
            Tables.text(
                "northwind", "select trigger from deletion_receipt where job_id = '" + job + "'"))
        .isEqualTo("disposition");
    Problems.require(decide("olivia", path, "\"3\"", APPROVE), 403, "forbidden");
    Problems.require(decide("tara", path, "\"3\"", APPROVE), 409, "conflict");
  }

  @Test
  void givenReview_whenSomebodyElseDecidesOrNothingIsNamed_thenItIsRefusedAndNothingChanges() {
    String path = pathOf(DueAgreement.made());
    Problems.require(decide("olivia", path, null, APPROVE), 428, "precondition-required");
    Problems.require(decide("olivia", path, "W/\"1\"", APPROVE), 412, "precondition-failed");
    Problems.require(decide("tara", path, "\"1\"", APPROVE), 403, "forbidden");
    for (String who : new String[] {"northwind-app", "rex", "paula", "sam", "adam"}) {
      Problems.require(decide(who, path, "\"1\"", APPROVE), 403, "forbidden");
    }
    Problems.require(decide("carla", path, "\"1\"", APPROVE), 404, "not-found");
    Problems.require(get("carla", path), 404, "not-found");
    Problems.require(
        decide(
            "olivia",
            path,
            "\"1\"",
            "{\"decision\":\"extend\",\"reason\":\"matter_open\",\"days\":15}"),
        422,
        "retention-above-cap");
    Problems.require(
        decide(
            "olivia",
            path,
            "\"1\"",
            "{\"decision\":\"relabel\",\"reason\":\"wrong_class\",\"label\":\"invoice\"}"),
        403,
        "class-not-permitted-for-purpose");
    assertThat(get("olivia", path).headers().firstValue("ETag")).contains("\"1\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"decision\":\"approve\"}",
        "{\"decision\":\"approve\",\"reason\":\"because Ada Lovelace said so\"}",
        "{\"decision\":\"approve\",\"reason\":\"matter_open\"}",
        "{\"decision\":\"approve\",\"reason\":\"time_over\",\"days\":3}",
        "{\"decision\":\"extend\",\"reason\":\"matter_open\"}",
        "{\"decision\":\"extend\",\"reason\":\"matter_open\",\"days\":0}",
        "{\"decision\":\"keep\",\"reason\":\"time_over\"}"
      })
  void givenDecisionOfAnotherForm_whenSent_thenItIsRefusedWithoutRepeatingIt(String decision) {
    String path = pathOf(DueAgreement.made());
    HttpResponse<byte[]> refused = decide("olivia", path, "\"1\"", decision);
    Problems.require(refused, 400, "request-malformed");
    assertThat(ApiCalls.text(refused)).doesNotContain("Lovelace");
  }

  @Test
  void givenSeveral_whenListed_thenPagesLeadToAllOfThem() {
    String one = DueAgreement.made();
    String other = DueAgreement.made();
    String path = "/retention/dispositions?state=pending&document_class=contract&limit=1";
    StringBuilder seen = new StringBuilder();
    while (!path.isEmpty()) {
      HttpResponse<byte[]> answer = get("tara", path);
      description.requireDescribed("listDispositions", answer);
      JsonObject page = ApiCalls.json(answer);
      seen.append(page.getJsonArray("dispositions"));
      String next = page.getString("next", "");
      path = next.isEmpty() ? "" : next.substring(next.indexOf("/v1") + 3);
    }
    assertThat(seen.toString()).contains(one, other);
    Problems.require(get("northwind-app", "/retention/dispositions"), 403, "forbidden");
  }

  @ParameterizedTest
  @CsvSource({"state=open", "artefact=page", "due_before=tomorrow", "after=1", "limit=0"})
  void givenFilterOfAnotherForm_whenListed_thenItIsRefused(String filter) {
    Problems.require(get("adam", "/retention/dispositions?" + filter), 400, "request-malformed");
  }

  private static String pathOf(String job) {
    return "/retention/dispositions/"
        + Tables.text("northwind", "select id from disposition where job_id = '" + job + "'");
  }

  private static HttpResponse<byte[]> get(String who, String path) {
    return Call.of("GET", path).as(who).send();
  }

  private static HttpResponse<byte[]> decide(
      String who, String path, @org.jspecify.annotations.Nullable String ifMatch, String body) {
    Call call = Call.of("POST", path + "/decision").as(who).json(body);
    return ifMatch == null ? call.send() : call.header("If-Match", ifMatch).send();
  }
}
