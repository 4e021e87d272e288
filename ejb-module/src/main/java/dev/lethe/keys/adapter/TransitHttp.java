package dev.lethe.keys.adapter;

import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/**
 * Speaks with a key service: TLS alone, a token from a file that is read for each request (so that
 * an agent can renew it), bounded answers. What may be asked twice is asked again after a pause
 * when the service was away. So that one service that is away does not hold up the work of others,
 * few requests are under way at once, and after a failure nothing is asked for a while.
 */
final class TransitHttp {

  /** As long as callers are told to wait (Retry-After). */
  static final Duration PAUSE = Duration.ofSeconds(5);

  private static final int ATTEMPTS = 3;
  private static final long BACK_OFF_MILLIS = 100;
  private static final int AT_ONCE = 16;
  private static final int MOST_ANSWER_BYTES = 1 << 16;
  private static final long MOST_TOKEN_BYTES = 4096;

  private final TransitSettings settings;
  private final HttpClient client;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final AtomicLong awayUntil = new AtomicLong(Long.MIN_VALUE);

  /**
   * @param name of the provider in messages
   * @param authority PEM file of the certificates that the service is trusted by; those of the Java
   *     runtime if none is named
   * @param namespace header of services that have several, empty for none
   * @param timeout of one attempt
   */
  record TransitSettings(
      String name,
      URI url,
      String mount,
      Path token,
      Optional<Path> authority,
      String namespace,
      Duration timeout) {

    TransitSettings {
      if (!"https".equals(url.getScheme()) || url.getHost() == null) {
        throw new IllegalStateException("key provider " + name + " needs a url with https");
      }
      if (!mount.matches("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")) {
        throw new IllegalStateException("key provider " + name + " has a mount that is no path");
      }
      if (timeout.isNegative()
          || timeout.isZero()
          || timeout.compareTo(PAUSE.multipliedBy(6)) > 0) {
        throw new IllegalStateException(
            "key provider " + name + " needs a timeout between 0 and 30 seconds");
      }
    }
  }

  /** What came back; the body may hold a key, and is zeroed by whoever asked. */
  static final class Answer {
    private final int status;
    private final byte[] body;

    Answer(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }

    int status() {
      return status;
    }

    byte[] body() {
      return body;
    }

    boolean says(String words) {
      return new String(body, StandardCharsets.UTF_8).contains(words);
    }
  }

  TransitHttp(TransitSettings settings) {
    this.settings = settings;
    PrivateFile.require(
        settings.token(), "token_file of key provider " + settings.name(), MOST_TOKEN_BYTES);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER);
    settings.authority().ifPresent(file -> builder.sslContext(trusting(file)));
    client = builder.build();
  }

  private SSLContext trusting(Path authority) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          null, PemTrust.managers(authority, "ca_file of key provider " + settings.name()), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS");
    }
  }

  /** Scheme, host and port. */
  String address() {
    return settings.url().resolve("/").toString();
  }

  String mount() {
    return settings.mount();
  }

  Answer get(String path) {
    return ask("GET", path, new byte[0], true);
  }

  /** For what changes nothing at the service, or changes the same when it is done twice. */
  Answer post(String path, byte[] body) {
    return ask("POST", path, body, true);
  }

  /** For what must not be done twice. */
  Answer postOnce(String path, byte[] body) {
    return ask("POST", path, body, false);
  }

  private Answer ask(String method, String path, byte[] body, boolean again) {
    if (System.nanoTime() < awayUntil.get()) {
      throw unavailable();
    }
    boolean placed = false;
    try {
      placed = places.tryAcquire(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
      if (!placed) {
        throw unavailable();
      }
      return attempts(method, path, body, again ? ATTEMPTS : 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable();
    } finally {
      if (placed) {
        places.release();
      }
    }
  }

  private Answer attempts(String method, String path, byte[] body, int most)
      throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Optional<Answer> answer = attempt(method, path, body);
      if (answer.isPresent()) {
        awayUntil.set(Long.MIN_VALUE);
        return answer.get();
      }
      if (attempt >= most) {
        awayUntil.set(System.nanoTime() + PAUSE.toNanos());
        throw unavailable();
      }
      long pause = BACK_OFF_MILLIS << (attempt - 1);
      Thread.sleep(pause + ThreadLocalRandom.current().nextLong(pause));
    }
  }

  /** Empty if the service was away. */
  private Optional<Answer> attempt(String method, String path, byte[] body)
      throws InterruptedException {
    try {
      HttpResponse<InputStream> response =
          client.send(request(method, path, body), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        byte[] read = in.readNBytes(MOST_ANSWER_BYTES + 1);
        boolean away = isAway(response.statusCode()) || read.length > MOST_ANSWER_BYTES;
        return away ? Optional.empty() : Optional.of(new Answer(response.statusCode(), read));
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private HttpRequest request(String method, String path, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.url().resolve("/v1/" + path))
            .timeout(settings.timeout())
            .header("X-Vault-Token", token())
            .header("X-Vault-Request", "true")
            .header("Content-Type", "application/json")
            .method(
                method,
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    if (!settings.namespace().isEmpty()) {
      request.header("X-Vault-Namespace", settings.namespace());
    }
    return request.build();
  }

  private String token() {
    try {
      String token = Files.readString(settings.token()).strip();
      if (token.isEmpty() || token.length() > MOST_TOKEN_BYTES || !token.matches("[!-~]+")) {
        throw unavailable();
      }
      return token;
    } catch (IOException e) {
      throw unavailable();
    }
  }

  /** Sealed, standby that is behind (412, 472, 473), overloaded, or a gateway's answer. */
  private static boolean isAway(int status) {
    return status >= 500 || status == 412 || status == 429 || status == 472 || status == 473;
  }

  static LetheException unavailable() {
    return new LetheException(ProblemCode.KEY_PROVIDER_UNAVAILABLE);
  }
}
