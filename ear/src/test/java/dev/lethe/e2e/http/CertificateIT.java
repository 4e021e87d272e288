package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import dev.lethe.e2e.Stack;
import dev.lethe.e2e.Tables;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proof of a deletion, from the deletion to the auditor. */
class CertificateIT {

  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Description description = Description.served();

  @TempDir Path work;

  @Test
  void givenJob_whenDeletedOnRequest_thenTheAnswerAndThe410LeadToACertificateThatVerifies()
      throws Exception {
    String job = done();
    HttpResponse<byte[]> deleted = call("DELETE", "/ocr/jobs/" + job, "northwind-app");
    description.requireDescribed("deleteJob", deleted);
    String id = certificateOf(ApiCalls.json(deleted).getJsonObject("retention"), "fields");
    String address = RunningSystem.get().api("/certificates/" + id).toString();
    assertThat(links(deleted)).containsExactly("<" + address + ">; rel=\"describedby\"");

    HttpResponse<byte[]> gone = call("GET", "/ocr/jobs/" + job, "northwind-app");
    Problems.require(gone, 410, "job-gone");
    assertThat(links(gone)).isEqualTo(links(deleted));

    HttpResponse<byte[]> answer = call("GET", "/certificates/" + id, "northwind-app");
    description.requireDescribed("getCertificate", answer);
    JsonObject certificate = ApiCalls.json(answer);
    JsonObject statement = certificate.getJsonObject("statement");
    assertThat(statement.getString("job")).isEqualTo(job);
    assertThat(statement.getString("trigger")).isEqualTo("request");
    assertThat(statement.getJsonObject("sanitization").getString("method")).isEqualTo("purge");
    assertThat(statement.getJsonObject("verification").getString("objects")).isEqualTo("absent");
    assertThat(statement.getJsonArray("keys_destroyed")).isNotEmpty();
    assertThat(certificate.isNull("t2")).isTrue();
    assertThat(statement.getJsonObject("t2").getJsonArray("epochs")).hasSize(2);
    assertVerifies(certificate);
    assertThat(ApiCalls.json(call("GET", "/certificates/" + id, "adam"))).isEqualTo(certificate);
  }

  @Test
  void givenDeletion_whenTheDaysOfItsKeysAreOver_thenT2IsStatedAndWhatIsKeptStillOpens()
      throws Exception {
    String kept = done();
    String job = done();
    JsonObject deleted = ApiCalls.json(call("DELETE", "/ocr/jobs/" + job, "northwind-app"));
    String id = certificateOf(deleted.getJsonObject("retention"), "fields");
    JsonObject before = ApiCalls.json(call("GET", "/certificates/" + id, "northwind-app"));
    for (JsonObject epoch : epochs(before)) {
      assertThat(vault(epoch)).exists();
      Tables.change(
          "northwind",
          "update shred_epoch set ends_at = now() where id = '" + epoch.getString("id") + "'");
    }
    assertThat(
            Stack.within(
                BOUND,
                () ->
                    !ApiCalls.json(call("GET", "/certificates/" + id, "northwind-app"))
                        .isNull("t2")))
        .isTrue();
    HttpResponse<byte[]> answer = call("GET", "/certificates/" + id, "northwind-app");
    description.requireDescribed("getCertificate", answer);
    JsonObject after = ApiCalls.json(answer);
    assertThat(after.getString("jws")).isEqualTo(before.getString("jws"));
    for (JsonObject epoch : epochs(after)) {
      assertThat(vault(epoch)).doesNotExist();
      assertThat(tool(epoch.getString("jws"), ApiCalls.text(keys()))).isZero();
    }
    HttpResponse<byte[]> still = call("GET", "/ocr/jobs/" + kept, "northwind-app");
    assertThat(ApiCalls.json(still).getJsonObject("fields")).isNotEmpty();
    call("DELETE", "/ocr/jobs/" + kept, "northwind-app");
  }

  private static List<JsonObject> epochs(JsonObject certificate) {
    return certificate.getJsonArray("epochs").getValuesAs(JsonObject.class);
  }

  private static Path vault(JsonObject epoch) {
    return RunningSystem.get()
        .stateDir()
        .resolve("epochs")
        .resolve("northwind")
        .resolve(epoch.getString("id"));
  }

  private static HttpResponse<byte[]> keys() {
    return Call.of("GET", "/certificates/keys").send();
  }

  @Test
  void givenJobPastItsDeadline_whenTheSweepHasDeletedIt_thenThereIsOneCertificateForIt()
      throws Exception {
    String job = done();
    Tables.change(
        "northwind",
        "update artefact set delete_at = now() where job_id = '"
            + job
            + "' and artefact <> 'AUDIT'");
    assertThat(Stack.within(BOUND, () -> certificates(job) == 1)).isTrue();
    JsonObject listed =
        ApiCalls.json(call("GET", "/certificates?trigger=deadline&job=" + job, "olivia"));
    assertThat(listed.getJsonArray("certificates")).hasSize(1);
    JsonObject one = listed.getJsonArray("certificates").getJsonObject(0);
    assertThat(one.isNull("signed_at")).isFalse();
    JsonObject certificate =
        ApiCalls.json(call("GET", "/certificates/" + one.getString("id"), "tara"));
    assertThat(certificate.getJsonObject("statement").getString("trigger")).isEqualTo("deadline");
    assertVerifies(certificate);
  }

