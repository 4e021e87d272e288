package dev.lethe.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import java.net.http.HttpResponse;

/** What every refusal has to be. */
final class Problems {

  private Problems() {}

  /** A described problem with this code and nothing of a request in it. */
  static void require(HttpResponse<byte[]> answer, int status, String code) {
    assertThat(ApiCalls.text(answer)).contains("\"code\":\"" + code + "\"");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(ApiCalls.json(answer).getString("type")).isEqualTo("/v1/errors/" + code);
  }

  /** The answer without the random name of the occurrence, to compare two of them. */
  static String withoutName(HttpResponse<byte[]> answer) {
    return ApiCalls.text(answer).replaceAll("urn:uuid:[0-9a-f-]+", "");
  }
}
