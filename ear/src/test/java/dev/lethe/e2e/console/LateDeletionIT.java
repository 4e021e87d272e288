package dev.lethe.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import dev.lethe.e2e.Stack;
import dev.lethe.e2e.Tables;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.synthetic.SyntheticInvoice.Layout;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A deletion that the database refuses until it is late: who is told, and that it ends. */
@ExtendWith(ConsoleBrowser.Provider.class)
class LateDeletionIT {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String CONCERN = "Deletion does not keep to its bound since";

  @AfterEach
  void mend() {
    Tables.change(
        "northwind",
        "drop trigger if exists late_for_a_test on job_result",
        "drop function if exists late_for_a_test()");
  }

  @Test
  void givenDeletionPastItsBound_whenItFails_thenAllAreToldOnceAndToldWhenItIsOver(
      ConsoleBrowser browser) {
    long before = told("late");
    long beforeOver = told("caught_up");
    String job = jobThatCannotBeDeleted();
    Tables.change(
        "northwind",
        "update artefact set delete_at = now() - interval '5 minutes'" + ofFields(job),
        // as if it had been due since then
        "update artefact set due_from = null" + ofFields(job));
    assertThat(Stack.within(BOUND, () -> told("late") > before)).isTrue();

    JsonObject health = health();
    assertThat(health.getBoolean("late")).isTrue();
    assertThat(health.getInt("late_seconds")).isGreaterThanOrEqualTo(300);
    assertThat(health.getInt("late_after_seconds")).isEqualTo(60);
    assertThat(health.getInt("due")).isPositive();
    assertThat(health.getInt("seconds_since_look")).isLessThan(60);
    assertThat(metric("lethe_deletion_late_seconds")).isGreaterThanOrEqualTo(300);
    assertThat(metric("lethe_deletion_late_bound_seconds")).isEqualTo(60);
    assertThat(metric("lethe_deletion_due")).isGreaterThanOrEqualTo(1);
    assertThat(metric("lethe_deletion_since_look_seconds")).isLessThan(60);
    try (BrowserContext window = browser.of("olivia")) {
      Page page = window.newPage();
      page.navigate(ConsoleBrowser.address("/home"));
      assertThat(page.locator(".concern")).containsText(CONCERN);
    }

    mend();
    Tables.change("northwind", "update artefact set next_attempt_at = null" + ofFields(job));
    assertThat(Stack.within(BOUND, () -> told("caught_up") > beforeOver)).isTrue();
    assertThat(told("late")).as("once an episode").isEqualTo(before + 1);
    assertThat(told("caught_up")).isEqualTo(beforeOver + 1);
    assertThat(health().getBoolean("late")).isFalse();
    assertThat(metric("lethe_deletion_late_seconds")).isLessThanOrEqualTo(60);
    try (BrowserContext window = browser.of("olivia")) {
      Page page = window.newPage();
      page.navigate(ConsoleBrowser.address("/home"));
      assertThat(page.locator("main")).not().containsText(CONCERN);
    }
  }

  @Test
  void givenNumbers_whenScraped_thenNoTenantNoPersonAndNoAddressIsInThem() {
    String numbers = get("/metrics").body();
    assertThat(numbers)
        .contains("lethe_deletion_dead_letters", "lethe_deletion_missing_objects")
        .doesNotContain("northwind", "contoso", "olivia", "job_", "/v1/", "dev_lethe", "dev.lethe");
  }

  private static String jobThatCannotBeDeleted() {
    byte[] invoice = SyntheticInvoice.of(78, Locale.ENGLISH, Layout.CLASSIC).pdf();
    String job =
        ApiCalls.json(
                ApiCalls.as("northwind-app")
                    .submitAndWait(ApiCalls.invoiceRequest("invoice_total").build(), invoice))
            .getString("id");
    Tables.change(
        "northwind",
        "create or replace function late_for_a_test() returns trigger language plpgsql as"
            + " $$ begin if old.job_id = '"
            + job
            + "' then raise exception 'not today' using errcode = '55000'; end if;"
            + " return old; end $$",
        "create trigger late_for_a_test before delete on job_result for each row"
            + " execute function late_for_a_test()");
    return job;
  }

  private static String ofFields(String job) {
    return " where job_id = '" + job + "' and artefact = 'FIELDS'";
  }

  private static long told(String what) {
    return Tables.number(
        "northwind",
        "select count(*) from audit_event where tenant_id = 'northwind' and type = 'deletion."
            + what
            + "'");
  }

  /** Late or not, the server is ready: it is what deletes. */
  private static JsonObject health() {
    HttpResponse<String> answer = get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(200);
    try (var reader = jakarta.json.Json.createReader(new java.io.StringReader(answer.body()))) {
      return reader.readObject().getJsonArray("checks").stream()
          .map(JsonValue::asJsonObject)
          .filter(check -> check.getString("name").equals("retention"))
          .findFirst()
          .orElseThrow()
          .getJsonObject("data");
    }
  }

  private static double metric(String name) {
    Matcher line =
        Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? (\\S+)$").matcher(get("/metrics").body());
    assertThat(line.find()).as(name).isTrue();
    return Double.parseDouble(line.group(1));
  }

  private static HttpResponse<String> get(String path) {
    RunningSystem system = RunningSystem.get();
    try {
      return system
          .http()
          .send(
              HttpRequest.newBuilder(URI.create(system.baseUrl() + path)).build(),
              BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
