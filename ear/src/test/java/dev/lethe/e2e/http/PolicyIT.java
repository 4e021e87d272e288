package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import dev.lethe.e2e.Stack;
import dev.lethe.policy.adapter.PolicyDocuments;
import dev.lethe.policy.adapter.PolicyEnvelope;
import dev.lethe.policy.model.PolicyFiles;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in force, how it changes, and what happens when somebody changes it by another way. */
class PolicyIT {

  private static final Path STATE = RunningSystem.get().stateDir();
  private final Description description = Description.served();

  @Test
  void givenAnyCaller_whenAsked_thenPurposesTrustAndRulesAreAsDescribed() {
    HttpResponse<byte[]> purposes = Call.of("GET", "/purposes").as("northwind-app").send();
    description.requireDescribed("listPurposes", purposes);
    assertThat(ApiCalls.text(purposes))
        .contains("\"legitimate_interest\":[\"assessment\",\"subject_ref\"]");

    HttpResponse<byte[]> trust = Call.of("GET", "/trust").as("northwind-app").send();
    description.requireDescribed("getTrust", trust);
    JsonObject told = ApiCalls.json(trust);
    assertThat(told.getBoolean("policy_approved")).isTrue();
    assertThat(told.getJsonArray("egress")).hasSize(2);

    HttpResponse<byte[]> policy =
        Call.of("GET", "/policies/" + told.getString("policy_sha256")).as("northwind-app").send();
    description.requireDescribed("getPolicy", policy);
    assertThat(ApiCalls.json(policy).getBoolean("in_force")).isTrue();
    assertThat(ApiCalls.json(policy).getJsonObject("rules").getString("retention.fields.cap"))
        .isEqualTo("P30D");
    Problems.require(
        Call.of("GET", "/policies/0.0.0").as("northwind-app").send(), 404, "not-found");
  }

  /** The server that runs is another's business: it goes on with the policy that it has. */
  @Test
  void givenBundleThatIsAlteredOrUnsigned_whenStarted_thenTheStartStopsAndSaysWhy(
      @TempDir Path folder) throws IOException {
    ProcessHandle running = Stack.server();
    copyTo(folder);
    Path purposes = folder.resolve("purposes.yaml");
    String right = Files.readString(purposes);
    Files.writeString(purposes, right.replace("reveal: true", "reveal: false"));
    assertRefused(folder, "a file was changed, added or removed after it was signed");
    Files.writeString(purposes, right);
    Files.delete(folder.resolve(PolicyDocuments.ENVELOPE));
    assertRefused(folder, "the bundle is not signed");
    assertThat(Stack.server().pid()).isEqualTo(running.pid());
  }

