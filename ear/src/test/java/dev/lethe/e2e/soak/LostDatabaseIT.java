package dev.lethe.e2e.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.Stack;
import dev.lethe.e2e.Stack.Part;
import dev.lethe.synthetic.SyntheticInvoice;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** While the database is away, every answer says so and when to try again; none is a bare 500. */
@Tag("soak")
class LostDatabaseIT {

  private static final byte[] INVOICE =
      SyntheticInvoice.of(4, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC).pdf();
  private static final String NOBODY = "0".repeat(32);

  /** Keycloak's own tables are in the database that is killed. */
  private final ApiCalls app = ApiCalls.withOneTokenOf("northwind-evaluator");

  private final ApiCalls officer = ApiCalls.withOneTokenOf("olivia");

  @Test
  void givenDatabaseThatWasKilled_whenAsked_thenTheAnswerIsToTryAgainLater() {
    String job =
        ApiCalls.json(app.submitAndWait(ApiCalls.invoiceRequest("invoice_total").build(), INVOICE))
            .getString("id");
    Part.POSTGRES.processes().forEach(Stack::kill);
    JsonObject subject = Json.createObjectBuilder().add("subject_ref", "customer 1").build();
    List<Supplier<HttpResponse<byte[]>>> calls =
        List.of(
            () -> app.get("/ocr/jobs/" + job),
            () -> app.get("/ocr/jobs/" + job + "/evidence"),
            () -> app.reveal(job, "a good reason", "invoice_total"),
            () -> app.delete("/ocr/jobs/" + job),
            () -> app.get("/consents/con_" + NOBODY),
            () -> app.post("/uploads", Json.createObjectBuilder().build()),
            () -> officer.get("/withdrawals"),
            () -> officer.get("/holds"),
            () -> officer.get("/retention"),
            () -> officer.post("/subjects/lookup", subject),
            () -> app.submitAndWait(ApiCalls.invoiceRequest("invoice_total").build(), INVOICE));
    try {
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < calls.size(); i++) {
          requireAway(i, calls.get(i).get());
        }
      }
    } finally {
      assertThat(Stack.up()).isZero();
    }
    assertThat(app.get("/ocr/jobs/" + job).statusCode()).isEqualTo(200);
    app.delete("/ocr/jobs/" + job);
  }

  private static void requireAway(int call, HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as("call %d: %s", call, ApiCalls.text(answer)).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).as("call %d", call).isPresent();
    // intake also asks whether the approved policy runs, which nobody can say now
    assertThat(ApiCalls.json(answer).getString("code"))
        .as("call %d", call)
        .isIn("database-unavailable", "policy-drift", "keys-unavailable");
  }
}
