package dev.lethe.e2e.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import dev.lethe.e2e.Stack;
import dev.lethe.standin.HpkeSender;
import dev.lethe.standin.S3StandIn;
import dev.lethe.synthetic.SyntheticInvoice;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Documents in an object store: they lie there sealed, are read and deleted there, and while the
 * store is away nothing is lost and nothing is claimed.
 */
@Tag("soak")
class ObjectStoreIT {

  private static final byte[] INVOICE =
      SyntheticInvoice.of(4, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC).pdf();
  private static final Duration BOUND = Duration.ofSeconds(90);

  private final ApiCalls app = ApiCalls.as("northwind-app");

  @Test
  void givenObjectStore_whenUsedAndLost_thenDocumentsLieThereSealedAndGoWhenTheyAreDeleted(
      @TempDir Path bucket, @TempDir Path settings) throws Exception {
    List<Path> filesBefore = Stack.storedFiles();
    try {
      URI url;
      String job;
      try (S3StandIn store = S3StandIn.inFiles(bucket, 0)) {
        url = store.url();
        restart(settings(url, settings));
        assertThat(ApiCalls.text(app.get("/trust"))).contains("\"document-store\"", url.toString());
        assertThat(storeAnswers()).isTrue();
        deletedOnRequest(bucket);
        slotIsTaken(bucket);
        slotAtTheStoreIsTaken(bucket);
        job = kept(bucket);
      }
      awayAndNothingIsClaimed(job, bucket);
      try (S3StandIn again = S3StandIn.inFiles(bucket, url.getPort())) {
        assertThat(again.url()).isEqualTo(url);
        assertThat(Stack.within(BOUND, ObjectStoreIT::storeAnswers)).isTrue();
        // the deletion that could not reach it is made up for
        assertThat(Stack.within(BOUND.multipliedBy(2), () -> objects(bucket).isEmpty())).isTrue();
        kept(bucket);
        app.delete("/ocr/jobs/" + kept(bucket));
      }
    } finally {
      restart(Map.of());
    }
    assertThat(Stack.storedFiles()).containsExactlyInAnyOrderElementsOf(filesBefore);
  }

  private void deletedOnRequest(Path bucket) throws IOException {
    String job = kept(bucket);
    assertThat(objects(bucket)).hasSize(1);
    String sealed = Files.readString(objects(bucket).get(0), StandardCharsets.ISO_8859_1);
    assertThat(sealed).doesNotContain("%PDF");
    assertThat(app.get("/ocr/jobs/" + job + "/preview").statusCode()).isEqualTo(200);
    JsonObject deleted = ApiCalls.json(app.delete("/ocr/jobs/" + job));
    assertThat(objects(bucket)).isEmpty();
    String certificate =
        deleted
            .getJsonObject("retention")
            .getJsonObject("artefacts")
            .getJsonObject("source")
            .getString("certificate");
    assertThat(ApiCalls.text(app.get("/certificates/" + certificate)))
        .contains("document-store", "\"objects\":\"absent\"");
  }

  private void slotIsTaken(Path bucket) {
    String slot = ApiCalls.json(app.post("/uploads", "application/json", "")).getString("url");
    assertThat(ApiCalls.put(URI.create(slot), INVOICE).statusCode()).isEqualTo(204);
    assertThat(objects(bucket)).hasSize(1);
    JsonObject request = ApiCalls.invoiceRequest("invoice_total").add("document_url", slot).build();
    HttpResponse<byte[]> submitted = app.post("/ocr/jobs", request);
    assertThat(submitted.statusCode()).as(ApiCalls.text(submitted)).isEqualTo(202);
    String job = ApiCalls.json(submitted).getString("id");
    assertThat(app.finished(job).getString("state")).isEqualTo("done");
    // sealed anew for the job; the slot's own is gone
    assertThat(objects(bucket)).hasSize(1);
    app.delete("/ocr/jobs/" + job);
    assertThat(objects(bucket)).isEmpty();
  }

