package dev.lethe.tools.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentRunTest {

  private static final String DONE =
      """
      {"id": "j1", "state": "done", "pages": 2,
       "fields": {"invoice_total": {"value": "***", "normalized": "***", "confidence": 0.93},
                  "iban": {"value": "***", "normalized": null, "confidence": 0.6},
                  "due_date": {"value": null, "normalized": null, "confidence": 0},
                  "bic": {"confidence": 0, "absence": "not-on-page"}},
       "provenance": {"engine_millis": 1500}}
      """;

  private static final String REVEALED =
      """
      {"fields": {"invoice_total": {"value": "€ 10,00", "normalized": "10.00"},
                  "iban": {"value": "DE00", "normalized": null}}}
      """;

  @TempDir Path folder;

  private final List<String> calls = new ArrayList<>();
  private final Map<String, String> bodies = new HashMap<>();
  private final Map<String, Map.Entry<Integer, String>> answers = new HashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    answer("POST /token", 200, "{\"access_token\": \"t0\", \"expires_in\": 300}");
    answer("POST /v1/ocr/jobs", 201, DONE);
    answer("POST /v1/ocr/jobs/j1/reveals", 200, REVEALED);
    answer("DELETE /v1/ocr/jobs/j1", 204, "");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void givenAFinishedJob_whenRead_thenRevealedValuesTimesAndPagesAreTaken() throws Exception {
    Reading reading = read();
    assertThat(reading.failure()).isEmpty();
    assertThat(reading.fields())
        .containsOnly(
            Map.entry("invoice_total", new Reading.Found("10.00", 0.93)),
            Map.entry("iban", new Reading.Found("DE00", 0.6)));
    assertThat(reading.pages()).isEqualTo(2);
    assertThat(reading.engineSeconds()).contains(1.5);
  }

  @Test
  void givenADocument_whenRead_thenTheJobIsDeletedAfterwards() throws Exception {
    read();
    assertThat(calls)
        .containsExactly(
            "POST /token",
            "POST /v1/ocr/jobs",
            "POST /v1/ocr/jobs/j1/reveals",
            "DELETE /v1/ocr/jobs/j1");
  }

  @Test
  void givenADocument_whenSent_thenTheRequestComesBeforeItAndNoFileName() throws Exception {
    read();
    String body = bodies.get("POST /v1/ocr/jobs");
    assertThat(body.indexOf("name=\"request\"")).isLessThan(body.indexOf("name=\"document\""));
    assertThat(body).contains("invoice_processing", "customer_authorized", "BYTES");
    assertThat(body).doesNotContain("secret-name");
  }

  @Test
  void givenAJobThatFailed_whenRead_thenItsCodeIsTheFailureAndItIsDeleted() throws Exception {
    answer(
        "POST /v1/ocr/jobs",
        200,
        "{\"id\": \"j1\", \"state\": \"failed\", \"problem\": {\"code\": \"document-unreadable\"}}");
    assertThat(read().failure()).contains("document-unreadable");
    assertThat(calls).contains("DELETE /v1/ocr/jobs/j1");
  }

  @Test
  void givenARefusal_whenRead_thenItsCodeIsTheFailure() throws Exception {
    answer("POST /v1/ocr/jobs", 415, "{\"code\": \"type-unsupported\"}");
    assertThat(read().failure()).contains("type-unsupported");
  }

  @Test
  void givenARefusedReveal_whenRead_thenItIsAFailureAndNotAnEmptyReading() throws Exception {
    answer("POST /v1/ocr/jobs/j1/reveals", 403, "{\"code\": \"reveal-denied\"}");
    assertThat(read().failure()).contains("reveal-denied");
  }

  @Test
  void givenAJobThatTakesLonger_whenRead_thenItIsAskedForUntilItIsDone() throws Exception {
    answer("POST /v1/ocr/jobs", 202, "{\"id\": \"j1\", \"state\": \"processing\"}");
    answer("GET /v1/ocr/jobs/j1", 200, DONE);
    assertThat(read().fields()).containsKey("invoice_total");
  }

  @Test
  void givenAnAnswerThatIsNotJson_whenRead_thenTheStatusIsTheFailure() throws Exception {
    answer("POST /v1/ocr/jobs", 502, "<html>");
    assertThat(read().failure()).contains("http-502");
  }

  @Test
  void givenAConnectionThatBreaks_whenRead_thenItIsAFailureOfThisDocument() throws Exception {
    ServiceClient client = client();
    client.login();
    server.stop(0);
    Reading reading = new DocumentRun(client).read(entry(), Set.of("iban"));
    assertThat(reading.failure()).contains("no-answer");
  }

  @Test
  void givenADeletionThatFails_whenRead_thenWhatWasReadCounts() throws Exception {
    answer("DELETE /v1/ocr/jobs/j1", 500, "");
    assertThat(read().failure()).isEmpty();
  }

  @Test
  void givenAnAnswerWithoutAnId_whenRead_thenItIsAFailureOfThisDocument() throws Exception {
    answer("POST /v1/ocr/jobs", 201, "{}");
    assertThat(read().failure()).contains("odd-answer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "201 | {\"id\": \"j1\", \"state\": \"done\", \"problem\": null} | 0 | done",
        "201 | {\"id\": \"j1\", \"state\": \"failed\", \"problem\": {\"code\": \"processing-timeout\"}} | 0 | processing-timeout",
        "422 | {\"code\": \"document-unreadable\"} | 0 | document-unreadable",
        "503 | {\"code\": \"capacity\"} | 0 | capacity",
        "500 | {\"code\": \"internal\"} | 1 | NOT PROPER: internal",
        "400 | <html> | 1 | NOT PROPER: http-400",
        "201 | {\"id\": \"j1\", \"state\": \"failed\", \"problem\": null} | 1 | NOT PROPER: failed"
      })
  void givenAnEnd_whenADocumentIsSentThroughBothWays_thenItIsProperOrNot(
      int status, String body, int exit, String told) throws Exception {
    answer("POST /v1/ocr/jobs", status, body);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Withstand withstand =
        new Withstand(client(), new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(withstand.run(List.of(entry().file()))).isEqualTo(exit);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("waiting: " + told, "queued: " + told);
  }

  private Reading read() throws Exception {
    return new DocumentRun(client()).read(entry(), Set.of("invoice_total", "iban", "due_date"));
  }

  private ManifestEntry entry() throws IOException {
    Path file = Files.writeString(folder.resolve("secret-name.pdf"), "BYTES");
    return new ManifestEntry("secret-name.pdf", file, "invoice", 1, Map.of());
  }

  private ServiceClient client() throws IOException {
    URI base = URI.create("http://localhost:" + server.getAddress().getPort());
    Path secret = Files.writeString(folder.resolve("secret"), "s\n");
    return new ServiceClient(
        new ServiceClient.Settings(base, base.resolve("/token"), folder, "evaluator", secret),
        HttpClient.newHttpClient());
  }

  private void answer(String call, int status, String body) {
    answers.put(call, Map.entry(status, body));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    calls.add(call);
    byte[] sent = exchange.getRequestBody().readAllBytes();
    bodies.put(call, new String(sent, StandardCharsets.UTF_8));
    Map.Entry<Integer, String> answer = answers.getOrDefault(call, Map.entry(404, "{}"));
    byte[] bytes = answer.getValue().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.getKey(), bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
