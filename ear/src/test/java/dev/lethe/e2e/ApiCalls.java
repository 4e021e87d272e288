package dev.lethe.e2e;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The API as one of its callers uses it. */
public final class ApiCalls {

  private static final String BOUNDARY = "lethe-e2e-boundary";
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Supplier<String> token;

  private ApiCalls(Supplier<String> token) {
    this.token = token;
  }

  /** Calls with a token of this client or person; a new one for each call. */
  public static ApiCalls as(String who) {
    return new ApiCalls(() -> system().tokenFor(who));
  }

  /** Calls with one token that is fetched now: for when the identity provider is away as well. */
  public static ApiCalls withOneTokenOf(String who) {
    String token = system().tokenFor(who);
    return new ApiCalls(() -> token);
  }

  /** A request that the invoice purpose allows. */
  public static JsonObjectBuilder invoiceRequest(String... output) {
    JsonArrayBuilder fields = Json.createArrayBuilder(List.of(output));
    return Json.createObjectBuilder()
        .add("purpose", "invoice_processing")
        .add(
            "consent",
            Json.createObjectBuilder()
                .add("basis", "customer_authorized")
                .add("allow_model_training", false)
                .add("allow_manual_review", false))
        .add("output", fields);
  }

  /** A submission whose caller waits for the result. */
  public HttpResponse<byte[]> submitAndWait(JsonObject request, byte[] document) {
    return send(multipart(request, "document", document).header("Prefer", "wait=60"));
  }

  /** A submission whose document is stored; the answer comes before the result. */
  public HttpResponse<byte[]> submit(JsonObject request, byte[] document) {
    return submit(request, "document", document);
  }

  public HttpResponse<byte[]> submit(JsonObject request, String fileName, byte[] document) {
    return send(multipart(request, fileName, document));
  }

  private HttpRequest.Builder multipart(JsonObject request, String fileName, byte[] document) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    part(body, "request", "", "application/json", request.toString());
    part(body, "document", "; filename=\"" + fileName + "\"", "application/octet-stream", "");
    body.writeBytes(document);
    body.writeBytes(utf8("\r\n--" + BOUNDARY + "--\r\n"));
    return to(system().api("/ocr/jobs"))
        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
        .POST(BodyPublishers.ofByteArray(body.toByteArray()));
  }

  private static void part(
      ByteArrayOutputStream body, String name, String more, String type, String content) {
    String start = body.size() == 0 ? "--" : "\r\n--";
    body.writeBytes(
        utf8(
            start
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\""
                + name
                + "\""
                + more
                + "\r\nContent-Type: "
                + type
                + "\r\n\r\n"
                + content));
  }

  public HttpResponse<byte[]> post(String path, String type, String body) {
    BodyPublisher content = BodyPublishers.ofString(body);
    return send(to(system().api(path)).header("Content-Type", type).POST(content));
  }

  public HttpResponse<byte[]> post(String path, JsonObject body) {
    return post(path, "application/json", body.toString());
  }

  public HttpResponse<byte[]> get(String path, String... headers) {
    HttpRequest.Builder request = to(system().api(path)).GET();
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  public HttpResponse<byte[]> delete(String path) {
    return send(to(system().api(path)).DELETE());
  }

  /** Fills an upload slot; its address is all the authority that is needed. */
  public static HttpResponse<byte[]> put(URI address, byte[] document) {
    return exchange(
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .PUT(BodyPublishers.ofByteArray(document)));
  }

  public HttpResponse<byte[]> reveal(String job, String reason, String... fields) {
    return post(
        "/ocr/jobs/" + job + "/reveals",
        Json.createObjectBuilder()
            .add("fields", Json.createArrayBuilder(List.of(fields)))
            .add("reason", reason)
            .build());
  }

  /** The job as soon as it is neither waiting nor being worked on. */
  public JsonObject finished(String job) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    JsonObject answer = json(get("/ocr/jobs/" + job));
    while (List.of("admitted", "queued", "processing").contains(answer.getString("state", ""))
        && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      answer = json(get("/ocr/jobs/" + job));
    }
    return answer;
  }

  public static JsonObject json(HttpResponse<byte[]> response) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(response.body()))) {
      return reader.readObject();
    }
  }

  public static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder to(URI address) {
    return HttpRequest.newBuilder(address)
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token.get());
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    return exchange(request);
  }

  private static HttpResponse<byte[]> exchange(HttpRequest.Builder request) {
    try {
      return system().http().send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static RunningSystem system() {
    return RunningSystem.get();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
