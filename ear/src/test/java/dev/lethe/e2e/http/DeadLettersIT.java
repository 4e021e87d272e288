package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.Stack;
import dev.lethe.e2e.Tables;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A deletion that the database refuses, again and again, until somebody mends it. */
class DeadLettersIT {

  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Description description = Description.served();
  private final ApiCalls app = ApiCalls.as("northwind-app");

  @AfterEach
  void mend() {
    Tables.change(
        "northwind",
        "drop trigger if exists broken_for_a_test on job_result",
        "drop function if exists broken_for_a_test()");
  }

  @Test
  void givenDeletionThatFailsAgainAndAgain_whenPutAside_thenItIsToldAndGoesWhenItIsRequeued() {
    String job =
        ApiCalls.json(
                app.submitAndWait(
                    ApiCalls.invoiceRequest("invoice_total").build(), Documents.INVOICE))
            .getString("id");
    Tables.change(
        "northwind",
        "create or replace function broken_for_a_test() returns trigger language plpgsql as"
            + " $$ begin if old.job_id = '"
            + job
            + "' then raise exception 'not today' using errcode = '55000'; end if;"
            + " return old; end $$",
        "create trigger broken_for_a_test before delete on job_result for each row"
            + " execute function broken_for_a_test()",
        // seven tries have failed; the next is the last
        "update artefact set delete_at = now(), attempts = 7 where job_id = '"
            + job
            + "' and artefact = 'FIELDS'");
    assertThat(Stack.within(BOUND, () -> !letters(job).isEmpty())).isTrue();
    JsonObject letter = letters(job).get(0);
    assertThat(letter.getString("cause")).isEqualTo("database-55000");
    assertThat(letter.getInt("attempts")).isEqualTo(8);
    assertThat(letter.getString("artefact")).isEqualTo("fields");
    assertThat(ApiCalls.json(Call.of("GET", "/retention").as("adam").send()).getInt("dead_letters"))
        .isPositive();
    assertThat(
            Tables.number(
                "northwind",
                "select count(*) from audit_event where type = 'deletion.dead_lettered'"
                    + " and job_id = '"
                    + job
                    + "'"))
        .isEqualTo(1);
    assertThat(app.get("/ocr/jobs/" + job).statusCode()).isEqualTo(200);

    mend();
    String path = "/retention/dead-letters/" + letter.getString("id") + "/requeue";
    Problems.require(Call.of("POST", path).as("adam").send(), 403, "forbidden");
    HttpResponse<byte[]> requeued = Call.of("POST", path).as("olivia").send();
    description.requireDescribed("requeueDeadLetter", requeued);
    Problems.require(Call.of("POST", path).as("olivia").send(), 404, "not-found");
    assertThat(
            Stack.within(
                BOUND,
                () ->
                    Tables.number(
                            "northwind",
                            "select count(*) from artefact where artefact = 'FIELDS'"
                                + " and deleted_at is not null and job_id = '"
                                + job
                                + "'")
                        == 1))
        .isTrue();
    assertThat(letters(job)).isEmpty();
  }

  private List<JsonObject> letters(String job) {
    HttpResponse<byte[]> answer =
        Call.of("GET", "/retention/dead-letters?limit=500").as("adam").send();
    description.requireDescribed("listDeadLetters", answer);
    return ApiCalls.json(answer).getJsonArray("dead_letters").getValuesAs(JsonObject.class).stream()
        .filter(letter -> letter.getString("job").equals(job))
        .toList();
  }
}
