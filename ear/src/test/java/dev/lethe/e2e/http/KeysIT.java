package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.Stack;
import dev.lethe.e2e.Tables;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Rotation under load, and a revocation of one tenant's key. */
class KeysIT {

  private static final Description DESCRIPTION = Description.served();
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final int SENDERS = 3;
  private static final int EACH = 4;

  private final ApiCalls northwind = ApiCalls.as("northwind-app");
  private final ApiCalls contoso = ApiCalls.as("contoso-app");

  @Test
  void givenJobsUnderWay_whenTheKeyIsRotatedTwice_thenNoneFailsAndOldVersionsAreDestroyed()
      throws Exception {
    String before = submit(northwind);
    long wrapped = wrappedKeys(before);
    int version = newest(status("tara"));
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    List<String> jobs = new ArrayList<>();
    try {
      List<Future<List<String>>> sent = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        sent.add(senders.submit(() -> submitSome()));
      }
      for (int round = 0; round < 2; round++) {
        HttpResponse<byte[]> rotated = call("POST", "/rotation", "tara");
        DESCRIPTION.requireDescribed("rotateTenantKey", rotated);
        assertThat(ApiCalls.json(rotated).getString("state")).isEqualTo("rotating");
        assertThat(readable(northwind, before)).isTrue();
      }
      for (Future<List<String>> some : sent) {
        jobs.addAll(some.get());
      }
    } finally {
      senders.shutdownNow();
    }
    assertThat(jobs).hasSize(SENDERS * EACH);
    assertThat(Stack.within(BOUND, () -> versions(status("olivia")).size() == 1)).isTrue();
    assertThat(newest(status("adam"))).isEqualTo(version + 2);
    assertThat(wrappedKeys(before)).isEqualTo(wrapped);
    for (String job : jobs) {
      assertThat(readable(northwind, job)).as(job).isTrue();
    }
    assertThat(readable(northwind, before)).isTrue();
  }

  private List<String> submitSome() {
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      jobs.add(submit(northwind));
    }
    return jobs;
  }

  @Test
  void givenKeyThatIsRevoked_whenAnythingIsAsked_thenThisTenantAloneIsRefusedUntilItIsAllowed() {
    String theirs = submit(northwind);
    String others = submit(contoso);
    HttpResponse<byte[]> revoked = call("POST", "/revocation", "tara");
    try {
      DESCRIPTION.requireDescribed("revokeTenantKey", revoked);
      assertThat(ApiCalls.json(revoked).getString("state")).isEqualTo("revoked");
      HttpResponse<byte[]> read = northwind.get("/ocr/jobs/" + theirs);
      Problems.require(read, 403, "tenant-key-revoked");
      DESCRIPTION.requireDescribed("getJob", read);
      Problems.require(
          northwind.submitAndWait(request(), Documents.INVOICE), 403, "tenant-key-revoked");
      Problems.require(call("POST", "/rotation", "tara"), 403, "tenant-key-revoked");
      JsonObject trust = ApiCalls.json(northwind.get("/trust")).getJsonObject("tenant_key");
      assertThat(trust.getBoolean("revoked")).isTrue();
      assertThat(ApiCalls.json(contoso.get("/trust")).getJsonObject("tenant_key").toString())
          .contains("\"revoked\":false");
      assertThat(readable(contoso, others)).isTrue();
      submit(contoso);
    } finally {
      HttpResponse<byte[]> enabled = call("DELETE", "/revocation", "tara");
      DESCRIPTION.requireDescribed("enableTenantKey", enabled);
    }
    assertThat(readable(northwind, theirs)).isTrue();
    submit(northwind);
    assertThat(
            Tables.number(
                "northwind",
                "select count(*) from audit_event where type in ('rootkey.revoked',"
                    + " 'rootkey.enabled')"))
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void givenRevokedKey_whenAJobIsDeleted_thenItGoesAllTheSame() {
    String job = submit(northwind);
    assertThat(call("POST", "/revocation", "tara").statusCode()).isEqualTo(200);
    try {
      Problems.require(northwind.get("/ocr/jobs/" + job), 403, "tenant-key-revoked");
      assertThat(Call.of("DELETE", "/ocr/jobs/" + job).as("tara").send().statusCode())
          .isEqualTo(200);
    } finally {
      call("DELETE", "/revocation", "tara");
    }
    Problems.require(northwind.get("/ocr/jobs/" + job), 410, "job-gone");
  }

  private static JsonObject request() {
    return ApiCalls.invoiceRequest("invoice_total").build();
  }

  private static String submit(ApiCalls as) {
    HttpResponse<byte[]> answer = as.submitAndWait(request(), Documents.INVOICE);
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(201);
    return ApiCalls.json(answer).getString("id");
  }

  private static boolean readable(ApiCalls as, String job) {
    HttpResponse<byte[]> answer = as.get("/ocr/jobs/" + job);
    return answer.statusCode() == 200 && !ApiCalls.json(answer).getJsonObject("fields").isEmpty();
  }

  /** A sum over the wrapped data keys of a job, which a rotation leaves alone. */
  private static long wrappedKeys(String job) {
    return Tables.number(
        "northwind",
        "select sum(hashtextextended(encode(wrapped, 'hex') || epoch_id, 0) % 1000000007)"
            + " from data_key where job_id = '"
            + job
            + "'");
  }

  private static HttpResponse<byte[]> call(String method, String path, String who) {
    return Call.of(method, "/tenant-key" + path).as(who).send();
  }

  private static JsonObject status(String who) {
    HttpResponse<byte[]> answer = call("GET", "", who);
    DESCRIPTION.requireDescribed("getTenantKey", answer);
    return ApiCalls.json(answer);
  }

  private static JsonArray versions(JsonObject status) {
    return status.getJsonArray("versions");
  }

  private static int newest(JsonObject status) {
    JsonArray versions = versions(status);
    return versions.getJsonObject(versions.size() - 1).getInt("version");
  }
}
