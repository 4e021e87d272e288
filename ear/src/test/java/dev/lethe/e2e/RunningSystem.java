package dev.lethe.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The stack that {@code ./lethe} has started for the tests. Where it is comes as the system
 * property {@code lethe.state.dir}; everything else follows from that folder and the properties
 * beside it.
 */
public final class RunningSystem {

  private static final RunningSystem INSTANCE = new RunningSystem();
  private static final Pattern ACCESS_TOKEN =
      Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

  private final URI baseUrl = URI.create(setting("lethe.base.url"));
  private final URI keycloakUrl = URI.create(setting("lethe.keycloak.url"));
  private final Path stateDir = Path.of(setting("lethe.state.dir"));
  private final SSLContext trust = trusting(caFile());
  private final HttpClient client =
      HttpClient.newBuilder().sslContext(trust).connectTimeout(Duration.ofSeconds(10)).build();

  private RunningSystem() {}

  public static RunningSystem get() {
    return INSTANCE;
  }

  /** For instance {@code https://localhost:9443}, without a slash at its end. */
  public URI baseUrl() {
    return baseUrl;
  }

  public URI api(String path) {
    return URI.create(baseUrl + "/v1" + path);
  }

  public URI console(String path) {
    return URI.create(baseUrl + "/console" + path);
  }

  public URI keycloakUrl() {
    return keycloakUrl;
  }

  /** Data, keys, logs and the server's folder: what a search for leaks looks through. */
  public Path stateDir() {
    return stateDir;
  }

  public Path caFile() {
    return stateDir.resolve("tls/ca.pem");
  }

  /** Trusts the local authority and nothing else. */
  public SSLContext sslContext() {
    return trust;
  }

  public HttpClient http() {
    return client;
  }

  /** The password that {@code ./lethe} has made for a person of the demo tenants. */
  public String passwordOf(String person) {
    return read(stateDir.resolve("secrets/people").resolve(person));
  }

  /**
   * A fresh access token for a service client ({@code northwind-app}) or a person ({@code olivia}).
   */
  public String tokenFor(String who) {
    Path clientSecret = stateDir.resolve("secrets/clients").resolve(who);
    if (Files.exists(clientSecret)) {
      return token(
          form(
              "grant_type",
              "client_credentials",
              "client_id",
              who,
              "client_secret",
              read(clientSecret)));
    }
    String cli = read(stateDir.resolve("secrets/clients/lethe-cli"));
    return token(
        form(
            "grant_type",
            "password",
            "client_id",
            "lethe-cli",
            "client_secret",
            cli,
            "username",
            who,
            "password",
            passwordOf(who)));
  }

  private String token(String form) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(keycloakUrl + "/realms/lethe/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString(form))
            .build();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      Matcher matcher = ACCESS_TOKEN.matcher(response.body());
      if (response.statusCode() != 200 || !matcher.find()) {
        throw new IllegalStateException(
            "no token: " + response.statusCode() + " " + response.body());
      }
      return matcher.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String form(String... pairs) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      form.append(i == 0 ? "" : "&")
          .append(pairs[i])
          .append('=')
          .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  private static String setting(String name) {
    String value = System.getProperty(name, "");
    if (value.isBlank()) {
      throw new IllegalStateException(
          name + " is not set: these tests are started by ./lethe test");
    }
    return value;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SSLContext trusting(Path authority) {
    try (InputStream in = Files.newInputStream(authority)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