  private static void copyTo(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(STATE.resolve("server/servers/lethe/policy"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  private static void assertRefused(Path folder, String reason) throws IOException {
    Files.deleteIfExists(Stack.upLog());
    int ended =
        Stack.up(
            Map.of(
                "LETHE_POLICY_DIR",
                folder.toString(),
                "LETHE_POLICY_KEYS",
                STATE.resolve("secrets/policy/signing.pub").toString()));
    String said = Files.readString(Stack.upLog());
    assertThat(ended).as(said).isEqualTo(1);
    assertThat(said).contains("the policy is not run:", reason);
  }

  @Test
  void givenAnyCaller_whenTheRecordOfProcessingIsAsked_thenItIsAsDescribedInBothForms() {
    HttpResponse<byte[]> json = Call.of("GET", "/processing-record").as("adam").send();
    Description.served().requireDescribed("getProcessingRecord", json);
    assertThat(ApiCalls.json(json).getJsonArray("activities")).hasSizeGreaterThan(5);
    HttpResponse<byte[]> csv =
        Call.of("GET", "/processing-record").as("adam").header("Accept", "text/csv").send();
    assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(ApiCalls.text(csv)).startsWith("purpose,").contains("invoice_processing,");
  }

  @Test
  void givenRegionOfAnotherCell_whenSubmitting_thenItIsToldSo() {
    HttpResponse<byte[]> answer =
        Call.of("POST", "/ocr/jobs")
            .as("northwind-app")
            .form(
                Form.of(
                    Documents.request().replaceFirst("\\{", "{\"region\":\"eu-west\","),
                    Documents.INVOICE))
            .send();
    Problems.require(answer, 421, "region-not-served");
    description.requireDescribed("submitJob", answer);
  }

  @Test
  void givenTableThatSomebodyEdits_whenSubmitting_thenIntakeIsStoppedUntilItIsPutRight()
      throws Exception {
    String edit = "update policy_change set effective_at = effective_at %s interval '100 years'";
    asOwner(String.format(edit, "+"));
    try {
      await(() -> submit().statusCode() == 503);
      Problems.require(submit(), 503, "policy-drift");
      HttpResponse<byte[]> slot = Call.of("POST", "/uploads").as("northwind-app").send();
      Problems.require(slot, 503, "policy-drift");
      HttpResponse<byte[]> health =
          Call.to("GET", RunningSystem.get().baseUrl() + "/health/ready").send();
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(ApiCalls.text(health)).contains("nothing-approved");
      assertThat(
              ApiCalls.json(Call.of("GET", "/trust").as("northwind-app").send())
                  .getBoolean("policy_approved"))
          .isFalse();
    } finally {
      asOwner(String.format(edit, "-"));
    }
    await(() -> submit().statusCode() == 202);
  }

  @Test
  void givenTighterBundle_whenTwoPeopleAgree_thenItIsInForceAndCanBeRolledBack() throws Exception {
    String before = inForce();
    PolicyFiles tighter = tighter();

    HttpResponse<byte[]> proposed = propose(tighter, signed(tighter));
    description.requireDescribed("proposePolicy", proposed);
    assertThat(proposed.statusCode()).as(ApiCalls.text(proposed)).isEqualTo(201);
    String change = ApiCalls.json(proposed).getJsonObject("change").getString("id");
    assertThat(ApiCalls.text(proposed)).contains("retention.fields.cap").contains("stronger");
    description.requireDescribed(
        "getPolicyChange", Call.of("GET", "/policies/changes/" + change).as("quentin").send());
    description.requireDescribed(
        "listPolicyChanges", Call.of("GET", "/policies/changes").as("petra").send());

    Problems.require(decide(change, "approval").as("petra").send(), 403, "forbidden");
    Problems.require(decide(change, "approval").as("quentin").send(), 428, "precondition-required");
    Problems.require(
        decide(change, "approval").header("If-Match", "\"7\"").as("quentin").send(),
        412,
        "precondition-failed");
    HttpResponse<byte[]> approved =
        decide(change, "approval").header("If-Match", "\"1\"").as("quentin").send();
    description.requireDescribed("approvePolicyChange", approved);
    assertThat(approved.statusCode()).as(ApiCalls.text(approved)).isEqualTo(200);
    await(() -> inForce().equals(tighter.sha256()));
    assertThat(ApiCalls.text(Call.of("GET", "/defaults").as("northwind-app").send()))
        .contains(tighter.sha256());

    HttpResponse<byte[]> back =
        Call.of("POST", "/policies/" + before + "/rollback").as("petra").send();
    description.requireDescribed("rollBackPolicy", back);
    String backId = ApiCalls.json(back).getJsonObject("change").getString("id");
    decide(backId, "approval").header("If-Match", "\"1\"").as("quentin").send();
    await(() -> inForce().equals(before));
  }

  @Test
  void givenBundleThatIsUnsignedOrWeaker_whenProposed_thenItIsRefused() throws Exception {
    PolicyFiles tighter = tighter();
    Problems.require(propose(tighter, ""), 422, "policy-invalid");
    PolicyFiles weaker = with("retention.yaml", "cap: P30D", "cap: P60D");
    HttpResponse<byte[]> refused = propose(weaker, signed(weaker));
    Problems.require(refused, 422, "policy-weaker");
    description.requireDescribed("proposePolicy", refused);
  }

  private static Call decide(String change, String verdict) {
    return Call.of("POST", "/policies/changes/" + change + "/" + verdict).json("{}");
  }

  private static HttpResponse<byte[]> submit() {
    return Call.of("POST", "/ocr/jobs")
        .as("northwind-app")
        .form(Form.of(Documents.request(), Documents.INVOICE))
        .send();
  }

  private static String inForce() {
    return ApiCalls.json(Call.of("GET", "/trust").as("northwind-app").send())
        .getString("policy_sha256");
  }

  private static PolicyFiles tighter() {
    return with("retention.yaml", "cap: P30D", "cap: P29D");
  }

  private static PolicyFiles with(String file, String right, String other) {
    PolicyFiles files = PolicyDocuments.files(STATE.resolve("server/servers/lethe/policy"));
    Map<String, String> texts = new HashMap<>(files.texts());
    String text = texts.get(file);
    assertThat(text).contains(right);
    texts.put(file, text.replaceFirst(right, other));
    return new PolicyFiles(texts);
  }

  private static String signed(PolicyFiles files) {
    return PolicyEnvelope.sign(files, STATE.resolve("secrets/policy/signing.key"));
  }

  private static HttpResponse<byte[]> propose(PolicyFiles files, String envelope) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    files
        .texts()
        .forEach(
            (name, content) ->
                list.add(Json.createObjectBuilder().add("name", name).add("content", content)));
    String body =
        Json.createObjectBuilder().add("files", list).add("envelope", envelope).build().toString();
    return Call.of("POST", "/policies/changes").as("petra").json(body).send();
  }

  private static void await(BooleanSupplier condition) {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("seconds to wait").isLessThan(giveUp);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
    }
  }

  private static void asOwner(String sql) throws SQLException, IOException {
    try (Connection owner =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:"
                    + System.getProperty("lethe.postgres.port")
                    + "/lethe",
                "lethe_owner",
                Files.readString(STATE.resolve("secrets/postgres-lethe-owner")));
        Statement statement = owner.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