  @Test
  void givenWhatTheDocumentSays_whenCertified_thenNothingOfItIsInTheCertificate() {
    String job = done();
    JsonObject deleted = ApiCalls.json(call("DELETE", "/ocr/jobs/" + job, "northwind-app"));
    String id = certificateOf(deleted.getJsonObject("retention"), "source");
    String text =
        ApiCalls.json(call("GET", "/certificates/" + id, "northwind-app"))
            .getJsonObject("statement")
            .toString();
    assertThat(text).doesNotContain("digest", "filename", "invoice_total");
  }

  @Test
  void givenList_whenAsked_thenItIsAsDescribedAndBounded() {
    HttpResponse<byte[]> list = call("GET", "/certificates?limit=1", "adam");
    description.requireDescribed("listCertificates", list);
    assertThat(ApiCalls.json(list).getJsonArray("certificates").size()).isLessThanOrEqualTo(1);
    assertThat(
            ApiCalls.json(
                    call("GET", "/certificates?from=" + Instant.now().plusSeconds(60), "adam"))
                .getJsonArray("certificates"))
        .isEmpty();
    Problems.require(
        call("GET", "/certificates?trigger=boredom", "adam"), 400, "request-malformed");
    Problems.require(call("GET", "/certificates", "northwind-app"), 403, "forbidden");
  }

  @Test
  void givenOtherTenant_whenAskingForACertificateOrListing_thenItIsLikeNone() {
    String job = done();
    JsonObject deleted = ApiCalls.json(call("DELETE", "/ocr/jobs/" + job, "northwind-app"));
    String id = certificateOf(deleted.getJsonObject("retention"), "fields");
    HttpResponse<byte[]> foreign = call("GET", "/certificates/" + id, "carla");
    HttpResponse<byte[]> unknown = call("GET", "/certificates/cert_" + "0".repeat(32), "carla");
    Problems.require(foreign, 404, "not-found");
    assertThat(Problems.withoutName(foreign)).isEqualTo(Problems.withoutName(unknown));
    Problems.require(call("GET", "/certificates/" + id, "contoso-app"), 404, "not-found");
    assertThat(ApiCalls.text(call("GET", "/certificates?limit=500", "carla"))).doesNotContain(id);
    assertThat(ApiCalls.text(call("GET", "/certificates?job=" + job, "carla"))).doesNotContain(id);
    Problems.require(call("GET", "/certificates/" + id, "rex"), 403, "forbidden");
  }

  /** By the key that anybody can fetch, and by what every JDK has: nothing of the product. */
  private void assertVerifies(JsonObject certificate) throws Exception {
    HttpResponse<byte[]> published = keys();
    description.requireDescribed("getCertificateKeys", published);
    JsonObject key = ApiCalls.json(published).getJsonArray("keys").getJsonObject(0);
    assertThat(certificate.getString("signer")).isEqualTo(key.getString("kid"));
    String[] parts = certificate.getString("jws").split("\\.", -1);
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new X509EncodedKeySpec(
                    HexFormat.of()
                        .parseHex(
                            "302a300506032b6570032100"
                                + HexFormat.of().formatHex(decode(key.getString("x")))))));
    check.update((parts[0] + "." + parts[1]).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertThat(check.verify(decode(parts[2]))).isTrue();
    assertThat(tool(certificate.toString(), ApiCalls.text(published))).isZero();
    String forged = certificate.toString().replace(parts[2], parts[2].replaceFirst("^.", "_"));
    assertThat(tool(forged, ApiCalls.text(published))).isEqualTo(1);
  }

  /** What an auditor runs. */
  private int tool(String certificate, String keys) throws IOException, InterruptedException {
    Path file = Files.writeString(work.resolve("certificate.json"), certificate);
    Path set = Files.writeString(work.resolve("keys.json"), keys);
    return new ProcessBuilder(
            Path.of(System.getProperty("lethe.tree"), "lethe").toString(),
            "certificate",
            "verify",
            file.toString(),
            set.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  private static String certificateOf(JsonObject retention, String artefact) {
    return retention.getJsonObject("artefacts").getJsonObject(artefact).getString("certificate");
  }

  private static List<String> links(HttpResponse<byte[]> answer) {
    return answer.headers().allValues("Link");
  }

  private static long certificates(String job) {
    return Tables.number(
        "northwind", "select count(*) from deletion_certificate where job_id = '" + job + "'");
  }

  private static String done() {
    HttpResponse<byte[]> answer =
        ApiCalls.as("northwind-app")
            .submitAndWait(ApiCalls.invoiceRequest("invoice_total").build(), Documents.INVOICE);
    return ApiCalls.json(answer).getString("id");
  }

  private static HttpResponse<byte[]> call(String method, String path, String who) {
    return Call.of(method, path).as(who).send();
  }
}
