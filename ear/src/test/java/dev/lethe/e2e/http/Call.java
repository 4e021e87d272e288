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

  /** Well within the five minutes that a token lives: a run on a slow machine takes longer. */
  private static final Duration TOKEN_USE = Duration.ofMinutes(1);

  private static final Map<String, Token> TOKENS = new ConcurrentHashMap<>();

  private record Token(String text, long fetchedAt) {

    static Token of(String who) {
      return new Token(RunningSystem.get().tokenFor(who), System.nanoTime());
    }

    static Token usable(String who, Token known) {
      long age = System.nanoTime() - known.fetchedAt;
      return age < TOKEN_USE.toNanos() ? known : of(who);
    }
  }

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

  /** With a token that is fetched at most once a minute. */
  Call as(String who) {
    return token(
        TOKENS.compute(
                who, (name, known) -> known == null ? Token.of(name) : Token.usable(name, known))
            .text);
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
