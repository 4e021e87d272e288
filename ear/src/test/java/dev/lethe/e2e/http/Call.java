package dev.lethe.e2e.http;

import dev.lethe.e2e.RunningSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One request, built piece by piece, right or wrong. */
final class Call {

  private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

  private final HttpRequest.Builder request;
  private final String method;
  private BodyPublisher body = BodyPublishers.noBody();

  private Call(String method, URI address) {
    this.method = method;
    this.request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(120));
  }

  /** A call of the API; the path begins after the version. */
  static Call of(String method, String path) {
    return new Call(method, RunningSystem.get().api(path));
  }

  static Call to(String method, String address) {
    return new Call(method, URI.create(address));
  }

  /** With a token that was fetched once for all tests of a run. */
  Call as(String who) {
    return token(TOKENS.computeIfAbsent(who, RunningSystem.get()::tokenFor));
  }

  Call token(String token) {
    return header("Authorization", "Bearer " + token);
  }

  Call header(String name, String value) {
    request.header(name, value);
    return this;
  }

  Call json(String content) {
    return body("application/json", content.getBytes(StandardCharsets.UTF_8));
  }

  Call form(Form form) {
    return body(form.contentType(), form.bytes());
  }

  Call body(String type, byte[] content) {
    body = BodyPublishers.ofByteArray(content);
    return type.isEmpty() ? this : header("Content-Type", type);
  }

  HttpResponse<byte[]> send() {
    try {
      return RunningSystem.get()
          .http()
          .send(request.method(method, body).build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
