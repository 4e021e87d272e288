package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import dev.lethe.e2e.http.Description.Operation;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who gets what. The operations come from the description that the server serves, so that none is
 * forgotten, and each is called with a request that would be good.
 */
class AccessIT {

  private static final String NOBODY = "0".repeat(32);
  private static final Description DESCRIPTION = Description.served();
  private static final Map<String, List<String>> PEOPLE =
      Map.of(
          "northwind-app", List.of("submitter"),
          "olivia", List.of("compliance-officer"),
          "adam", List.of("auditor"),
          "tara", List.of("tenant-admin"),
          "rex", List.of("reviewer"),
          "sam", List.of("support"));
  private static String job = "";

  @BeforeAll
  static void submit() {
    HttpResponse<byte[]> done =
        Call.of("POST", "/ocr/jobs")
            .as("northwind-app")
            .form(Form.of(Documents.request(), Documents.INVOICE))
            .header("Prefer", "wait=60")
            .send();
    assertThat(done.statusCode()).as(ApiCalls.text(done)).isEqualTo(201);
    job = ApiCalls.json(done).getString("id");
  }

  static List<Operation> guarded() {
    return DESCRIPTION.operations().stream().filter(operation -> !operation.isOpen()).toList();
  }

  static List<Operation> open() {
    return DESCRIPTION.operations().stream().filter(Operation::isOpen).toList();
  }

  static List<Operation> ofJob() {
    return guarded().stream()
        .filter(operation -> operation.path().startsWith("/ocr/jobs/{id}"))
        .toList();
  }

