package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.e2e.RunningSystem;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the server can be reached, and how it cannot. */
class ReachIT {

  private final RunningSystem system = RunningSystem.get();

  @Test
  void givenRunningServer_whenHealthIsAsked_thenItIsUp() throws Exception {
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void givenThisMachine_whenHealthIsAsked_thenItSaysWhetherMemoryCanGetToADisk() throws Exception {
    JsonObject memory = data("memory");
    assertThat(memory.getString("heap_dumps")).isEqualTo("off");
    assertThat(memory.getString("core_dumps")).isEqualTo("off");
    boolean swaps = Files.readAllLines(Path.of("/proc/swaps")).size() > 1;
    if (swaps) {
      assertThat(memory.getString("swap")).isIn("in-clear", "protected", "denied");
    } else {
      assertThat(memory.getString("swap")).isEqualTo("none");
      assertThat(memory.getBoolean("stays_in_memory")).isTrue();
      assertThat(memory.getInt("swapped_kib")).isZero();
    }
  }

  private JsonObject data(String check) throws Exception {
    try (JsonReader reader = Json.createReader(new StringReader(get("/health/ready").body()))) {
      return reader.readObject().getJsonArray("checks").getValuesAs(JsonObject.class).stream()
          .filter(one -> one.getString("name").equals(check))
          .findFirst()
          .orElseThrow()
          .getJsonObject("data");
    }
  }

  @Test
  void givenPlainHttp_whenServerIsCalled_thenNothingIsServed() {
    URI plain = URI.create("http://localhost:" + system.baseUrl().getPort() + "/health");
    assertThatThrownBy(
            () ->
                system.http().send(HttpRequest.newBuilder(plain).build(), BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void givenOldTls_whenServerIsCalled_thenTheHandshakeFails() {
    SSLParameters old = new SSLParameters();
    old.setProtocols(new String[] {"TLSv1.1"});
    HttpClient client =
        HttpClient.newBuilder().sslContext(system.sslContext()).sslParameters(old).build();
    assertThatThrownBy(
            () ->
                client.send(
                    HttpRequest.newBuilder(uri("/health")).build(), BodyHandlers.ofString()))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/ready", "/openapi", "/nowhere", "/v1/ocr/jobs/unknown"})
  void givenAnyPath_whenAnswered_thenBrowsersAreToldToBeCareful(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.headers().firstValue("Strict-Transport-Security"))
        .hasValueSatisfying(h -> assertThat(h).contains("max-age=31536000"));
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    assertThat(response.headers().map()).doesNotContainKeys("server", "x-powered-by", "$wsep");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nowhere",
        "/console/nowhere",
        "/oauth2/x",
        "/jwt/x",
        "/ibm/api",
        "/oidcclient/x",
        "/v1/%00",
        "/v1/..%2f"
      })
  void givenOddPath_whenAsked_thenTheAnswerTellsNothingOfTheServer(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isBetween(300, 499);
    assertThat(response.body()).doesNotContain("com.ibm", "jakarta.", "\tat ", "Liberty", "SRVE");
  }

  /** Refused before any application is chosen, and too odd for a well-behaved client to send. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/%zz", "/%zz", "/v1/%", "/a%00", "/..%2f..", "/console/%", "/openapi/%u0041"})
  void givenAddressThatIsNoUri_whenAsked_thenNothingOfItComesBack(String path) throws Exception {
    String canary = "zebulon" + System.nanoTime();
    for (String accept : List.of("*/*", "application/json")) {
      String answer = raw("GET " + path + canary + " HTTP/1.1", "Accept: " + accept);
      assertThat(answer)
          .startsWith("HTTP/1.1 400 ")
          .doesNotContain(canary, path, "CWWW", "com.ibm", "\tat ");
    }
  }

  /** It shows the description, which everyone may read, and can be told to show nothing else. */
  @Test
  void givenDescriptionsPage_whenOpened_thenItLoadsNothingFromElsewhere() throws Exception {
    HttpResponse<String> page = get("/openapi/ui/?url=https://example.org/other");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("url: '/openapi'")
        .doesNotContain("://", "queryConfigEnabled", "example.org");
    assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'self'"));
  }

  private String raw(String... head) throws IOException {
    try (Socket socket =
        system
            .sslContext()
            .getSocketFactory()
            .createSocket("localhost", system.baseUrl().getPort())) {
      socket.setSoTimeout(20_000);
      String lines = String.join("\r\n", head) + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(lines.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void givenSpoiltTokens_whenRefused_thenNoFileOfTheServerHoldsThem() throws Exception {
    String good = system.tokenFor("northwind-app");
    String tampered = good.substring(0, good.length() - 8) + "AAAAAAAA";
    String canary = "canary" + System.nanoTime();
    String unsigned =
        base64("{\"alg\":\"none\"}")
            + "."
            + base64("{\"sub\":\"" + canary + "\",\"aud\":\"lethe-api\"}")
            + ".";
    for (String token : List.of(good + "x", tampered, canary + ".abc.def", unsigned)) {
      HttpRequest request =
          HttpRequest.newBuilder(system.api("/ocr/jobs/x"))
              .header("Authorization", "Bearer " + token)
              .build();
      assertThat(system.http().send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }
    String payload = good.split("\\.")[1];
    try (Stream<Path> files = Files.walk(system.stateDir().resolve("log"))) {
      assertThat(files.filter(Files::isRegularFile))
          .noneSatisfy(
              file ->
                  assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                      .containsAnyOf(canary, base64(canary), payload.substring(0, 40)));
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return system.http().send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create(system.baseUrl() + path);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
