package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import dev.lethe.synthetic.SyntheticInvoice;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A made-up name is put wherever a request has room for it; no answer and no log has it after. */
class LeakIT {

  private static final String CANARY = "Zebulon" + System.nanoTime() + "Quux";
  private static final byte[] PDF =
      SyntheticInvoice.withBuyer(7, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC, CANARY).pdf();

  @AfterAll
  static void searchLogs() throws IOException {
    try (Stream<Path> files = Files.walk(RunningSystem.get().stateDir().resolve("log"))) {
      List<Path> found = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(CANARY)) {
          found.add(file.getFileName());
        }
      }
      assertThat(found).isEmpty();
    }
  }

  @Test
  void givenCanaryInEveryMember_whenPosted_thenNoAnswerHasIt() {
    String[] members = {
      "\"" + CANARY + "\":1",
      "\"purpose\":\"" + CANARY + "\"",
      "\"language\":\"" + CANARY + "\"",
      "\"region\":\"" + CANARY.toLowerCase(Locale.ROOT) + "\"",
      "\"document_class\":\"" + CANARY.toLowerCase(Locale.ROOT) + "\"",
      "\"subject_ref\":[\"" + CANARY + "\"]",
      "\"pages\":[\"" + CANARY + "\"]",
      "\"regions\":[{\"" + CANARY + "\":1}]",
      "\"regions\":[{\"page\":\"" + CANARY + "\"}]",
      "\"subject_ref\":\"" + CANARY,
      CANARY
    };
    for (String member : members) {
      String request = "{" + Documents.members() + "," + member + "}";
      requireSilent(submission(Form.of(request, PDF)).send());
      requireSilent(Call.of("POST", "/ocr/jobs").as("northwind-app").json(request).send());
    }
  }

  @Test
  void givenCanaryInFileNameAndPartHeaders_whenPosted_thenNoAnswerHasIt() {
    byte[] request = Documents.request().getBytes(StandardCharsets.UTF_8);
    requireSilent(
        submission(new Form().part("request", CANARY, request).part("document", CANARY, PDF))
            .send());
    requireSilent(
        submission(new Form().part("request", CANARY, request).part(CANARY, CANARY, PDF)).send());
    requireSilent(submission(new Form().part(CANARY, CANARY, PDF)).send());
    requireSilent(
        submission(new Form().part("request", "", CANARY.getBytes(StandardCharsets.UTF_8))).send());
  }

  @Test
  void givenCanaryInDocument_whenItCannotBeRead_thenNoAnswerHasIt() {
    byte[] text = (CANARY + " lives here").getBytes(StandardCharsets.UTF_8);
    byte[] fake = ("%PDF-1.7\n" + CANARY + "\n%%EOF").getBytes(StandardCharsets.UTF_8);
    for (byte[] document : List.of(text, fake)) {
      requireSilent(
          submission(Form.of(Documents.request(), document)).header("Prefer", "wait=60").send());
    }
  }

  @Test
  void givenCanaryInHeaders_whenSent_thenNoAnswerHasIt() {
    List<String> headers =
        List.of(
            "Prefer",
            "Accept",
            "Accept-Language",
            "Content-Digest",
            "X-Request-Id",
            "Cookie",
            "If-Match",
            "Range",
            "Forwarded",
            "X-Forwarded-For",
            "Authorization");
    for (String header : headers) {
      Call call = Call.of("GET", "/defaults").header(header, CANARY);
      requireSilent((header.equals("Authorization") ? call : call.as("northwind-app")).send());
    }
    for (String type : List.of(CANARY, CANARY + "/" + CANARY, "application/json; " + CANARY)) {
      requireSilent(
          Call.of("POST", "/ocr/jobs")
              .as("northwind-app")
              .body(type, CANARY.getBytes(StandardCharsets.UTF_8))
              .send());
    }
  }

  @Test
  void givenCanaryInPathOrQuery_whenAsked_thenNoAnswerHasIt() {
    List<String> paths =
        List.of(
            "/" + CANARY,
            "/ocr/jobs/" + CANARY,
            "/ocr/jobs/job_00000000000000000000000000000000/" + CANARY,
            "/ocr/jobs/job_00000000000000000000000000000000/preview?page=" + CANARY,
            "/errors/" + CANARY,
            "/errors/%2e%2e/" + CANARY,
            "/errors;" + CANARY + "=1",
            "/uploads/" + CANARY,
            "/defaults?" + CANARY + "=" + CANARY);
    for (String path : paths) {
      requireSilent(Call.of("GET", path).as("northwind-app").send());
      requireSilent(Call.of("PUT", path).as("northwind-app").send());
    }
    for (String path : List.of("/" + CANARY, "/WEB-INF/" + CANARY, "/console/" + CANARY)) {
      HttpResponse<byte[]> answer = Call.to("GET", RunningSystem.get().baseUrl() + path).send();
      assertThat(ApiCalls.text(answer)).doesNotContain(CANARY, "\tat ", "Exception");
    }
  }

  @Test
  void givenReveal_whenItIsWrong_thenNoAnswerHasIt() {
    for (String body :
        List.of(
            "{\"fields\":[\"" + CANARY + "\"],\"reason\":\"" + CANARY + "\"}",
            "{\"fields\":[\"vendor_name\"],\"reason\":[\"" + CANARY + "\"]}",
            "{\"fields\":[\"vendor_name\"],\"reason\":\"ok then\",\"" + CANARY + "\":1}")) {
      requireSilent(
          Call.of("POST", "/ocr/jobs/job_00000000000000000000000000000000/reveals")
              .as("northwind-evaluator")
              .json(body)
              .send());
    }
  }

  /** Bytes changed by chance in a whole submission; the seed makes each failure repeatable. */
  @Test
  void givenFormsBrokenByChance_whenPosted_thenEveryAnswerIsSilent() {
    byte[] good =
        new Form()
            .part(
                "request",
                CANARY,
                ("{" + Documents.members() + ",\"subject_ref\":\"" + CANARY + "\"}")
                    .getBytes(StandardCharsets.UTF_8))
            .part("document", CANARY, CANARY.getBytes(StandardCharsets.UTF_8))
            .bytes();
    for (int seed = 0; seed < 150; seed++) {
      Random chance = new Random(seed);
      byte[] body = good.clone();
      for (int change = 1 + chance.nextInt(3); change > 0; change--) {
        body[chance.nextInt(body.length)] = (byte) chance.nextInt(256);
      }
      HttpResponse<byte[]> answer =
          Call.of("POST", "/ocr/jobs")
              .as("northwind-app")
              .body(new Form().contentType(), body)
              .send();
      assertThat(answer.statusCode()).as("seed %d", seed).isBetween(400, 499);
      requireSilent(answer);
    }
  }

  private static void requireSilent(HttpResponse<byte[]> answer) {
    assertThat(ApiCalls.text(answer))
        .doesNotContainIgnoringCase(CANARY)
        .doesNotContain("\tat ", "Exception", "dev.lethe", "jakarta.", "com.ibm");
    assertThat(answer.headers().map().toString()).doesNotContainIgnoringCase(CANARY);
    assertThat(answer.statusCode()).isNotEqualTo(500);
    if (answer.statusCode() >= 400) {
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
  }

  private static Call submission(Form form) {
    return Call.of("POST", "/ocr/jobs").as("northwind-app").form(form);
  }
}