  @Test
  void givenDescription_whenRead_thenItHasTheOperationsThatWereBuilt() {
    assertThat(DESCRIPTION.operations())
        .extracting(Operation::id)
        .containsExactlyInAnyOrder(
            "submitJob",
            "getJob",
            "deleteJob",
            "revealFields",
            "previewJob",
            "getJobEvidence",
            "openUpload",
            "openDirectUpload",
            "fillUpload",
            "getDefaults",
            "getPolicy",
            "listPolicyChanges",
            "getPolicyChange",
            "proposePolicy",
            "rollBackPolicy",
            "approvePolicyChange",
            "rejectPolicyChange",
            "recordConsent",
            "getConsent",
            "getConsentReceipt",
            "lookUpSubject",
            "eraseSubject",
            "withdraw",
            "getWithdrawal",
            "listWithdrawals",
            "placeHold",
            "listHolds",
            "getHold",
            "approveHold",
            "rejectHold",
            "releaseHold",
            "reviewHold",
            "getRetention",
            "getRetentionSchedule",
            "getUpcomingDeletions",
            "getOverdueDeletions",
            "getHeldArtefacts",
            "dryRunDeletion",
            "listDeadLetters",
            "requeueDeadLetter",
            "reportRetentionEvent",
            "listDispositions",
            "getDisposition",
            "decideDisposition",
            "listCertificates",
            "getCertificate",
            "getCertificateKeys",
            "getTenantKey",
            "rotateTenantKey",
            "revokeTenantKey",
            "enableTenantKey",
            "listPurposes",
            "getTrust",
            "getProcessingRecord",
            "listErrors",
            "getError");
    assertThat(open())
        .extracting(Operation::id)
        .containsExactlyInAnyOrder("listErrors", "getError", "fillUpload", "getCertificateKeys");
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void givenNoToken_whenCalled_thenCallerHasToSayWhoTheyAre(Operation operation) {
    HttpResponse<byte[]> answer = call(operation).send();

    Problems.require(answer, 401, "unauthenticated");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    DESCRIPTION.requireDescribed(operation.id(), answer);
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void givenSpoiltToken_whenCalled_thenItIsRefusedAndNotRepeated(Operation operation) {
    for (String token : spoilt()) {
      HttpResponse<byte[]> answer = call(operation).token(token).send();

      Problems.require(answer, 401, "unauthenticated");
      assertThat(ApiCalls.text(answer) + answer.headers().map()).doesNotContain(token);
    }
    for (String header : List.of("Basic bm9ib2R5OnNlY3JldA==", "Bearer", "Negotiate x", "x")) {
      Problems.require(
          call(operation).header("Authorization", header).send(), 401, "unauthenticated");
    }
  }

  @Test
  void givenTokenOfOtherAudienceOrRealm_whenCalled_thenItIsRefused() {
    try (Keycloak other = Keycloak.client("somebody-else", 300)) {
      String wrongAudience = other.token();
      String wrongIssuer = other.tokenOfOtherRealm();
      for (Operation operation : guarded()) {
        Problems.require(call(operation).token(wrongAudience).send(), 401, "unauthenticated");
        Problems.require(call(operation).token(wrongIssuer).send(), 401, "unauthenticated");
      }
    }
  }

  @Test
  void givenExpiredToken_whenCalled_thenItIsRefused() {
    try (Keycloak shortLived = Keycloak.client("lethe-api", 1)) {
      String token = shortLived.token();
      assertThat(Call.of("GET", "/defaults").token(token).send().statusCode()).isEqualTo(200);
      awaitExpiry(token);
      for (Operation operation : guarded()) {
        Problems.require(call(operation).token(token).send(), 401, "unauthenticated");
      }
    }
  }

  @Test
  void givenTokenWithoutUsableTenant_whenCalled_thenItIsForbidden() {
    try (Keycloak odd = Keycloak.clientOfTenant("North Wind' or '1'='1")) {
      String token = odd.token();
      for (Operation operation : guarded()) {
        Problems.require(call(operation).token(token).send(), 403, "forbidden");
        Problems.require(call(operation).as("nora").send(), 403, "forbidden");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void givenCallerWithoutRole_whenCalled_thenItIsForbidden(Operation operation) {
    PEOPLE.forEach(
        (who, roles) -> {
          if (operation.roles().isEmpty() || operation.roles().stream().anyMatch(roles::contains)) {
            return;
          }
          HttpResponse<byte[]> answer = call(operation).as(who).send();
          Problems.require(answer, 403, "forbidden");
          DESCRIPTION.requireDescribed(operation.id(), answer);
        });
  }

  @ParameterizedTest
  @MethodSource("ofJob")
  void givenOtherTenant_whenCalled_thenJobIsNotThere(Operation operation) {
    String who = operation.id().equals("deleteJob") ? "carla" : "contoso-evaluator";

    HttpResponse<byte[]> foreign = call(operation).as(who).send();
    HttpResponse<byte[]> unknown = call(operation, "job_" + NOBODY).as(who).send();

    Problems.require(foreign, 404, "not-found");
    assertThat(Problems.withoutName(foreign)).isEqualTo(Problems.withoutName(unknown));
    DESCRIPTION.requireDescribed(operation.id(), foreign);
    assertThat(Call.of("GET", "/ocr/jobs/" + job).as("northwind-app").send().statusCode())
        .isEqualTo(200);
  }

  @Test
  void givenSlotOfOtherTenant_whenSubmitted_thenItIsNotThere() {
    String slot =
        ApiCalls.json(Call.of("POST", "/uploads").as("northwind-app").send()).getString("url");
    assertThat(Call.to("PUT", slot).body("", Documents.INVOICE).send().statusCode()).isEqualTo(204);

    HttpResponse<byte[]> answer =
        Call.of("POST", "/ocr/jobs").as("contoso-app").json(Documents.requestFor(slot)).send();

    Problems.require(answer, 404, "not-found");
    HttpResponse<byte[]> owner =
        Call.of("POST", "/ocr/jobs").as("northwind-app").json(Documents.requestFor(slot)).send();
    assertThat(owner.statusCode()).isEqualTo(202);
  }

  @Test
  void givenRecordsOfOtherTenant_whenAskedFor_thenTheyAreLikeWhatIsNotThere() {
    Theirs theirs = Theirs.make();

    for (String id : List.of("con_" + NOBODY, theirs.consent)) {
      assertAlike("/consents/con_" + NOBODY, "/consents/" + id);
      assertAlike("/consents/con_" + NOBODY + "/receipt", "/consents/" + id + "/receipt");
    }
    assertAlike("/withdrawals/wdr_" + NOBODY, "/withdrawals/" + theirs.withdrawal);
    assertAlikeWithdrawn("consent", "con_" + NOBODY, theirs.consent);
    assertAlikeWithdrawn("job", "job_" + NOBODY, job);
    assertThat(
            Call.of("GET", "/consents/" + theirs.consent).as("northwind-app").send().statusCode())
        .isEqualTo(200);
  }

  @Test
  void givenRecordsOfOtherTenant_whenListedOrReferredTo_thenTheyAreLikeWhatIsNotThere() {
    Theirs theirs = Theirs.make();

    for (String query :
        List.of(
            "target=" + theirs.consent,
            "target=" + theirs.subject,
            "after=" + theirs.withdrawal,
            "after=wdr_" + NOBODY)) {
      HttpResponse<byte[]> list = Call.of("GET", "/withdrawals?" + query).as("carla").send();
      assertThat(ApiCalls.json(list).getJsonArray("withdrawals")).as(query).isEmpty();
    }
    HttpResponse<byte[]> referring = submitUnder(theirs.consent);
    Problems.require(referring, 403, "consent-missing");
    assertThat(Problems.withoutName(referring))
        .isEqualTo(Problems.withoutName(submitUnder("con_" + NOBODY)));
  }

  @Test
  void givenDataSubjectOfOtherTenant_whenLookedUpOrErased_thenNobodyIsKnownAndNothingHappens() {
    Theirs theirs = Theirs.make();
    String named = "{\"subject_ref\":\"" + theirs.name + "\"}";
    String unnamed = "{\"subject_ref\":\"nobody " + theirs.name + "\"}";

    HttpResponse<byte[]> found = Call.of("POST", "/subjects/lookup").as("carla").json(named).send();
    assertThat(ApiCalls.json(found).isNull("subject")).isTrue();
    assertThat(ApiCalls.text(found))
        .isEqualTo(
            ApiCalls.text(Call.of("POST", "/subjects/lookup").as("carla").json(unnamed).send()));
    HttpResponse<byte[]> erased =
        Call.of("POST", "/subjects/erasures").as("carla").json(named).send();
    assertThat(ApiCalls.text(erased))
        .isEqualTo(
            ApiCalls.text(Call.of("POST", "/subjects/erasures").as("carla").json(unnamed).send()));
    assertThat(
            ApiCalls.json(Call.of("POST", "/subjects/lookup").as("olivia").json(named).send())
                .getString("subject"))
        .isEqualTo(theirs.subject);
  }

  /** What the one tenant has: a consent, a withdrawal of it, and the person behind both. */
  private record Theirs(String name, String consent, String withdrawal, String subject) {

    static Theirs make() {
      String name = "person " + UUID.randomUUID();
      HttpResponse<byte[]> consent =
          Call.of("POST", "/consents")
              .as("northwind-app")
              .json(
                  "{\"purpose\":\"invoice_processing\",\"basis\":\"consent\",\"uses\":"
                      + "{\"processing\":true},\"notice\":{\"version\":\"1\",\"sha256\":\""
                      + "0".repeat(64)
                      + "\"},\"subject_ref\":\""
                      + name
                      + "\",\"mechanism\":\"web_form\"}")
              .send();
      String id = ApiCalls.json(consent).getString("id");
      HttpResponse<byte[]> withdrawal =
          Call.of("POST", "/withdrawals")
              .as("northwind-app")
              .json("{\"consent\":\"" + id + "\"}")
              .send();
      HttpResponse<byte[]> subject =
          Call.of("POST", "/subjects/lookup")
              .as("olivia")
              .json("{\"subject_ref\":\"" + name + "\"}")
              .send();
      return new Theirs(
          name,
          id,
          ApiCalls.json(withdrawal).getString("id"),
          ApiCalls.json(subject).getString("subject"));
    }
  }

  private static void assertAlike(String unknown, String foreign) {
    HttpResponse<byte[]> there = Call.of("GET", foreign).as("carla").send();
    Problems.require(there, 404, "not-found");
    assertThat(Problems.withoutName(there))
        .isEqualTo(Problems.withoutName(Call.of("GET", unknown).as("carla").send()));
  }

  private static void assertAlikeWithdrawn(String target, String unknown, String foreign) {
    HttpResponse<byte[]> there = withdraw(target, foreign);
    Problems.require(there, 404, "not-found");
    assertThat(Problems.withoutName(there))
        .isEqualTo(Problems.withoutName(withdraw(target, unknown)));
  }

  private static HttpResponse<byte[]> withdraw(String target, String id) {
    return Call.of("POST", "/withdrawals")
        .as("contoso-app")
        .json("{\"" + target + "\":\"" + id + "\"}")
        .send();
  }

  private static HttpResponse<byte[]> submitUnder(String consent) {
    String request =
        "{\"purpose\":\"invoice_processing\",\"consent\":{\"id\":\""
            + consent
            + "\"},\"output\":[\"invoice_total\"]}";
    return Call.of("POST", "/ocr/jobs")
        .as("contoso-app")
        .form(Form.of(request, Documents.INVOICE))
        .send();
  }

  @Test
  void givenStrangePathsAndMethods_whenCalledWithoutToken_thenStrangersLearnNothing() {
    for (String path : List.of("/nothing", "/ocr", "/ocr/jobs/x/y/z", "/admin", "/defaults/x")) {
      for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH")) {
        Problems.require(Call.of(method, path).send(), 401, "unauthenticated");
      }
    }
  }

  private static Call call(Operation operation) {
    return call(operation, job);
  }

  private static Call call(Operation operation, String id) {
    String path =
        operation
            .path()
            .replace("/consents/{id}", "/consents/con_" + NOBODY)
            .replace("/withdrawals/{id}", "/withdrawals/wdr_" + NOBODY)
            .replace("/certificates/{id}", "/certificates/cert_" + NOBODY)
            .replace("/holds/{id}", "/holds/hold_" + NOBODY)
            .replace("/dispositions/{id}", "/dispositions/disp_" + NOBODY)
            .replace("/dry-run", "/dry-run?until=2027-01-01T00:00:00Z")
            .replace("{id}", id)
            .replace("{code}", "not-found")
            .replace("{version}", "1.0.0")
            .replace("{change}", "pch_" + NOBODY)
            .replace("{token}", "A".repeat(43));
    Call call = Call.of(operation.method(), path);
    return switch (operation.id()) {
      case "submitJob" -> call.form(Form.of(Documents.request(), Documents.INVOICE));
      case "revealFields" ->
          call.json("{\"fields\":[\"vendor_name\"],\"reason\":\"disputed payment\"}");
      case "recordConsent",
          "withdraw",
          "lookUpSubject",
          "eraseSubject",
          "placeHold",
          "reviewHold",
          "reportRetentionEvent",
          "decideDisposition",
          "openDirectUpload" ->
          call.json("{}");
      case "proposePolicy" ->
          call.json("{\"files\":[{\"name\":\"a.yaml\",\"content\":\"b\"}],\"envelope\":\"\"}");
      case "approvePolicyChange" -> call.json("{}").header("If-Match", "\"1\"");
      case "rejectPolicyChange" -> call.header("If-Match", "\"1\"");
      default -> call;
    };
  }

  private static List<String> spoilt() {
    String good = RunningSystem.get().tokenFor("northwind-evaluator");
    String[] parts = good.split("\\.");
    String none = base64("{\"alg\":\"none\",\"typ\":\"JWT\"}");
    String promoted =
        base64(decoded(parts[1]).replace("northwind", "contoso").replace("submitter", "auditor"));
    List<String> tokens = new ArrayList<>();
    tokens.add(good + "x");
    tokens.add(good.substring(0, good.length() - 6) + "AAAAAA");
    tokens.add(good.substring(0, good.length() / 2));
    tokens.add(none + "." + parts[1] + ".");
    tokens.add(none + "." + parts[1] + "." + parts[2]);
    tokens.add(parts[0] + "." + promoted + "." + parts[2]);
    tokens.add(parts[0] + "." + parts[1] + ".");
    tokens.add("Zebulon-Canary-4711");
    tokens.add(base64("{}") + "." + base64("{}") + "." + base64("{}"));
    tokens.add("a".repeat(12_000));
    return tokens;
  }

  /** Until the token is past its end and the few seconds that clocks may differ by. */
  private static void awaitExpiry(String token) {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (Call.of("GET", "/defaults").token(token).send().statusCode() != 401
        && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
