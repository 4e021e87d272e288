package dev.lethe.e2e.residue;

import static dev.lethe.e2e.ApiCalls.invoiceRequest;
import static dev.lethe.e2e.ApiCalls.json;
import static dev.lethe.e2e.ApiCalls.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticInvoice;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A word that stands in a document is in no file of this machine afterwards: not in the database
 * and its write-ahead log, the document store, the logs, the server's folders, nor a folder for
 * temporary files. The word is another one in each test, so that no run can see an earlier one.
 */
class CanaryIT {

  private static final String[] FIELDS = {
    "vendor_name", "buyer_name", "buyer_address", "iban", "invoice_total"
  };

  private final RunningSystem system = RunningSystem.get();
  private final ApiCalls app = ApiCalls.as("northwind-app");
  private final ApiCalls evaluator = ApiCalls.as("northwind-evaluator");
  private final String canary = newWord();
  private final Instant began = Instant.now().minusSeconds(5);

  @Test
  void givenACallerWhoWaits_whenTheResultIsThere_thenNoFileHoldsTheWord() throws IOException {
    JsonObject job = json(evaluator.submitAndWait(request(), invoice().pdf()));
    assertThat(job.getString("state")).isEqualTo("done");
    assertThatTheWordWasRead(job);
    assertNoFileHoldsTheWord();
  }

  @Test
  void givenAStoredScan_whenReadShownAndDeleted_thenNoFileEverHoldsTheWord() throws IOException {
    byte[] scan = ScanEffects.clean().png(invoice());
    String id = json(evaluator.submit(request(), canary + ".png", scan)).getString("id");
    assertNoFileHoldsTheWord();
    assertNoFileHolds(Arrays.copyOfRange(scan, scan.length / 2, scan.length / 2 + 48));
    assertThat(evaluator.finished(id).getString("state")).isEqualTo("done");
    assertThat(evaluator.get("/ocr/jobs/" + id + "/preview").statusCode()).isEqualTo(200);
    assertThat(evaluator.reveal(id, "checking for residue", "buyer_name").statusCode())
        .isEqualTo(200);
    assertNoFileHoldsTheWord();
    assertThat(evaluator.delete("/ocr/jobs/" + id).statusCode()).isEqualTo(200);
    assertNoFileHoldsTheWord();
  }

  @Test
  void givenAnUploadSlot_whenFilledAndUsed_thenNoFileHoldsTheWord() throws IOException {
    JsonObject slot = json(app.post("/uploads", "application/json", ""));
    URI address = URI.create(slot.getString("url"));
    assertThat(ApiCalls.put(address, invoice().pdf()).statusCode()).isEqualTo(204);
    assertNoFileHoldsTheWord();
    JsonObject wanted = invoiceRequest(FIELDS).add("document_url", slot.getString("url")).build();
    String id = json(app.post("/ocr/jobs", wanted)).getString("id");
    assertThat(app.finished(id).getString("state")).isEqualTo("done");
    assertNoFileHoldsTheWord();
  }

  @Test
  void givenDocumentsThatCannotBeRead_whenRefused_thenNeitherAnswerNorFileHoldsTheWord()
      throws IOException {
    List<byte[]> documents =
        List.of(
            bytes(canary),
            bytes("%PDF-1.7\n1 0 obj << /Title (" + canary + ") >> endobj\n"),
            bytes("\u0089PNG\r\n\u001a\n" + canary));
    for (byte[] document : documents) {
      HttpResponse<byte[]> answer = app.submitAndWait(request(), document);
      assertThat(answer.statusCode()).isBetween(400, 499);
      assertThat(text(answer)).doesNotContain(canary);
    }
    assertNoFileHoldsTheWord();
  }