  private void slotAtTheStoreIsTaken(Path bucket) throws Exception {
    HttpResponse<byte[]> opened =
        app.post("/uploads/direct", "application/json", "{\"bytes\":" + INVOICE.length + "}");
    assertThat(opened.statusCode()).as(ApiCalls.text(opened)).isEqualTo(201);
    JsonObject slot = ApiCalls.json(opened);
    HttpResponse<byte[]> tooEarly = submit(slot.getString("url"));
    assertThat(ApiCalls.text(tooEarly)).contains("slot-empty");
    byte[] sealed =
        HpkeSender.encrypt(
            Base64.getDecoder().decode(slot.getJsonObject("encryption").getString("public_key")),
            INVOICE);
    JsonObject upload = slot.getJsonObject("upload");
    assertThat(upload.getInt("bytes")).isEqualTo(sealed.length);
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(upload.getString("url")))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(sealed));
    JsonObject headers = upload.getJsonObject("headers");
    headers.keySet().forEach(name -> put.header(name, headers.getString(name)));
    assertThat(HttpClient.newHttpClient().send(put.build(), BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
    assertThat(objects(bucket)).hasSize(1);
    assertThat(Files.readString(objects(bucket).get(0), StandardCharsets.ISO_8859_1))
        .doesNotContain("%PDF");
    String job = taken(slot.getString("url"));
    // sealed anew for the job; what came is gone
    assertThat(objects(bucket)).hasSize(1);
    app.delete("/ocr/jobs/" + job);
    assertThat(objects(bucket)).isEmpty();
  }

  private HttpResponse<byte[]> submit(String slot) {
    return app.post(
        "/ocr/jobs", ApiCalls.invoiceRequest("invoice_total").add("document_url", slot).build());
  }

  private String taken(String slot) {
    HttpResponse<byte[]> submitted = submit(slot);
    assertThat(submitted.statusCode()).as(ApiCalls.text(submitted)).isEqualTo(202);
    String job = ApiCalls.json(submitted).getString("id");
    assertThat(app.finished(job).getString("state")).isEqualTo("done");
    return job;
  }

  /** A job whose document is there still. */
  private String kept(Path bucket) {
    int before = objects(bucket).size();
    HttpResponse<byte[]> submitted =
        app.submit(ApiCalls.invoiceRequest("invoice_total").build(), INVOICE);
    assertThat(submitted.statusCode()).as(ApiCalls.text(submitted)).isEqualTo(202);
    String job = ApiCalls.json(submitted).getString("id");
    assertThat(app.finished(job).getString("state")).isEqualTo("done");
    assertThat(objects(bucket)).hasSize(before + 1);
    return job;
  }

  private void awayAndNothingIsClaimed(String job, Path bucket) {
    HttpResponse<byte[]> refused =
        app.submit(ApiCalls.invoiceRequest("invoice_total").build(), INVOICE);
    assertThat(refused.statusCode()).as(ApiCalls.text(refused)).isEqualTo(503);
    assertThat(ApiCalls.text(refused)).contains("capacity");
    assertThat(storeAnswers()).isFalse();
    HttpResponse<byte[]> waited =
        app.submitAndWait(ApiCalls.invoiceRequest("invoice_total").build(), INVOICE);
    assertThat(waited.statusCode()).as(ApiCalls.text(waited)).isEqualTo(201);
    assertThat(app.get("/ocr/jobs/" + job).statusCode()).isEqualTo(200);
    assertThat(app.delete("/ocr/jobs/" + job).statusCode()).isEqualTo(200);
    assertThat(app.get("/ocr/jobs/" + job).statusCode()).isEqualTo(410);
    assertThat(objects(bucket)).hasSize(1);
  }

  private static Map<String, String> settings(URI url, Path folder) {
    return Map.of(
        "LETHE_STORE_KIND",
        "s3",
        "LETHE_STORE_S3_ENDPOINT",
        url.toString(),
        "LETHE_STORE_S3_DIRECT_ENDPOINT",
        url.toString(),
        "LETHE_STORE_S3_REGION",
        S3StandIn.REGION,
        "LETHE_STORE_S3_BUCKET",
        S3StandIn.BUCKET,
        "LETHE_STORE_S3_PREFIX",
        "cell-a/",
        "LETHE_STORE_S3_PATHSTYLE",
        "true",
        "LETHE_STORE_S3_TIMEOUT",
        "PT5S",
        "LETHE_STORE_S3_CREDENTIALS_FILE",
        S3StandIn.credentials(folder).toString());
  }

  private static void restart(Map<String, String> settings) {
    Stack.kill(Stack.server());
    assertThat(Stack.up(settings)).as(Stack.upLog().toString()).isZero();
  }

  /** Files of objects in the bucket's folder, whatever else the stand-in keeps there. */
  private static List<Path> objects(Path bucket) {
    try (Stream<Path> files = Files.walk(bucket)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().startsWith("obj_"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean storeAnswers() {
    RunningSystem system = RunningSystem.get();
    try {
      String ready =
          system
              .http()
              .send(
                  HttpRequest.newBuilder(URI.create(system.baseUrl() + "/health/ready")).build(),
                  BodyHandlers.ofString())
              .body();
      assertThat(ready).contains("\"answers\":");
      return ready.contains("\"answers\":true");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
