package dev.lethe.tools.evaluate;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Speaks with the running service as one of its clients. */
public final class ServiceClient {

  private static final String BOUNDARY = "lethe-evaluate-5f1b7c";
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  private final HttpClient http;
  private final Settings settings;
  private String token = "";
  private Instant renewAt = Instant.EPOCH;

  /** Where the service is, and who calls. */
  public record Settings(URI base, URI tokenEndpoint, Path authority, String client, Path secret) {

    public static Settings fromEnvironment(Map<String, String> environment) {
      return new Settings(
          URI.create(require(environment, "LETHE_BASE_URL")),
          URI.create(require(environment, "LETHE_TOKEN_URL")),
          Path.of(require(environment, "LETHE_CA_FILE")),
          require(environment, "LETHE_CLIENT_ID"),
          Path.of(require(environment, "LETHE_CLIENT_SECRET_FILE")));
    }

    private static String require(Map<String, String> environment, String name) {
      String value = environment.get(name);
      if (value == null || value.isBlank()) {
        throw new IllegalArgumentException(name + " is not set; call this through ./lethe");
      }
      return value;
    }
  }

  /** An answer of the service. */
  public record Answer(int status, JsonObject body) {

    public boolean isProblem() {
      return status >= 400;
    }

    /** The stable code of a problem. */
    public String code() {
      return body.getString("code", "http-" + status);
    }
  }

  ServiceClient(Settings settings, HttpClient http) {
    this.settings = settings;
    this.http = http;
  }

  /** Trusts the given authority and no other. */
  public static ServiceClient of(Settings settings) throws IOException, GeneralSecurityException {
    return new ServiceClient(
        settings,
        HttpClient.newBuilder()
            .sslContext(trusting(settings.authority()))
            .connectTimeout(Duration.ofSeconds(10))
            .build());
  }

  /** Gets a token, so that a service that is not there shows before the first document. */
  public void login() throws IOException, InterruptedException {
    token();
  }

  /** Submits a document and waits for its result. */
  Answer submit(JsonObject request, Path document) throws IOException, InterruptedException {
    return submit(request, Files.readAllBytes(document), true);
  }

  /**
   * @param wait for the result, up to a minute
   */
  public Answer submit(JsonObject request, byte[] document, boolean wait)
      throws IOException, InterruptedException {
    HttpRequest.Builder post =
        to("/v1/ocr/jobs")
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(multipart(request, document)));
    return send(wait ? post.header("Prefer", "wait=60") : post);
  }

  public Answer job(String id) throws IOException, InterruptedException {
    return send(to("/v1/ocr/jobs/" + id).GET());
  }

  Answer reveal(String id, Collection<String> fields, String reason)
      throws IOException, InterruptedException {
    JsonArrayBuilder names = Json.createArrayBuilder();
    fields.forEach(names::add);
    JsonObjectBuilder body = Json.createObjectBuilder().add("fields", names).add("reason", reason);
    return send(
        to("/v1/ocr/jobs/" + id + "/reveals")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.build().toString())));
  }

  public Answer delete(String id) throws IOException, InterruptedException {
    return send(to("/v1/ocr/jobs/" + id).DELETE());
  }

  private HttpRequest.Builder to(String path) throws IOException, InterruptedException {
    return HttpRequest.newBuilder(settings.base().resolve(path))
        .timeout(PATIENCE)
        .header("Accept", "application/json, application/problem+json")
        .header("Authorization", "Bearer " + token());
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), object(response.body()));
  }

  /** An empty object where the answer is none, as for 204. */
  private static JsonObject object(byte[] body) {
    if (body.length == 0) {
      return JsonObject.EMPTY_JSON_OBJECT;
    }
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
      return reader.readObject();
    } catch (JsonException e) {
      return JsonObject.EMPTY_JSON_OBJECT;
    }
  }

  private static byte[] multipart(JsonObject request, byte[] document) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        ascii(
            "--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"request\"\r\n"
                + "Content-Type: application/json\r\n\r\n"));
    body.writeBytes(request.toString().getBytes(StandardCharsets.UTF_8));
    body.writeBytes(
        ascii(
            "\r\n--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"document\"; filename=\"document\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n"));
    body.writeBytes(document);
    body.writeBytes(ascii("\r\n--" + BOUNDARY + "--\r\n"));
    return body.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The next call asks for a new token. */
  synchronized void forgetToken() {
    renewAt = Instant.EPOCH;
  }

  /** The token at hand, or a new one when that is about to expire. */
  private synchronized String token() throws IOException, InterruptedException {
    if (Instant.now().isAfter(renewAt)) {
      JsonObject answer = requestToken();
      token = answer.getString("access_token");
      renewAt = Instant.now().plusSeconds(Math.max(1, answer.getInt("expires_in", 60) / 2));
    }
    return token;
  }

  private JsonObject requestToken() throws IOException, InterruptedException {
    String form =
        "grant_type=client_credentials&client_id="
            + encode(settings.client())
            + "&client_secret="
            + encode(Files.readString(settings.secret()).strip());
    HttpRequest request =
        HttpRequest.newBuilder(settings.tokenEndpoint())
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("the identity provider gave no token: HTTP " + response.statusCode());
    }
    return object(response.body());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(authority)) {
      Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
      store.setCertificateEntry("authority", certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