  @Test
  void givenTheWordAnywhereInARequest_whenRefused_thenNeitherAnswerNorFileHoldsIt()
      throws IOException {
    JsonObject unknownProperty = invoiceRequest(FIELDS).add(canary, canary).build();
    JsonObject unknownField = invoiceRequest(canary).build();
    JsonObject foreignAddress =
        invoiceRequest(FIELDS).add("document_url", "https://example.org/" + canary).build();
    List<HttpResponse<byte[]>> answers =
        List.of(
            app.submit(unknownProperty, invoice().pdf()),
            app.submit(unknownField, invoice().pdf()),
            app.post("/ocr/jobs", foreignAddress),
            app.post("/ocr/jobs", "application/json", "{\"purpose\": \"" + canary),
            app.post("/ocr/jobs", "text/" + canary, canary),
            app.get("/ocr/jobs/" + canary + "?name=" + canary, "X-Name", canary),
            app.get("/" + canary),
            app.reveal("job_" + "0".repeat(32), canary, "iban"));
    for (HttpResponse<byte[]> answer : answers) {
      assertThat(answer.statusCode()).isBetween(400, 499);
      assertThat(text(answer)).doesNotContain(canary);
    }
    assertNoFileHoldsTheWord();
  }

  @Test
  void givenASubjectReference_whenTheJobIsDone_thenNoFileHoldsIt() throws IOException {
    JsonObject request = invoiceRequest(FIELDS).add("subject_ref", canary).build();
    SyntheticDocument other =
        SyntheticInvoice.of(5, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC);
    assertThat(app.submitAndWait(request, other.pdf()).statusCode()).isEqualTo(201);
    assertNoFileHoldsTheWord();
  }

  /** The search proves nothing unless it sees what was planted where a leak would be. */
  @Test
  void givenAWordThatWasPlanted_whenSearched_thenItIsSeenInEachFolder(@TempDir Path temporary)
      throws IOException {
    for (Path folder :
        List.of(
            temporary,
            system.stateDir().resolve("log"),
            system.stateDir().resolve("store"),
            system.stateDir().resolve("server"),
            Path.of("/var/tmp"))) {
      Path planted = Files.writeString(folder.resolve("planted-by-canary-it"), canary);
      try {
        assertThat(search().in(folders()))
            .extracting(ResidueSearch.Sighting::file)
            .contains(planted);
      } finally {
        Files.delete(planted);
      }
    }
  }

  @Test
  void givenAWordThatWasWrittenToTheDatabase_whenSearched_thenItIsSeenInItsFiles()
      throws IOException, SQLException {
    try (Connection database = connectAsOwner();
        PreparedStatement write =
            database.prepareStatement("select pg_logical_emit_message(true, 'canary', ?)")) {
      write.setString(1, canary);
      write.executeQuery().close();
    }
    assertThat(search().in(folders()))
        .anyMatch(sighting -> sighting.file().toString().contains("pg_wal"));
  }

  private Connection connectAsOwner() throws IOException, SQLException {
    String port = System.getProperty("lethe.postgres.port");
    Path secret = system.stateDir().resolve("secrets/postgres-lethe-owner");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/lethe",
        "lethe_owner",
        Files.readString(secret).strip());
  }

  private SyntheticDocument invoice() {
    return SyntheticInvoice.withBuyer(
        31, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC, canary + " Quillfeather");
  }

  private static JsonObject request() {
    return invoiceRequest(FIELDS).build();
  }

  private void assertThatTheWordWasRead(JsonObject job) {
    JsonObject revealed =
        json(evaluator.reveal(job.getString("id"), "checking for residue", "buyer_name"));
    assertThat(revealed.getJsonObject("fields").getJsonObject("buyer_name").getString("value"))
        .contains(canary);
  }

  private void assertNoFileHoldsTheWord() throws IOException {
    ResidueSearch search = search();
    assertThat(search.in(folders())).isEmpty();
    // at least the database's log was written
    assertThat(search.bytesRead()).isGreaterThan(1 << 20);
  }

  private void assertNoFileHolds(byte[] part) throws IOException {
    assertThat(new ResidueSearch(part).since(began).in(folders())).isEmpty();
  }

  private ResidueSearch search() {
    return new ResidueSearch(canary).since(began);
  }

  private Path[] folders() {
    return new Path[] {
      system.stateDir(), Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm")
    };
  }

  /** Capital letters that OCR does not mistake for others. */
  private static String newWord() {
    SecureRandom random = new SecureRandom();
    StringBuilder word = new StringBuilder("K");
    for (int i = 0; i < 9; i++) {
      word.append("AEHKMNRTXY".charAt(random.nextInt(10)));
    }
    return word.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
