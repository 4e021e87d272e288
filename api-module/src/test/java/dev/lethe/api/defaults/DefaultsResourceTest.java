package dev.lethe.api.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.api.Api;
import dev.lethe.api.Samples;
import dev.lethe.api.security.CurrentCaller;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DefaultsResourceTest {

  private final CurrentCaller current = new CurrentCaller();
  private Api api;

  @BeforeEach
  void start() {
    DefaultsResource resource = new DefaultsResource();
    resource.policy = Samples::policy;
    resource.current = current;
    api = new Api(resource);
  }

  @Test
  void givenCallerOfAnyRole_whenAsked_thenPolicyIsTold() {
    current.set(Samples.caller());

    MockHttpResponse answer = api.call(Api.request("GET", "/defaults"));

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(Api.body(answer))
        .contains("\"policy\":{\"id\":\"lethe-standard\",\"version\":\"3\"")
        .contains(
            "\"source\":{\"default_seconds\":1800,\"floor_seconds\":60,\"cap_seconds\":86400,"
                + "\"longest_t2_seconds\":174000}")
        .contains("\"invoice_total\":{\"type\":\"amount\",\"sensitivity\":\"internal\"")
        .contains(
            "\"unasked\":{\"masked\":true,\"model_training\":false,\"full_text\":false,"
                + "\"manual_review\":false,\"audited\":false,\"region_pin\":true,"
                + "\"source_seconds\":1800,\"fields_seconds\":0}")
        .contains("\"legal_bases\":[\"customer_authorized\"]")
        .contains("\"max_wait_seconds\":60");
  }

  @Test
  void givenNobody_whenAsked_thenNothingIsTold() {
    MockHttpResponse answer = api.call(Api.request("GET", "/defaults"));

    assertThat(answer.getStatus()).isEqualTo(401);
    assertThat(Api.body(answer)).doesNotContain("lethe-standard");
  }
}
